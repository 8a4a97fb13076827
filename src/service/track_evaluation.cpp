#include "service/track_evaluation.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "text/measure.h"
#include "text/terminal.h"
#include "text/translate.h"
#include "track/fusion/surface_picture.h"

namespace selat::service {
namespace {

using track::fusion::FusedTrack;
using track::fusion::ScoreSummary;
using track::fusion::SensorSettings;

std::vector<track::fusion::TrueCraft> truth_of(const simulate::TrialScan& scan) {
  std::vector<track::fusion::TrueCraft> truth;
  for (const simulate::TrialCraft& craft : scan.craft) {
    truth.push_back({.id = craft.id, .position = craft.position});
  }
  return truth;
}

std::vector<FusedTrack> those_of(const std::vector<FusedTrack>& tracks, bool also_standing) {
  std::vector<FusedTrack> chosen;
  std::ranges::copy_if(tracks, std::back_inserter(chosen), [also_standing](const FusedTrack& track) {
    return track.is_confirmed && (also_standing || track.motion == track::fusion::Motion::moving);
  });
  return chosen;
}

nlohmann::ordered_json json_of(const ScoreSummary& score) {
  nlohmann::ordered_json out = {{"gospa_m", score.gospa_m},
                                {"missed_per_scan", score.missed_per_scan},
                                {"false_per_scan", score.false_tracks_per_scan},
                                {"false_per_hour", score.false_tracks_per_hour},
                                {"switches", score.switches},
                                {"craft", score.craft},
                                {"found_within_15_scans", score.found_soon},
                                {"never_found", score.never_confirmed}};
  const auto put = [&out](const char* name, const std::optional<double>& value) {
    out[name] = value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json(nullptr);
  };
  put("scans_to_find_median", score.median_scans_to_confirm);
  put("scans_to_find_most", score.most_scans_to_confirm);
  put("nees", score.nees);
  put("rms_error_m", score.rms_error_m);
  return out;
}

std::string or_dash(const std::optional<double>& value, int decimals, Language language) {
  return value ? text::number(*value, decimals, language) : "-";
}

std::string line_of(const std::string& name, const ScoreSummary& score, Language language) {
  return fmt::format("{:<24} {:>7} {:>8} {:>8} {:>8} {:>7} {:>9} {:>6}\n", name,
                     text::number(score.gospa_m, 1, language),
                     text::number(score.missed_per_scan, 2, language),
                     text::number(score.false_tracks_per_scan, 2, language),
                     text::number(score.false_tracks_per_hour, 1, language), score.switches,
                     fmt::format("{}/{}", or_dash(score.median_scans_to_confirm, 0, language),
                                 or_dash(score.most_scans_to_confirm, 0, language)),
                     or_dash(score.nees, 2, language));
}

}  // namespace

SensorSettings harbour_radar(const std::vector<simulate::TrialScan>& scans) {
  SensorSettings radar;
  radar.name = "radar";
  std::vector<double> turns_s;
  double farthest_m = 100;
  for (std::size_t i = 0; i < scans.size(); ++i) {
    if (i > 0) {
      turns_s.push_back((scans[i].ends_at - scans[i - 1].ends_at).in_seconds());
    }
    for (const model::RadarReport& plot : scans[i].plots) {
      farthest_m = std::max(farthest_m, geo::distance(*plot.measured_from, *plot.position).in_metres());
    }
  }
  std::ranges::sort(turns_s);
  radar.scan = Span::seconds(turns_s.empty() ? 2.5 : std::clamp(turns_s[turns_s.size() / 2], 0.5, 60.0));
  radar.max_range = Distance::metres(farthest_m * 1.05);
  // A small radar with a short pulse and an antenna of a metre or two.
  radar.range_sigma = Distance::metres(4);
  radar.azimuth_sigma = Angle::degrees(1);
  radar.detection_probability = 0.9;
  radar.false_plots = 4;
  return radar;
}

SensorSettings radar_of(const simulate::RadarTrialOptions& trial) {
  SensorSettings radar;
  radar.name = "radar";
  radar.antenna = trial.antenna;
  radar.scan = trial.scan;
  radar.max_range = trial.max_range * 1.05;
  radar.range_sigma = trial.range_sigma;
  radar.azimuth_sigma = trial.azimuth_sigma;
  radar.detection_probability = trial.detection_probability;
  radar.false_plots = trial.false_plots;
  return radar;
}

EvaluatedRun evaluate_tracks(const std::string& name, const std::vector<simulate::TrialScan>& scans,
                             const SensorSettings& radar, Distance cutoff) {
  track::fusion::PictureOptions options;
  options.sensors = {radar};
  options.lag = Span();
  track::fusion::SurfacePicture picture(std::move(options));
  track::fusion::TrackScore moving(cutoff);
  track::fusion::TrackScore confirmed(cutoff);
  for (const simulate::TrialScan& scan : scans) {
    for (const model::RadarReport& plot : scan.plots) {
      if (const auto contact = track::fusion::contact_of(plot, 0, radar)) {
        picture.take(*contact);
      }
    }
    // The slot in which the turn ends is folded in too.
    picture.advance(scan.ends_at + track::fusion::kSlot);
    const auto truth = truth_of(scan);
    const auto tracks = picture.tracks(scan.ends_at);
    moving.add_scan(scan.ends_at, truth, those_of(tracks, false));
    confirmed.add_scan(scan.ends_at, truth, those_of(tracks, true));
  }
  return {.name = name, .cutoff = cutoff, .moving = moving.summary(), .confirmed = confirmed.summary()};
}

std::string as_text(const std::vector<EvaluatedRun>& runs, Language language) {
  const auto say = [language](MessageId words) { return std::string(text::translate(words, language)); };
  std::string out;
  std::uint64_t craft = 0, found_soon = 0;
  for (const EvaluatedRun& run : runs) {
    craft += run.confirmed.craft;
    found_soon += run.confirmed.found_soon;
    out += text::translate(LocalizedMessage(tr("{name}: {n} {n:scan|scans}, GOSPA cut off at {distance}"),
                                            {{"name", text::for_terminal(run.name)},
                                             {"n", run.moving.scans},
                                             {"distance", fmt::format("{:.0f} m", run.cutoff.in_metres())}}),
                           language) +
           "\n";
    out += line_of("  " + say(tr("tracks that moved")), run.moving, language);
    out += line_of("  " + say(tr("all confirmed tracks")), run.confirmed, language);
  }
  if (craft > 0) {
    out += text::translate(
               LocalizedMessage(tr("{found} of {n} craft had a track within {scans} scans"),
                                {{"found", found_soon}, {"n", craft}, {"scans", track::fusion::kSoon_scans}}),
               language) +
           "\n";
  }
  const std::string head =
      fmt::format("{:<24} {:>7} {:>8} {:>8} {:>8} {:>7} {:>9} {:>6}\n", "", "GOSPA/m", say(tr("missed")),
                  say(tr("false")), say(tr("false/h")), say(tr("switch")), say(tr("found")), "NEES");
  return head + out +
         say(tr("missed, false: craft without a track and tracks without a craft, a scan; false/h: "
                "tracks an hour that never were a craft's; switch: a craft's track is another "
                "than before; found: scans until a craft has a track, median/most; NEES: 2 is "
                "right, less is careful")) +
         "\n";
}

std::string as_json(const std::vector<EvaluatedRun>& runs) {
  auto out = nlohmann::ordered_json::array();
  for (const EvaluatedRun& run : runs) {
    out.push_back({{"name", run.name},
                   {"scans", run.moving.scans},
                   {"cutoff_m", run.cutoff.in_metres()},
                   {"moving", json_of(run.moving)},
                   {"confirmed", json_of(run.confirmed)}});
  }
  return out.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace selat::service
