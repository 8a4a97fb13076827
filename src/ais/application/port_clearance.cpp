// DAC 1, function 18: clearance time to enter port (IMO SN.1/Circ.289).
#include "ais/application/fields.h"
#include "ais/application_table.h"

namespace selat::ais {

namespace {
constexpr Field kFields[] = {
    number("linkage", 10), time("arrival"), text("portname", 20), text("destination", 5), longitude_25(),
    latitude_24(),         spare(43)};
}  // namespace

constinit const ApplicationFormat kPortClearance = {
    .id = {1, 18}, .is_addressed = true, .title = "clearance time to enter port", .fields = kFields};

}  // namespace selat::ais
