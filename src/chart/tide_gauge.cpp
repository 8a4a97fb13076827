#include "chart/tide_gauge.h"

#include <sstream>

#include "chart/load_features.h"

namespace selat::chart {
namespace {

// "M2 0.8021 95.10": constituent, amplitude in metres, lag in degrees.
Loaded<tide::HarmonicConstant> read_constant(const FeatureReader& feature, const std::string& typed) {
  std::istringstream words(typed);
  std::string name, rest;
  double amplitude_m = -1, lag_deg = -1;
  const tide::Constituent* const constituent =
      words >> name >> amplitude_m >> lag_deg && !(words >> rest) ? tide::constituent_named(name) : nullptr;
  if (constituent == nullptr || !(amplitude_m >= 0 && amplitude_m <= 10) ||
      !(lag_deg >= 0 && lag_deg <= 360)) {
    return std::unexpected(feature.error(
        ChartProblem::wrong_value, "constants", typed,
        tr("Write a constituent as TICON-4 names it, metres (at most 10) and degrees: M2 0.8021 95.10.")));
  }
  return tide::HarmonicConstant{constituent, Distance::metres(amplitude_m), Angle::degrees(lag_deg)};
}

Loaded<TideGauge> read_tide_gauge(const FeatureReader& feature) {
  TideGauge gauge;
  SELAT_TRY(gauge.id, feature.id(63));
  SELAT_TRY(gauge.names, feature.names());
  SELAT_TRY(gauge.basis, feature.provenance());
  SELAT_TRY(gauge.source, feature.text("source"));
  SELAT_TRY(gauge.credit, feature.text("credit"));
  SELAT_TRY(gauge.licence, feature.text("licence"));
  SELAT_TRY(gauge.record_from, feature.day("record_from"));
  SELAT_TRY(gauge.record_to, feature.day("record_to"));
  double mean_above_lat_m = 0;
  SELAT_TRY(mean_above_lat_m, feature.number("mean_level_above_lat_m", 0, 20));
  gauge.mean_above_lat = Distance::metres(mean_above_lat_m);
  std::vector<std::string> typed;
  SELAT_TRY(typed, feature.texts("constants"));
  for (const std::string& each : typed) {
    tide::HarmonicConstant constant;
    SELAT_TRY(constant, read_constant(feature, each));
    gauge.constants.push_back(constant);
  }
  SELAT_TRY(gauge.position, feature.point());
  return gauge;
}

}  // namespace

Loaded<std::vector<TideGauge>> load_tide_gauges(const std::filesystem::path& folder) {
  return load<TideGauge>(folder / "tides.geojson", read_tide_gauge);
}

}  // namespace selat::chart
