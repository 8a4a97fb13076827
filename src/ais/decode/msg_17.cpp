// Type 17: corrections to satellite navigation (M.1371-5 annex 8 §3.15).
#include "ais/decode/fields.h"
#include "ais/decode/rows.h"

namespace selat::ais {

namespace {
template <typename Fields, typename Self>
void walk(Fields& fields, Self& message) {
  fields.header(message);
  fields.spare(2);
  fields.long_range_position(message.position);
  fields.spare(5);
  fields.data(message.data);
}
}  // namespace

void decode_dgnss_broadcast(const Bits& bits, Message& into) {
  FieldReader reader(bits);
  walk(reader, into.emplace<DgnssBroadcast>());
}

void encode_dgnss_broadcast(const Message& message, Bits& into) {
  FieldWriter writer(into);
  walk(writer, std::get<DgnssBroadcast>(message));
}

}  // namespace selat::ais
