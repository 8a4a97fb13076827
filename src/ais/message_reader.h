#pragma once
// One feed's road from lines to messages: sentences, TAG blocks, assembly, decoding of all fields. (What a
// message reports, and when, is the Receiver's part.) One object a feed; lines in the order they came; not
// thread-safe; no allocation for each message. Every AIS sentence is accounted for: after flush(),
// counters().adds_up() holds.
//
// Nearly all lines are one whole sentence, with or without a TAG block before it, and nothing wrong with it:
// these take a short way (usual_line.h); whatever is not so takes the long one. Both say the same.

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "ais/assembler.h"
#include "ais/message.h"
#include "ais/receiver_counters.h"
#include "ais/sentence.h"
#include "ais/tag_block.h"
#include "ais/tag_context.h"
#include "ais/usual_line.h"
#include "units/instant.h"

namespace selat::ais {

struct MessageReaderOptions {
  // Lenient: a bad or missing checksum is only remarked upon. For feeds that strip it.
  ChecksumRule checksum = ChecksumRule::strict;
  AssemblerOptions assembler;
  // The short way, or none: for tests that compare. All give the same.
  TakeUsualLine take_usual = fastest_usual_line();
};

// One message, as it is handed on; valid during the call only.
struct Decoded {
  const Message& message;
  std::uint8_t type;  // 1–27
  model::Mmsi mmsi;
  const Bits& bits;     // the same as transmitted
  const TagBlock& tag;  // its time: TAG c:, else $PGHP, else a suffix, else a time before the sentence
  const model::SourceName& source;  // TAG s:, $PGHP station, suffix or TAG si:; empty where none names one
  Remarks remarks;
  Instant received_at;
  char channel;      // 0 where the sentence leaves it empty
  bool is_own_ship;  // VDO
  std::uint8_t sentences;
};

class MessageReader {
 public:
  explicit MessageReader(const MessageReaderOptions& options = {});

  // One line without its line ending (a trailing CR is taken off); one line may hold several sentences.
  // `sink` is called with each Decoded, 0 to n times, before read() returns.
  template <typename Sink>
  void read(std::string_view line, Instant received_at, Sink&& sink) {
    take_line(line, received_at, deliver_to(sink));
  }

  // All whole lines of a piece of a stream; returns how many bytes they were. What is left over is the
  // beginning of a line: hand it in again with what follows.
  template <typename Sink>
  std::size_t read_lines(std::string_view bytes, Instant received_at, Sink&& sink) {
    return take_lines(bytes, received_at, deliver_to(sink));
  }

  // Those at its front that are so usual (usual_line.h), up to the first that is not or that ends too close
  // to the end to tell; returns how many bytes they were. For who cuts all other lines by a rule of its own.
  template <typename Sink>
  std::size_t read_usual_lines(std::string_view bytes, Instant received_at, Sink&& sink) {
    expire(received_at);
    return take_usual_lines(bytes, received_at, deliver_to(sink));
  }

  // Gives up what is still open (end of input, feed lost): its sentences become problems.
  void flush();

  [[nodiscard]] const ReceiverCounters& counters() const { return counters_; }
  // Counts remarks that were made about a message afterwards.
  void add_remarks(Remarks remarks) {
    remarks.for_each([this](Remark remark) { counters_.remarks.add(remark); });
  }

 private:
  struct Deliver {
    const void* to;
    void (*call)(const void* to, const Decoded& decoded);
  };
  template <typename Sink>
  static Deliver deliver_to(Sink& sink) {
    return {std::addressof(sink), [](const void* to, const Decoded& decoded) {
              (*const_cast<Sink*>(static_cast<const Sink*>(to)))(decoded);
            }};
  }
  // So many lines are taken apart before the first of them is decoded: the processor works on several at
  // once, and none waits for what another's bits will be.
  static constexpr std::size_t kAhead = 2;
  static constexpr std::size_t kLongestCopied = 256;  // longer lines are not so usual
  // What one line has brought before the sentence at hand.
  struct LineState {
    Instant received_at;
    InlineTag tag;
    std::optional<Instant> prefix_time;
  };

  std::size_t take_lines(std::string_view bytes, Instant received_at, const Deliver& deliver);
  std::size_t take_usual_lines(std::string_view bytes, Instant received_at, const Deliver& deliver);
  void take_line(std::string_view line, Instant received_at, const Deliver& deliver);
  void expire(Instant now);
  void take_usual(const UsualLine& line, Instant received_at, const Deliver& deliver);
  // The short way for a line that has no ending, or nothing behind it; false, and nothing has happened, where
  // it is not so usual.
  bool take_usual_copy(std::string_view line, Instant received_at, const Deliver& deliver);
  void take_any_line(std::string_view line, Instant received_at, const Deliver& deliver);
  std::size_t take_tag(std::string_view line, std::size_t at, LineState& state);
  // One sentence of any kind; false where it is none.
  bool take_text(std::string_view text, LineState& state, const Deliver& deliver);
  void take_sentence(std::string_view text, const LineState& state, const Deliver& deliver);
  // One of several sentences, or a whole message; the bits are the sentence's, what is around it in context_.
  void take_part(const Sentence& sentence, const Bits& bits, Instant received_at, const Deliver& deliver);
  void take_message(const Sentence& sentence, const Bits& bits, Instant received_at, const Deliver& deliver);

  MessageReaderOptions options_;
  ReceiverCounters counters_;
  TagContext tags_;
  Assembler assembler_;
  // The rest is here to be used again.
  std::array<UsualLine, kAhead> usual_;
  Message message_;
  Bits bits_;
  SentenceContext context_;
  Assembled assembled_;
  std::array<char, kLongestCopied + kUsualReach> copy_{};
};

}  // namespace selat::ais
