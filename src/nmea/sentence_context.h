#pragma once
// What the lines around a sentence say about it: time, source, TAG group, warnings. Values without
// allocation; not thread-safe.

#include <array>
#include <bit>
#include <cstdint>
#include <optional>
#include <string_view>

#include "model/report.h"
#include "nmea/problem.h"
#include "nmea/tag_block.h"
#include "units/instant.h"

namespace selat::nmea {

// Which part of its message a sentence is. The default: the sentence is the whole message.
struct MessagePart {
  std::uint8_t number = 1;    // 1–count
  std::uint8_t count = 1;     // 1–9
  std::uint8_t checksum = 0;  // of the sentence
};

// How a part belongs to a first part by the order of the feed alone (part_order.h).
enum class PartTie : std::uint8_t { none, probable, sure };

// One number for one name, 0 if there is none. (The bytes after the text of a ShortText are always zero.)
[[nodiscard]] inline std::uint64_t key_of(const model::SourceName& source) {
  if (source.empty()) {
    return 0;
  }
  const auto eights = std::bit_cast<std::array<std::uint64_t, 4>>(source);
  return eights[0] * 0x9E3779B97F4A7C15ULL ^ std::rotl(eights[1] * 0xC2B2AE3D27D4EB4FULL, 16) ^
         std::rotl(eights[2] * 0xD6E8FEB86659FD93ULL, 32) ^ std::rotl(eights[3] * 0xFF51AFD7ED558CCDULL, 48);
}

// Usually all that is known is the sentence's own TAG block. Then the context only points to it: it is valid
// as long as that block and the TagContext do not change.
class SentenceContext {
 public:
  SentenceContext() = default;
  SentenceContext(const SentenceContext&) = delete;
  SentenceContext& operator=(const SentenceContext&) = delete;

  // Its time: TAG c:, else $PGHP, else the suffix, else the time before the sentence.
  [[nodiscard]] const TagBlock& tag() const { return *tag_; }
  // TAG s:, else $PGHP station, else TAG si:, else the suffix; empty if none names a source.
  [[nodiscard]] const model::SourceName& source() const { return *source_; }
  // Whether the lines around the sentence say nothing about it.
  [[nodiscard]] bool is_bare() const {
    return tag_ == &kNone && source_->empty() && !checksum_of_parts && warnings.empty();
  }

  DecodeWarnings warnings;
  // For a sentence that is one of several:
  std::uint64_t message = 0;  // the same number for all parts of a message, as message_key() gives it
  // From $PGHP: the checksums of all parts of the message, joined by exclusive or.
  std::optional<std::uint8_t> checksum_of_parts;
  std::uint64_t source_key = 0;  // key_of(the source of the message, as its first part names it). Not next
                                 // to `message`: one load of both would have to wait for the two stores

  // The message's first part names no source, whatever else names one.
  void tie_to_unnamed_first(PartTie tie) {
    source_key = 0;
    tie_to_unnamed_ = tie;
    warn_of_tie();
  }
  // No block, no source, no warnings.
  void clear() { begin(kNone); }
  // The block in front of the sentence.
  void begin(const TagBlock& tag) {
    tag_ = &tag;
    source_ = tag.source.empty() ? &tag.network : &tag.source;
    warnings = {};
    checksum_of_parts.reset();
    tie_to_unnamed_ = PartTie::none;
  }
  // In place of the block in front of the sentence.
  void replace_tag(const TagBlock& tag) {
    changed_tag_ = tag;
    tag_ = &changed_tag_;
  }
  // A copy of the block that may be changed.
  TagBlock& changed_tag() {
    if (tag_ != &changed_tag_) {
      replace_tag(*tag_);
    }
    return changed_tag_;
  }
  void set_source(const model::SourceName& source) {
    changed_source_ = source;
    source_ = &changed_source_;
    source_key = tie_to_unnamed_ != PartTie::none ? source_key : key_of(source);
    warn_of_tie();
  }
  // Takes time and source from the sentence's own line, where neither TAG block nor wrapper gave them: from
  // its suffix, then from a time before it.
  void complete(std::string_view suffix, std::optional<Instant> prefix_time);

 private:
  void warn_of_tie() {
    if (tie_to_unnamed_ == PartTie::probable && !source_->empty()) {
      warnings.add(DecodeWarning::part_by_order);
    }
  }

  static const TagBlock kNone;
  const TagBlock* tag_ = &kNone;
  const model::SourceName* source_ = &kNone.source;
  TagBlock changed_tag_;
  model::SourceName changed_source_;
  PartTie tie_to_unnamed_ = PartTie::none;
};

}  // namespace selat::nmea
