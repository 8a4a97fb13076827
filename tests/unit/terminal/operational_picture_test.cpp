#include "cop/operational_picture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/localized_message.h"
#include "base/random.h"
#include "terminal/operational_picture_json.h"
#include "terminal/screen.h"
#include "text/terminal.h"

namespace selat::terminal {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr Instant kNow = Instant::unix_seconds(1'768'226'639);

model::ProcessHealth health_of(const std::string& process, Instant at = kNow, Span cpu = {}) {
  model::ProcessHealth health;
  health.process = process;
  health.term = 1;
  health.at = at;
  health.state = model::ProcessState::running;
  health.cpu = cpu;
  return health;
}

model::FeedTable feed_with(model::FeedState state, std::uint64_t sentences) {
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

void apply(cop::OperationalPicture& picture, const model::FeedTable& table, Instant at = kNow) {
  picture.apply(table, at, at);
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

model::SectorTable table_of(const std::vector<model::Assignment>& assignments) {
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
  model::ProcessHealth up = health_of("up");
  for (const char* child : {"coordinate", "control-point.lumut", "simulate"}) {
    up.children.push_back({.name = child, .pid = 77, .restarts = 3});
  }
  picture.apply(up, kNow);
  EXPECT_THAT(picture.missing(kNow), ElementsAre("coordinate", "control-point.lumut"));
  ASSERT_NE(picture.child("coordinate"), nullptr);
  EXPECT_EQ(picture.child("coordinate")->restarts, 3U);
  EXPECT_EQ(picture.child("coordinate")->pid, 77U);
  EXPECT_EQ(picture.child("detect"), nullptr);
}

TEST(OperationalPicture, MeasuresRatesBetweenSignsOfLife) {
  cop::OperationalPicture picture(Language::en);
  apply(picture, feed_with(model::FeedState::receiving, 1'000));
  apply(picture, feed_with(model::FeedState::receiving, 3'000), kNow + Span::seconds(2));
  EXPECT_DOUBLE_EQ(picture.feeds().front().sentences_per_s, 1'000);
  picture.apply(health_of("ingest", kNow, Span::seconds(1)), kNow);
  picture.apply(health_of("ingest", kNow + Span::seconds(2), Span::seconds(2)), kNow);
  EXPECT_DOUBLE_EQ(picture.processes().at("ingest").cpu_share, 0.5);
}

TEST(OperationalPicture, TellsOfFeedsOnlyWhenTheirStateChanges) {
  cop::OperationalPicture picture(Language::en);
  using enum model::FeedState;
  for (const auto state : {receiving, receiving, silent}) {
    apply(picture, feed_with(state, 10));
  }
  EXPECT_THAT(texts(picture), ElementsAre("feed east\\x1b[2J: receiving", "feed east\\x1b[2J: SILENT"));
}

TEST(OperationalPicture, TellsOfAProcessThatGetsIntoTroubleAndOutOfIt) {
  cop::OperationalPicture picture(Language::en);
  model::ProcessHealth health = health_of("coordinate");
  picture.apply(health, kNow);
  EXPECT_TRUE(picture.events().empty());
  health.state = model::ProcessState::degraded;
  health.missing.emplace_back("no space\x1b[2J left");
  picture.apply(health, kNow);
  picture.apply(health, kNow);
  picture.apply(health_of("coordinate"), kNow);
  ASSERT_EQ(picture.events().size(), 2U);
  EXPECT_THAT(picture.events()[0].text, testing::StartsWith("coordinate: DEGRADED: no space"));
  EXPECT_EQ(text::for_terminal(picture.events()[0].text), picture.events()[0].text);
  EXPECT_EQ(picture.events()[1].text, "coordinate: running");
}

TEST(OperationalPicture, SaysWhatIsMissingInThePersonsLanguage) {
  cop::OperationalPicture picture(Language::id);
  model::ProcessHealth coordinate = health_of("coordinate");
  picture.apply(coordinate, kNow);
  coordinate.state = model::ProcessState::degraded;
  coordinate.missing.push_back(LocalizedMessage("control point {name}", {{"name", "lumut"}}));
  picture.apply(coordinate, kNow);
  model::FeedTable feeds = feed_with(model::FeedState::disconnected, 10);
  feeds.feeds.front().reason = LocalizedMessage(
      "{host}:{port}: {why}",
      {{"host", "east"}, {"port", 10'110}, {"why", LocalizedMessage("the sender closed the connection")}});
  apply(picture, feeds);
  ASSERT_EQ(picture.events().size(), 2U);
  EXPECT_THAT(picture.events()[0].text, testing::HasSubstr("pos kendali lumut"));
  EXPECT_THAT(picture.events()[1].text, testing::HasSubstr("east:10110: pengirim memutuskan sambungan"));
}

TEST(OperationalPicture, KeepsOpenAlertsMostSevereFirst) {
  cop::OperationalPicture picture(
      Language::en, {.names = {{"z-lane", {"the deep-water lane", "jalur dalam", "lorong dalam"}}}});
  picture.apply(zone_entry(1), kNow);
  picture.apply(distress(2), kNow);
  picture.apply(distress(2, model::AlertState::acknowledged), kNow);
  ASSERT_EQ(picture.open_alerts().size(), 2U);
  EXPECT_EQ(picture.open_alerts().front()->id, 2U);
  EXPECT_EQ(picture.alerts_by_rule().at("distress"), 1U);
  EXPECT_EQ(texts(picture).front(), "caution: EVIL\\x1b]0;x\\x07 (525000001) entered the deep-water lane.");
  picture.apply(distress(2, model::AlertState::ended), kNow);
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
    picture.apply(alert, kNow);
  }
  EXPECT_EQ(told, (std::vector{model::Severity::information, model::Severity::warning}));
}

TEST(OperationalPicture, WhatASnapshotDoesNotNameIsGoneAndToldAsOver) {
  cop::OperationalPicture picture(Language::en);
  picture.apply(distress(1), kNow);
  picture.apply(distress(2), kNow);
  picture.apply(distress(3, model::AlertState::ended), kNow);
  picture.begin_alert_snapshot();
  picture.apply(distress(2), kNow);
  picture.end_alert_snapshot(kNow);
  ASSERT_EQ(picture.open_alerts().size(), 1U);
  EXPECT_EQ(picture.open_alerts().front()->id, 2U);
  EXPECT_EQ(picture.alerts_by_rule().at("distress"), 1U);
  ASSERT_EQ(picture.events().size(), 3U) << "what was over before is not told again";
  EXPECT_EQ(picture.events().back().kind, cop::EventKind::alert_over);
  EXPECT_THAT(texts(picture).back(), HasSubstr("ended: MMSI 970123456"));
}

TEST(OperationalPicture, TracksThatASnapshotDoesNotNameAreGone) {
  cop::OperationalPicture picture(Language::en);
  model::Track track;
  for (track.id = 1; track.id <= 3; ++track.id) {
    picture.apply(track);
  }
  picture.begin_track_snapshot();
  track.id = 2;
  picture.apply(track);
  EXPECT_EQ(picture.live_tracks(), 3U) << "until it ends";
  picture.end_track_snapshot();
  EXPECT_EQ(picture.live_tracks(), 1U);
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
  model::Track track;
  for (std::size_t state = 0; state < enum_count<model::TrackState>; ++state) {
    track.id = state + 1;
    track.state = static_cast<model::TrackState>(state);
    picture.apply(track);
  }
  EXPECT_EQ(picture.live_tracks(), 2U);
  EXPECT_EQ(picture.tracks(model::TrackState::lost), 1U);
  EXPECT_EQ(picture.tracks(model::TrackState::ended), 0U);
}

TEST(Accounting, AddsUpWhatProcessesSay) {
  cop::OperationalPicture picture(Language::en);
  apply(picture, feed_with(model::FeedState::receiving, 100));
  model::ProcessHealth detect = health_of("detect");
  detect.count("reports_received", 50);
  model::SubscriptionHealth& subscription = detect.subscriptions.emplace_back();
  subscription.gaps = 3;
  subscription.gaps_repaired = 2;
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
    model::ProcessHealth health = health_of(name);
    health.missing.emplace_back("\x1b[31mthe feed");
    picture.apply(health, kNow);
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
  model::FeedHealth feed;
  feed.name = "noise";
  feed.state = model::FeedState::receiving;
  feed.transport.add(model::FeedCount::unrecognised_lines, 812);
  feed.transport.add(model::FeedCount::senders, 1);
  cop::OperationalPicture picture(Language::en);
  apply(picture, {.feeds = {feed}});
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
  picture.apply(alert, kNow);
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
