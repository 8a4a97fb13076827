// Type 23: group assignment (M.1371-5 annex 8 §3.21).
#include "ais/decode/fields.h"
#include "ais/decode/rows.h"

namespace selat::ais {

namespace {
template <typename Fields, typename Self>
void walk(Fields& fields, Self& message) {
  fields.header(message);
  fields.spare(2);
  fields.long_range_position(message.region.north_east);
  fields.long_range_position(message.region.south_west);
  fields.template number<4>(message.station_type);
  fields.template number<8>(message.ship_type);
  fields.spare(22);
  fields.template number<2>(message.transmit_receive);
  fields.template number<4>(message.reporting_interval);
  fields.template number<4>(message.quiet_time_min);
  fields.spare(6);
}
}  // namespace

void decode_group_assignment(const Bits& bits, Message& into) {
  FieldReader reader(bits);
  walk(reader, into.emplace<GroupAssignment>());
}

void encode_group_assignment(const Message& message, Bits& into) {
  FieldWriter writer(into);
  walk(writer, std::get<GroupAssignment>(message));
}

}  // namespace selat::ais
