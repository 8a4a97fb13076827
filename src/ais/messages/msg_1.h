#pragma once
// Types 1, 2 (SOTDMA) and 3 (ITDMA): Class A position report (M.1371-5 annex 8 §3.1).

#include <optional>

#include "ais/fields/field_values.h"
#include "ais/fields/terms.h"
#include "ais/message_header.h"
#include "ais/words.h"
#include "geo/position.h"
#include "model/report.h"
#include "units/angle.h"
#include "units/speed.h"

namespace selat::ais {

struct PositionA : MessageOf<1, 2, 3> {
  PositionA() : MessageOf(1) {}
  // Some receivers cut bits of the communication state, the last 19.
  static constexpr MessageForm kForm = {.min_bits = 149, .usual_min_bits = 168, .usual_max_bits = 168};

  model::NavigationStatus status = model::NavigationStatus::undefined;
  std::optional<TurnRate> turn_rate;  // from a turn indicator; ±708.7°/min means "that or more"
  std::optional<Side> turns_fast;     // no indicator, but turning at more than 5° in 30 s
  std::optional<Speed> sog;           // 0.1 kn; 102.2 kn means "that or more"
  bool is_high_accuracy = false;
  std::optional<geo::Position> position;
  std::optional<Bearing> cog;      // 0.1°
  std::optional<Bearing> heading;  // 1°
  TimeStamp time_stamp;
  std::optional<bool> is_special_manoeuvre;
  bool has_raim = false;
  CommunicationState communication;
  friend bool operator==(const PositionA&, const PositionA&) = default;

  SELAT_FOLDED static void walk(auto& fields, auto& message) {
    fields.header(message);
    fields.code("status", 4_bits, status_word, message.status);
    fields.turn("turn", message.turn_rate, message.turns_fast);
    fields.quantity("speed", kClassASpeed, message.sog);
    fields.flag("accuracy", message.is_high_accuracy);
    fields.position(message.position);
    fields.course("course", message.cog);
    fields.heading("heading", message.heading);
    fields.time_stamp("second", message.time_stamp);
    fields.special_manoeuvre("maneuver", message.is_special_manoeuvre);
    fields.spare(3_bits);
    fields.flag("raim", message.has_raim);
    fields.communication("radio", message.communication, message.type == 3);
  }
};

}  // namespace selat::ais
