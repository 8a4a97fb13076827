// Type 12: safety-related text to one station (M.1371-5 annex 8 §3.10).
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
  fields.remaining_text(message.text);
}
}  // namespace

void decode_addressed_safety(const Bits& bits, Message& into) {
  FieldReader reader(bits);
  walk(reader, into.emplace<AddressedSafety>());
}

void encode_addressed_safety(const Message& message, Bits& into) {
  FieldWriter writer(into);
  walk(writer, std::get<AddressedSafety>(message));
}

}  // namespace selat::ais
