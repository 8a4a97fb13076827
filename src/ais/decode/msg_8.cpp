// Type 8: binary broadcast (M.1371-5 annex 8 §3.6).
#include "ais/decode/fields.h"
#include "ais/decode/rows.h"

namespace selat::ais {

namespace {
template <typename Fields, typename Self>
void walk(Fields& fields, Self& message) {
  fields.header(message);
  fields.spare(2);
  fields.application(message.application);
  fields.data(message.data);
}
}  // namespace

void decode_broadcast_binary(const Bits& bits, Message& into) {
  FieldReader reader(bits);
  walk(reader, into.emplace<BroadcastBinary>());
}

void encode_broadcast_binary(const Message& message, Bits& into) {
  FieldWriter writer(into);
  walk(writer, std::get<BroadcastBinary>(message));
}

}  // namespace selat::ais
