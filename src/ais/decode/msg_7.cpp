// Types 7 and 13: acknowledgement (M.1371-5 annex 8 §3.5 and §3.11).
#include "ais/decode/fields.h"
#include "ais/decode/rows.h"

namespace selat::ais {

namespace {
template <typename Fields, typename Self>
void walk(Fields& fields, Self& message) {
  fields.header(message);
  fields.spare(2);
  for (auto& item : message.received) {
    const auto received = fields.begin_part(item, 32U);
    if (!received) {
      break;
    }
    fields.mmsi(received->sender);
    fields.template number<2>(received->sequence);
  }
}
}  // namespace

void decode_acknowledgement(const Bits& bits, Message& into) {
  FieldReader reader(bits);
  walk(reader, into.emplace<Acknowledgement>());
}

void encode_acknowledgement(const Message& message, Bits& into) {
  FieldWriter writer(into);
  walk(writer, std::get<Acknowledgement>(message));
}

}  // namespace selat::ais
