// selat decode: recorded or piped AIS sentences as JSON lines, comma-separated lines or Protobuf.

#include <iostream>
#include <string>
#include <vector>

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

struct Options {
  std::vector<std::string> files;
  std::string format = "json";
  bool is_unscaled = false;
  bool splits_type_24 = false;
  bool is_lenient = false;
  bool shows_statistics = false;
};

void describe(cli::CommandLine& line, Options& options) {
  line.arguments(tr("FILE"), options.files, tr("What to read; - or nothing: standard input."));
  line.choice(
      "--format", options.format, {"json", "csv", "protobuf"},
      tr("json: a line a message; csv: the columns most asked for; protobuf: selat.v1.ReportBatch, each "
         "with its length before it."));
  line.flag("-u,--unscaled", options.is_unscaled, tr("Integers as transmitted, as gpsdecode -u."));
  line.flag("--split24", options.splits_type_24,
            tr("Parts A and B of type 24 each alone; else a part whose other half came within ten minutes is "
               "written together with it."));
  line.flag("--lenient", options.is_lenient,
            tr("Keep sentences whose checksum is wrong or missing, and report it."));
  line.flag("--stats", options.shows_statistics,
            tr("At the end, on standard error: counts by type and by problem, and the rate."));
  line.footer(
      tr("Beside gpsd's: source (who received it), toa (the time its TAG block, wrapper or suffix gives) and "
         "problems (what was odd about it), each only where there is something to say."));
  line.footer(tr(
      "Where it differs from gpsdecode -j: members behind the end of a short message are left out, since the "
      "ship did not send them. Coordinates have the digits that were sent, 1/10,000 degree in types 17 and "
      "27, which gpsd rounds to 0.1. Turns to port are negative. The status of type 27 is a number with its "
      "text beside it, as in the other types. Spare bits at the end of types 15, 20, 25 and 26 are no data. "
      "Applications that gpsd does not know are read."));
  line.footer(
      tr("Parts of a message are joined by source, talker, channel and number: never those of two ships, and "
         "none is lost because another sentence comes between them."));
  line.footer(tr(
      "Lines with errors are counted (--stats) and are no failure; status 1 if a file could not be read to "
      "its end, or has no sentence in it. Ctrl-C ends it as the end of the input would."));
  line.examples({"selat decode recording.nmea.gz", "nc station 10110 | selat decode --format csv"});
}

void tell_file(const LocalizedMessage& file, const LocalizedMessage& why, Language language) {
  std::cerr << "selat decode: "
            << text::for_terminal(text::translate(
                   LocalizedMessage(tr("{file}: {why}"), {{"file", file}, {"why", why}}), language))
            << '\n';
}

int decode(const Options& options, Language language) {
  const SteadyTime begin = runtime::read_clocks().steady;
  const runtime::Interruption interruption;
  service::DecodeJob job(
      options.is_lenient ? nmea::ChecksumRule::lenient : nmea::ChecksumRule::strict,
      service::decoded_output(options.format, !options.is_unscaled, options.splits_type_24),
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
      tr("Reads AIS sentences (NMEA 0183, with or without TAG blocks; also .gz, .zst, .xz, .bz2 and "
         ".zip) and writes one JSON object a message, with gpsd's names and scaling: it can stand "
         "in for gpsdecode -j."));
  Options options;
  describe(line, options);
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  if (options.files.empty()) {
    options.files.emplace_back("-");
  }
  return decode(options, line.settings().language);
}

}  // namespace selat::app
