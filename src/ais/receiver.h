#pragma once
// From the lines of one feed to reports: its MessageReader, the time of each message, and what it reports.
// One object a feed; lines in the order they came; not thread-safe; no allocation for each message. Every AIS
// sentence is accounted for: after flush(), counters().adds_up() holds.

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <unordered_map>

#include "ais/kernels.h"
#include "ais/message_reader.h"
#include "ais/receiver_counters.h"
#include "ais/recorded_clock.h"
#include "ais/station_names.h"
#include "ais/to_report.h"
#include "base/bits.h"
#include "model/report.h"
#include "nmea/lines.h"
#include "nmea/observation_time.h"
#include "nmea/problem.h"
#include "nmea/sentence.h"
#include "nmea/station_clock.h"
#include "nmea/tag_block.h"
#include "units/instant.h"

namespace selat::ais {

struct ReceiverOptions {
  // The source of reports whose sentence names none (TAG s:, $PGHP station, TAG si:, suffix).
  model::SourceName source = "feed";
  nmea::ChecksumRule checksum = nmea::ChecksumRule::strict;
  nmea::TimePolicy time;
  nmea::AssemblerOptions assembler;
  // Of a recording: when it begins. Then messages whose lines have no time get it from a RecordedClock, and
  // not from when they are read.
  std::optional<Instant> recorded_from = std::nullopt;
  // Of a live feed: of stations whose clocks are wrong, when it was received counts.
  bool is_live = false;
  // The names of the feed's stations, of which all its receivers know; null: without a bound.
  StationNames* stations = nullptr;
  // As in MessageReaderOptions.
  FastLineKernel fast_path = fastest_kernels().take_line;
  OtherReader others = {};
};

// One message; valid during the call only.
struct Received {
  const Message& message;
  const Bits& bits;                        // the same as transmitted
  std::span<const model::Report> reports;  // empty if the message says nothing about a vessel
  const model::ReportHeader& header;       // the header of the reports, also if there is none
  const nmea::TagBlock& tag;
  nmea::DecodeWarnings warnings;
  char channel;      // 0 if the field is empty
  bool is_own_ship;  // VDO
  std::uint8_t sentences;
};

class Receiver {
 public:
  explicit Receiver(ReceiverOptions options = {});

  // Lines as nmea::LineSplitter gives them; each may hold several sentences. `sink` is called with each
  // Received, 0 to n times a line, before receive() returns.
  template <typename Sink>
  void receive(nmea::Lines lines, Instant received_at, Sink&& sink) {
    const Deliver deliver = deliver_to(sink);
    reader_.read(lines, received_at, [&](const Decoded& decoded) { take_message(decoded, deliver); });
  }

  // Drops open messages (end of input, feed lost): their sentences become problems.
  void flush();

  [[nodiscard]] const ReceiverCounters& counters() const { return reader_.counters(); }
  // Messages of a recording whose lines have no time.
  [[nodiscard]] std::uint64_t without_time() const { return without_time_; }
  // Calls `tell` with each source whose clock is wrong and by how much it is behind.
  template <typename Tell>
  void for_each_wrong_clock(Instant now, Tell&& tell) const {
    for (const auto& [source, clock] : clocks_) {
      if (const auto behind = clock.behind(now)) {
        tell(source, *behind);
      }
    }
  }

  [[nodiscard]] bool is_clock_right(const model::SourceName& source, Instant now) const {
    const auto clock = clocks_.find(source);
    return clock != clocks_.end() && clock->second.is_right(now);
  }

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
  [[nodiscard]] Instant received_at(const Decoded& decoded);
  [[nodiscard]] const model::SourceName& source_of(const Decoded& decoded) const;
  // The time that came with the message, unless it is that of a wrong clock; else when it was received. (An
  // optional would be copied as two words after one of its bytes was written, for which the processor waits.)
  [[nodiscard]] Instant sent_at(const Decoded& decoded, const model::SourceName& source, Instant received_at);

  ReceiverOptions options_;
  MessageReader reader_;
  std::optional<RecordedClock> recorded_clock_;
  std::uint64_t without_time_ = 0;
  std::unordered_map<model::SourceName, nmea::StationClock> clocks_;  // as many as there are names, at most
  Reports reports_;                                                   // kept to be used again
};

}  // namespace selat::ais
