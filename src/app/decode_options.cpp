#include "app/decode_options.h"

#include "service/chart_setup.h"

namespace selat::app {

void describe(cli::CommandLine& line, DecodeCommand& options) {
  line.arguments(tr("FILE"), options.files, tr("What to read; - or nothing: standard input."));
  line.choice(
      "--format", options.format, {"json", "csv", "protobuf"},
      tr("json: a line a message; csv: the columns most asked for; protobuf: selat.v1.ReportBatch, each "
         "with its length before it, of AIS only."));
  line.choice(
      "--input", options.input, {"auto", "lines", "asterix"},
      tr("What the files hold: lines of sentences, or ASTERIX data blocks one behind the other. auto: "
         "as each file begins."));
  line.spaced("--radar-at", verbatim("LAT,LON"), options.radar_position,
              tr("Where the radar stands whose lines or data blocks do not say it: 1.3N,103.9E."),
              service::is_place);
  line.option("--radar-heading", verbatim("DEG"), options.radar_heading_deg,
              tr("Where its relative bearings count from, clockwise from true north."));
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
      "Of radars: TTM and TLL, with the position that range and bearing give where the same lines say where "
      "the radar is and heads (RMC, GGA, GLL; HDT, HDG, THS, OSD); ASTERIX CAT 010, 048 and 062, and CAT "
      "034, 063 and 065 of the radars' own state. The day of a time of day is that of reading, or of the "
      "lines' own dates."));
  line.footer(tr(
      "Lines with errors are counted (--stats) and are no failure; status 1 if a file could not be read to "
      "its end, or has no sentence in it. Ctrl-C ends it as the end of the input would."));
  line.examples({"selat decode recording.nmea.gz", "selat decode --radar-at 1.27N,103.85E radar.ast",
                 "nc station 10110 | selat decode --format csv"});
}

service::DecodeOptions job_options(const cli::CommandLine& line, const DecodeCommand& options) {
  service::DecodeOptions job;
  job.checksum = options.is_lenient ? nmea::ChecksumRule::lenient : nmea::ChecksumRule::strict;
  if (options.input != "auto") {
    job.input = options.input == "asterix" ? service::DecodeInput::asterix : service::DecodeInput::lines;
  }
  if (!options.radar_position.empty()) {
    job.radar_position = service::position_of(options.radar_position);
  }
  if (line.is_given("--radar-heading")) {
    job.radar_heading = Bearing::degrees(options.radar_heading_deg);
  }
  return job;
}

}  // namespace selat::app
