// Every command of `selat`, in the order in which `selat --help` shows them. A new command is a file
// app/<name>.cpp that defines run_<name>, its declaration and its line here.
#include <array>

#include "app/command.h"

namespace selat::app {

int run_audit(int argc, char** argv);
int run_chart(int argc, char** argv);
int run_config(int argc, char** argv);
int run_control_point(int argc, char** argv);
int run_coordinate(int argc, char** argv);
int run_decode(int argc, char** argv);
int run_detect(int argc, char** argv);
int run_evaluate(int argc, char** argv);
int run_ingest(int argc, char** argv);
int run_keys(int argc, char** argv);
int run_log(int argc, char** argv);
int run_sighting(int argc, char** argv);
int run_simulate(int argc, char** argv);
int run_doctor(int argc, char** argv);
int run_demo(int argc, char** argv);
int run_top(int argc, char** argv);
int run_up(int argc, char** argv);
int run_vessels(int argc, char** argv);
int run_watch(int argc, char** argv);
int run_zone(int argc, char** argv);

namespace {

constexpr auto kCommands = std::to_array<Command>({
    {"demo", tr("the whole system with simulated traffic"), run_demo},
    {"up", tr("the whole system on this machine, with your feeds"), run_up},
    {"top", tr("what runs, what was found, who holds which sector"), run_top},
    {"vessels", tr("lists and finds the vessels that are tracked now"), run_vessels},
    {"watch", tr("vessels to watch for, added while the system runs"), run_watch},
    {"zone", tr("zones to watch, drawn while the system runs"), run_zone},
    {"sighting", tr("what people saw and told, and satellites found"), run_sighting},
    {"log", tr("what was decided, reported and written down, and a free entry of the watch log"), run_log},
    {"doctor", tr("looks at what the system needs, and says what to do"), run_doctor},
    {"config", tr("check a settings file, or show every key there is"), run_config},
    {"keys", tr("CURVE keys for processes on other machines"), run_keys},
    {"chart", tr("what the chart says of a place, and ways over water"), run_chart},
    {"ingest", tr("feeds in, reports out: TCP, UDP, serial lines and recordings"), run_ingest},
    {"decode", tr("AIS sentences in, JSON, CSV or Protobuf out"), run_decode},
    {"detect", tr("reports in, tracks and anomalies out"), run_detect},
    {"coordinate", tr("who answers for which sector, and the life of every alert"), run_coordinate},
    {"control-point", tr("a control point's terminal: its sectors, its alerts, its answers"),
     run_control_point},
    {"audit", tr("whether the log of decisions and reports is whole"), run_audit},
    {"evaluate", tr("how good the tracks of radars are, held against the truth"), run_evaluate},
    {"simulate", tr("simulated traffic in the Strait as AIS sentences, over TCP or into a file"),
     run_simulate},
});

}  // namespace

std::span<const Command> commands() {
  return kCommands;
}

}  // namespace selat::app
