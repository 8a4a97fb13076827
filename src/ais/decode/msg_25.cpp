// Type 25: binary message of a single slot (M.1371-5 annex 8 §3.23).
#include "ais/decode/fields.h"
#include "ais/decode/rows.h"

namespace selat::ais {

namespace {
template <typename Fields, typename Self>
void walk(Fields& fields, Self& message) {
  fields.header(message);
  const bool is_addressed = fields.presence(message.destination);
  const bool has_application = fields.presence(message.application);
  if (const auto destination = fields.begin_part(message.destination, 32U, is_addressed)) {
    fields.mmsi(*destination);
    fields.spare(2);
  }
  if (const auto application = fields.begin_part(message.application, 16U, has_application)) {
    fields.application(*application);
  }
  fields.data(message.data);
}
}  // namespace

void decode_single_slot_binary(const Bits& bits, Message& into) {
  FieldReader reader(bits);
  walk(reader, into.emplace<SingleSlotBinary>());
}

void encode_single_slot_binary(const Message& message, Bits& into) {
  FieldWriter writer(into);
  walk(writer, std::get<SingleSlotBinary>(message));
}

}  // namespace selat::ais
