#pragma once
// From the lines of one feed to AIS messages: sentences, TAG blocks, assembly, decoding of all fields. (What
// a message reports, and when, is decided by the Receiver.) One object a feed; lines in the order they came;
// not thread-safe; no allocation for each message. Every AIS sentence is accounted for: after flush(),
// counters().adds_up() holds.
//
// The most common lines take a fast path (fast_line.h), all others the general path. Both give the same.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>

#include "ais/fast_line.h"
#include "ais/kernels.h"
#include "ais/message.h"
#include "ais/receiver_counters.h"
#include "base/bits.h"
#include "nmea/assembler.h"
#include "nmea/json_line.h"
#include "nmea/line.h"
#include "nmea/line_reader.h"
#include "nmea/lines.h"
#include "nmea/other_sentence.h"
#include "nmea/problem.h"
#include "nmea/sentence.h"
#include "nmea/sentence_context.h"
#include "nmea/tag_block.h"
#include "nmea/tag_context.h"
#include "nmea/vdm_sentence.h"
#include "units/instant.h"

namespace selat::ais {

// Who reads sentences that carry no AIS: which of them, and what is called with each, in their order among
// the messages. None: they are only counted.
struct OtherReader {
  nmea::LineReader::IsWanted is_wanted = nullptr;  // true of AIS sentences too
  std::function<void(const nmea::OtherSentence&)> take = {};
};

struct MessageReaderOptions {
  nmea::ChecksumRule checksum = nmea::ChecksumRule::strict;
  nmea::AssemblerOptions assembler;
  // nullptr: no fast path. For tests and benchmarks; all kernels give the same.
  FastLineKernel fast_path = fastest_kernels().take_line;
  OtherReader others = {};
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
  explicit MessageReader(MessageReaderOptions options = {});

  // Lines as nmea::LineSplitter gives them; each may hold several sentences. `sink` is called with each
  // Decoded, 0 to n times a line, before read() returns.
  template <typename Sink>
  void read(nmea::Lines lines, Instant received_at, Sink&& sink) {
    take_lines(lines, received_at, deliver_to(sink));
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
  void take_lines(nmea::Lines lines, Instant received_at, const Deliver& deliver);
  // Takes the next line, if it is for the fast path.
  [[nodiscard]] bool read_fast(nmea::Lines& lines, FastLine& into) const;
  void count_line(std::size_t size);
  void take_fast(const FastLine& line, Instant received_at, const Deliver& deliver);
  void take_general(nmea::Lines& lines, Instant received_at, const Deliver& deliver);
  void take_any_line(nmea::Line line, Instant received_at, const Deliver& deliver);
  // Messages that a line of JSON describes, and gives no sentences of; false if it describes none.
  bool take_json_messages(std::string_view line, Instant received_at, const Deliver& deliver);
  void take_sentences(nmea::LineReader reader, Instant received_at, const Deliver& deliver);
  void take_text(std::string_view text, const nmea::LineReader& line, Instant received_at,
                 const Deliver& deliver);
  void take_other(std::string_view text, const nmea::LineReader& line, Instant received_at);
  // Completes context_ by what stands around the sentence on its line, and by its other parts.
  void take_line_around(const nmea::VdmSentence& sentence, const nmea::LineReader& line);
  // One of several parts, or a whole message; its context is in context_.
  void take_part(const nmea::VdmSentence& sentence, const Bits& bits, Instant received_at,
                 const Deliver& deliver);
  void take_message(const nmea::VdmSentence& sentence, const Bits& bits, Instant received_at,
                    const Deliver& deliver);

  [[nodiscard]] nmea::LineReader::IsWanted wanted() const {
    return options_.others.is_wanted != nullptr ? options_.others.is_wanted : nmea::is_vdm_sentence;
  }

  MessageReaderOptions options_;
  ReceiverCounters counters_;
  nmea::TagContext tags_;
  nmea::Assembler assembler_;
  // The rest is kept to be used again.
  FastLine fast_line_, next_fast_line_;
  Message message_;
  Bits bits_;
  nmea::SentenceContext context_;
  nmea::AssembledPayload assembled_;
  nmea::JsonLine json_;
  std::uint64_t json_messages_ = 0;
};

}  // namespace selat::ais
