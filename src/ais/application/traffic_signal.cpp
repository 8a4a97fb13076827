// DAC 1, function 19: marine traffic signal (IMO SN.1/Circ.289).
#include "ais/application/fields.h"
#include "ais/application_table.h"

namespace selat::ais {

namespace {
constexpr std::string_view kSignals[] = {
    "N/A",
    "Serious emergency - all vessels to stop or divert according to instructions",
    "Vessels shall not proceed",
    "Vessels may proceed, one-way traffic",
    "Vessels may proceed, two-way traffic",
    "Vessels shall proceed on specific orders only",
    "Vessels shall not proceed, except outside the main channel",
    "Vessels shall proceed on specific orders only, except outside the main channel",
    "I: in-bound only",
    "O: out-bound only",
    "F: in- and out-bound",
    "XI: will shift to I in due time",
    "XO: will shift to O in due time",
    "X: vessels shall proceed only on direction",
};
constexpr Field kFields[] = {number("linkage", 10),
                             text("station", 20),
                             longitude_25(),
                             latitude_24(),
                             number("status", 2, 1, 2),  // 1 in regular service, 2 irregular
                             code("signal", 5, kSignals, "reserved"),
                             number("hour", 5, 0, 23),
                             number("minute", 6, 0, 59),
                             code("nextsignal", 5, kSignals, "reserved"),
                             spare(102)};
}  // namespace

constinit const ApplicationFormat kTrafficSignal = {
    .id = {1, 19}, .title = "marine traffic signal", .fields = kFields};

}  // namespace selat::ais
