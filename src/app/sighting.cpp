// selat sighting add|list|import …: what people saw, and satellites found.

#include <array>

#include "app/sighting_command.h"
#include "app/subcommand.h"

namespace selat::app {
namespace {

constexpr auto kSightingCommands = std::to_array<Command>({
    {"add", tr("enter what somebody saw and tells you; asks for it where nothing is given"), sighting_add},
    {"list", tr("the sightings of the last day, and how they ended"), sighting_list},
    {"import", tr("take in a satellite's detections from a CSV file"), sighting_import},
});

}  // namespace

int run_sighting(int argc, char** argv) {
  return run_subcommand("sighting",
                        tr("What people saw and told: a VTS, a ship, a fisherman, an aircraft, a patrol, a "
                           "shore post. Each sighting becomes an alert with the number by which it is spoken "
                           "of; whoever entered it is told how it ended, and tells the person who saw it. It "
                           "is closed as any alert ('close' at a terminal, 'c' in top)."),
                        kSightingCommands, argc, argv);
}

}  // namespace selat::app
