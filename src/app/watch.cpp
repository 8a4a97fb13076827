// selat watch add|list|end …: vessels to watch for, added while the system runs.

#include <array>

#include "app/context_command.h"
#include "app/subcommand.h"

namespace selat::app {
namespace {

constexpr auto kWatchCommands = std::to_array<Command>({
    {"add", tr("watch for a vessel: by MMSI, IMO number, call sign or name"), watch_add},
    {"list", tr("the vessels that people have added, why, and for how long"), watch_list},
    {"end", tr("watch for it no longer"), watch_end},
});

}  // namespace

int run_watch(int argc, char** argv) {
  return run_subcommand("watch",
                        tr("Vessels to watch for, added while the system runs. The detector watches for them "
                           "within seconds; each entry has a reason and an end. The permanent watch list "
                           "stands in the settings ([[watch]])."),
                        kWatchCommands, argc, argv);
}

}  // namespace selat::app
