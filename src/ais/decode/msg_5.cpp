// Type 5: Class A static and voyage related data (M.1371-5 annex 8 §3.3).
#include "ais/decode/fields.h"
#include "ais/decode/rows.h"

namespace selat::ais {

namespace {
template <typename Fields, typename Self>
void walk(Fields& fields, Self& message) {
  fields.header(message);
  fields.template number<2>(message.ais_version);
  fields.template number_or_absent<30>(message.imo_number, 1, 0x3FFFFFFF, 0);
  fields.text(message.call_sign);
  fields.text(message.name);
  fields.template number_or_absent<8>(message.ship_type, 1, 255, 0);
  fields.dimensions(message.dimensions);
  fields.fixing_device(message.fixing_device);
  fields.template number_or_absent<4>(message.eta.month, 1, 12, 0);
  fields.template number_or_absent<5>(message.eta.day, 1, 31, 0);
  fields.template number_or_absent<5>(message.eta.hour, 0, 23, 24);
  fields.template number_or_absent<6>(message.eta.minute, 0, 59, 60);
  fields.draught(message.draught);
  fields.text(message.destination);
  fields.inverted_flag(message.has_data_terminal);
  fields.spare(1);
}
}  // namespace

void decode_static_voyage(const Bits& bits, Message& into) {
  FieldReader reader(bits);
  walk(reader, into.emplace<StaticVoyage>());
}

void encode_static_voyage(const Message& message, Bits& into) {
  FieldWriter writer(into);
  walk(writer, std::get<StaticVoyage>(message));
}

}  // namespace selat::ais
