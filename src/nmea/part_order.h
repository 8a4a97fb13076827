#pragma once
// Whether the parts of messages stand directly behind one another in a feed, so that a part that does not say
// where it came from belongs to the one before it: a first part is followed by its later part as the very
// next sentence, with the same talker, channel, sequence id and count. Two things can make that wrong, and
// each ends the trust until kManyInOrder messages were in order:
//  - the feed mixes its stations sentence by sentence, or loses some: sooner or later a first part is not
//    followed by its other parts, or a later part comes without its first;
//  - its stations count their sequence ids each for itself: two of the latest first parts, of two sources,
//    have the same id. Where one counter runs for the whole feed, the next first part never has it.
// What remains: a feed in order whose stations happen to count apart, that loses a second and a first part in
// a row as the first thing it loses. Bounded; no allocation; one object for each sender; not thread-safe.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "nmea/sentence_context.h"
#include "nmea/vdm_sentence.h"

namespace selat::nmea {

class PartOrder {
 public:
  // Each part of the feed, in its order. `message` as of SentenceContext; `source_key` 0: it names no source;
  // `sentence` counts the sentences of the feed.
  void take(const MessagePart& part, std::uint64_t message, std::uint64_t source_key,
            std::uint64_t sentence) {
    is_behind_ =
        part.number > 1 && message == message_ && sentence == sentence_ + 1 && part.number == number_ + 1;
    if (part.number == 1) {
      const bool is_own_id = std::ranges::none_of(latest_, [&](const FirstPart& other) {
        return other.sequence_id == sequence_id_of(message) && other.source_key != source_key;
      });
      const bool was_whole = number_ == count_;
      in_order_ = was_whole && is_own_id ? std::min(in_order_ + 1, kManyInOrder) : 0;
      source_key_ = source_key;
      latest_[next_] = {sequence_id_of(message), source_key};
      next_ = (next_ + 1) % latest_.size();
    } else if (!is_behind_) {
      in_order_ = 0;
    }
    message_ = message;
    sentence_ = sentence;
    number_ = part.number;
    count_ = part.count;
  }

  // Whether the part taken last belongs to the first part before it, whatever it says of its source.
  [[nodiscard]] bool is_sure() const { return is_behind_ && in_order_ == kManyInOrder; }
  // The same, and that first part names no source.
  [[nodiscard]] bool is_sure_and_first_unnamed() const { return source_key_ == 0 && is_sure(); }

 private:
  static constexpr std::uint32_t kManyInOrder = 64;

  static constexpr std::uint16_t kNone = 0x100;  // no sequence id

  struct FirstPart {
    std::uint16_t sequence_id = kNone;
    std::uint64_t source_key = 0;
  };

  std::uint64_t message_ = 0, sentence_ = 0;  // of the part taken last
  std::uint8_t number_ = 0, count_ = 0;
  std::uint64_t source_key_ = 0;  // of the latest first part
  bool is_behind_ = false;
  std::uint32_t in_order_ = kManyInOrder;  // messages; a feed is trusted until it shows otherwise
  std::array<FirstPart, 8> latest_;
  std::size_t next_ = 0;
};

}  // namespace selat::nmea
