#include "ais/receiver.h"

#include "ais/utc_second.h"

namespace selat::ais {

Receiver::Receiver(ReceiverOptions options)
    : options_(options),
      reader_(
          {.checksum = options.checksum, .assembler = options.assembler, .fast_path = options.fast_path}) {}

void Receiver::take_message(const Decoded& decoded, Deliver deliver) {
  const auto observation =
      nmea::observe(decoded.tag.time, decoded.received_at, utc_second_of(decoded.message), options_.time);
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
  header.received_at = decoded.received_at;
  header.source = decoded.source.empty() ? options_.source : decoded.source;
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
