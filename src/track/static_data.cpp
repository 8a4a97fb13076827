#include "track/static_data.h"

#include <optional>

namespace selat::track {

namespace {

model::Dimensions dimensions_of(const Hull& hull) {
  return {Distance::metres(hull.bow_m), Distance::metres(hull.stern_m), Distance::metres(hull.port_m),
          Distance::metres(hull.starboard_m)};
}

template <typename Value>
std::optional<Value> optional(bool has, const Value& value) {
  return has ? std::optional(value) : std::nullopt;
}

}  // namespace

StaticData::StaticData(const model::StaticReport& report)
    : draught_(report.draught.value_or(Distance())),
      imo_(report.imo.value_or(0)),
      hull_(hull_of(report.dimensions)),
      name_(report.name.value_or(ShortText<34>())),
      destination_(report.destination.value_or(ShortText<20>())),
      call_sign_(report.call_sign.value_or(ShortText<7>())),
      ship_type_(report.ship_type.value_or(std::uint8_t{0})),
      has_imo_(report.imo.has_value()),
      has_call_sign_(report.call_sign.has_value()),
      has_name_(report.name.has_value()),
      has_ship_type_(report.ship_type.has_value()),
      has_hull_(report.dimensions.has_value()),
      has_draught_(report.draught.has_value()),
      has_destination_(report.destination.has_value()) {}

model::StaticReport StaticData::report(model::Transponder transponder) const {
  model::StaticReport report;
  report.transponder = transponder;
  report.imo = optional(has_imo_, imo_);
  report.call_sign = optional(has_call_sign_, call_sign_);
  report.name = optional(has_name_, name_);
  report.ship_type = optional(has_ship_type_, ship_type_);
  report.dimensions = optional(has_hull_, dimensions_of(hull_));
  report.draught = optional(has_draught_, draught_);
  report.destination = optional(has_destination_, destination_);
  return report;
}

}  // namespace selat::track
