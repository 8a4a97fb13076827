// Type 24, parts A and B: Class B static data (M.1371-5 annex 8 §3.22).
#include "ais/decode/fields.h"
#include "ais/decode/rows.h"

namespace selat::ais {

namespace {
constexpr std::size_t kPartNumberAt = 38;

template <typename Fields, typename Self>
void walk_part_a(Fields& fields, Self& message) {
  fields.header(message);
  fields.spare(2);  // part number 0
  fields.text(message.name);
}

// A craft of a parent ship gives the parent's MMSI in the bits of the dimensions.
[[nodiscard]] bool has_parent(const MessageHeader& header) {
  return header.mmsi.kind() == model::MmsiKind::craft_of_parent;
}

template <typename Fields, typename Self>
void walk_part_b_after_number(Fields& fields, Self& message) {
  fields.template number_or_absent<8>(message.ship_type, 1, 255, 0);
  fields.text(message.vendor);
  fields.template number<4>(message.unit_model);
  fields.template number<20>(message.serial_number);
  fields.text(message.call_sign);
  if (has_parent(message)) {
    fields.mothership(message.mothership);
  } else {
    fields.dimensions(message.dimensions);
  }
  fields.fixing_device(message.fixing_device);
  fields.spare(2);
}
}  // namespace

void decode_static_part(const Bits& bits, Message& into) {
  FieldReader reader(bits);
  const auto part = bits.unsigned_at(kPartNumberAt, 2);
  if (part == 0) {
    walk_part_a(reader, into.emplace<StaticPartA>());
    return;
  }
  if (part > 1) {  // reserved: its fields are not those of part B
    reader.header(into.emplace<NotYetDecoded>());
    return;
  }
  auto& message = into.emplace<StaticPartB>();
  reader.header(message);
  reader.spare(2);
  walk_part_b_after_number(reader, message);
}

void encode_static_part(const Message& message, Bits& into) {
  FieldWriter writer(into);
  if (const auto* part_a = std::get_if<StaticPartA>(&message)) {
    walk_part_a(writer, *part_a);
    return;
  }
  const auto& part_b = std::get<StaticPartB>(message);
  writer.header(part_b);
  into.append(1, 2);
  walk_part_b_after_number(writer, part_b);
}

}  // namespace selat::ais
