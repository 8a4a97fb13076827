// Persons on board: DAC 1, function 16 (IMO SN.1/Circ.289) and function 40 (ITU-R M.1371-1), and DAC 200,
// function 55 (inland AIS).
#include "ais/application/fields.h"
#include "ais/application_table.h"

namespace selat::ais {

namespace {
constexpr Field kPersons[] = {number("persons", 13, 1, 8191), spare(35)};
constexpr Field kPersonsOf1371[] = {number("persons", 13, 1, 8191), spare(3)};
constexpr Field kInland[] = {number("crew", 8, 0, 254), number("passengers", 13, 0, 8190),
                             number("personnel", 8, 0, 254), spare(51)};
}  // namespace

constinit const ApplicationFormat kPersonsAddressed = {
    .id = {1, 16}, .is_addressed = true, .title = "persons on board", .fields = kPersons};
constinit const ApplicationFormat kPersonsBroadcast = {
    .id = {1, 16}, .title = "persons on board", .fields = kPersons};
constinit const ApplicationFormat kPersonsOf1371Addressed = {
    .id = {1, 40}, .is_addressed = true, .title = "persons on board (M.1371-1)", .fields = kPersonsOf1371};
constinit const ApplicationFormat kInlandPersonsAddressed = {
    .id = {200, 55}, .is_addressed = true, .title = "persons on board (inland)", .fields = kInland};
constinit const ApplicationFormat kInlandPersons = {
    .id = {200, 55}, .title = "persons on board (inland)", .fields = kInland};

}  // namespace selat::ais
