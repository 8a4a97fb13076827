#pragma once
// Messages of several sentences. Never a fabricated message: parts are joined only where feed (one assembler
// each), source, TAG group, talker, channel, sequence id and count are the same, and where they lie close
// together; when in doubt the parts are given up and counted. Bounded in number and time; no allocation once
// as many groups were open as ever are at once. Not thread-safe.
//
// Sequence ids run out after ten messages, so a part that was lost could pair one message's first half with
// another's second. Against that:
//  - parts more than `window` apart, by either clock, are not joined;
//  - parts between which the same talker of the same source began more than `stale_after` other messages are
//    not joined (none, for messages without a sequence id);
//  - parts between which its sequence ids went on by more than half their round are not joined: the later one
//    is nearer to being of the next round, of which the first part was lost;
//  - parts in the wrong order must lie within the narrower `reorder_window` and `reorder_stale_after`;
//  - a part that contradicts one already held shows that the held ones are an older message;
//  - where a wrapper told the checksums of all parts, joined, other parts are not joined.
// What remains possible: a sender that does not count its ids up, whose line loses the right two sentences;
// or one that does, of which at least four messages in a row are lost whole in the round before, and the
// right two sentences.

#include <array>
#include <cstdint>
#include <expected>
#include <optional>
#include <vector>

#include "ais/bits.h"
#include "ais/problem.h"
#include "ais/sentence.h"
#include "base/enum_names.h"
#include "units/instant.h"

namespace selat::ais {

struct AssemblerOptions {
  Span window = Span::seconds(10);
  Span reorder_window = Span::seconds(2);
  std::uint32_t stale_after = 4;          // messages
  std::uint32_t reorder_stale_after = 1;  // messages
  std::uint32_t max_groups = 4096;        // open, and completed within the window; 400 bytes each
};

// One part and where it came from.
struct Part {
  const Sentence& sentence;
  const Bits& bits;           // of its payload
  std::uint64_t message = 0;  // message_key() of the sentence
  std::uint64_t source = 0;   // fingerprint of its source's name
  std::optional<std::uint64_t> tag_group;
  Instant received_at;
  std::optional<Instant> sent_at;
  std::optional<std::uint8_t> checksum_of_parts;  // of its whole message, joined by exclusive or
  Remarks remarks;
};

struct Assembled {
  Bits bits;
  Remarks remarks;  // of all parts
};

class Assembler {
 public:
  explicit Assembler(const AssemblerOptions& options = {});

  // Whether this part completes its message, which is then in `into`; false while others are missing.
  // Errors: what is wrong with this very part. Sentences given up on the way are added to `lost`.
  [[nodiscard]] std::expected<bool, Problem> add(const Part& part, EnumCounts<Problem>& lost,
                                                 Assembled& into);

  // Gives up groups older than the window.
  void expire(Instant now, EnumCounts<Problem>& lost) {
    if (now != expired_at_) {  // sentences of one read come at one time
      expired_at_ = now;
      give_up_old(now, lost);
    }
  }
  // Gives up all.
  void flush(EnumCounts<Problem>& lost);

  // Sentences held whose message is not complete.
  [[nodiscard]] std::uint64_t waiting() const { return waiting_; }

 private:
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};
  static constexpr std::uint32_t kBuckets = 8192;  // powers of two
  static constexpr std::uint32_t kStreams = 1024;
  static constexpr std::size_t kMostParts = 9;

  struct Key {
    std::uint64_t source = 0;
    std::uint64_t tag_group = 0;  // id + 1; 0: none
    std::uint64_t message = 0;    // message_key() of its sentences
    friend constexpr bool operator==(const Key&, const Key&) = default;
  };
  struct Slice {
    std::uint16_t at = 0;    // word
    std::uint16_t size = 0;  // bits; 0: not there
  };
  // What a talker of a source has begun.
  struct Stream {
    std::uint32_t messages = 0;
    std::uint32_t ids_passed = 0;  // sequence ids it went on by, lost messages included
    std::uint8_t id = 0;           // the furthest one
    bool has_id = false;
  };
  struct Group {
    Key key;
    Instant received_at;
    std::optional<Instant> sent_at;
    std::uint32_t stream = 0;
    Stream begun;  // its stream when it had begun
    std::uint32_t bucket = 0;
    std::uint32_t next_in_bucket = kNone;
    std::uint32_t older = kNone, newer = kNone;
    Remarks remarks;
    std::optional<std::uint8_t> checksum_of_parts;
    std::uint8_t checksums = 0;  // of the parts held, joined
    std::uint8_t held = 0;
    std::uint8_t count = 0;
    std::uint8_t last_number = 0;
    bool is_complete = false;
    std::uint16_t characters = 0;
    std::uint16_t words_used = 0;
    std::array<Slice, kMostParts> slices{};
    // Each slice begins with a word, and may write Bits::kWordsAtOnce.
    std::array<std::uint64_t, kMaxPayloadBits / 64 + kMostParts + Bits::kWordsAtOnce> words{};
    [[nodiscard]] bool holds(std::size_t slice, const Bits& bits) const;
  };

  [[nodiscard]] static std::uint32_t bucket_of(const Key& key);
  [[nodiscard]] static std::uint32_t stream_of(const Key& key);
  [[nodiscard]] std::uint32_t find(const Key& key, std::uint32_t bucket) const;
  // Whether the part lies close enough to the group to be of it.
  [[nodiscard]] bool is_near(const Group& group, const Part& part, bool is_in_order) const;
  [[nodiscard]] std::uint32_t take_free(EnumCounts<Problem>& lost);
  [[nodiscard]] std::uint32_t open(const Key& key, std::uint32_t bucket, EnumCounts<Problem>& lost);
  static void count(Stream& stream, const Sentence& sentence);
  void begin(Group& group, const Part& part);
  [[nodiscard]] std::expected<bool, Problem> put(Group& group, const Part& part, EnumCounts<Problem>& lost,
                                                 Assembled& into);
  static void assemble(const Group& group, Assembled& into);
  void give_up_old(Instant now, EnumCounts<Problem>& lost);
  void give_up(Group& group, EnumCounts<Problem>& lost, bool is_evicted = false);
  void close(std::uint32_t index);
  void link_newest(std::uint32_t index);
  void unlink(std::uint32_t index);

  AssemblerOptions options_;
  std::vector<Group> groups_;
  std::vector<std::uint32_t> free_;
  std::vector<std::uint32_t> buckets_;
  std::array<Stream, kStreams> streams_{};
  std::uint32_t oldest_ = kNone, newest_ = kNone;
  std::uint64_t waiting_ = 0;
  Instant expired_at_;
};

}  // namespace selat::ais
