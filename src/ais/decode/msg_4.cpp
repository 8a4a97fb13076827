// Types 4, 11: base station report, UTC and date response (M.1371-5 annex 8 §3.2, §3.9).
#include "ais/decode/fields.h"
#include "ais/decode/rows.h"

namespace selat::ais {

namespace {
template <typename Fields, typename Self>
void walk(Fields& fields, Self& message) {
  fields.header(message);
  fields.template number_or_absent<14>(message.year, 1, 9999, 0);
  fields.template number_or_absent<4>(message.month, 1, 12, 0);
  fields.template number_or_absent<5>(message.day, 1, 31, 0);
  fields.template number_or_absent<5>(message.hour, 0, 23, 24);
  fields.template number_or_absent<6>(message.minute, 0, 59, 60);
  fields.template number_or_absent<6>(message.second, 0, 59, 60);
  fields.flag(message.is_high_accuracy);
  fields.position(message.position);
  fields.fixing_device(message.fixing_device);
  fields.flag(message.transmits_long_range);
  fields.spare(9);
  fields.flag(message.has_raim);
  fields.communication(message.communication, false);
}
}  // namespace

void decode_base_station(const Bits& bits, Message& into) {
  FieldReader reader(bits);
  walk(reader, into.emplace<BaseStation>());
}

void encode_base_station(const Message& message, Bits& into) {
  FieldWriter writer(into);
  walk(writer, std::get<BaseStation>(message));
}

}  // namespace selat::ais
