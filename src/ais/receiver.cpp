#include "ais/receiver.h"

namespace selat::ais {

Receiver::Receiver(ReceiverOptions options)
    : options_(options),
      reader_(
          {.checksum = options.checksum, .assembler = options.assembler, .take_usual = options.take_usual}) {}

void Receiver::take_message(const Decoded& decoded, Deliver deliver) {
  const auto observation =
      observe(decoded.tag.time, decoded.received_at, utc_second_of(decoded.message), options_.time);
  Remarks remarks = decoded.remarks;
  if (!observation.remarks.empty()) {
    reader_.add_remarks(observation.remarks);
    remarks.add(observation.remarks);
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
                                    .remarks = remarks,
                                    .channel = decoded.channel,
                                    .is_own_ship = decoded.is_own_ship,
                                    .sentences = decoded.sentences});
}

void Receiver::flush() {
  reader_.flush();
}

}  // namespace selat::ais
