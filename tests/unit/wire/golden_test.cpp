// One message of each kind as bytes, written once and read for ever: tests/golden/wire/messages.txt. A change
// here is a change of the wire format. SELAT_WRITE_GOLDEN=1 writes the file anew.

#include <cstdlib>
#include <fstream>
#include <functional>
#include <map>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "random_messages.h"
#include "random_models.h"
#include "selat/v1/coordination.pb.h"
#include "selat/v1/envelope.pb.h"
#include "wire/alert.h"
#include "wire/anomaly.h"
#include "wire/assignment.h"
#include "wire/control_point.h"
#include "wire/feed_health.h"
#include "wire/order.h"
#include "wire/process_health.h"
#include "wire/radar.h"
#include "wire/report_batch.h"
#include "wire/request.h"
#include "wire/sector_table.h"
#include "wire/sighting.h"
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

model::RadarReport boat_on_radar() {
  model::RadarReport report;
  report.format = model::RadarFormat::asterix_048;
  report.state = model::RadarTargetState::tracking;
  report.detection = model::RadarDetection::primary;
  report.observed_at = Instant::unix_milliseconds(1'752'192'000'250);
  report.received_at = Instant::unix_milliseconds(1'752'192'000'900);
  report.source = "25/201";
  report.number = 17;
  report.range = Distance::metres(9'260);
  report.bearing = Bearing::degrees(224.5);
  report.measured_from = geo::Position::degrees(2.4072, 101.8517);
  report.position = geo::Position::degrees(2.3475, 101.7934);
  report.is_position_computed = true;
  report.speed = Speed::metres_per_second(14);
  report.course = Bearing::degrees(38);
  return report;
}

model::RadarStatus radar_turns() {
  model::RadarStatus status;
  status.event = model::RadarEvent::north_marker;
  status.observed_at = Instant::unix_milliseconds(1'752'192'000'250);
  status.received_at = Instant::unix_milliseconds(1'752'192'000'900);
  status.source = "25/201";
  status.turn = Span::milliseconds(2'500);
  status.is_operational = true;
  return status;
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

std::string hex(const std::string& bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const char byte : bytes) {
    text += kDigits[static_cast<std::uint8_t>(byte) >> 4];
    text += kDigits[static_cast<std::uint8_t>(byte) & 15];
  }
  return text;
}

model::ProcessHealth detector_health() {
  model::ProcessHealth health;
  health.process = "detect";
  health.term = 1'752'190'000'000'000;
  health.at = Instant::unix_seconds(1'752'192'000);
  health.state = model::ProcessState::waiting;
  health.missing = {LocalizedMessage(tr("reports: ingest is silent"))};
  health.started_at = Instant::unix_seconds(1'752'190'000);
  health.cpu = Span::milliseconds(2'500);
  health.resident_bytes = 50'000'000;
  health.count("reports_received", 1'000);
  health.subscriptions = {{.publisher = "ingest",
                           .topic = "report",
                           .term = 1'752'180'000'000'000,
                           .envelopes = 20,
                           .last_sequence = 21,
                           .duplicates = 1,
                           .gaps = 2,
                           .gaps_repaired = 1,
                           .envelopes_lost = 1,
                           .unknown_losses = 2,
                           .malformed = 3,
                           .behind = Span::milliseconds(4),
                           .is_stale = true}};
  health.socket_to_here = {.count = 1'000,
                           .p50 = Span::microseconds(900),
                           .p99 = Span::microseconds(4'600),
                           .longest = Span::microseconds(9'000)};
  health.rules = {{.rule = "rendezvous", .anomalies = {}}};
  health.rules.front().anomalies.add(model::AnomalyPhase::raised, 5);
  health.outputs = {{.name = "charts",
                     .uri = "udp://192.0.2.30:10110",
                     .format = "nmea",
                     .problem = LocalizedMessage(tr("cannot be read")),
                     .is_unencrypted = true,
                     .clients = 1,
                     .lines = 2,
                     .sent = 3,
                     .dropped = 4,
                     .cut_off = 5,
                     .refused = 6}};
  health.tracks.add(model::TrackState::confirmed, 300);
  return health;
}

model::ProcessHealth supervisor_health() {
  model::ProcessHealth health;
  health.process = "up";
  health.state = model::ProcessState::running;
  health.children = {{.name = "ingest", .pid = 4711, .restarts = 2}};
  health.alerts.add(model::AlertState::raised, 4);
  health.sectors.add(model::SectorState::held, 12);
  return health;
}

model::FeedTable batam_feed() {
  model::FeedHealth feed;
  feed.name = "batam";
  feed.uri = "tcp://10.1.1.9:10110";
  feed.is_unencrypted = true;
  feed.state = model::FeedState::receiving;
  feed.bytes = 4'800;
  feed.lines = 100;
  feed.sentences = 99;
  feed.sentences_in_messages = 90;
  feed.sentences_not_yet_decoded = 1;
  feed.sentences_pending = 2;
  feed.problems = {{.name = "wrong_checksum", .count = 6}};
  feed.other_sentences = 1;
  feed.messages = {{1, 80}, {5, 5}};
  feed.duplicates = 3;
  feed.reports = 85;
  feed.last_sentence_at = Instant::unix_seconds(1'752'192'000);
  feed.delay_p50 = Span::milliseconds(300);
  feed.delay_p99 = Span::milliseconds(900);
  feed.transport.add(model::FeedCount::overlong_lines, 1);
  return {.feeds = {feed}};
}

model::SectorTable one_sector() {
  model::SectorTable table;
  table.plan_version = 12;
  table.rows = {{.assignment = belawan_holds(), .vessels = 31}};
  model::ControlPointStatus& belawan = table.control_points.emplace_back();
  belawan.control_point.id = "belawan";
  belawan.control_point.name = "Belawan";
  belawan.control_point.position = geo::Position::degrees(3.7833, 98.6833);
  belawan.is_connected = true;
  belawan.last_heard_at = Instant::unix_seconds(1'752'192'000);
  belawan.sectors_held = 1;
  return table;
}

model::Sighting seen_boat() {
  model::Sighting boat;
  boat.id = 0x0123456789abcdef;
  boat.number = 13;
  boat.entered_by = "lumut";
  boat.entered_at = Instant::unix_seconds(1'752'193'860);
  boat.source = model::SightingSource::fisherman;
  boat.reporter = {.name = "FV Sinar Laut", .call_sign = "9WAB", .channel = "16", .phone = "+60123456789"};
  boat.grade = {.reliability = model::Reliability::b, .credibility = 2};
  boat.seen_at = Instant::unix_seconds(1'752'193'800);
  boat.place = geo::Position::degrees(2.5433, 101.2414);
  boat.sigma = Distance::metres(1'296.4);
  boat.from = model::SeenFrom{.observer = geo::Position::degrees(2.5, 101.2),
                              .range = Distance::metres(6'482),
                              .bearing = Bearing::degrees(45)};
  boat.persons = 40;
  boat.is_about = true;
  boat.condition = model::SeenCondition::adrift;
  boat.needs = "water";
  boat.craft = model::CraftKind::wooden_boat;
  boat.craft_count = 2;
  boat.engines = 1;
  boat.freeboard = model::Freeboard::low;
  boat.length = Distance::metres(12);
  boat.course = Bearing::degrees(60);
  boat.speed = Speed::knots(3);
  boat.text = "no lights";
  return boat;
}

model::Alert told_alert() {
  model::Alert alert;
  alert.id = 42;
  alert.number = 12;
  alert.change = 3;
  alert.anomaly = meeting();
  alert.raised_at = Instant::unix_seconds(1'752'193'801);
  alert.sector = "S07";
  alert.recipients = {{.control_point = "lumut",
                       .due = model::DueReason::holds_sector,
                       .due_since = Instant::unix_seconds(1'752'193'801),
                       .told = std::nullopt}};
  return alert;
}

template <typename Body>
std::string message_of(const Body& body) {
  v1::CoordinationMessage wire;
  wire.set_from("belawan");
  wire.set_term(7);
  wire.set_id(12);
  to_wire(body, wire);
  return hex(wire.SerializeAsString());
}

std::map<std::string, std::string> coordination_messages() {
  constexpr std::uint64_t kEpoch = (1ULL << 32) + 3;
  const Span lease = Span::seconds(60);
  const auto request = [](model::Request body) { return message_of(body); };
  const auto order = [](model::Order body) { return message_of(body); };
  return {
      {"join", request(model::Join{.take_over = true,
                                   .is_standby = false,
                                   .longest_lease = lease,
                                   .skew_bound = Span::seconds(2),
                                   .speaker_fence = 4})},
      {"renew", request(model::Renew{.claims = {{.sector = "S07", .epoch = kEpoch}},
                                     .heard_alerts = {7, 1ULL << 63}})},
      {"accept", request(model::Accept{.sector = "S07", .epoch = kEpoch})},
      {"decline",
       request(model::Decline{
           .sector = "S07", .epoch = kEpoch, .code = model::DeclineCode::weather, .remark = "swell 4 m"})},
      {"release",
       request(model::Release{.sector = "S07", .epoch = kEpoch, .code = std::nullopt, .remark = {}})},
      {"patrol-report",
       request(model::PatrolReport{
           .sector = "S07", .epoch = kEpoch, .place = geo::Position::degrees(3, 101), .text = "quiet"})},
      {"acknowledge", request(model::AcknowledgeAlert{.alert = 42, .severity = model::Severity::warning})},
      {"resume", request(model::Resume{.sector = "S07"})},
      {"notice-receipt", request(model::NoticeReceipt{.alert = 42, .change = 3, .is_seen = true})},
      {"comment", request(model::CommentAlert{.alert = 42, .text = "no answer on channel 16"})},
      {"close",
       request(model::CloseAlert{.alert = 42, .outcome = model::Outcome::false_alert, .text = "fishing"})},
      {"write-log", request(model::WriteLog{.text = "called on channel 16",
                                            .place = geo::Position::degrees(3, 101),
                                            .vessel = model::Mmsi(533'000'001)})},
      {"add-context", request(model::AddContextEntry{
                          .entry = {.id = {},
                                    .what = model::WatchEntry{.label = "wanted", .mmsi = 533'000'001},
                                    .reason = "seen at dusk",
                                    .owner = "watch officer",
                                    .added_by = {},
                                    .from = {},
                                    .ends_at = Instant::unix_seconds(1'752'193'900)}})},
      {"report-sighting", request(model::ReportSighting{seen_boat()})},
      {"end-context", request(model::EndContextEntry{.id = "W1", .reason = "found"})},
      {"leave", request(model::Leave{})},
      {"welcome", order(model::Welcome{.holding = {belawan_holds()},
                                       .lease_for = lease,
                                       .skew_bound = Span::seconds(2),
                                       .fence = 5,
                                       .past_since = Instant::unix_seconds(1'752'193'800),
                                       .asks_for_claims = true})},
      {"places", order(model::Places{.places = {{.id = "S07",
                                                 .names = {.en = "One Fathom Bank",
                                                           .id = "Beting Satu Depa",
                                                           .ms = "Permatang Sedepa"}}}})},
      {"renewed",
       order(model::Renewed{.holding = {belawan_holds()}, .lease_for = lease, .asks_for_claims = true})},
      {"offer", order(model::Offer{.assignment = belawan_holds(), .answer_within = Span::seconds(10)})},
      {"grant", order(model::Grant{.assignment = belawan_holds(), .lease_for = lease})},
      {"revoke", order(model::Revoke{.sector = "S07", .epoch = kEpoch})},
      {"notice",
       order(model::Notice{.cause = model::NoticeCause::graver,
                           .alert = told_alert(),
                           .nearest = model::NearestCraft{.control_point = "lumut",
                                                          .asset = "KD-1",
                                                          .name = "Perdana",
                                                          .is_heard = true,
                                                          .observed_at = Instant::unix_seconds(1'752'193'800),
                                                          .bearing = Bearing::degrees(45),
                                                          .range = Distance::metres(9'260),
                                                          .travel_time = Span::minutes(12)}})},
      {"receipt", order(model::Receipt{.reference = "W1"})},
      {"refusal",
       order(model::Refusal{
           .code = model::RefusalCode::stale_epoch, .current_epoch = kEpoch, .sector = "S07", .why = {}})},
  };
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
  alert.number = 12;
  alert.acknowledged = {
      .at = Instant::unix_seconds(1'752'193'900), .by = "belawan", .severity = model::Severity::warning};
  alert.sector = "S07";
  model::Alert of_sighting = alert;
  of_sighting.sighting = seen_boat();
  model::ControlPoint belawan;
  belawan.id = "belawan";
  belawan.name = "Belawan";
  belawan.position = geo::Position::degrees(3.7833, 98.6833);
  model::AlsoHeard also_heard;
  static_cast<model::ReportHeader&>(also_heard) = ferry();
  also_heard.source = "changi";
  auto all = coordination_messages();
  all.merge(std::map<std::string, std::string>{
      {"process-health", bytes_of<v1::ProcessHealth>(detector_health())},
      {"supervisor-health", bytes_of<v1::ProcessHealth>(supervisor_health())},
      {"feed-table", bytes_of<v1::FeedHealthTable>(batam_feed())},
      {"sector-table", bytes_of<v1::AssignmentTable>(one_sector())},
      {"position", batch_of(ferry())},
      {"static", batch_of(ferry_particulars())},
      {"safety", batch_of(distress())},
      {"also-heard", batch_of(also_heard)},
      {"radar-report", bytes_of<v1::RadarMessage, model::RadarMessage>(boat_on_radar())},
      {"radar-status", bytes_of<v1::RadarMessage, model::RadarMessage>(radar_turns())},
      {"track", bytes_of<v1::Track>(ferry_track())},
      {"anomaly", bytes_of<v1::Anomaly>(meeting())},
      {"alert", bytes_of<v1::Alert>(alert)},
      {"alert-of-sighting", bytes_of<v1::Alert>(of_sighting)},
      {"sighting", bytes_of<v1::Sighting>(seen_boat())},
      {"control-point", bytes_of<v1::ControlPoint>(belawan)},
      {"assignment", bytes_of<v1::Assignment>(belawan_holds())}});
  return all;
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
