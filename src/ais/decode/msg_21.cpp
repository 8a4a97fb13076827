// Type 21: aid to navigation (M.1371-5 annex 8 §3.19).
#include "ais/decode/fields.h"
#include "ais/decode/rows.h"

namespace selat::ais {

namespace {
constexpr std::size_t kExtensionAt = 272;  // bits before the name extension

template <typename Fields, typename Self>
void walk(Fields& fields, Self& message) {
  fields.header(message);
  fields.template number_or_absent<5>(message.aid_type, 1, 31, 0);
  fields.name_with_extension(message.name, kExtensionAt);
  fields.flag(message.is_high_accuracy);
  fields.position(message.position);
  fields.dimensions(message.dimensions);
  fields.fixing_device(message.fixing_device);
  fields.time_stamp(message.time_stamp);
  fields.flag(message.is_off_position);
  fields.template number<8>(message.aid_status);
  fields.flag(message.has_raim);
  fields.flag(message.is_virtual);
  fields.flag(message.is_assigned);
  fields.spare(1);
  fields.name_extension(message.name);
}
}  // namespace

void decode_aid_to_navigation(const Bits& bits, Message& into) {
  FieldReader reader(bits);
  walk(reader, into.emplace<AidToNavigation>());
}

void encode_aid_to_navigation(const Message& message, Bits& into) {
  FieldWriter writer(into);
  walk(writer, std::get<AidToNavigation>(message));
}

}  // namespace selat::ais
