// One message of each kind as bytes, written once and read for ever: tests/golden/wire/messages.txt. A change
// here is a change of the wire format. SELAT_WRITE_GOLDEN=1 writes the file anew.

#include <cstdlib>
#include <fstream>
#include <functional>
#include <map>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "random_models.h"
#include "selat/v1/envelope.pb.h"
#include "wire/alert.h"
#include "wire/anomaly.h"
#include "wire/assignment.h"
#include "wire/report_batch.h"
#include "wire/sector.h"
#include "wire/track.h"

namespace selat::wire {
namespace {

const char* const kGolden = SELAT_SOURCE_DIR "/tests/golden/wire/messages.txt";

model::PositionReport ferry() {
  model::PositionReport report;
  report.mmsi = model::Mmsi(563'012'345);
  report.message_type = 1;
  report.observed_at = Instant::unix_milliseconds(1'752'192'000'250);
  report.received_at = Instant::unix_milliseconds(1'752'192'000'900);
  report.source = "batam";
  report.fingerprint = 0x0123456789abcdef;
  report.position = geo::Position::degrees(1.2345678, 103.8765432);
  report.sog = Speed::knots(22.4);
  report.cog = Bearing::degrees(181.5);
  report.heading = Bearing::degrees(180);
  report.turn_rate = TurnRate::degrees_per_minute(-2.86);
  report.status = model::NavigationStatus::under_way_using_engine;
  report.is_high_accuracy = true;
  return report;
}

model::StaticReport ferry_particulars() {
  model::StaticReport report;
  static_cast<model::ReportHeader&>(report) = ferry();
  report.message_type = 5;
  report.imo = 9'074'729;
  report.call_sign.emplace("9V1234");
  report.name.emplace("BATAM FAST 7");
  report.ship_type = 60;
  report.dimensions = model::Dimensions{.to_bow = Distance::metres(30),
                                        .to_stern = Distance::metres(12),
                                        .to_port = Distance::metres(4),
                                        .to_starboard = Distance::metres(5)};
  report.draught = Distance::metres(1.6);
  report.destination.emplace("BATAM CENTRE");
  report.eta.emplace("07-11T01:30");
  return report;
}

model::SafetyReport distress() {
  model::SafetyReport report;
  static_cast<model::ReportHeader&>(report) = ferry();
  report.mmsi = model::Mmsi(970'123'456);
  report.message_type = 14;
  report.text = "SART ACTIVE";
  return report;
}

model::Anomaly meeting() {
  model::Anomaly anomaly;
  anomaly.id = 42;
  anomaly.rule = "rendezvous";
  anomaly.grade = "ship_to_ship";
  anomaly.severity = model::Severity::warning;
  anomaly.confidence = 0.75;
  anomaly.vessels = {{.mmsi = model::Mmsi(563'012'345), .name = "BATAM FAST 7"},
                     {.mmsi = model::Mmsi(525'000'001), .name = {}}};
  anomaly.place = geo::Position::degrees(1.25, 103.9);
  anomaly.started_at = Instant::unix_seconds(1'752'192'000);
  anomaly.decided_at = Instant::unix_seconds(1'752'193'800);
  anomaly.evidence = {{.quantity = model::Quantity::distance_m, .measured = 38.5, .threshold = 50}};
  anomaly.reports = {{.mmsi = model::Mmsi(563'012'345),
                      .observed_at = Instant::unix_seconds(1'752'192'000),
                      .fingerprint = 7,
                      .source = "batam",
                      .position = geo::Position::degrees(1.25, 103.9),
                      .sog = Speed::knots(0.5)}};
  return anomaly;
}

model::Track ferry_track() {
  model::Track track;
  track.id = 99;
  track.state = model::TrackState::confirmed;
  track.vessel.mmsi = model::Mmsi(563'012'345);
  track.vessel.merge(ferry_particulars());
  track.first_at = Instant::unix_seconds(1'752'190'000);
  track.last_at = Instant::unix_seconds(1'752'192'000);
  track.position = geo::Position::degrees(1.2345678, 103.8765432);
  track.sog = Speed::knots(22.5);
  track.cog = Bearing::degrees(181.5);
  track.fixes = 200;
  return track;
}

model::Assignment belawan_holds() {
  model::Assignment assignment;
  assignment.sector = "S07";
  assignment.state = model::SectorState::held;
  assignment.holder = "belawan";
  assignment.epoch = (1ULL << 32) + 3;
  assignment.lease = 5;
  assignment.expires_at = Instant::unix_seconds(1'752'192'060);
  assignment.plan_version = 12;
  assignment.reason = {.travel_time = Span::minutes(95),
                       .asset = "KP-01",
                       .priority = 2.5,
                       .open_alerts = 1,
                       .second_best = "lumut",
                       .second_travel_time = Span::minutes(140)};
  return assignment;
}

model::Sector one_fathom_bank() {
  model::Sector sector;
  sector.id = "S07";
  sector.names = {.en = "One Fathom Bank", .id = "Beting Satu Depa", .ms = "Permatang Sedepa"};
  sector.area =
      geo::Area({geo::Polygon({geo::Position::degrees(2.5, 100.5), geo::Position::degrees(2.5, 101.5),
                               geo::Position::degrees(3.0, 101.0)})});
  sector.permits = {model::Permit::notify_only, model::Permit::full, model::Permit::none,
                    model::Permit::none};
  sector.straitrep = "2";
  return sector;
}

std::string hex(const std::string& bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const char byte : bytes) {
    text += kDigits[static_cast<std::uint8_t>(byte) >> 4];
    text += kDigits[static_cast<std::uint8_t>(byte) & 15];
  }
  return text;
}

template <typename Wire, typename Model>
std::string bytes_of(const Model& model) {
  Wire wire;
  to_wire(model, wire);
  return hex(wire.SerializeAsString());
}

std::string batch_of(const model::Report& report) {
  v1::ReportBatch batch;
  ReportBatchBuilder(batch).append(report);
  return hex(batch.SerializeAsString());
}

std::map<std::string, std::string> written() {
  model::Alert alert;
  alert.id = 42;
  alert.state = model::AlertState::acknowledged;
  alert.anomaly = meeting();
  alert.raised_at = Instant::unix_seconds(1'752'193'801);
  alert.acknowledged_at = Instant::unix_seconds(1'752'193'900);
  alert.acknowledged_by = "belawan";
  alert.sector = "S07";
  model::ControlPoint belawan;
  belawan.id = "belawan";
  belawan.name = "Belawan";
  belawan.position = geo::Position::degrees(3.7833, 98.6833);
  model::Asset patrol_boat;
  patrol_boat.id = "KP-01";
  patrol_boat.control_point = "belawan";
  patrol_boat.name = "KP-01";
  patrol_boat.berth = belawan.position;
  patrol_boat.cruise = Speed::knots(18);
  patrol_boat.sprint = Speed::knots(30);
  model::AlsoHeard also_heard;
  static_cast<model::ReportHeader&>(also_heard) = ferry();
  also_heard.source = "changi";
  return {{"position", batch_of(ferry())},
          {"static", batch_of(ferry_particulars())},
          {"safety", batch_of(distress())},
          {"also-heard", batch_of(also_heard)},
          {"track", bytes_of<v1::Track>(ferry_track())},
          {"anomaly", bytes_of<v1::Anomaly>(meeting())},
          {"alert", bytes_of<v1::Alert>(alert)},
          {"sector", bytes_of<v1::Sector>(one_fathom_bank())},
          {"control-point", bytes_of<v1::ControlPoint>(belawan)},
          {"asset", bytes_of<v1::Asset>(patrol_boat)},
          {"assignment", bytes_of<v1::Assignment>(belawan_holds())}};
}

std::map<std::string, std::string> golden() {
  std::map<std::string, std::string> lines;
  std::ifstream file(kGolden);
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string kind;
    if (words >> kind && kind.front() != '#') {
      words >> lines[kind];
    }
  }
  return lines;
}

TEST(Golden, EveryKindOfMessageHasTheBytesItAlwaysHad) {
  const auto now = written();
  if (std::getenv("SELAT_WRITE_GOLDEN") != nullptr) {
    std::ofstream file(kGolden);
    file << "# One message of each kind: kind, bytes (hex). What they say stands in "
            "tests/unit/wire/golden_test.cpp.\n"
            "# `protoc --decode=selat.v1.Track` and `xxd -r -p` show it.\n";
    for (const auto& [kind, bytes] : now) {
      file << kind << ' ' << bytes << '\n';
    }
  }
  EXPECT_EQ(golden(), now);
}

}  // namespace
}  // namespace selat::wire
