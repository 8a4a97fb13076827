// DAC 1, functions 14 (IMO SN/Circ.236) and 32 (SN.1/Circ.289): tidal window.
#include "ais/application/fields.h"
#include "ais/application_table.h"

namespace selat::ais {

namespace {
constexpr Field kOldTide[] = {latitude_27(),
                              longitude_28(),
                              number("from_hour", 5, 0, 23),
                              number("from_min", 6, 0, 59),
                              number("to_hour", 5, 0, 23),
                              number("to_min", 6, 0, 59),
                              direction("cdir"),
                              scaled(number("cspeed", 7, 0, 126, "kn"), 10, 1)};
constexpr Field kTide[] = {longitude_25(),
                           latitude_24(),
                           number("from_hour", 5, 0, 23),
                           number("from_min", 6, 0, 59),
                           number("to_hour", 5, 0, 23),
                           number("to_min", 6, 0, 59),
                           direction("cdir"),
                           scaled(number("cspeed", 8, 0, 251, "kn"), 10, 1)};
constexpr Field kOld[] = {number("month", 4, 1, 12), number("day", 5, 1, 31), list("tidals", kOldTide, 3)};
constexpr Field kNew[] = {number("month", 4, 1, 12), number("day", 5, 1, 31), list("tidals", kTide, 3)};
}  // namespace

constinit const ApplicationFormat kTidalWindow236 = {
    .id = {1, 14}, .is_addressed = true, .title = "tidal window (Circ.236)", .fields = kOld};
constinit const ApplicationFormat kTidalWindow = {
    .id = {1, 32}, .is_addressed = true, .title = "tidal window", .fields = kNew};

}  // namespace selat::ais
