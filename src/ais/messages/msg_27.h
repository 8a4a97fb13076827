#pragma once
// Type 27: long-range position report (M.1371-5 annex 8 §3.25). One padded to 168 bits is as valid as one of
// 96.

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

struct LongRangePosition : MessageOf<27> {
  LongRangePosition() : MessageOf(27) {}
  static constexpr MessageForm kForm = {.min_bits = 96, .usual_min_bits = 96, .usual_max_bits = 168};

  bool is_high_accuracy = false;
  bool has_raim = false;
  model::NavigationStatus status = model::NavigationStatus::undefined;
  std::optional<geo::Position> position;  // 1/10 min
  std::optional<Speed> sog;               // 1 kn
  std::optional<Bearing> cog;             // 1°
  bool is_older_than_5_s = false;
  friend bool operator==(const LongRangePosition&, const LongRangePosition&) = default;

  SELAT_FOLDED static void walk(auto& fields, auto& message) {
    fields.header(message);
    fields.flag("accuracy", message.is_high_accuracy);
    fields.flag("raim", message.has_raim);
    fields.code("status", 4_bits, status_word, message.status);
    fields.coarse_position(message.position);
    fields.quantity("speed", kLongRangeSpeed, message.sog);
    fields.heading("course", message.cog);
    fields.flag("gnss", message.is_older_than_5_s);
    fields.spare(1_bits);
  }
};

}  // namespace selat::ais
