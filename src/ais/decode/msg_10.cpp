// Type 10: inquiry for UTC and date (M.1371-5 annex 8 §3.8).
#include "ais/decode/fields.h"
#include "ais/decode/rows.h"

namespace selat::ais {

namespace {
template <typename Fields, typename Self>
void walk(Fields& fields, Self& message) {
  fields.header(message);
  fields.spare(2);
  fields.mmsi(message.destination);
  fields.spare(2);
}
}  // namespace

void decode_time_inquiry(const Bits& bits, Message& into) {
  FieldReader reader(bits);
  walk(reader, into.emplace<TimeInquiry>());
}

void encode_time_inquiry(const Message& message, Bits& into) {
  FieldWriter writer(into);
  walk(writer, std::get<TimeInquiry>(message));
}

}  // namespace selat::ais
