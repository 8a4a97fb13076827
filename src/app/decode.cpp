// selat decode: recorded or piped sentences of AIS and radars, or ASTERIX, as JSON lines, comma-separated
// lines or Protobuf.

#include <iostream>
#include <string>

#include "app/decode_options.h"
#include "base/system_words.h"
#include "cli/command_line.h"
#include "runtime/exit_status.h"
#include "runtime/interruption.h"
#include "runtime/machine_clock.h"
#include "runtime/standard_output.h"
#include "service/decode_job.h"
#include "service/decode_statistics.h"
#include "text/terminal.h"
#include "text/translate.h"

namespace selat::app {
namespace {

void tell_file(const LocalizedMessage& file, const LocalizedMessage& why, Language language) {
  std::cerr << "selat decode: "
            << text::for_terminal(text::translate(
                   LocalizedMessage(tr("{file}: {why}"), {{"file", file}, {"why", why}}), language))
            << '\n';
}

int decode(const DecodeCommand& options, const service::DecodeOptions& how, Language language) {
  const SteadyTime begin = runtime::read_clocks().steady;
  const runtime::Interruption interruption;
  service::DecodeJob job(
      how, service::decoded_output(options.format, !options.is_unscaled, options.splits_type_24),
      runtime::write_to_standard_output, runtime::read_clocks,
      [] { return !runtime::Interruption::has_come(); });
  int status = runtime::kSuccess;
  for (const std::string& file : options.files) {
    if (const auto result = job.read(file); !result) {
      status = runtime::kFailure;
      tell_file(file == "-" ? LocalizedMessage(tr("standard input")) : LocalizedMessage::from_outside(file),
                result.error(), language);
    }
    if (!job.goes_on()) {
      break;
    }
  }
  job.finish();
  if (options.shows_statistics) {
    const Span taken = runtime::read_clocks().steady - begin;
    std::cerr << service::statistics_of(job.tally(), taken.in_seconds(), language);
  }
  if (const std::string fault = runtime::standard_output_fault(); !fault.empty()) {
    tell_file(tr("standard output"), system_words(fault), language);
    return runtime::kFailure;
  }
  return status;
}

}  // namespace

int run_decode(int argc, char** argv) {
  cli::CommandLine line(
      "decode",
      tr("Reads sentences of AIS and of radars (NMEA 0183, with or without TAG blocks) and ASTERIX, also "
         ".gz, "
         ".zst, .xz, .bz2 and .zip, and writes one JSON object a message. Those of AIS have gpsd's names and "
         "scaling: it can stand in for gpsdecode -j."));
  DecodeCommand options;
  describe(line, options);
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  if (options.files.empty()) {
    options.files.emplace_back("-");
  }
  return decode(options, job_options(line, options), line.settings().language);
}

}  // namespace selat::app
