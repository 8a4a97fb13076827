// DAC 235 (United Kingdom) and 250 (Ireland), function 10: monitoring of an aid to navigation (General
// Lighthouse Authorities; IALA A-126).
#include "ais/application/fields.h"
#include "ais/application_table.h"

namespace selat::ais {

namespace {
constexpr std::string_view kRacon[] = {"No RACON installed", "RACON not monitored", "RACON operational",
                                       "RACON ERROR"};
constexpr std::string_view kLight[] = {"No light or no monitoring", "Light ON", "Light OFF", "Light ERROR"};
constexpr Field volts(std::string_view name) {
  return scaled(number(name, 10, 1, 1023, "V"), 20, 2);
}
constexpr Field kFields[] = {volts("ana_int"),         volts("ana_ext1"),        volts("ana_ext2"),
                             code("racon", 2, kRacon), code("light", 2, kLight), flag("alarm"),
                             number("stat_ext", 8),    flag("off_pos"),          spare(4)};
}  // namespace

constinit const ApplicationFormat kAidMonitoringUk = {.id = {235, 10},
                                                      .is_addressed = true,
                                                      .title = "monitoring of an aid to navigation",
                                                      .fields = kFields,
                                                      .min_bits = 48};
constinit const ApplicationFormat kAidMonitoringIreland = {.id = {250, 10},
                                                           .is_addressed = true,
                                                           .title = "monitoring of an aid to navigation",
                                                           .fields = kFields,
                                                           .min_bits = 48};

}  // namespace selat::ais
