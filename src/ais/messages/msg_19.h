#pragma once
// Type 19: extended Class B position report (M.1371-5 annex 8 §3.17).

#include <cstdint>
#include <optional>

#include "ais/fields/field_values.h"
#include "ais/fields/terms.h"
#include "ais/message_header.h"
#include "ais/words.h"
#include "base/short_text.h"
#include "geo/position.h"
#include "model/report.h"
#include "units/angle.h"
#include "units/speed.h"

namespace selat::ais {

struct ExtendedPositionB : MessageOf<19> {
  ExtendedPositionB() : MessageOf(19) {}
  // One cut behind its position is worth its position.
  static constexpr MessageForm kForm = {
      .min_bits = 112, .usual_min_bits = 312, .usual_max_bits = 312, .sent_by = model::Transponder::class_b};

  std::optional<Speed> sog;
  bool is_high_accuracy = false;
  std::optional<geo::Position> position;
  std::optional<Bearing> cog;
  std::optional<Bearing> heading;
  TimeStamp time_stamp;
  std::optional<ShortText<20>> name;
  std::optional<std::uint8_t> ship_type;
  std::optional<model::Dimensions> dimensions;
  std::optional<FixingDevice> fixing_device;
  bool has_raim = false;
  bool has_data_terminal = false;
  bool is_assigned = false;
  friend bool operator==(const ExtendedPositionB&, const ExtendedPositionB&) = default;

  SELAT_FOLDED static void walk(auto& fields, auto& message) {
    fields.header(message);
    fields.reserved("reserved", 8_bits);
    fields.quantity("speed", kSpeed, message.sog);
    fields.flag("accuracy", message.is_high_accuracy);
    fields.position(message.position);
    fields.course("course", message.cog);
    fields.heading("heading", message.heading);
    fields.time_stamp("second", message.time_stamp);
    fields.reserved("regional", 4_bits);
    fields.text("shipname", message.name);
    fields.code("shiptype", 8_bits, ship_type_word, message.ship_type);
    fields.dimensions(message.dimensions);
    fields.fixing_device("epfd", message.fixing_device);
    fields.flag("raim", message.has_raim);
    fields.inverted_flag("dte", message.has_data_terminal);
    fields.flag("assigned", message.is_assigned);
    fields.spare(4_bits);
  }
};

}  // namespace selat::ais
