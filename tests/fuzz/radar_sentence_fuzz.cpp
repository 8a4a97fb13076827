// Any text as the sentences of one feed, a line each, checksums mended: radars and own ships in any order.
#include <cmath>
#include <string>

#include "fuzz.h"
#include "nmea/checksum.h"
#include "nmea/other_sentence.h"
#include "nmea/sentence.h"
#include "radar/sentence_receiver.h"

namespace selat {
namespace {

constexpr Instant kNow = Instant::unix_seconds(1'764'500'000);

void check(const radar::ReceivedReport& received) {
  const model::RadarReport& report = received.report;
  require(!report.position || report.position->is_valid(), "a position on Earth");
  require(!report.bearing || (report.bearing->in_degrees() >= 0 && report.bearing->in_degrees() < 360),
          "a bearing within the circle");
  require(!report.range || (report.range->in_metres() >= 0 && report.range->in_metres() < 2e6), "a range");
  require(report.observed_at - report.received_at <= Span::seconds(60), "no time in the future");
  require(!report.is_position_computed || (report.range && report.bearing && report.measured_from),
          "computed of something");
}

}  // namespace
}  // namespace selat

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace selat;
  auto text = fuzz::text_of(bytes, size);
  radar::SentenceReceiver receiver;
  std::int64_t line_number = 0;
  while (!text.empty()) {
    const auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(line.size() < text.size() ? line.size() + 1 : line.size());
    const auto fields = line.substr(0, line.find('*'));
    const std::string mended =
        std::string(fields) + (fields.empty() ? "" : nmea::checksum_suffix(fields.substr(1)));
    if (!radar::is_radar_sentence(mended)) {
      continue;
    }
    const auto frame = nmea::parse_sentence(mended, nmea::ChecksumRule::strict);
    const model::SourceName source = line_number % 3 == 0 ? "A" : "B";
    const auto* received = receiver.take({.frame = frame,
                                          .source = source,
                                          .sent_at = std::nullopt,
                                          .received_at = kNow + Span::seconds(line_number++),
                                          .warnings = {}});
    if (received != nullptr) {
      check(*received);
    }
    require(receiver.counters().adds_up(), "every sentence is accounted for");
  }
  return 0;
}
