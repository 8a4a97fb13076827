#pragma once
// From the lines of one feed to AIS messages: sentences, TAG blocks, assembly, decoding of all fields. (What
// a message reports, and when, is decided by the Receiver.) One object a feed; lines in the order they came;
// not thread-safe; no allocation for each message. Every AIS sentence is accounted for: after flush(),
// counters().adds_up() holds.
//
// The most common lines take a fast path (fast_line.h), all others the general path. Both give the same.

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "ais/fast_line.h"
#include "ais/kernels.h"
#include "ais/message.h"
#include "ais/receiver_counters.h"
#include "base/bits.h"
#include "nmea/assembler.h"
#include "nmea/line_reader.h"
#include "nmea/problem.h"
#include "nmea/sentence.h"
#include "nmea/sentence_context.h"
#include "nmea/tag_block.h"
#include "nmea/tag_context.h"
#include "nmea/vdm_sentence.h"
#include "units/instant.h"

namespace selat::ais {

struct MessageReaderOptions {
  nmea::ChecksumRule checksum = nmea::ChecksumRule::strict;
  nmea::AssemblerOptions assembler;
  // nullptr: no fast path. For tests and benchmarks; all kernels give the same.
  FastLineKernel fast_path = fastest_kernels().take_line;
};

// One message; valid during the call only.
struct Decoded {
  const Message& message;
  std::uint8_t type;  // 1–27
  model::Mmsi mmsi;
  const Bits& bits;                 // the same as transmitted
  const nmea::TagBlock& tag;        // with its time, as of SentenceContext
  const model::SourceName& source;  // as of SentenceContext; empty if nothing names one
  nmea::DecodeWarnings warnings;
  Instant received_at;
  char channel;      // 0 if the field is empty
  bool is_own_ship;  // VDO
  std::uint8_t sentences;
};

class MessageReader {
 public:
  explicit MessageReader(const MessageReaderOptions& options = {});

  // One line without its line ending (a trailing CR is removed); it may hold several sentences.
  // `sink` is called with each Decoded, 0 to n times, before read() returns.
  template <typename Sink>
  void read(std::string_view line, Instant received_at, Sink&& sink) {
    take_line(line, received_at, deliver_to(sink));
  }

  // All whole lines of a piece of a stream; returns the number of bytes they had. The rest is the beginning
  // of a line: hand it in again with the bytes that follow.
  template <typename Sink>
  std::size_t read_lines(std::string_view bytes, Instant received_at, Sink&& sink) {
    return take_lines(bytes, received_at, deliver_to(sink));
  }

  // Only the lines at its front that the fast path takes; it ends where one needs the general path, or less
  // than kFastLineReach bytes are left. Returns the number of bytes. For callers that split other lines by a
  // rule of their own.
  template <typename Sink>
  std::size_t read_fast_lines(std::string_view bytes, Instant received_at, Sink&& sink) {
    expire(received_at);
    return take_fast_lines(bytes, received_at, deliver_to(sink));
  }

  // Drops open messages (end of input, feed lost): their sentences become problems.
  void flush();

  [[nodiscard]] const ReceiverCounters& counters() const { return counters_; }
  // Counts warnings about a message that were found after it was delivered.
  void add_warnings(nmea::DecodeWarnings warnings) {
    warnings.for_each([this](nmea::DecodeWarning warning) { counters_.warnings.add(warning); });
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
  // This many lines are read before the first of them is decoded: the processor works on several at once, and
  // none waits for the bits of another.
  static constexpr std::size_t kAhead = 2;
  static constexpr std::size_t kLongestCopied = 256;  // longer lines take the general path

  std::size_t take_lines(std::string_view bytes, Instant received_at, const Deliver& deliver);
  std::size_t take_fast_lines(std::string_view bytes, Instant received_at, const Deliver& deliver);
  void take_line(std::string_view line, Instant received_at, const Deliver& deliver);
  void expire(Instant now);
  void take_fast(const FastLine& line, Instant received_at, const Deliver& deliver);
  // The fast path for a line without an ending, or with nothing readable after it; false, and nothing has
  // happened, if the line needs the general path.
  bool take_fast_copy(std::string_view line, Instant received_at, const Deliver& deliver);
  void take_any_line(std::string_view line, Instant received_at, const Deliver& deliver);
  void take_text(std::string_view text, const nmea::LineReader& line, Instant received_at,
                 const Deliver& deliver);
  // One of several parts, or a whole message; its context is in context_.
  void take_part(const nmea::VdmSentence& sentence, const Bits& bits, Instant received_at,
                 const Deliver& deliver);
  void take_message(const nmea::VdmSentence& sentence, const Bits& bits, Instant received_at,
                    const Deliver& deliver);

  MessageReaderOptions options_;
  ReceiverCounters counters_;
  nmea::TagContext tags_;
  nmea::Assembler assembler_;
  // The rest is kept to be used again.
  std::array<FastLine, kAhead> fast_lines_;
  Message message_;
  Bits bits_;
  nmea::SentenceContext context_;
  nmea::AssembledPayload assembled_;
  std::array<char, kLongestCopied + kFastLineReach> copy_{};
};

}  // namespace selat::ais
