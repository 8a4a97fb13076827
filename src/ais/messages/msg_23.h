#pragma once
// Type 23: group assignment: how often the Class B and other stations of a region report (M.1371-5 annex 8
// §3.21).

#include <cstdint>

#include "ais/fields/field_values.h"
#include "ais/fields/terms.h"
#include "ais/message_header.h"
#include "ais/words.h"

namespace selat::ais {

struct GroupAssignment : MessageOf<23> {
  GroupAssignment() : MessageOf(23) {}
  static constexpr MessageForm kForm = {.min_bits = 154,
                                        .usual_min_bits = 160,
                                        .usual_max_bits = 160,
                                        .sent_by = model::Transponder::base_station};

  Region region;
  std::uint8_t station_type = 0;      // 0: all mobiles, 2: Class B, 3: SAR aircraft, 4: aids, 5: Class B CS …
  std::uint8_t ship_type = 0;         // 0: all types; else table 53
  std::uint8_t transmit_receive = 0;  // as of type 22, 2 bits
  std::uint8_t reporting_interval = 0;  // 0: as the station sees fit; code of table 77
  std::uint8_t quiet_time_min = 0;      // 0–15 minutes of silence
  friend bool operator==(const GroupAssignment&, const GroupAssignment&) = default;

  SELAT_FOLDED static void walk(auto& fields, auto& message) {
    fields.header(message);
    fields.spare(2_bits);
    fields.corner("ne_lon", "ne_lat", message.region.north_east);
    fields.corner("sw_lon", "sw_lat", message.region.south_west);
    fields.code("stationtype", 4_bits, station_type_word, message.station_type);
    fields.code("shiptype", 8_bits, ship_type_word, message.ship_type);
    fields.spare(22_bits);
    fields.number("txrx", 2_bits, message.transmit_receive);
    fields.number("interval", 4_bits, message.reporting_interval);
    fields.number("quiet", 4_bits, message.quiet_time_min);
    fields.spare(6_bits);
  }
};

}  // namespace selat::ais
