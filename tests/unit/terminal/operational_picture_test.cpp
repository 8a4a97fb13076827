#include "cop/operational_picture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/localized_message.h"
#include "base/random.h"
#include "cop/health_words.h"
#include "selat/v1/envelope.pb.h"
#include "terminal/operational_picture_json.h"
#include "terminal/screen.h"
#include "text/terminal.h"
#include "wire/alert.h"
#include "wire/assignment.h"
#include "wire/localized_message.h"

namespace selat::terminal {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr Instant kNow = Instant::unix_seconds(1'768'226'639);

v1::Envelope from(const std::string& publisher, Instant at = kNow, std::uint64_t term = 1) {
  v1::Envelope envelope;
  envelope.set_publisher(publisher);
  envelope.set_term(term);
  envelope.set_sent_at_unix_us(at.in_unix_microseconds());
  return envelope;
}

v1::Envelope health_of(const std::string& process, Instant at = kNow, std::uint64_t cpu_us = 0) {
  v1::Envelope envelope = from(process, at);
  v1::ProcessHealth& health = *envelope.mutable_process_health();
  health.set_process(process);
  health.set_term(1);
  health.set_at_unix_us(at.in_unix_microseconds());
  health.set_state(v1::PROCESS_STATE_RUNNING);
  health.set_cpu_us(cpu_us);
  return envelope;
}

void add_count(v1::ProcessHealth& health, const std::string& name, std::uint64_t count) {
  v1::Count& added = *health.add_counters();
  added.set_name(name);
  added.set_count(count);
}

v1::Envelope feed_with(v1::FeedState state, std::uint64_t sentences, Instant at = kNow) {
  v1::Envelope envelope = from("ingest", at);
  v1::FeedHealth& feed = *envelope.mutable_feed_health()->add_feeds();
  feed.set_name("east\x1b[2J");
  feed.set_state(state);
  feed.set_sentences(sentences);
  feed.set_sentences_in_messages(sentences - 3);
  feed.set_sentences_not_yet_decoded(1);
  v1::Count& problem = *feed.add_problems();
  problem.set_name("wrong_checksum");
  problem.set_count(2);
  feed.set_reports(sentences / 2);
  return envelope;
}

model::Alert distress(std::uint64_t id, model::AlertState state = model::AlertState::raised) {
  model::Alert alert;
  alert.id = id;
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

model::Alert zone_entry(std::uint64_t id) {
  model::Alert alert = distress(id);
  alert.anomaly.rule = "zone";
  alert.anomaly.grade = "entry";
  alert.anomaly.severity = model::Severity::caution;
  alert.anomaly.vessels = {{model::Mmsi(525000001), "EVIL\x1b]0;x\x07"}};
  alert.anomaly.subject = "z-lane";
  return alert;
}

v1::Envelope envelope_of(const model::Alert& alert, std::uint64_t term = 1) {
  v1::Envelope envelope = from("coordinate", kNow, term);
  wire::to_wire(alert, *envelope.mutable_alert());
  return envelope;
}

model::Assignment sector(std::string_view id, model::SectorState state, std::string_view holder) {
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

v1::Envelope table_of(const std::vector<model::Assignment>& rows) {
  v1::Envelope envelope = from("coordinate");
  v1::AssignmentTable& table = *envelope.mutable_assignments();
  for (const model::Assignment& row : rows) {
    wire::to_wire(row, *table.add_assignments());
  }
  v1::ControlPointStatus& status = *table.add_control_points();
  status.mutable_control_point()->set_id("lumut");
  status.mutable_control_point()->set_name("Lumut");
  status.set_is_connected(true);
  v1::SectorTraffic& traffic = *table.add_traffic();
  traffic.set_sector("S01");
  traffic.set_vessels(12);
  return envelope;
}

std::vector<std::string> texts(const cop::OperationalPicture& picture) {
  std::vector<std::string> all;
  for (const cop::Event& event : picture.events()) {
    all.push_back(event.text);
  }
  return all;
}

TEST(OperationalPicture, SaysWhatIsMissing) {
  cop::OperationalPicture picture(Language::en);
  EXPECT_THAT(picture.missing(kNow), ElementsAre("ingest", "detect", "coordinate"));
  picture.apply(health_of("ingest"), kNow);
  EXPECT_THAT(picture.missing(kNow), ElementsAre("detect", "coordinate"));
  EXPECT_THAT(picture.missing(kNow + Span::seconds(3)), ElementsAre("ingest", "detect", "coordinate"));
}

TEST(OperationalPicture, ExpectsWhatUpSupervises) {
  cop::OperationalPicture picture(Language::en);
  v1::Envelope up = health_of("up");
  for (const char* child : {"coordinate", "control-point.lumut", "simulate"}) {
    add_count(*up.mutable_process_health(), std::string("pid.") + child, 77);
    add_count(*up.mutable_process_health(), std::string("restarts.") + child, 3);
  }
  picture.apply(up, kNow);
  EXPECT_THAT(picture.missing(kNow), ElementsAre("coordinate", "control-point.lumut"));
  EXPECT_EQ(picture.restarts_of("coordinate"), 3U);
  EXPECT_EQ(picture.pid_of("coordinate"), 77U);
  EXPECT_EQ(picture.restarts_of("detect"), std::nullopt);
}

TEST(OperationalPicture, MeasuresRatesBetweenSignsOfLife) {
  cop::OperationalPicture picture(Language::en);
  picture.apply(feed_with(v1::FEED_STATE_RECEIVING, 1'000), kNow);
  picture.apply(feed_with(v1::FEED_STATE_RECEIVING, 3'000, kNow + Span::seconds(2)), kNow + Span::seconds(2));
  EXPECT_DOUBLE_EQ(picture.feeds().front().sentences_per_s, 1'000);
  picture.apply(health_of("ingest", kNow, 1'000'000), kNow);
  picture.apply(health_of("ingest", kNow + Span::seconds(2), 2'000'000), kNow);
  EXPECT_DOUBLE_EQ(picture.processes().at("ingest").cpu_share, 0.5);
}

TEST(OperationalPicture, TellsOfFeedsOnlyWhenTheirStateChanges) {
  cop::OperationalPicture picture(Language::en);
  for (const auto state : {v1::FEED_STATE_RECEIVING, v1::FEED_STATE_RECEIVING, v1::FEED_STATE_SILENT}) {
    picture.apply(feed_with(state, 10), kNow);
  }
  EXPECT_THAT(texts(picture), ElementsAre("feed east\\x1b[2J: receiving", "feed east\\x1b[2J: SILENT"));
}

TEST(OperationalPicture, TellsOfAProcessThatGetsIntoTroubleAndOutOfIt) {
  cop::OperationalPicture picture(Language::en);
  v1::Envelope envelope = health_of("coordinate");
  picture.apply(envelope, kNow);
  EXPECT_TRUE(picture.events().empty());
  envelope.mutable_process_health()->set_state(v1::PROCESS_STATE_DEGRADED);
  envelope.mutable_process_health()->add_missing("no space\x1b[2J left");
  picture.apply(envelope, kNow);
  picture.apply(envelope, kNow);
  picture.apply(health_of("coordinate"), kNow);
  ASSERT_EQ(picture.events().size(), 2U);
  EXPECT_THAT(picture.events()[0].text, testing::StartsWith("coordinate: DEGRADED: no space"));
  EXPECT_EQ(text::for_terminal(picture.events()[0].text), picture.events()[0].text);
  EXPECT_EQ(picture.events()[1].text, "coordinate: running");
}

TEST(OperationalPicture, SaysWhatIsMissingInThePersonsLanguage) {
  cop::OperationalPicture picture(Language::id);
  v1::Envelope coordinate = health_of("coordinate");
  picture.apply(coordinate, kNow);
  coordinate.mutable_process_health()->set_state(v1::PROCESS_STATE_DEGRADED);
  cop::add_missing(*coordinate.mutable_process_health(),
                   LocalizedMessage("control point {name}", {{"name", "lumut"}}));
  picture.apply(coordinate, kNow);
  v1::Envelope feed = feed_with(v1::FEED_STATE_DISCONNECTED, 10);
  v1::FeedHealth& health = *feed.mutable_feed_health()->mutable_feeds(0);
  wire::to_wire(LocalizedMessage("{host}:{port}: {why}",
                                 {{"host", "east"},
                                  {"port", 10'110},
                                  {"why", LocalizedMessage("the sender closed the connection")}}),
                *health.mutable_reason_to_say());
  picture.apply(feed, kNow);
  ASSERT_EQ(picture.events().size(), 2U);
  EXPECT_THAT(picture.events()[0].text, testing::HasSubstr("pos kendali lumut"));
  EXPECT_THAT(picture.events()[1].text, testing::HasSubstr("east:10110: pengirim memutuskan sambungan"));
  EXPECT_EQ(coordinate.process_health().missing(0), "control point lumut");
}

TEST(OperationalPicture, KeepsOpenAlertsMostSevereFirst) {
  cop::OperationalPicture picture(
      Language::en, {.names = {{"z-lane", {"the deep-water lane", "jalur dalam", "lorong dalam"}}}});
  picture.apply(envelope_of(zone_entry(1)), kNow);
  picture.apply(envelope_of(distress(2)), kNow);
  picture.apply(envelope_of(distress(2, model::AlertState::acknowledged)), kNow);
  ASSERT_EQ(picture.open_alerts().size(), 2U);
  EXPECT_EQ(picture.open_alerts().front()->id, 2U);
  EXPECT_EQ(picture.alerts_by_rule().at("distress"), 1U);
  EXPECT_EQ(texts(picture).front(), "caution: EVIL\\x1b]0;x\\x07 (525000001) entered the deep-water lane.");
  picture.apply(envelope_of(distress(2, model::AlertState::ended)), kNow);
  EXPECT_EQ(picture.open_alerts().size(), 1U);
  EXPECT_THAT(texts(picture).back(), HasSubstr("ended: MMSI 970123456"));
}

TEST(OperationalPicture, TellsAgainOfAnAlertThatBecomesGraver) {
  cop::OperationalPicture picture(Language::en);
  std::vector<model::Severity> told;
  picture.on_event([&](const cop::Event& event) { told.push_back(event.severity); });
  model::Alert alert = distress(4);
  for (const auto severity : {model::Severity::information, model::Severity::information,
                              model::Severity::warning, model::Severity::caution}) {
    alert.anomaly.severity = severity;
    ++alert.anomaly.revision;
    picture.apply(envelope_of(alert), kNow);
  }
  EXPECT_EQ(told, (std::vector{model::Severity::information, model::Severity::warning}));
}

TEST(OperationalPicture, APublisherStartedAgainSaysItsStateAnew) {
  cop::OperationalPicture picture(Language::en);
  picture.apply(envelope_of(distress(1), 1), kNow);
  picture.apply(envelope_of(distress(2), 2), kNow);
  ASSERT_EQ(picture.open_alerts().size(), 1U);
  EXPECT_EQ(picture.open_alerts().front()->id, 2U);
}

TEST(OperationalPicture, TellsWhoHoldsASectorAndWhy) {
  using model::SectorState;
  cop::OperationalPicture picture(Language::en, {.names = {{"S01", {"Selat Rupat", "", ""}}}});
  picture.apply(table_of({sector("S01", SectorState::unowned, "")}), kNow);
  picture.apply(table_of({sector("S01", SectorState::offered, "lumut")}), kNow);
  picture.apply(table_of({sector("S01", SectorState::held, "lumut")}), kNow);
  picture.apply(table_of({sector("S01", SectorState::held, "lumut")}), kNow);
  picture.apply(table_of({sector("S01", SectorState::unowned, "")}), kNow);
  EXPECT_THAT(texts(picture),
              ElementsAre("sector S01 Selat Rupat is held by lumut: the only one permitted: 40 min by lumut",
                          "sector S01 Selat Rupat is UNCOVERED: no permitted control point answers"));
  EXPECT_EQ(picture.sectors().front().vessels, 12U);
}

TEST(OperationalPicture, SaysOfADisputedSectorThatNobodyAloneMayOrderThere) {
  cop::OperationalPicture picture(Language::en, {.nobodys_sectors = {"S20"}});
  const auto unowned = [](std::string_view id) { return sector(id, model::SectorState::unowned, ""); };
  EXPECT_EQ(picture.why(unowned("S20")), "no nation alone may order here");
  EXPECT_EQ(picture.why(unowned("S19")), "no permitted control point answers");
}

TEST(OperationalPicture, CountsTracksByState) {
  cop::OperationalPicture picture(Language::en);
  v1::Envelope envelope = from("detect");
  for (int state = 0; state <= 5; ++state) {  // 0 and 5 are no states
    v1::Track& track = *envelope.mutable_tracks()->add_tracks();
    track.set_id(static_cast<std::uint64_t>(state) + 1);
    track.set_state(static_cast<v1::TrackState>(state));
  }
  picture.apply(envelope, kNow);
  EXPECT_EQ(picture.live_tracks(), 2U);
  EXPECT_EQ(picture.tracks(model::TrackState::lost), 1U);
  EXPECT_EQ(picture.malformed(), 2U);
  picture.apply(from("detect", kNow, 2), kNow);  // no body
  EXPECT_EQ(picture.live_tracks(), 2U);
}

TEST(Accounting, AddsUpWhatProcessesSay) {
  cop::OperationalPicture picture(Language::en);
  picture.apply(feed_with(v1::FEED_STATE_RECEIVING, 100), kNow);
  v1::Envelope detect = health_of("detect");
  add_count(*detect.mutable_process_health(), "reports_received", 50);
  v1::SubscriptionHealth& subscription = *detect.mutable_process_health()->add_subscriptions();
  subscription.set_gaps(3);
  subscription.set_gaps_repaired(2);
  picture.apply(detect, kNow);
  const cop::Accounting sums = cop::accounting(picture);
  EXPECT_TRUE(sums.is_every_sentence_accounted_for());
  EXPECT_EQ(sums.reports_published, 50U);
  EXPECT_EQ(sums.reports_received.at("detect"), 50U);
  EXPECT_EQ(sums.gaps_unrepaired, 1U);
}

// Everything at once, for what is drawn and written below.
cop::OperationalPicture full_picture(Language language) {
  cop::OperationalPicture picture(language,
                                  {.names = {{"S01", {"Selat Rupat", "Selat Rupat", "Selat Rupat"}}}});
  for (const char* name : {"ingest", "detect", "coordinate", "control-point.lumut", "up"}) {
    v1::Envelope health = health_of(name);
    health.mutable_process_health()->add_missing("\x1b[31mthe feed");
    picture.apply(health, kNow);
  }
  picture.apply(feed_with(v1::FEED_STATE_RECEIVING, 1'000), kNow);
  for (std::uint64_t id = 1; id <= 40; ++id) {
    picture.apply(envelope_of(id % 2 == 0 ? distress(id) : zone_entry(id)), kNow);
  }
  std::vector<model::Assignment> rows;
  for (int i = 1; i <= 20; ++i) {
    const std::string id = (i < 10 ? "S0" : "S") + std::to_string(i);
    rows.push_back(i % 5 == 0 ? sector(id, model::SectorState::unowned, "")
                              : sector(id, model::SectorState::held, i % 2 == 0 ? "lumut" : "batam"));
  }
  picture.apply(table_of(rows), kNow);
  return picture;
}

std::string without_colour(const std::string& line) {
  std::string out;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\x1b') {
      i = line.find('m', i);
    } else {
      out += line[i];
    }
  }
  return out;
}

TEST(Draw, FitsEveryTerminalAndLetsNothingMoveTheCursor) {
  for (const Language language : {Language::en, Language::id, Language::ms}) {
    const cop::OperationalPicture picture = full_picture(language);
    for (const std::size_t columns : {1U, 10U, 40U, 80U, 132U, 250U}) {
      for (const std::size_t rows : {1U, 5U, 24U, 45U, 80U}) {
        const auto lines =
            draw(picture, {.columns = columns, .rows = rows, .has_colour = true, .events = 8}, kNow);
        ASSERT_LE(lines.size(), rows);
        for (const std::string& line : lines) {
          const std::string shown = without_colour(line);
          ASSERT_LE(text::columns_of(shown), columns) << line;
          ASSERT_EQ(text::for_terminal(shown), shown);
        }
      }
    }
  }
}

TEST(Draw, ShowsAFeedOfNoiseAsSuch) {
  v1::Envelope envelope = from("ingest", kNow);
  v1::FeedHealth& feed = *envelope.mutable_feed_health()->add_feeds();
  feed.set_name("noise");
  feed.set_state(v1::FEED_STATE_RECEIVING);
  for (const auto& [name, number] : {std::pair("unrecognised_lines", 812), std::pair("senders", 1)}) {
    v1::Count& count = *feed.add_transport();
    count.set_name(name);
    count.set_count(number);
  }
  cop::OperationalPicture picture(Language::en);
  picture.apply(envelope, kNow);
  const auto lines = draw(picture, {.columns = 120}, kNow);
  const auto shown = std::ranges::find_if(lines, [](const auto& line) { return line.starts_with("noise"); });
  ASSERT_NE(shown, lines.end());
  EXPECT_THAT(*shown, testing::HasSubstr("812 unrecognised lines"));
  EXPECT_THAT(*shown, testing::Not(testing::HasSubstr("senders")));
}

TEST(Draw, AFewColumnsStillSayWhatIsWrong) {
  const auto lines = draw(full_picture(Language::id), {.columns = 40, .rows = 24}, kNow);
  EXPECT_THAT(lines, testing::Contains(testing::MatchesRegex("MARABAHAYA  .{20,}")));
  EXPECT_THAT(lines[1], testing::HasSubstr("jejak"));
}

TEST(Draw, ColourIsNeverTheOnlySign) {
  const cop::OperationalPicture picture = full_picture(Language::en);
  const ScreenStyle plain{.columns = 100, .rows = 40};
  ScreenStyle coloured = plain;
  coloured.has_colour = true;
  const auto a = draw(picture, plain, kNow);
  const auto b = draw(picture, coloured, kNow);
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(a[i], without_colour(b[i]));
    EXPECT_EQ(a[i].find('\x1b'), std::string::npos);
  }
}

TEST(Draw, ShowsTheMostSevereFirstAndSaysHowManyMore) {
  const auto lines = draw(full_picture(Language::en), {.columns = 120, .rows = 24}, kNow);
  ASSERT_EQ(lines.size(), 24U);
  EXPECT_THAT(lines.front(), HasSubstr("14:03:59 UTC  (WIB 21:03, MYT/SGT 22:03)"));
  EXPECT_THAT(lines, ::testing::Contains(HasSubstr("UNCOVERED      S05 S10 S15 S20")));
  EXPECT_THAT(lines,
              ::testing::Contains(HasSubstr("lumut          S02 S04 S06 S08 S12 S14 S16 S18  (lease 55 s)")));
  EXPECT_THAT(lines,
              ::testing::Contains(HasSubstr("DISTRESS    new                 5 s      MMSI 970123456:")));
  EXPECT_THAT(lines.back(), ::testing::MatchesRegex("and [0-9]+ more"));
}

TEST(Json, HoldsEverythingAndIsValidWhateverTheTextIs) {
  cop::OperationalPicture picture = full_picture(Language::en);
  model::Alert alert = zone_entry(99);
  alert.anomaly.subject = "\xff\xfe";
  picture.apply(envelope_of(alert), kNow);
  const auto json = nlohmann::json::parse(as_json(picture, kNow));
  EXPECT_EQ(json["processes"].size(), 5U);
  EXPECT_EQ(json["feeds"][0]["state"], "receiving");
  EXPECT_EQ(json["feeds"][0]["problems"]["wrong_checksum"], 2);
  EXPECT_EQ(json["alerts"].size(), 41U);
  EXPECT_EQ(json["alerts_by_rule"]["distress"], 20);
  EXPECT_EQ(json["sectors"].size(), 20U);
  EXPECT_EQ(json["sectors"][0]["holder"], "batam");
  EXPECT_EQ(json["sectors"][4]["holder"], nullptr);
  EXPECT_EQ(json["accounting"]["sentences"], 1'000);
  EXPECT_EQ(json["accounting"]["is_every_sentence_accounted_for"], true);
  EXPECT_EQ(json["missing"], nlohmann::json::array());
}

}  // namespace
}  // namespace selat::terminal
