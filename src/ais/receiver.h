#pragma once
// One feed's road from lines to reports: its MessageReader, the time of each message, and what it reports.
// One object a feed; lines in the order they came; not thread-safe; no allocation for each message. Every AIS
// sentence is accounted for: after flush(), counters().adds_up() holds.

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "ais/message_reader.h"
#include "ais/observation_time.h"
#include "ais/receiver_counters.h"
#include "ais/to_report.h"
#include "model/report.h"
#include "units/instant.h"

namespace selat::ais {

struct ReceiverOptions {
  // Stands on reports whose sentence names no source of its own (TAG s:, $PGHP station, suffix, TAG si:).
  model::SourceName source = "feed";
  // Lenient: a bad or missing checksum is only remarked upon. For feeds that strip it.
  ChecksumRule checksum = ChecksumRule::strict;
  TimePolicy time;
  AssemblerOptions assembler;
  // As of MessageReaderOptions.
  TakeUsualLine take_usual = fastest_usual_line();
};

// One message, as it is handed on; valid during the call only.
struct Received {
  const Message& message;
  const Bits& bits;                        // the same as transmitted
  std::span<const model::Report> reports;  // none where the message says nothing of a vessel
  const model::ReportHeader& header;       // what the reports begin with, also where there is none
  const TagBlock& tag;
  Remarks remarks;
  char channel;      // 0 where the sentence leaves it empty
  bool is_own_ship;  // VDO
  std::uint8_t sentences;
};

class Receiver {
 public:
  explicit Receiver(ReceiverOptions options = {});

  // One line without its line ending (a trailing CR is taken off); one line may hold several sentences.
  // `sink` is called with each Received, 0 to n times, before receive() returns.
  template <typename Sink>
  void receive(std::string_view line, Instant received_at, Sink&& sink) {
    const Deliver deliver = deliver_to(sink);
    reader_.read(line, received_at, [&](const Decoded& decoded) { take_message(decoded, deliver); });
  }

  // All whole lines of a piece of a stream; returns how many bytes they were. What is left over is the
  // beginning of a line: hand it in again with what follows.
  template <typename Sink>
  std::size_t receive_lines(std::string_view bytes, Instant received_at, Sink&& sink) {
    const Deliver deliver = deliver_to(sink);
    return reader_.read_lines(bytes, received_at,
                              [&](const Decoded& decoded) { take_message(decoded, deliver); });
  }

  // Those at its front that are so usual, as MessageReader has it; returns how many bytes they were.
  template <typename Sink>
  std::size_t receive_usual_lines(std::string_view bytes, Instant received_at, Sink&& sink) {
    const Deliver deliver = deliver_to(sink);
    return reader_.read_usual_lines(bytes, received_at,
                                    [&](const Decoded& decoded) { take_message(decoded, deliver); });
  }

  // Gives up what is still open (end of input, feed lost): its sentences become problems.
  void flush();

  [[nodiscard]] const ReceiverCounters& counters() const { return reader_.counters(); }

 private:
  struct Deliver {
    const void* to;
    void (*call)(const void* to, const Received& received);
  };
  template <typename Sink>
  static Deliver deliver_to(Sink& sink) {
    return {std::addressof(sink), [](const void* to, const Received& received) {
              (*const_cast<Sink*>(static_cast<const Sink*>(to)))(received);
            }};
  }
  void take_message(const Decoded& decoded, Deliver deliver);

  ReceiverOptions options_;
  MessageReader reader_;
  Reports reports_;  // here to be used again
};

}  // namespace selat::ais
