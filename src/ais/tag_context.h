#pragma once
// Which TAG block speaks of which sentence. A block stands before its sentence, or on a line of its own
// before it, and often only before the first part of a message: later parts inherit it. Where two first
// parts could be meant, none is, and where a feed has parts of several sources, nothing is inherited by a
// part that neither a TAG group nor a wrapper's checksum ties to its first: two sources are never mixed.

#include <array>
#include <bit>
#include <cstdint>
#include <optional>
#include <vector>

#include "ais/problem.h"
#include "ais/sentence.h"
#include "ais/tag_block.h"

namespace selat::ais {

// TAG blocks in front of a sentence, merged.
struct InlineTag {
  std::optional<TagBlock> block;
  bool is_ignored = false;  // there was one, and it had a problem
};

// One number for one name, 0 where there is none; the bytes behind a ShortText's end are always zero.
[[nodiscard]] inline std::uint64_t key_of(const model::SourceName& source) {
  if (source.empty()) {
    return 0;
  }
  const auto eights = std::bit_cast<std::array<std::uint64_t, 4>>(source);
  return eights[0] * 0x9E3779B97F4A7C15ULL ^ std::rotl(eights[1] * 0xC2B2AE3D27D4EB4FULL, 16) ^
         std::rotl(eights[2] * 0xD6E8FEB86659FD93ULL, 32) ^ std::rotl(eights[3] * 0xFF51AFD7ED558CCDULL, 48);
}

// What is known of a sentence from around it. Mostly that is its own TAG block, which is then only pointed
// to: valid as long as the block and the TagContext stay as they are.
class SentenceContext {
 public:
  SentenceContext() = default;
  SentenceContext(const SentenceContext&) = delete;
  SentenceContext& operator=(const SentenceContext&) = delete;

  // Its time: TAG c:, else $PGHP.
  [[nodiscard]] const TagBlock& tag() const { return *tag_; }
  // TAG s:, else $PGHP station, else TAG si:; empty where none names one.
  [[nodiscard]] const model::SourceName& source() const { return *source_; }
  // Nothing is known of the sentence from around it.
  [[nodiscard]] bool is_bare() const {
    return tag_ == &kNone && source_->empty() && !checksum_of_parts && remarks.empty();
  }

  Remarks remarks;
  // Of a sentence that is one of several:
  std::uint64_t message = 0;  // message_key()
  // $PGHP: the checksums of all parts of its message, joined by exclusive or.
  std::optional<std::uint8_t> checksum_of_parts;
  std::uint64_t source_key = 0;  // key_of() its source; not beside `message`: both in one load would wait for
                                 // the two stores

  // No block, no source, no remarks.
  void clear() { begin(kNone); }
  // The block as it stands in front of the sentence.
  void begin(const TagBlock& tag) {
    tag_ = &tag;
    source_ = tag.source.empty() ? &tag.network : &tag.source;
    remarks = {};
    checksum_of_parts.reset();
  }
  // A copy of the block, to be changed.
  TagBlock& changed_tag() {
    if (tag_ != &changed_tag_) {
      changed_tag_ = *tag_;
      tag_ = &changed_tag_;
    }
    return changed_tag_;
  }
  void set_source(const model::SourceName& source) {
    changed_source_ = source;
    source_ = &changed_source_;
    source_key = key_of(source);
  }

 private:
  static const TagBlock kNone;
  const TagBlock* tag_ = &kNone;
  const model::SourceName* source_ = &kNone.source;
  TagBlock changed_tag_;
  model::SourceName changed_source_;
};

class TagContext {
 public:
  // A TAG block on a line of its own.
  void take_tag_line(const InlineTag& tag);
  void take_wrapper(const Wrapper& wrapper);
  // The context of an AIS sentence; what stood on lines before it is used up.
  void resolve(const Sentence& sentence, const InlineTag& tag, SentenceContext& context);
  // The same of the block in front of the sentence, nullptr where there is none.
  void resolve(const Sentence& sentence, const TagBlock* tag, bool is_ignored, SentenceContext& context) {
    if (tag == nullptr) {
      context.clear();
    } else {
      context.begin(*tag);
    }
    if (is_ignored) [[unlikely]] {
      context.remarks.add(Remark::tag_ignored);
    }
    if (has_lines_) [[unlikely]] {
      take_lines_before(sentence, context);
    }
    if (sentence.count > 1) {
      context.message = message_key(sentence);
      if (has_first_parts_ || !context.is_bare()) {
        context.source_key = key_of(context.source());
        take_parts_before(sentence, context);
      } else {
        context.source_key = 0;
        has_bare_first_parts_ = true;
      }
    }
  }
  void clear();

 private:
  // What the later parts of a message that come without it have from the first.
  struct FirstPart {
    std::uint64_t message = 0;  // message_key(); 0: none any more
    model::SourceName source;
    std::uint64_t source_key = 0;
    bool is_in_tag = false;  // TAG s: names the source
    std::optional<Instant> time;
    std::optional<TagGroup> group;
    std::optional<std::uint8_t> checksum_of_parts;
    bool is_doubtful = false;  // of a group: two sources have begun one of this number
  };
  // After so many first parts of one source, the feed is taken to have no other.
  static constexpr std::uint32_t kManyFirstParts = 1024;
  static constexpr std::size_t kFirstParts = 8;
  static constexpr std::size_t kGroups = 256;

  // Bit i: the first part i is of the same message, as far as the sentence tells.
  [[nodiscard]] unsigned first_parts_of(std::uint64_t key) const;
  void take_lines_before(const Sentence& sentence, SentenceContext& context);
  void take_parts_before(const Sentence& sentence, SentenceContext& context);
  // How many first parts have gone by since two in a row were of different sources.
  void watch_source(const SentenceContext& context);
  void remember(const SentenceContext& context);
  [[nodiscard]] static bool is_of(const FirstPart& first, std::uint64_t group) {
    return first.group && first.group->id == group;
  }
  void remember_group(const FirstPart& first, std::uint64_t id);
  // The first part the sentence can only belong to; nullptr where there is none, or more than one.
  [[nodiscard]] FirstPart* first_part_of(const SentenceContext& context);
  // Whether the part is surely of the first part's source.
  [[nodiscard]] bool is_tied(const SentenceContext& context, const FirstPart& first) const;
  void inherit(SentenceContext& context, bool is_last);
  void forget(std::uint64_t message, std::uint64_t source_key);

  // Something stood on lines before.
  bool has_lines_ = false;
  std::optional<TagBlock> line_;
  bool is_line_ignored_ = false;
  std::optional<Wrapper> wrapper_;
  // One of them came with a TAG block or a wrapper; until then they need no remembering.
  bool has_first_parts_ = false;
  bool has_bare_first_parts_ = false;  // before that
  bool has_ties_ = false;              // one had a group, or its parts' checksum
  std::uint64_t last_source_key_ = 0;
  std::uint32_t first_parts_of_one_source_ = kManyFirstParts;
  std::vector<FirstPart> of_groups_;  // by the group's number; none until the feed shows that it uses them
  std::array<FirstPart, kFirstParts> first_parts_;  // the last ones, with and without a group …
  std::array<std::uint64_t, kFirstParts> keys_{};   // … and the message of each, to be compared at once
  std::size_t next_first_part_ = 0;
};

}  // namespace selat::ais
