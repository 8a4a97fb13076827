// DAC 1, functions 12 (IMO SN/Circ.236) and 25 (SN.1/Circ.289): dangerous cargo indication.
#include "ais/application/fields.h"
#include "ais/application_table.h"

namespace selat::ais {

namespace {
constexpr Field kOld[] = {text("lastport", 5),
                          time("departure"),
                          text("nextport", 5),
                          time("eta"),
                          text("dangerous", 20),
                          text("imdcat", 4),
                          number("unid", 13, 1, 3363),
                          number("amount", 10, 1, 1023),
                          number("unit", 2, 1, 3),  // kg, tonnes, 1,000 tonnes
                          spare(3)};
constexpr Field kCargo[] = {number("code", 4, 1, 6), number("subtype", 13, 1, 8191)};
constexpr Field kNew[] = {number("unit", 2, 1, 3), number("amount", 10, 1, 1023), list("cargos", kCargo, 28)};
}  // namespace

constinit const ApplicationFormat kDangerousCargo236 = {
    .id = {1, 12}, .is_addressed = true, .title = "dangerous cargo (Circ.236)", .fields = kOld};
constinit const ApplicationFormat kDangerousCargo = {
    .id = {1, 25}, .is_addressed = true, .title = "dangerous cargo", .fields = kNew};

}  // namespace selat::ais
