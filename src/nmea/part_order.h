#pragma once
// Whether a part that does not say where it came from belongs to a first part that does, by their order in
// the feed alone. Asked of the only open first part with the part's talker, channel, sequence id and count.
// It is sure
//  - where one counter runs for the whole feed: the ids of its first parts go up from one station to the
//    next. Then no other message has that id within a round, whatever is lost;
//  - as long as the feed has shown nothing else: each later part stood directly behind its first, and no two
//    stations had the same id.
// Where stations count each for itself, two of them may have the same id, and then the part could be that of
// another message whose first part was lost together with the later part of this one. That is the less
// probable the longer nothing at all was lost, so each whole message takes a doubt away, and each part that
// has no other adds kDoubtOfALoss. It is probable
//  - that a part belongs to the first part directly behind which it stands, after kEnoughBehind whole
//    messages;
//  - that it belongs to one a few sentences before, when there is no doubt at all.
// A feed that loses one sentence in 60 or more is soon in doubt for good, and nothing is probable there. Of
// 180,000 messages each that one to twelve stations sent in order, of whose sentences 0.1, 1 and 5 % were
// lost (assembly_property_test with 600 seeds), none of two ships came out. Bounded; no allocation; one
// object for each sender; not thread-safe.

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
    tie_ = PartTie::none;
    if (part.number == 1) {
      begin(message, source_key, sentence, part.count);
    } else {
      follow(part, message, source_key, sentence);
    }
  }

  // How the part taken last is tied to the first part of first_source().
  [[nodiscard]] PartTie tie() const { return tie_; }
  // The key of its source; 0: it names none.
  [[nodiscard]] std::uint64_t first_source() const { return first_source_; }

 private:
  static constexpr std::size_t kOpen = 8;
  static constexpr std::uint32_t kDoubtOfALoss = 64;  // whole messages
  static constexpr std::uint32_t kMostDoubt = 4 * kDoubtOfALoss;
  static constexpr std::uint32_t kEnoughBehind = 16;  // whole messages
  static constexpr std::uint32_t kOneCounter = 8;     // steps from station to station
  static constexpr unsigned kRound = 10;              // sequence ids: 0–9
  static constexpr unsigned kMostLostFirsts = 3;      // between two steps of one counter

  // A message of which parts are missing.
  struct Open {
    std::uint64_t source_key = 0;
    std::uint64_t sentence = 0;  // of the part taken last
    std::uint32_t begun = 0;     // first parts before it
    std::uint8_t number = 0;     // of the part taken last
    std::uint8_t count = 0;
  };

  void begin(std::uint64_t message, std::uint64_t source_key, std::uint64_t sentence, std::uint8_t count) {
    watch_ids(sequence_id_of(message), source_key);
    is_as_at_start_ = is_as_at_start_ && is_last_whole_;
    is_last_whole_ = false;
    std::size_t slot = next_;
    for (std::size_t i = 0; i < kOpen; ++i) {
      if (messages_[i] == message && open_[i].source_key == source_key) {
        slot = i;
      }
    }
    if (messages_[slot] != 0) {
      doubt();  // its later part did not come
    }
    next_ = slot == next_ ? (next_ + 1) % kOpen : next_;
    messages_[slot] = message;
    open_[slot] = {source_key, sentence, ++begun_, 1, count};
  }

  void follow(const MessagePart& part, std::uint64_t message, std::uint64_t source_key,
              std::uint64_t sentence) {
    std::size_t found = kOpen, matches = 0;
    for (std::size_t i = 0; i < kOpen; ++i) {
      if (can_be_of(i, message, source_key)) {
        found = i;
        ++matches;
      }
    }
    if (matches != 1 || open_[found].number + 1 != part.number) {
      close(message, source_key);
      return doubt();
    }
    Open& open = open_[found];
    const bool is_behind = open.sentence + 1 == sentence;
    is_as_at_start_ = is_as_at_start_ && is_behind;
    tie_ = tie_of(open, is_behind);
    first_source_ = open.source_key;
    open.sentence = sentence;
    open.number = part.number;
    is_last_whole_ = open.number == open.count;
    if (is_last_whole_) {
      messages_[found] = 0;
      doubt_ -= doubt_ > 0 ? 1U : 0U;
    }
  }

  // Whether a later part that says so may be of that open message.
  [[nodiscard]] bool can_be_of(std::size_t i, std::uint64_t message, std::uint64_t source_key) const {
    const std::uint64_t first = open_[i].source_key;
    return messages_[i] == message && (source_key == 0 || first == 0 || first == source_key);
  }

  // One loss is one doubt, however many messages it leaves open.
  void close(std::uint64_t message, std::uint64_t source_key) {
    for (std::size_t i = 0; i < kOpen; ++i) {
      messages_[i] = can_be_of(i, message, source_key) ? 0 : messages_[i];
    }
  }

  [[nodiscard]] PartTie tie_of(const Open& open, bool is_behind) const {
    const bool is_of_one_counter = in_one_counter_ == kOneCounter && begun_ - open.begun < kRound / 2;
    if (is_of_one_counter || is_as_at_start_) {
      return PartTie::sure;
    }
    const std::uint32_t bearable = is_behind ? kDoubtOfALoss - kEnoughBehind : 0;
    return doubt_ <= bearable ? PartTie::probable : PartTie::none;
  }

  void doubt() {
    is_as_at_start_ = false;
    doubt_ = std::min(doubt_ + kDoubtOfALoss, kMostDoubt);
  }

  // A step from one station to another by chance is one of ten; back again, where each counts for itself,
  // it is none at all.
  void watch_ids(std::uint16_t id, std::uint64_t source_key) {
    const FirstPart before = latest_[(next_latest_ + latest_.size() - 1) % latest_.size()];
    const unsigned step = (id + kRound - before.sequence_id % kRound) % kRound;
    if (id >= kRound || step == 0 || step > 1 + kMostLostFirsts) {
      in_one_counter_ = 0;
    } else if (step == 1 && source_key != before.source_key) {
      in_one_counter_ = std::min(in_one_counter_ + 1, kOneCounter);
    }
    is_as_at_start_ = is_as_at_start_ && std::ranges::none_of(latest_, [&](const FirstPart& other) {
                        return other.sequence_id == id && other.source_key != source_key;
                      });
    latest_[next_latest_] = {id, source_key};
    next_latest_ = (next_latest_ + 1) % latest_.size();
  }

  static constexpr std::uint16_t kNone = 0x100;  // no sequence id

  struct FirstPart {
    std::uint16_t sequence_id = kNone;
    std::uint64_t source_key = 0;
  };

  std::array<std::uint64_t, kOpen> messages_{};  // of each open one, to compare all at once; 0: free
  std::array<Open, kOpen> open_{};
  std::size_t next_ = 0;
  std::uint32_t begun_ = 0;
  std::uint32_t doubt_ = kDoubtOfALoss;
  bool is_as_at_start_ = true;
  bool is_last_whole_ = true;  // the part taken last was the last of its message
  std::array<FirstPart, 8> latest_;
  std::size_t next_latest_ = 0;
  std::uint32_t in_one_counter_ = 0;  // steps
  PartTie tie_ = PartTie::none;
  std::uint64_t first_source_ = 0;
};

}  // namespace selat::nmea
