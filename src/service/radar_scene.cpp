#include "service/radar_scene.h"

#include <cmath>

#include <nlohmann/json.hpp>

#include "feed/recorded_file.h"
#include "geo/local_plane.h"

namespace selat::service {
namespace {

constexpr std::size_t kMostBytes = 256U << 20;
constexpr std::size_t kMostScans = 100'000;
constexpr std::size_t kMostInScan = 10'000;
constexpr double kMostMetres = 200'000;
constexpr double kLatestTime_s = 4e9;

using Json = nlohmann::json;

bool is_length(const Json& value) {
  return value.is_number() && std::abs(value.get<double>()) < kMostMetres;
}

std::optional<geo::Offset> north_and_east(const Json& value) {
  if (!value.is_array() || value.size() != 2 || !is_length(value[0]) || !is_length(value[1])) {
    return std::nullopt;
  }
  return geo::Offset{.east_m = value[1].get<double>(), .north_m = value[0].get<double>()};
}

bool has_list(const Json& object, const char* name) {
  const auto member = object.find(name);
  return member != object.end() && member->is_array() && member->size() <= kMostInScan;
}

std::optional<model::RadarReport> plot_of(const Json& value, geo::Offset own, const geo::LocalPlane& plane,
                                          Instant at) {
  const auto place = north_and_east(value);
  if (!place) {
    return std::nullopt;
  }
  model::RadarReport plot;
  plot.observed_at = at;
  plot.received_at = at;
  plot.measured_from = plane.to_position(own);
  plot.position = plane.to_position(own + *place);
  plot.is_position_computed = true;
  return plot;
}

std::optional<simulate::TrialCraft> craft_of(const Json& value, const geo::LocalPlane& plane) {
  if (!value.is_object() || !value.contains("id") || !value["id"].is_number_unsigned() ||
      !value.contains("north") || !value.contains("east") || !is_length(value["north"]) ||
      !is_length(value["east"])) {
    return std::nullopt;
  }
  return simulate::TrialCraft{
      .id = value["id"].get<std::uint32_t>(),
      .position = plane.to_position({value["east"].get<double>(), value["north"].get<double>()})};
}

std::optional<simulate::TrialScan> scan_of(const Json& value, const geo::LocalPlane& plane) {
  if (!value.is_object() || !value.contains("time") || !value["time"].is_number() || !value.contains("own") ||
      !has_list(value, "plots") || !has_list(value, "truth")) {
    return std::nullopt;
  }
  const double time_s = value["time"].get<double>();
  const auto own = north_and_east(value["own"]);
  if (!own || !(time_s >= 0 && time_s < kLatestTime_s)) {
    return std::nullopt;
  }
  simulate::TrialScan scan;
  scan.ends_at = Instant() + Span::seconds(time_s);
  for (const Json& one : value["plots"]) {
    if (const auto plot = plot_of(one, *own, plane, scan.ends_at)) {
      scan.plots.push_back(*plot);
    } else {
      return std::nullopt;
    }
  }
  for (const Json& one : value["truth"]) {
    if (const auto craft = craft_of(one, plane)) {
      scan.craft.push_back(*craft);
    } else {
      return std::nullopt;
    }
  }
  return scan;
}

}  // namespace

std::expected<std::vector<simulate::TrialScan>, LocalizedMessage> parse_radar_scene(std::string_view text) {
  const Json all = Json::parse(text, nullptr, false);
  if (!all.is_array() || all.empty() || all.size() > kMostScans) {
    return std::unexpected(
        tr("it is no recording of a radar with the truth beside it: a JSON list of scans, each with time, "
           "own, plots and truth"));
  }
  const geo::LocalPlane plane{geo::Position()};  // where on Earth makes no difference
  std::vector<simulate::TrialScan> scans;
  for (const Json& one : all) {
    auto scan = scan_of(one, plane);
    if (!scan || (!scans.empty() && scan->ends_at <= scans.back().ends_at)) {
      return std::unexpected(LocalizedMessage(
          tr("scan {n} is not one: it needs time (later than the scan before), own, plots and truth, in "
             "metres north and east"),
          {{"n", scans.size() + 1}}));
    }
    scans.push_back(std::move(*scan));
  }
  return scans;
}

std::expected<std::vector<simulate::TrialScan>, LocalizedMessage> read_radar_scene(const std::string& file) {
  auto recording = feed::RecordedFile::open(file);
  if (!recording) {
    return std::unexpected(recording.error());
  }
  std::string text;
  std::vector<char> piece(1U << 16);
  for (;;) {
    const auto size = recording->read(piece);
    if (!size) {
      return std::unexpected(size.error());
    }
    if (*size == 0) {
      return parse_radar_scene(text);
    }
    text.append(piece.data(), *size);
    if (text.size() > kMostBytes) {
      return std::unexpected(tr("it is larger than 256 MB"));
    }
  }
}

}  // namespace selat::service
