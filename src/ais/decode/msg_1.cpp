// Types 1, 2, 3: Class A position report (M.1371-5 annex 8 §3.1).
#include "ais/decode/fields.h"
#include "ais/decode/rows.h"

namespace selat::ais {

namespace {
template <typename Fields, typename Self>
void walk(Fields& fields, Self& message) {
  fields.header(message);
  fields.status(message.status);
  fields.turn(message.turn_rate, message.turns_fast);
  fields.sog(message.sog);
  fields.flag(message.is_high_accuracy);
  fields.position(message.position);
  fields.cog(message.cog);
  fields.heading(message.heading);
  fields.time_stamp(message.time_stamp);
  fields.special_manoeuvre(message.is_special_manoeuvre);
  fields.spare(3);
  fields.flag(message.has_raim);
  fields.communication(message.communication, message.type == 3);
}
}  // namespace

void decode_position_a(const Bits& bits, Message& into) {
  FieldReader reader(bits);
  walk(reader, into.emplace<PositionA>());
}

void encode_position_a(const Message& message, Bits& into) {
  FieldWriter writer(into);
  walk(writer, std::get<PositionA>(message));
}

}  // namespace selat::ais
