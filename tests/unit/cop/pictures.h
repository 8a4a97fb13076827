#pragma once
// What processes say, for tests of the operational picture and of who shows it. Names from outside are
// hostile.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cop/operational_picture.h"

namespace selat::test {

inline constexpr Instant kNow = Instant::unix_seconds(1'768'226'639);
inline constexpr SteadyTime kSteadyNow = SteadyTime::seconds(5'000);
inline constexpr Now kBothNow{kSteadyNow, kNow};

inline model::ProcessHealth health_of(const std::string& process, Instant at = kNow, Span cpu = {}) {
  model::ProcessHealth health;
  health.process = process;
  health.term = 1;
  health.at = at;
  health.state = model::ProcessState::running;
  health.cpu = cpu;
  return health;
}

inline model::FeedTable feed_with(model::FeedState state, std::uint64_t sentences) {
  model::FeedHealth feed;
  feed.name = "east\x1b[2J";
  feed.state = state;
  feed.sentences = sentences;
  feed.sentences_in_messages = sentences - 3;
  feed.sentences_not_yet_decoded = 1;
  feed.problems = {{.name = "wrong_checksum", .count = 2}};
  feed.reports = sentences / 2;
  return {.feeds = {feed}};
}

inline void apply(cop::OperationalPicture& picture, const model::FeedTable& table, Instant at = kNow) {
  picture.apply(table, at, at);
}

inline model::Alert distress(std::uint64_t id, model::AlertState state = model::AlertState::raised) {
  model::Alert alert;
  alert.id = id;
  alert.number = static_cast<std::uint32_t>(id);
  alert.state = state;
  alert.raised_at = kNow - Span::seconds(5);
  alert.anomaly.id = id;
  alert.anomaly.rule = "distress";
  alert.anomaly.grade = "active";
  alert.anomaly.severity = model::Severity::distress;
  alert.anomaly.vessels = {{model::Mmsi(970123456), ""}};
  alert.anomaly.place = geo::Position::degrees(1.2, 103.9);
  alert.anomaly.started_at = alert.anomaly.decided_at = kNow - Span::seconds(6);
  return alert;
}

// A boat without AIS.
inline model::Track seen_by_radar(model::TrackId id, Instant last_at) {
  model::Track track;
  track.id = id;
  track.state = model::TrackState::confirmed;
  track.last_at = last_at;
  track.seen_by = {{model::SensorKind::radar, "changi", {}, last_at - Span::minutes(9), last_at}};
  return track;
}

inline model::Alert zone_entry(std::uint64_t id) {
  model::Alert alert = distress(id);
  alert.anomaly.rule = "zone";
  alert.anomaly.grade = "entry";
  alert.anomaly.severity = model::Severity::caution;
  alert.anomaly.vessels = {{model::Mmsi(525000001), "EVIL\x1b]0;x\x07"}};
  alert.anomaly.subject = "z-lane";
  return alert;
}

inline model::Assignment sector(std::string_view id, model::SectorState state, std::string_view holder) {
  model::Assignment assignment;
  assignment.sector = id;
  assignment.state = state;
  assignment.holder = holder;
  assignment.epoch = 7;
  if (state == model::SectorState::held) {
    assignment.expires_at = kNow + Span::seconds(55);
  }
  assignment.reason.travel_time = Span::minutes(40);
  return assignment;
}

inline model::SectorTable table_of(const std::vector<model::Assignment>& assignments) {
  model::SectorTable table;
  for (const model::Assignment& assignment : assignments) {
    table.rows.push_back({.assignment = assignment, .vessels = assignment.sector.view() == "S01" ? 12U : 0U});
  }
  model::ControlPointStatus& status = table.control_points.emplace_back();
  status.control_point.id = "lumut";
  status.control_point.name = "Lumut";
  status.is_connected = true;
  return table;
}

inline void note_all_complete(cop::OperationalPicture& picture, SteadyTime at) {
  for (std::size_t part = 0; part < enum_count<cop::Part>; ++part) {
    picture.note_complete(static_cast<cop::Part>(part), at);
  }
}

inline model::LogEntry log_entry(std::uint64_t number, model::LogKind kind, std::string_view text) {
  model::LogEntry entry;
  entry.number = number;
  entry.at = kNow + Span::seconds(static_cast<std::int64_t>(number));
  entry.kind = kind;
  entry.from = "lumut";
  entry.sector = "S07";
  entry.text = text;
  return entry;
}

// Everything at once, for what is drawn and written below.
inline cop::OperationalPicture full_picture() {
  cop::OperationalPicture picture({.names = {{"S01", {"Selat Rupat", "Selat Rupat", "Selat Rupat"}}}});
  for (const char* name : {"ingest", "detect", "coordinate", "control-point.lumut", "up"}) {
    model::ProcessHealth health = health_of(name);
    health.missing.emplace_back(tr("\x1b[31mthe feed"));
    picture.apply(health, kBothNow);
  }
  apply(picture, feed_with(model::FeedState::receiving, 1'000));
  for (std::uint64_t id = 1; id <= 40; ++id) {
    picture.apply(id % 2 == 0 ? distress(id) : zone_entry(id), kNow);
  }
  std::vector<model::Assignment> rows;
  for (int i = 1; i <= 20; ++i) {
    const std::string id = (i < 10 ? "S0" : "S") + std::to_string(i);
    rows.push_back(i % 5 == 0 ? sector(id, model::SectorState::unowned, "")
                              : sector(id, model::SectorState::held, i % 2 == 0 ? "lumut" : "batam"));
  }
  picture.apply(table_of(rows), kNow);
  note_all_complete(picture, kSteadyNow);
  return picture;
}

}  // namespace selat::test
