#pragma once
// Type 22: channel management: which channels to use, in a region or by two stations (M.1371-5 annex 8
// §3.20).

#include <cstdint>
#include <optional>

#include "ais/fields/field_values.h"
#include "ais/fields/terms.h"
#include "ais/message_header.h"

namespace selat::ais {

struct AddressedStations {
  model::Mmsi first, second;
  friend constexpr bool operator==(const AddressedStations&, const AddressedStations&) = default;
};

struct ChannelManagement : MessageOf<22> {
  ChannelManagement() : MessageOf(22) {}
  static constexpr MessageForm kForm = {.min_bits = 145,
                                        .usual_min_bits = 168,
                                        .usual_max_bits = 168,
                                        .sent_by = model::Transponder::base_station};
  static constexpr std::size_t kIsAddressedAt = 139;

  using Stations = AddressedStations;
  std::uint16_t channel_a = 0;        // numbers of ITU-R M.1084
  std::uint16_t channel_b = 0;        //
  std::uint8_t transmit_receive = 0;  // 0: on both, 1: on A, 2: on B; 3–15 reserved
  bool is_low_power = false;
  Region region;                        // to all in it, unless:
  std::optional<Stations> stations;     // to these two alone
  bool is_channel_a_narrow = false;     // as the regional band of older editions
  bool is_channel_b_narrow = false;     //
  std::uint8_t transition_zone_nm = 1;  // 1–8 NM
  friend bool operator==(const ChannelManagement&, const ChannelManagement&) = default;

  SELAT_FOLDED static void walk(auto& fields, auto& message) {
    fields.header(message);
    fields.spare(2_bits);
    fields.number("channel_a", 12_bits, message.channel_a);
    fields.number("channel_b", 12_bits, message.channel_b);
    fields.number("txrx", 4_bits, message.transmit_receive);
    fields.flag("power", message.is_low_power);
    // The flag that decides what the next 70 bits mean comes after them.
    const bool is_addressed = fields.flag_ahead(kIsAddressedAt, message.stations.has_value());
    if (is_addressed) {
      auto& stations = fields.choice(message.stations);
      fields.mmsi("dest1", stations.first);
      fields.spare(5_bits);
      fields.mmsi("dest2", stations.second);
      fields.spare(5_bits);
    } else {
      fields.corner("ne_lon", "ne_lat", message.region.north_east);
      fields.corner("sw_lon", "sw_lat", message.region.south_west);
    }
    fields.flag_read_ahead("addressed", is_addressed);
    fields.flag("band_a", message.is_channel_a_narrow);
    fields.flag("band_b", message.is_channel_b_narrow);
    fields.number_from_one("zonesize", 3_bits, message.transition_zone_nm);
    fields.spare(23_bits);
  }
};

}  // namespace selat::ais
