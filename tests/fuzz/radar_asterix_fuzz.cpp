// Any bytes as ASTERIX data blocks: a datagram, the same as a file read in pieces, and as packets of a
// capture.
#include <algorithm>

#include "fuzz.h"
#include "radar/asterix/block_stream.h"
#include "radar/asterix/receiver.h"
#include "radar/packet_capture.h"

namespace selat {
namespace {

constexpr Instant kNow = Instant::unix_seconds(1'764'500'000);

void check(const radar::ReceivedReport& received) {
  const model::RadarReport& report = received.report;
  require(!report.position || report.position->is_valid(), "a position on Earth");
  require(!report.course || (report.course->in_degrees() >= 0 && report.course->in_degrees() < 360),
          "a course");
  require(!report.source.empty(), "a source");
  require(report.observed_at - report.received_at <= Span::seconds(60), "no time in the future");
}

}  // namespace
}  // namespace selat

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace selat;
  std::uint64_t reports = 0;
  const radar::AsterixSink sink{.take_report =
                                    [&](const radar::ReceivedReport& received) {
                                      check(received);
                                      ++reports;
                                    },
                                .take_status =
                                    [](const radar::ReceivedStatus& received) {
                                      require(!received.status.source.empty(), "a source");
                                    }};
  const radar::Bytes all(bytes, size);
  radar::AsterixReceiver whole;
  (void)whole.take(all, kNow, sink);
  require(whole.counters().adds_up(), "every record is accounted for");
  require(whole.counters().reports == reports, "every report is delivered");

  radar::AsterixReceiver pieces;
  radar::BlockStream stream;
  bool is_sound = true;
  const std::size_t piece = size > 0 ? 1 + bytes[size - 1] % 64U : 1;
  for (std::size_t at = 0; at < size && is_sound; at += piece) {
    is_sound = pieces.take(stream.add(all.subspan(at, std::min(piece, size - at))), kNow, sink);
  }
  require(!is_sound || pieces.counters().reports == whole.counters().reports, "the same, however it arrives");

  radar::PacketCapture capture;
  static_cast<void>(capture.add(all, [&](radar::Bytes payload, Instant at) {
    (void)pieces.take(payload, at, sink);
    require(payload.size() <= size, "a payload within its packet");
  }));
  require(pieces.counters().adds_up(), "every record of every packet is accounted for");
  return 0;
}
