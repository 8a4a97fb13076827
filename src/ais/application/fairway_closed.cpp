// DAC 1, function 13: fairway closed (IMO SN/Circ.236).
#include "ais/application/fields.h"
#include "ais/application_table.h"

namespace selat::ais {

namespace {
constexpr Field kFields[] = {text("reason", 20),
                             text("closefrom", 20),
                             text("closeto", 20),
                             number("radius", 10, 0, 1000),
                             number("extunit", 2),  // m, km, NM, cables
                             time("from", TimeLayout::day_month_hour_minute),
                             time("to", TimeLayout::day_month_hour_minute),
                             spare(4)};
}  // namespace

constinit const ApplicationFormat kFairwayClosed = {
    .id = {1, 13}, .title = "fairway closed (Circ.236)", .fields = kFields};

}  // namespace selat::ais
