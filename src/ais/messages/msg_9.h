#pragma once
// Type 9: position report of an aircraft in search and rescue (M.1371-5 annex 8 §3.7).

#include <optional>

#include "ais/fields/field_values.h"
#include "ais/fields/terms.h"
#include "ais/message_header.h"
#include "geo/position.h"
#include "units/angle.h"
#include "units/distance.h"
#include "units/speed.h"

namespace selat::ais {

struct SarAircraftPosition : MessageOf<9> {
  SarAircraftPosition() : MessageOf(9) {}
  static constexpr MessageForm kForm = {.min_bits = 168,
                                        .usual_min_bits = 168,
                                        .usual_max_bits = 168,
                                        .sent_by = model::Transponder::sar_aircraft};

  std::optional<Distance> altitude;  // 1 m; 4,094 m means "that or more"
  bool is_altitude_barometric = false;
  std::optional<Speed> sog;  // 1 kn; 1,022 kn means "that or more"
  bool is_high_accuracy = false;
  std::optional<geo::Position> position;
  std::optional<Bearing> cog;
  TimeStamp time_stamp;
  bool has_data_terminal = false;
  bool is_assigned = false;  // a base station commands its rate
  bool has_raim = false;
  CommunicationState communication;
  friend bool operator==(const SarAircraftPosition&, const SarAircraftPosition&) = default;

  SELAT_FOLDED static void walk(auto& fields, auto& message) {
    fields.header(message);
    fields.quantity("alt", kAltitude, message.altitude);
    fields.quantity("speed", kAircraftSpeed, message.sog);
    fields.flag("accuracy", message.is_high_accuracy);
    fields.position(message.position);
    fields.course("course", message.cog);
    fields.time_stamp("second", message.time_stamp);
    fields.flag_and_reserved("regional", 8_bits, message.is_altitude_barometric);
    fields.inverted_flag("dte", message.has_data_terminal);
    fields.spare(3_bits);
    fields.flag("assigned", message.is_assigned);
    fields.flag("raim", message.has_raim);
    fields.communication_with_selector("radio", message.communication);
  }
};

}  // namespace selat::ais
