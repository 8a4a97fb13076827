// DAC 1, function 15: extended static and voyage data (IMO SN/Circ.236), which is the air draught only.
#include "ais/application/fields.h"
#include "ais/application_table.h"

namespace selat::ais {

namespace {
constexpr Field kFields[] = {scaled(number("airdraught", 11, 1, 2047, "m"), 10, 1), spare(5)};
}  // namespace

constinit const ApplicationFormat kAirDraughtAddressed = {
    .id = {1, 15}, .is_addressed = true, .title = "air draught (Circ.236)", .fields = kFields};
constinit const ApplicationFormat kAirDraught = {
    .id = {1, 15}, .title = "air draught (Circ.236)", .fields = kFields};

}  // namespace selat::ais
