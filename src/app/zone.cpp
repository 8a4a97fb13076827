// selat zone add|list|end …: zones drawn while the system runs.

#include <array>

#include "app/context_command.h"
#include "app/subcommand.h"

namespace selat::app {
namespace {

constexpr auto kZoneCommands = std::to_array<Command>({
    {"add", tr("draw a zone: from a file, a circle or a polygon"), zone_add},
    {"list", tr("the zones that people have drawn, why, and for how long"), zone_list},
    {"end", tr("the zone is no longer watched"), zone_end},
});

}  // namespace

int run_zone(int argc, char** argv) {
  return run_subcommand("zone",
                        tr("Zones drawn while the system runs. The detector judges by them within seconds; "
                           "each has a reason and an end. The permanent zones stand in geodata/."),
                        kZoneCommands, argc, argv);
}

}  // namespace selat::app
