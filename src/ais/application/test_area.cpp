// DAC 0, function 0. Addressed: monitoring of an aid to navigation (as registered with IALA). Broadcast:
// tests, whose data only their sender can interpret.
#include "ais/application/fields.h"
#include "ais/application_table.h"

namespace selat::ais {

namespace {
constexpr Field kAidMonitoring[] = {number("sub_id", 16),
                                    scaled(number("voltage", 12, 0, 4095, "V"), 10, 1),
                                    scaled(number("current", 10, 0, 1023, "A"), 10, 1),
                                    flag("dc_power_supply"),
                                    flag("light_on"),
                                    flag("battery_low"),
                                    flag("off_pos"),
                                    spare(6)};
constexpr Field kTest[] = {remaining_bits("data")};
}  // namespace

constinit const ApplicationFormat kBuoyMonitoring = {.id = {0, 0},
                                                     .is_addressed = true,
                                                     .title = "monitoring of an aid to navigation",
                                                     .fields = kAidMonitoring,
                                                     .min_bits = 48,
                                                     .max_bits = 48};
constinit const ApplicationFormat kTestBroadcast = {.id = {0, 0}, .title = "test", .fields = kTest};

}  // namespace selat::ais
