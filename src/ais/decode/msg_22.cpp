// Type 22: channel management (M.1371-5 annex 8 §3.20).
#include "ais/decode/fields.h"
#include "ais/decode/rows.h"

namespace selat::ais {

namespace {
constexpr std::size_t kIsAddressedAt = 139;

template <typename Fields, typename Self>
void walk(Fields& fields, Self& message) {
  fields.header(message);
  fields.spare(2);
  fields.template number<12>(message.channel_a);
  fields.template number<12>(message.channel_b);
  fields.template number<4>(message.transmit_receive);
  fields.flag(message.is_low_power);
  // The flag that decides what the next 70 bits mean comes after them.
  const bool is_addressed = fields.flag_at(kIsAddressedAt, message.stations.has_value());
  if (const auto stations = fields.begin_part(message.stations, 70U, is_addressed)) {
    fields.mmsi(stations->first);
    fields.spare(5);
    fields.mmsi(stations->second);
    fields.spare(5);
  } else {
    fields.long_range_position(message.region.north_east);
    fields.long_range_position(message.region.south_west);
  }
  fields.presence(message.stations);
  fields.flag(message.is_channel_a_narrow);
  fields.flag(message.is_channel_b_narrow);
  fields.template number_from_one<3>(message.transition_zone_nm);
  fields.spare(23);
}
}  // namespace

void decode_channel_management(const Bits& bits, Message& into) {
  FieldReader reader(bits);
  walk(reader, into.emplace<ChannelManagement>());
}

void encode_channel_management(const Message& message, Bits& into) {
  FieldWriter writer(into);
  walk(writer, std::get<ChannelManagement>(message));
}

}  // namespace selat::ais
