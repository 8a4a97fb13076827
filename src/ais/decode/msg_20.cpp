// Type 20: data link management (M.1371-5 annex 8 §3.18).
#include "ais/decode/fields.h"
#include "ais/decode/rows.h"

namespace selat::ais {

namespace {
constexpr unsigned kReservationBits = 12 + 4 + 3 + 11;

template <typename Fields, typename Self>
void walk(Fields& fields, Self& message) {
  fields.header(message);
  fields.spare(2);
  for (auto& item : message.reservations) {
    const auto reservation = fields.begin_part(item, kReservationBits);
    if (!reservation) {
      break;
    }
    fields.template number_or_absent<12>(reservation->offset, 1, 4095, 0);
    fields.template number_or_absent<4>(reservation->slots, 1, 15, 0);
    fields.template number_or_absent<3>(reservation->timeout, 1, 7, 0);
    fields.template number_or_absent<11>(reservation->increment, 1, 2047, 0);
  }
  fields.byte_boundary();
}
}  // namespace

void decode_link_management(const Bits& bits, Message& into) {
  FieldReader reader(bits);
  walk(reader, into.emplace<LinkManagement>());
}

void encode_link_management(const Message& message, Bits& into) {
  FieldWriter writer(into);
  walk(writer, std::get<LinkManagement>(message));
}

}  // namespace selat::ais
