// Type 6: binary message to one station (M.1371-5 annex 8 §3.4).
#include "ais/decode/fields.h"
#include "ais/decode/rows.h"

namespace selat::ais {

namespace {
template <typename Fields, typename Self>
void walk(Fields& fields, Self& message) {
  fields.header(message);
  fields.template number<2>(message.sequence);
  fields.mmsi(message.destination);
  fields.flag(message.is_retransmitted);
  fields.spare(1);
  fields.application(message.application);
  fields.data(message.data);
}
}  // namespace

void decode_addressed_binary(const Bits& bits, Message& into) {
  FieldReader reader(bits);
  walk(reader, into.emplace<AddressedBinary>());
}

void encode_addressed_binary(const Message& message, Bits& into) {
  FieldWriter writer(into);
  walk(writer, std::get<AddressedBinary>(message));
}

}  // namespace selat::ais
