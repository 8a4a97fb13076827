// Type 14: safety-related broadcast (M.1371-5 annex 8 §3.12).
#include "ais/decode/fields.h"
#include "ais/decode/rows.h"

namespace selat::ais {

namespace {
template <typename Fields, typename Self>
void walk(Fields& fields, Self& message) {
  fields.header(message);
  fields.spare(2);
  fields.remaining_text(message.text);
}
}  // namespace

void decode_safety_broadcast(const Bits& bits, Message& into) {
  FieldReader reader(bits);
  walk(reader, into.emplace<SafetyBroadcast>());
}

void encode_safety_broadcast(const Message& message, Bits& into) {
  FieldWriter writer(into);
  walk(writer, std::get<SafetyBroadcast>(message));
}

}  // namespace selat::ais
