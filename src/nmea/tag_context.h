#pragma once
// Which TAG block and which wrapper belong to which sentence. A TAG block stands before its sentence, or on a
// line of its own before it. In a message of several parts often only the first part has one, and the later
// parts inherit it. Two sources are never mixed:
//  - if two first parts match a later part, it inherits from neither;
//  - if the feed carries several sources, a later part inherits only when a TAG group, a wrapper's checksum
//    or its place directly behind the first part (part_order.h) ties it to that.
// One object a feed; bounded memory; not thread-safe.

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "model/report.h"
#include "nmea/part_order.h"
#include "nmea/problem.h"
#include "nmea/sentence_context.h"
#include "nmea/tag_block.h"
#include "nmea/wrapper.h"
#include "units/instant.h"

namespace selat::nmea {

// The TAG blocks in front of a sentence, merged.
struct InlineTag {
  std::optional<TagBlock> block;
  bool is_ignored = false;  // there was one, and it had a problem
};

class TagContext {
 public:
  // A TAG block on a line of its own.
  void take_tag_line(const InlineTag& tag);
  void take_wrapper(const Wrapper& wrapper);
  // The context of a sentence; blocks and wrappers on lines before it are used up. `tag` is the block in
  // front of the sentence, nullptr if there is none; `is_ignored` says that there was one with a problem.
  void resolve(const MessagePart& part, const TagBlock* tag, bool is_ignored, SentenceContext& context) {
    if (tag == nullptr) {
      context.clear();
    } else {
      context.begin(*tag);
    }
    if (is_ignored) [[unlikely]] {
      context.warnings.add(DecodeWarning::tag_ignored);
    }
    if (has_lines_) [[unlikely]] {
      take_lines_before(part, context);
    }
  }
  // The same for a sentence that is one of several, after resolve(): a later part inherits from the first.
  // `message` is the same number for all parts of a message, never 0; `sentence` counts the sentences.
  void resolve_part(const MessagePart& part, std::uint64_t message, std::uint64_t sentence,
                    SentenceContext& context) {
    context.message = message;
    const bool is_bare = !has_first_parts_ && context.is_bare();
    context.source_key = is_bare ? 0 : key_of(context.source());
    order_.take(part, message, context.source_key, sentence);
    if (is_bare) {
      has_bare_first_parts_ = true;
    } else {
      take_parts_before(part, context);
    }
    if (order_.tie() != PartTie::none && order_.first_source() == 0) {
      context.tie_to_unnamed_first(order_.tie());
    }
  }
  void clear();

 private:
  // What later parts of a message inherit from the first.
  struct FirstPart {
    std::uint64_t message = 0;  // as of resolve_part(); 0: free
    model::SourceName source;
    std::uint64_t source_key = 0;
    bool is_in_tag = false;  // TAG s: names the source
    std::optional<Instant> time;
    std::optional<TagGroup> group;
    std::optional<std::uint8_t> checksum_of_parts;
    bool is_ambiguous = false;  // two sources have begun a group of this number
  };
  // After this many first parts in a row from one source, the feed is taken to have no other source.
  static constexpr std::uint32_t kManyFirstParts = 1024;
  static constexpr std::size_t kFirstParts = 8;
  static constexpr std::size_t kGroups = 256;

  // Bit i is set if first part i has this message key.
  [[nodiscard]] unsigned first_parts_of(std::uint64_t key) const;
  void take_lines_before(const MessagePart& part, SentenceContext& context);
  void take_parts_before(const MessagePart& part, SentenceContext& context);
  // Counts the first parts since two in a row came from different sources.
  void watch_source(const SentenceContext& context);
  void remember(const SentenceContext& context);
  [[nodiscard]] static bool is_of(const FirstPart& first, std::uint64_t group) {
    return first.group && first.group->id == group;
  }
  void remember_group(const FirstPart& first, std::uint64_t id);
  // The only first part the sentence can belong to; nullptr if there is none, or more than one.
  [[nodiscard]] FirstPart* first_part_of(const SentenceContext& context);
  // Whether the part certainly comes from the first part's source, whatever the order.
  [[nodiscard]] bool is_tied(const SentenceContext& context, const FirstPart& first) const;
  void inherit(SentenceContext& context, bool is_last);
  void forget(std::uint64_t message, std::uint64_t source_key);

  // There was a block or a wrapper on the lines before.
  bool has_lines_ = false;
  std::optional<TagBlock> line_;
  bool is_line_ignored_ = false;
  std::optional<Wrapper> wrapper_;
  // First parts are stored from the first one on that has a TAG block or a wrapper.
  bool has_first_parts_ = false;
  bool has_bare_first_parts_ = false;  // there were others before that
  bool has_ties_ = false;              // one had a group, or a checksum of its parts
  std::uint64_t last_source_key_ = 0;
  std::uint32_t first_parts_of_one_source_ = kManyFirstParts;
  std::vector<FirstPart> of_groups_;                // by group number; empty until the feed uses groups
  std::array<FirstPart, kFirstParts> first_parts_;  // the latest ones, with and without a group …
  std::array<std::uint64_t, kFirstParts> keys_{};   // … and the message key of each, to compare all at once
  std::size_t next_first_part_ = 0;
  PartOrder order_;
};

}  // namespace selat::nmea
