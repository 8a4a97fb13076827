#pragma once
// What a coordination server has in its database: one of each, and enough of all for several pages.
//
// Pure. Thread: any.

#include <cstdint>
#include <string>
#include <utility>

#include "coordinate/effects.h"

namespace selat::test {

inline constexpr Instant kNoon = Instant::unix_seconds(1'767'268'800);

inline constexpr coordinate::Promise kPromise = {.lease = Span::seconds(60), .skew_bound = Span::seconds(2)};

inline coordinate::SectorRecord record(const char* sector, const char* holder, std::uint64_t epoch) {
  coordinate::SectorRecord record;
  record.sector = sector;
  record.holder = holder;
  record.epoch = epoch;
  record.lease = epoch;
  record.changed_at = kNoon;
  record.plan_version = 3;
  record.reason.travel_time = Span::minutes(95);
  record.reason.asset = "KRI Example";
  record.reason.priority = 2.5;
  record.reason.open_alerts = 2;
  record.reason.second_best = "lumut";
  record.reason.second_travel_time = Span::hours(4);
  record.outline = 0xfedc'ba98'7654'3210ULL;
  return record;
}

inline model::Alert alert(std::uint64_t id) {
  model::Alert alert;
  alert.id = id;
  alert.state = model::AlertState::acknowledged;
  alert.anomaly.id = id;
  alert.anomaly.rule = "rendezvous";
  alert.anomaly.severity = model::Severity::alarm;
  alert.anomaly.vessels = {{model::Mmsi(525'000'001), "KM EXAMPLE"}};
  alert.anomaly.place = geo::Position::degrees(2.1, 101.6);
  alert.anomaly.started_at = kNoon;
  alert.anomaly.decided_at = kNoon;
  alert.raised_at = kNoon;
  alert.acknowledged = {.at = kNoon + Span::minutes(1), .by = "belawan", .severity = model::Severity::alarm};
  alert.sector = "S05";
  return alert;
}

inline model::LogEntry report(std::uint64_t request) {
  model::LogEntry entry;
  entry.at = kNoon;
  entry.kind = model::LogKind::patrol_report;
  entry.from = "belawan";
  entry.from_term = 9'000'000'000'000'000'000ULL;
  entry.request = request;
  entry.sector = "S05";
  entry.epoch = (7ULL << 32) | 1;
  entry.place = geo::Position::degrees(2.1, 101.6);
  entry.text = "two boats, no lights; 'inspected'";
  entry.written_at = kNoon - Span::minutes(3);
  return entry;
}

// Twelve sectors, forty alerts (some longer than a page), and a hundred entries of the log.
inline coordinate::Effects many() {
  coordinate::Effects effects;
  for (std::uint64_t i = 1; i <= 12; ++i) {
    const std::string id = (i < 10 ? "S0" : "S") + std::to_string(i);
    effects.records.push_back(record(id.c_str(), i % 3 == 0 ? "" : "belawan", (1ULL << 32) | i));
  }
  for (std::uint64_t id = 1; id <= 40; ++id) {
    effects.alerts.push_back(alert(id));
    effects.alerts.back().comments.push_back(
        {.at = kNoon, .by = "belawan", .text = std::string(id % 10 == 0 ? 9'000 : 100, 'x')});
  }
  for (std::uint64_t request = 1; request <= 100; ++request) {
    effects.log.push_back(report(request));
  }
  effects.exclusions = {{"S03", "lumut", kNoon + Span::hours(1), model::DeclineCode::weather, "3 m waves"}};
  effects.speakers = {
      {.control_point = "lumut", .term = 77, .fence = 3, .is_standby = true, .has_left = false}};
  model::ContextEntry wanted;
  wanted.id = "W12";
  wanted.what = model::WatchEntry{.label = "wanted", .mmsi = 525'000'001};
  wanted.reason = "seen at dusk";
  effects.context = {wanted};
  model::Sighting sighting;
  sighting.id = 77;
  sighting.seen_at = kNoon;
  sighting.place = geo::Position::degrees(2.1, 101.6);
  sighting.text = "a boat without lights";
  effects.sightings = {sighting};
  effects.promise = kPromise;
  return effects;
}

}  // namespace selat::test
