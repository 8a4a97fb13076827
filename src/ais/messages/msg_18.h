#pragma once
// Type 18: Class B position report (M.1371-5 annex 8 §3.16).

#include <optional>

#include "ais/fields/field_values.h"
#include "ais/fields/terms.h"
#include "ais/message_header.h"
#include "geo/position.h"
#include "units/angle.h"
#include "units/speed.h"

namespace selat::ais {

struct PositionB : MessageOf<18> {
  PositionB() : MessageOf(18) {}
  static constexpr MessageForm kForm = {
      .min_bits = 168, .usual_min_bits = 168, .usual_max_bits = 168, .sent_by = model::Transponder::class_b};

  std::optional<Speed> sog;
  bool is_high_accuracy = false;
  std::optional<geo::Position> position;
  std::optional<Bearing> cog;
  std::optional<Bearing> heading;
  TimeStamp time_stamp;
  bool is_carrier_sense = false;  // a CS unit, else SOTDMA
  bool has_display = false;
  bool has_dsc = false;
  bool takes_whole_band = false;
  bool obeys_type_22 = false;
  bool is_assigned = false;
  bool has_raim = false;
  CommunicationState communication;
  friend bool operator==(const PositionB&, const PositionB&) = default;

  SELAT_FOLDED static void walk(auto& fields, auto& message) {
    fields.header(message);
    fields.reserved("reserved", 8_bits);
    fields.quantity("speed", kSpeed, message.sog);
    fields.flag("accuracy", message.is_high_accuracy);
    fields.position(message.position);
    fields.course("course", message.cog);
    fields.heading("heading", message.heading);
    fields.time_stamp("second", message.time_stamp);
    fields.reserved("regional", 2_bits);
    fields.flag("cs", message.is_carrier_sense);
    fields.flag("display", message.has_display);
    fields.flag("dsc", message.has_dsc);
    fields.flag("band", message.takes_whole_band);
    fields.flag("msg22", message.obeys_type_22);
    fields.flag("assigned", message.is_assigned);
    fields.flag("raim", message.has_raim);
    fields.communication_with_selector("radio", message.communication);
  }
};

}  // namespace selat::ais
