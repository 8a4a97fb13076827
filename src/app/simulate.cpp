// selat simulate: seeded traffic in the Strait as NMEA sentences, over TCP or into a file.

#include <iostream>
#include <tuple>

#include <boost/asio/io_context.hpp>

#include "app/simulate_options.h"
#include "cli/command_line.h"
#include "cli/option_values.h"
#include "runtime/machine_clock.h"
#include "runtime/stop_on_signal.h"
#include "service/simulate_file.h"
#include "service/simulate_service.h"
#include "text/translate.h"

namespace selat::app {
namespace {

int serve(SimulateWords& words, const config::Settings& settings) {
  std::tie(words.address.host, words.address.port) = cli::host_and_port(words.listen);
  const auto say = [&settings](const LocalizedMessage& message) -> std::ostream& {
    return std::cerr << "selat simulate: " << text::translate(message, settings.language) << '\n';
  };
  boost::asio::io_context io;
  const runtime::StopOnSignal stop(io);
  service::SimulateService simulate(io, words.address,
                                    service::source_of(words.options, settings, runtime::read_clocks),
                                    [&io] { io.stop(); });
  say(simulate.describe());
  simulate.start();
  io.run();
  words.is_json ? std::cout << service::as_json(simulate.counters()) << '\n'
                : say(service::summary_of(simulate.counters()));
  return runtime::kSuccess;
}

}  // namespace

int run_simulate(int argc, char** argv) {
  cli::CommandLine line(
      "simulate",
      tr("Simulated traffic in the Strait as AIS sentences: ships in both lanes, ferries, fishing boats, "
         "and staged events of every rule. Serves them over TCP, or writes a file."),
      cli::CommandLine::Reads::settings);
  SimulateWords words;
  describe(line, words);
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  read_words(words);
  return words.out.empty() ? serve(words, line.settings())
         : service::simulate_into_file(words.options, words.out, line.settings()) ? runtime::kSuccess
                                                                                  : runtime::kFailure;
}

}  // namespace selat::app
