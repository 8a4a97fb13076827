#pragma once
// Types 4 and 11: base station report; UTC and date response of a mobile station (M.1371-5 annex 8 §3.2 and
// §3.9).

#include <optional>

#include "ais/fields/field_values.h"
#include "ais/fields/possible_date.h"
#include "ais/fields/terms.h"
#include "ais/message_header.h"
#include "base/bits.h"
#include "geo/position.h"

namespace selat::ais {

struct BaseStation : MessageOf<4, 11> {
  BaseStation() : MessageOf(4) {}
  static constexpr MessageForm kForm = {.min_bits = 168,
                                        .usual_min_bits = 168,
                                        .usual_max_bits = 168,
                                        .sent_by = model::Transponder::base_station};

  DateAndTime utc;
  bool is_high_accuracy = false;
  std::optional<geo::Position> position;
  std::optional<FixingDevice> fixing_device;
  bool transmits_long_range = false;  // asks Class A stations in reach to send type 27
  bool has_raim = false;
  CommunicationState communication;
  friend bool operator==(const BaseStation&, const BaseStation&) = default;

  [[nodiscard]] static bool has_possible_date(const Bits& bits) {
    return is_possible_date(bits.unsigned_at(38, 14), bits.unsigned_at(52, 4), bits.unsigned_at(56, 5)) &&
           is_possible_time(bits.unsigned_at(61, 5), bits.unsigned_at(66, 6), bits.unsigned_at(72, 6));
  }

  SELAT_FOLDED static void walk(auto& fields, auto& message) {
    fields.header(message);
    fields.date_and_time("timestamp", message.utc);
    fields.flag("accuracy", message.is_high_accuracy);
    fields.position(message.position);
    fields.fixing_device("epfd", message.fixing_device);
    fields.flag("long_range", message.transmits_long_range);
    fields.spare(9_bits);
    fields.flag("raim", message.has_raim);
    fields.communication("radio", message.communication, false);
  }
};

}  // namespace selat::ais
