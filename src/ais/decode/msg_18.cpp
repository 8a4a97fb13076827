// Type 18: Class B position report (M.1371-5 annex 8 §3.16).
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
  fields.spare(2);
  fields.flag(message.is_carrier_sense);
  fields.flag(message.has_display);
  fields.flag(message.has_dsc);
  fields.flag(message.takes_whole_band);
  fields.flag(message.obeys_type_22);
  fields.flag(message.is_assigned);
  fields.flag(message.has_raim);
  fields.communication_with_selector(message.communication);
}
}  // namespace

void decode_position_b(const Bits& bits, Message& into) {
  FieldReader reader(bits);
  walk(reader, into.emplace<PositionB>());
}

void encode_position_b(const Message& message, Bits& into) {
  FieldWriter writer(into);
  walk(writer, std::get<PositionB>(message));
}

}  // namespace selat::ais
