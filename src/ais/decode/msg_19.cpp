// Type 19: extended Class B position report (M.1371-5 annex 8 §3.17).
#include "ais/decode/fields.h"
#include "ais/decode/rows.h"

namespace selat::ais {

namespace {
template <typename Fields, typename Self>
void walk(Fields& fields, Self& message) {
  fields.header(message);
  fields.spare(8);
  fields.sog(message.sog);
  fields.flag(message.is_high_accuracy);
  fields.position(message.position);
  fields.cog(message.cog);
  fields.heading(message.heading);
  fields.time_stamp(message.time_stamp);
  fields.spare(4);
  fields.text(message.name);
  fields.template number_or_absent<8>(message.ship_type, 1, 255, 0);
  fields.dimensions(message.dimensions);
  fields.fixing_device(message.fixing_device);
  fields.flag(message.has_raim);
  fields.inverted_flag(message.has_data_terminal);
  fields.flag(message.is_assigned);
  fields.spare(4);
}
}  // namespace

void decode_extended_position_b(const Bits& bits, Message& into) {
  FieldReader reader(bits);
  walk(reader, into.emplace<ExtendedPositionB>());
}

void encode_extended_position_b(const Message& message, Bits& into) {
  FieldWriter writer(into);
  walk(writer, std::get<ExtendedPositionB>(message));
}

}  // namespace selat::ais
