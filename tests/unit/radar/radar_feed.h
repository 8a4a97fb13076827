#pragma once
// A feed of radar sentences for tests: given without checksum, read as the feed's next line.

#include <optional>
#include <string>

#include "nmea/checksum.h"
#include "nmea/other_sentence.h"
#include "nmea/sentence.h"
#include "radar/sentence_receiver.h"

namespace selat::radar {

// 2026-06-11T02:15:00Z
inline constexpr Instant kMorning = Instant::unix_seconds(1'781'144'100);

class RadarFeed {
 public:
  explicit RadarFeed(const SentenceReceiverOptions& options = {}) : receiver(options) {}

  // "RATTM,…": what stands between '$' and '*'.
  const ReceivedReport* take(const std::string& fields, Instant received_at = kMorning,
                             const model::SourceName& source = {},
                             std::optional<Instant> sent_at = std::nullopt) {
    return take_line("$" + fields + nmea::checksum_suffix(fields), received_at, source, sent_at);
  }
  const ReceivedReport* take_line(const std::string& line, Instant received_at = kMorning,
                                  const model::SourceName& source = {},
                                  std::optional<Instant> sent_at = std::nullopt) {
    const auto frame = nmea::parse_sentence(line, nmea::ChecksumRule::strict);
    return receiver.take(
        {.frame = frame, .source = source, .sent_at = sent_at, .received_at = received_at, .warnings = {}});
  }

  SentenceReceiver receiver;
};

}  // namespace selat::radar
