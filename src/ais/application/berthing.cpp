// DAC 1, function 20: berthing data (IMO SN.1/Circ.289). Services: 0 not available or requested, 1 available,
// 2 unknown.
#include "ais/application/fields.h"
#include "ais/application_table.h"

namespace selat::ais {

namespace {
constexpr std::string_view kPositions[] = {
    "Not available", "Port-side to", "Starboard-side to",       "Mediterranean (end-on) mooring",
    "Mooring buoy",  "Anchorage",    "Reserved for future use", "Reserved for future use"};
constexpr Field service(std::string_view name) {
  return number(name, 2, 1, 1);
}
constexpr Field kFields[] = {number("linkage", 10),
                             number("berth_length", 9, 1, 511, "m"),
                             scaled(number("berth_depth", 8, 1, 255, "m"), 10, 1),
                             code("position", 3, kPositions),
                             time("arrival", TimeLayout::bare),
                             number("availability", 1),
                             service("agent"),
                             service("fuel"),
                             service("chandler"),
                             service("stevedore"),
                             service("electrical"),
                             service("water"),
                             service("customs"),
                             service("cartage"),
                             service("crane"),
                             service("lift"),
                             service("medical"),
                             service("navrepair"),
                             service("provisions"),
                             service("shiprepair"),
                             service("surveyor"),
                             service("steam"),
                             service("tugs"),
                             service("solidwaste"),
                             service("liquidwaste"),
                             service("hazardouswaste"),
                             service("ballast"),
                             service("additional"),
                             service("regional1"),
                             service("regional2"),
                             service("future1"),
                             service("future2"),
                             text("berth_name", 20),
                             longitude_25("berth_lon"),
                             latitude_24("berth_lat")};
}  // namespace

constinit const ApplicationFormat kBerthing = {
    .id = {1, 20}, .is_addressed = true, .title = "berthing data", .fields = kFields};

}  // namespace selat::ais
