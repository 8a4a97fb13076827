#pragma once
// Which TAG block speaks of which sentence. A block stands before its sentence, or on a line of its own
// before it, and often only before the first part of a message: later parts inherit it. Where two first
// parts could be meant, none is: two sources are never mixed.

#include <array>
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

// What is known of a sentence from around it.
struct SentenceContext {
  TagBlock tag;              // tag.time: TAG c:, else $PGHP
  model::SourceName source;  // TAG s:, else $PGHP station, else TAG si:; empty where none names one
  Remarks remarks;
};

class TagContext {
 public:
  // A TAG block on a line of its own.
  void take_tag_line(const InlineTag& tag);
  void take_wrapper(const Wrapper& wrapper);
  // The context of an AIS sentence; what stood on lines before it is used up.
  void resolve(const Sentence& sentence, const InlineTag& tag, SentenceContext& context);
  // Nothing stood on lines before: the sentence's own TAG block is all there is, unless it is one of several
  // parts.
  [[nodiscard]] bool is_idle() const { return !line_ && !wrapper_ && !is_line_ignored_; }
  void clear();

 private:
  // Context of a first part, for the later parts that come without.
  struct FirstPart {
    SentenceContext context;
    std::array<char, 2> talker{};
    std::optional<std::uint8_t> sequence_id;
    char channel = 0;
    std::uint8_t count = 0;
    bool is_live = false;
    bool is_doubtful = false;  // of a group: two sources have begun one of this number
    [[nodiscard]] bool is_of(const Sentence& sentence) const {
      return is_live && talker == sentence.talker && sequence_id == sentence.sequence_id &&
             channel == sentence.channel && count == sentence.count;
    }
  };

  void inherit(SentenceContext& context, const Sentence& sentence);
  void remember(const SentenceContext& context, const Sentence& sentence);
  static void fill(FirstPart& slot, const SentenceContext& context, const Sentence& sentence);
  // The first part the sentence can only belong to; nullptr where there is none, or more than one.
  [[nodiscard]] FirstPart* first_part_of(const SentenceContext& context, const Sentence& sentence);

  std::optional<TagBlock> line_;
  bool is_line_ignored_ = false;
  std::optional<Wrapper> wrapper_;
  static constexpr std::size_t kGroups = 256;  // first parts of TAG groups, by the group's number
  std::vector<FirstPart> of_groups_;           // none until the feed shows that it uses them
  std::array<FirstPart, 8> first_parts_;       // the last ones, with and without a group
  std::size_t next_first_part_ = 0;
};

}  // namespace selat::ais
