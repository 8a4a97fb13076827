#pragma once
// Test traffic for rules: a plane in metres around a position in the Strait, and the reports of its vessels.

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include "base/fingerprint.h"
#include "detect/engine.h"
#include "geo/local_plane.h"
#include "model/report.h"

namespace selat::detect::scene {

inline const geo::Position kMiddle = geo::Position::degrees(2.5, 101.0);
inline const Instant kNoon = Instant::unix_seconds(1'767'268'800);  // 2026-01-01T12:00:00Z

inline geo::Position at_m(double east_m, double north_m) {
  return geo::LocalPlane(kMiddle).to_position({east_m, north_m});
}
inline Instant after(double seconds) {
  return kNoon + Span::seconds(seconds);
}

// What a position report holds.
struct ReportValues {
  double east_m = 0, north_m = 0;
  double sog_kn = 0;
  double cog_deg = 0;
  model::NavigationStatus status = model::NavigationStatus::under_way_using_engine;
  model::Transponder transponder = model::Transponder::class_a;
};

inline void put_header(model::ReportHeader& header, std::uint32_t mmsi, double second, std::uint8_t type,
                       model::Transponder transponder) {
  header.mmsi = model::Mmsi(mmsi);
  header.message_type = type;
  header.transponder = transponder;
  header.observed_at = after(second);
  header.received_at = after(second);
  header.source = "tower";
  header.fingerprint = join(join(mmsi, static_cast<std::uint64_t>(std::llround(second * 1e6))), type);
}

inline model::PositionReport position(std::uint32_t mmsi, double second, const ReportValues& values) {
  model::PositionReport report;
  put_header(report, mmsi, second, values.transponder == model::Transponder::class_b ? 18 : 1,
             values.transponder);
  report.position = at_m(values.east_m, values.north_m);
  report.sog = Speed::knots(values.sog_kn);
  report.cog = Bearing::degrees(values.cog_deg);
  report.heading = Bearing::degrees(std::floor(values.cog_deg));
  report.status = values.status;
  return report;
}

inline model::StaticReport particulars(std::uint32_t mmsi, double second, const char* name, double length_m) {
  model::StaticReport report;
  put_header(report, mmsi, second, 5, model::Transponder::class_a);
  report.name = name;
  model::Dimensions dimensions;
  dimensions.to_bow = Distance::metres(length_m / 2);
  dimensions.to_stern = Distance::metres(length_m / 2);
  dimensions.to_port = dimensions.to_starboard = Distance::metres(std::min(length_m / 12, 30.0));
  report.dimensions = dimensions;
  return report;
}

inline model::SafetyReport safety(std::uint32_t mmsi, double second, const char* text) {
  model::SafetyReport report;
  put_header(report, mmsi, second, 14, model::Transponder::class_b);
  report.text = std::string_view(text);
  return report;
}

// Straight from place to place at one speed, a report every `every_s`.
struct Leg {
  double from_s, to_s;
  double east_m, north_m;  // at from_s
  double sog_kn = 0, cog_deg = 0;
  double every_s = 10;
};

inline void sail(std::vector<model::Report>& reports, std::uint32_t mmsi, const Leg& leg) {
  const double ms = Speed::knots(leg.sog_kn).in_metres_per_second();
  const double course = leg.cog_deg * std::numbers::pi / 180;
  for (double s = leg.from_s; s < leg.to_s; s += leg.every_s) {
    const double way_m = ms * (s - leg.from_s);
    reports.emplace_back(position(mmsi, s,
                                  {leg.east_m + way_m * std::sin(course),
                                   leg.north_m + way_m * std::cos(course), leg.sog_kn, leg.cog_deg}));
  }
}

inline void sort_by_time(std::vector<model::Report>& reports) {
  std::ranges::stable_sort(reports, {},
                           [](const auto& report) { return model::header_of(report).observed_at; });
}

// A rectangle, in metres around kMiddle.
inline model::Zone zone(const char* id, model::ZoneKind kind, double west_m, double south_m, double east_m,
                        double north_m) {
  model::Zone zone;
  zone.id = id;
  zone.kind = kind;
  zone.area = geo::Area({geo::Polygon(
      {at_m(west_m, south_m), at_m(east_m, south_m), at_m(east_m, north_m), at_m(west_m, north_m)})});
  return zone;
}

// All messages when the reports come in this order, drained after each, and no more are expected then.
inline std::vector<model::Anomaly> run(Engine& engine, const std::vector<model::Report>& reports) {
  std::vector<model::Anomaly> messages;
  const auto append = [&](const std::vector<model::Anomaly>& more) {
    messages.insert(messages.end(), more.begin(), more.end());
  };
  for (const auto& report : reports) {
    engine.observe(report);
    append(engine.drain());
  }
  append(engine.drain_held());
  return messages;
}

inline std::vector<model::Anomaly> run(EngineOptions options, std::vector<model::Report> reports) {
  sort_by_time(reports);
  Engine engine(std::move(options));
  return run(engine, reports);
}

inline std::vector<model::Anomaly> of(const std::vector<model::Anomaly>& messages, std::string_view rule,
                                      std::string_view grade = {}) {
  std::vector<model::Anomaly> some;
  std::ranges::copy_if(messages, std::back_inserter(some), [&](const model::Anomaly& anomaly) {
    return anomaly.rule.view() == rule && (grade.empty() || anomaly.grade.view() == grade);
  });
  return some;
}

}  // namespace selat::detect::scene
