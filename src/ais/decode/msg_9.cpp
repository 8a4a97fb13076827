// Type 9: position report of an aircraft in search and rescue (M.1371-5 annex 8 §3.7).
#include "ais/decode/fields.h"
#include "ais/decode/rows.h"

namespace selat::ais {

namespace {
template <typename Fields, typename Self>
void walk(Fields& fields, Self& message) {
  fields.header(message);
  fields.altitude(message.altitude);
  fields.sog(message.sog, 1.0);
  fields.flag(message.is_high_accuracy);
  fields.position(message.position);
  fields.cog(message.cog);
  fields.time_stamp(message.time_stamp);
  fields.flag(message.is_altitude_barometric);
  fields.spare(7);
  fields.inverted_flag(message.has_data_terminal);
  fields.spare(3);
  fields.flag(message.is_assigned);
  fields.flag(message.has_raim);
  fields.communication_with_selector(message.communication);
}
}  // namespace

void decode_sar_aircraft_position(const Bits& bits, Message& into) {
  FieldReader reader(bits);
  walk(reader, into.emplace<SarAircraftPosition>());
}

void encode_sar_aircraft_position(const Message& message, Bits& into) {
  FieldWriter writer(into);
  walk(writer, std::get<SarAircraftPosition>(message));
}

}  // namespace selat::ais
