// selat watch add [--mmsi N] [--imo N] [--call-sign C] [--name N] --reason TEXT

#include "app/context_command.h"
#include "app/context_form_options.h"
#include "cli/command_line.h"
#include "runtime/machine_clock.h"
#include "service/context_form.h"
#include "service/watch_terminal.h"

namespace selat::app {

int watch_add(int argc, char** argv) {
  cli::CommandLine line("watch add",
                        tr("Watches for a vessel from now on. It is found by any of what is given; a name "
                           "that is nearly the same is found too."),
                        cli::CommandLine::Reads::bus);
  service::VesselForm vessel;
  service::EntryForm entry;
  bool is_json = false;
  line.option("--mmsi", tr("NUMBER"), vessel.mmsi, tr("Its MMSI: nine digits."));
  line.option("--imo", tr("NUMBER"), vessel.imo, tr("Its IMO number: seven digits."));
  line.option("--call-sign", tr("TEXT"), vessel.call_sign, tr("Its call sign."));
  line.option("--name", tr("NAME"), vessel.name, tr("Its name."));
  add_options(line, entry, is_json);
  line.examples({"selat watch add --mmsi 525000001 --reason \"seen without lights\" --for 12h"});
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  return add_entry(line.settings(), service::vessel_entry(vessel, entry, runtime::read_clocks().wall),
                   is_json);
}

}  // namespace selat::app
