// Type 16: assigned mode command (M.1371-5 annex 8 §3.14).
#include "ais/decode/fields.h"
#include "ais/decode/rows.h"

namespace selat::ais {

namespace {
constexpr unsigned kOrderBits = 30 + 12 + 10;

template <typename Fields, typename Order>
void walk_order(Fields& fields, Order& order) {
  fields.mmsi(order.station);
  fields.template number<12>(order.offset);
  fields.template number<10>(order.increment);
}

template <typename Fields, typename Self>
void walk(Fields& fields, Self& message) {
  fields.header(message);
  fields.spare(2);
  walk_order(fields, message.first_order);
  if (const auto second = fields.begin_part(message.second_order, kOrderBits)) {
    walk_order(fields, *second);
  } else {
    fields.spare(4);
  }
}
}  // namespace

void decode_mode_assignment(const Bits& bits, Message& into) {
  FieldReader reader(bits);
  walk(reader, into.emplace<ModeAssignment>());
}

void encode_mode_assignment(const Message& message, Bits& into) {
  FieldWriter writer(into);
  walk(writer, std::get<ModeAssignment>(message));
}

}  // namespace selat::ais
