#include "ais/receiver.h"

#include <utility>

#include "ais/utc_second.h"

namespace selat::ais {

Receiver::Receiver(ReceiverOptions options)
    : options_(std::move(options)),
      reader_({.checksum = options_.checksum,
               .assembler = options_.assembler,
               .fast_path = options_.fast_path,
               .others = options_.others}) {
  if (options_.recorded_from) {
    recorded_clock_.emplace(*options_.recorded_from);
  }
}

Instant Receiver::received_at(const Decoded& decoded) {
  if (!recorded_clock_) {
    return decoded.received_at;
  }
  const Instant recorded_at = recorded_clock_->advance(decoded.tag.time, decoded.message);
  without_time_ += decoded.tag.time ? 0U : 1U;
  return decoded.tag.time ? decoded.received_at : recorded_at;
}

const model::SourceName& Receiver::source_of(const Decoded& decoded) const {
  const bool is_named = !decoded.source.empty() &&
                        (options_.stations == nullptr || options_.stations->may_name(decoded.source));
  return is_named ? decoded.source : options_.source;
}

Instant Receiver::sent_at(const Decoded& decoded, const model::SourceName& source, Instant received_at) {
  if (!decoded.tag.time) {
    return received_at;
  }
  const bool is_wrong = options_.is_live && clocks_[source].is_wrong(*decoded.tag.time, decoded.received_at);
  return is_wrong ? received_at : *decoded.tag.time;
}

void Receiver::take_message(const Decoded& decoded, Deliver deliver) {
  const Instant received_at = this->received_at(decoded);
  const model::SourceName& source = source_of(decoded);
  const auto observation = nmea::observe(sent_at(decoded, source, received_at), received_at,
                                         utc_second_of(decoded.message), options_.time);
  nmea::DecodeWarnings warnings = decoded.warnings;
  if (!observation.warnings.empty()) {
    reader_.add_warnings(observation.warnings);
    warnings.add(observation.warnings);
  }
  model::ReportHeader header;
  header.mmsi = decoded.mmsi;
  header.message_type = decoded.type;
  header.transponder = transponder_of(decoded.type);
  header.observed_at = observation.at;
  header.received_at = received_at;
  header.source = source;
  header.fingerprint = decoded.bits.fingerprint();
  reports_.clear();
  to_reports(decoded.message, header, reports_);
  deliver.call(deliver.to, Received{.message = decoded.message,
                                    .bits = decoded.bits,
                                    .reports = reports_.view(),
                                    .header = header,
                                    .tag = decoded.tag,
                                    .warnings = warnings,
                                    .channel = decoded.channel,
                                    .is_own_ship = decoded.is_own_ship,
                                    .sentences = decoded.sentences});
}

void Receiver::flush() {
  reader_.flush();
}

}  // namespace selat::ais
