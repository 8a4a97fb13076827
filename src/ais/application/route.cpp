// DAC 1, functions 27 (broadcast) and 28 (addressed): route information (IMO SN.1/Circ.289).
#include "ais/application/fields.h"
#include "ais/application_table.h"

namespace selat::ais {

namespace {
[[nodiscard]] std::string_view route_type(std::int64_t raw) {
  constexpr std::string_view kTypes[] = {
      "Undefined (default)",           "Mandatory",      "Recommended", "Alternative",
      "Recommended route through ice", "Ship route plan"};
  if (raw == 31) {
    return "Cancel route identified by message linkage";
  }
  return raw < 6 ? kTypes[raw] : "Reserved for future use.";
}
constexpr Field route_type_field() {
  Field field = number("rtype", 5);
  field.word_of = route_type;
  return field;
}
constexpr Field kWaypoint[] = {longitude_28(), latitude_27()};
constexpr Field kFields[] = {number("linkage", 10),
                             number("sender", 3),  // 0 ship, 1 authority
                             route_type_field(),
                             time("start"),
                             number("duration", 18, 0, 262'142, "min"),  // 0: the route is cancelled
                             count("waycount", 5),
                             list("waypoints", kWaypoint, 16)};
}  // namespace

constinit const ApplicationFormat kRoute = {.id = {1, 27}, .title = "route", .fields = kFields};
constinit const ApplicationFormat kRouteAddressed = {
    .id = {1, 28}, .is_addressed = true, .title = "route", .fields = kFields};

}  // namespace selat::ais
