#pragma once
// Joins the parts of messages that need several sentences. It never joins parts of two messages: parts are
// joined only if feed (one assembler each), source, TAG group, talker, channel, sequence id and count are the
// same, and if they lie close together; in doubt they are dropped and counted. Bounded in number and time; no
// allocation once the largest number of open messages has been reached. Not thread-safe.
//
// Sequence ids repeat after ten messages. If parts are lost, the first part of one message could be paired
// with the second part of another. Against that:
//  - parts more than `window` apart, by either clock, are not joined;
//  - parts are not joined if the same talker of the same source began more than `stale_after` other messages
//    between them (any other message, if they have no sequence id);
//  - parts are not joined if the sequence ids of the source advanced by more than half their round between
//    them: then the later part more probably belongs to the next round;
//  - parts in the wrong order must lie within the narrower `reorder_window` and `reorder_stale_after`;
//  - a part that contradicts one already stored shows that the stored parts are an older message;
//  - if a wrapper gave the joined checksum of all parts, it must match.
// What remains possible: a sender that does not advance its sequence ids, whose line loses exactly the right
// two sentences; or a sender that does, of which at least four messages in a row are lost completely, and
// exactly the right two sentences.

#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <vector>

#include "base/bits.h"
#include "base/enum_names.h"
#include "nmea/problem.h"
#include "units/instant.h"

namespace selat::nmea {

struct AssemblerOptions {
  Span window = Span::seconds(10);
  Span reorder_window = Span::seconds(2);
  std::uint32_t stale_after = 4;          // messages
  std::uint32_t reorder_stale_after = 1;  // messages
  std::uint32_t max_groups = 4096;        // open, or completed within the window; 400 bytes each
};

// One part and where it came from.
struct ReceivedPart {
  std::uint8_t number = 1;  // as of MessagePart
  std::uint8_t count = 1;
  std::uint8_t checksum = 0;
  std::uint64_t message = 0;  // as of SentenceContext
  std::optional<std::uint8_t> sequence_id;
  const Bits& bits;            // of its payload
  std::size_t characters = 0;  // of its payload
  std::uint64_t source = 0;    // key_of() its source
  std::optional<std::uint64_t> tag_group;
  Instant received_at;
  std::optional<Instant> sent_at;
  std::optional<std::uint8_t> checksum_of_parts;  // of the whole message, joined by exclusive or
  DecodeWarnings warnings;
};

// The payload of a whole message.
struct AssembledPayload {
  Bits bits;
  DecodeWarnings warnings;  // of all parts
};

class Assembler {
 public:
  explicit Assembler(const AssemblerOptions& options = {});

  // True if this part completes its message, which is then in `into`; false while parts are missing.
  // Errors: what is wrong with this part. Other sentences dropped meanwhile are added to `lost`.
  [[nodiscard]] std::expected<bool, SentenceProblem> add(const ReceivedPart& part,
                                                         EnumCounts<SentenceProblem>& lost,
                                                         AssembledPayload& into);

  // Drops messages that are older than the window.
  void expire(Instant now, EnumCounts<SentenceProblem>& lost) {
    if (now != expired_at_) {  // all sentences of one read have one time
      expired_at_ = now;
      drop_old(now, lost);
    }
  }
  // Drops all open messages.
  void flush(EnumCounts<SentenceProblem>& lost);

  // Sentences stored whose message is not complete.
  [[nodiscard]] std::uint64_t waiting() const { return waiting_; }

 private:
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};
  static constexpr std::uint32_t kBuckets = 8192;  // powers of two
  static constexpr std::uint32_t kStreams = 1024;
  static constexpr std::size_t kMostParts = 9;

  struct Key {
    std::uint64_t source = 0;
    std::uint64_t tag_group = 0;  // id + 1; 0: none
    std::uint64_t message = 0;    // as of ReceivedPart
    friend constexpr bool operator==(const Key&, const Key&) = default;
  };
  struct Slice {
    std::uint16_t at = 0;    // word
    std::uint16_t size = 0;  // bits; 0: missing
  };
  // The messages begun by one talker of one source.
  struct Stream {
    std::uint32_t messages = 0;
    std::uint32_t ids_passed = 0;  // how far its sequence ids advanced, lost messages included
    std::uint8_t id = 0;           // the latest one
    bool has_id = false;
  };
  struct Group {
    Key key;
    Instant received_at;
    std::optional<Instant> sent_at;
    std::uint32_t stream = 0;
    Stream begun;  // its stream at the time of its first part
    std::uint32_t bucket = 0;
    std::uint32_t next_in_bucket = kNone;
    std::uint32_t older = kNone, newer = kNone;
    DecodeWarnings warnings;
    std::optional<std::uint8_t> checksum_of_parts;
    std::uint8_t checksums = 0;  // of the parts stored, joined by exclusive or
    std::uint8_t held = 0;
    std::uint8_t count = 0;
    std::uint8_t last_number = 0;
    bool is_complete = false;
    std::uint16_t characters = 0;
    std::uint16_t words_used = 0;
    std::array<Slice, kMostParts> slices{};
    // Each slice begins at a word; copying it may write Bits::kWordsAtOnce words.
    std::array<std::uint64_t, Bits::kMaxSize / 64 + kMostParts + Bits::kWordsAtOnce> words{};
    [[nodiscard]] bool holds(std::size_t slice, const Bits& bits) const;
  };

  [[nodiscard]] static std::uint32_t bucket_of(const Key& key);
  [[nodiscard]] static std::uint32_t stream_of(const Key& key);
  [[nodiscard]] std::uint32_t find(const Key& key, std::uint32_t bucket) const;
  // Whether the part lies close enough to the group to belong to it.
  [[nodiscard]] bool is_near(const Group& group, const ReceivedPart& part, bool is_in_order) const;
  [[nodiscard]] std::uint32_t take_free(EnumCounts<SentenceProblem>& lost);
  [[nodiscard]] std::uint32_t open(const Key& key, std::uint32_t bucket, EnumCounts<SentenceProblem>& lost);
  static void count(Stream& stream, const ReceivedPart& part);
  void begin(Group& group, const ReceivedPart& part);
  [[nodiscard]] std::expected<bool, SentenceProblem> put(Group& group, const ReceivedPart& part,
                                                         EnumCounts<SentenceProblem>& lost,
                                                         AssembledPayload& into);
  static void assemble(const Group& group, AssembledPayload& into);
  void drop_old(Instant now, EnumCounts<SentenceProblem>& lost);
  void drop(Group& group, EnumCounts<SentenceProblem>& lost, bool is_evicted = false);
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

}  // namespace selat::nmea
