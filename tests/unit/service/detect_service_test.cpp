// Reports on a real bus become tracks and anomalies on it.

#include "service/detect_service.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "bus/publisher.h"
#include "bus/subscriber.h"
#include "detect/context.h"
#include "harness.h"
#include "runtime/machine_clock.h"
#include "service/detector_memory.h"

namespace selat::service {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t kBoat = 525'000'001;

struct DetectServiceTest : ::testing::Test, test::System {
  void publish_distress() { publish(distress()); }
  [[nodiscard]] static model::PositionReport distress() {
    model::PositionReport report;
    report.mmsi = model::Mmsi(970'123'456);  // AIS-SART, ITU-R M.585
    report.message_type = 1;
    report.received_at = report.observed_at = now();
    report.position = geo::Position::degrees(1.2, 103.9);
    report.status = model::NavigationStatus::distress_device_active;
    return report;
  }
  void publish_boat(Instant at) {
    model::PositionReport report;
    report.mmsi = model::Mmsi(kBoat);
    report.message_type = 18;
    report.transponder = model::Transponder::class_b;
    report.received_at = report.observed_at = at;
    report.fingerprint = static_cast<std::uint64_t>(at.in_unix_microseconds());
    report.position = geo::Position::degrees(boat_latitude_deg, 103.9);
    boat_latitude_deg -= is_sailing_in ? 0.0002 : 0;  // 22 m in two seconds
    report.sog = Speed::knots(is_sailing_in ? 21 : 0);
    publish(report);
  }
  void publish(const model::Report& report) {
    batch.append(report);
    ingest.publish(batch);
  }
  [[nodiscard]] static Instant now() { return runtime::read_clocks().wall; }

  // As people add them.
  [[nodiscard]] static model::ContextTable wanted_boat(Span lasts = Span::hours(1)) {
    model::ContextEntry entry;
    entry.id = "W1";
    entry.what = model::WatchEntry{.label = "W1 wanted", .mmsi = kBoat};
    entry.ends_at = now() + lasts;
    return {{entry}};
  }
  [[nodiscard]] static model::ContextTable drawn_zone() {
    model::Zone zone;
    zone.id = "Z1";
    const auto at = [](double latitude, double longitude) {
      return geo::Position::degrees(latitude, longitude);
    };
    zone.area = geo::Area({geo::Polygon({at(1.1, 103.8), at(1.2, 103.8), at(1.2, 104.0), at(1.1, 104.0)})});
    model::ContextEntry entry;
    entry.id = "Z1";
    entry.what = zone;
    entry.ends_at = now() + Span::hours(1);
    return {{entry}};
  }

  [[nodiscard]] bool until(const std::function<bool()>& holds) {
    return test::run_until(process.io(), holds);
  }
  // Reports of the boat, until it is so.
  [[nodiscard]] bool sails_until(const std::function<bool()>& holds) {
    return until([&] {
      if (told < now()) {
        publish_boat(told = told + Span::seconds(2));
      }
      return holds();
    });
  }
  [[nodiscard]] const model::Anomaly* found(std::string_view rule, model::AnomalyPhase phase) const {
    const auto is_it = [&](const model::Anomaly& a) { return a.rule.view() == rule && a.phase == phase; };
    const auto last = std::find_if(anomalies.rbegin(), anomalies.rend(), is_it);
    return last == anomalies.rend() ? nullptr : &*last;
  }
  [[nodiscard]] bool is_raised(std::string_view rule) const {
    return found(rule, model::AnomalyPhase::raised) != nullptr;
  }
  [[nodiscard]] bool has_ended(std::string_view rule) const {
    return found(rule, model::AnomalyPhase::ended) != nullptr;
  }
  [[nodiscard]] std::uint64_t context_versions() const {
    const auto kept = std::ranges::find(heard_health.counters, "context_versions", &model::NamedCount::name);
    return kept == heard_health.counters.end() ? 0 : kept->count;
  }
  [[nodiscard]] fs::path state() const { return settings.data_directory / "detect.state"; }

  Instant told = now() - Span::minutes(2);  // of the boat, which lies just north of the zone that is drawn
  double boat_latitude_deg = 1.2006;
  bool is_sailing_in = false;
  model::ProcessHealth heard_health;
  runtime::Process process{"detect", settings};
  bus::Bus ingest_bus{process.io(), runtime::bus_options(settings, "ingest"), "ingest"};
  bus::Publisher ingest{ingest_bus, {.term = 1}};
  bus::ReportBatch batch;
  bus::Bus coordinate_bus{process.io(), runtime::bus_options(settings, "coordinate"), "coordinate"};
  bus::Publisher coordinate{coordinate_bus, {.term = 1}};
  std::vector<model::Track> tracks;
  std::vector<model::Anomaly> anomalies;
  bus::Bus listener_bus{process.io(), runtime::bus_options(settings, "top.1"), "top.1"};
  bus::Subscriber listener{listener_bus,
                           {bus::subscribe<model::Track>(
                                "detect", {.apply = [this](const model::Track& track,
                                                           const bus::Stamp&) { tracks.push_back(track); }}),
                            bus::subscribe<model::Anomaly>(
                                "detect", {.apply = [this](const model::Anomaly& anomaly, const bus::Stamp&) {
                                  anomalies.push_back(anomaly);
                                }})}};
};

TEST_F(DetectServiceTest, ADistressCallIsATrackAndAnAnomaly) {
  const DetectService detect(process, {}, {}, settings.data_directory);
  publish_distress();
  ASSERT_TRUE(until([&] { return !tracks.empty() && !anomalies.empty(); }));
  EXPECT_EQ(anomalies.front().rule.view(), "distress");
  EXPECT_EQ(anomalies.front().vessels.front().mmsi.number(), 970'123'456U);
}

TEST_F(DetectServiceTest, OneThatComesLaterFindsWhatIngestStillRemembers) {
  publish_distress();
  const DetectService detect(process, {}, {}, settings.data_directory);
  EXPECT_TRUE(until([&] { return !anomalies.empty(); }));
}

TEST_F(DetectServiceTest, AVesselThatPeopleAddIsWatchedForAtOnceAndUntilItsEnd) {
  const DetectService detect(process, {}, {}, settings.data_directory);
  ASSERT_TRUE(sails_until([&] { return !tracks.empty(); }));
  coordinate.publish(wanted_boat());
  ASSERT_TRUE(sails_until([&] { return is_raised("watch_list"); }));
  const model::Anomaly wanted = *found("watch_list", model::AnomalyPhase::raised);
  EXPECT_EQ(wanted.subject, "W1 wanted");
  EXPECT_EQ(wanted.context_version, detect::Context({}, {{.label = "W1 wanted", .mmsi = kBoat}}).version());
  coordinate.publish(model::ContextTable{});
  ASSERT_TRUE(sails_until([&] { return has_ended("watch_list"); }));
  EXPECT_EQ(found("watch_list", model::AnomalyPhase::ended)->id, wanted.id);
}

// A program that changes the context again and again must not fill the detector's memory.
TEST_F(DetectServiceTest, ChangesThatComeTogetherAreOneVersion) {
  const DetectService detect(process, {}, {}, settings.data_directory);
  ASSERT_TRUE(sails_until([&] { return !tracks.empty(); }));
  process.on_health([&](const model::ProcessHealth& now) { heard_health = now; });
  constexpr int kChanges = 200;
  int sent = 0;
  ASSERT_TRUE(sails_until([&] {
    if (sent < kChanges) {
      coordinate.publish(++sent % 2 == 0 ? drawn_zone() : wanted_boat());
    }
    return sent == kChanges && context_versions() > 1;
  }));
  EXPECT_LT(context_versions(), kChanges / 4);
  is_sailing_in = true;
  EXPECT_TRUE(sails_until([&] { return is_raised("zone"); })) << "the last one holds";
}

TEST_F(DetectServiceTest, AnEntryEndsByItselfThoughNobodySaysSo) {
  const DetectService detect(process, {}, {}, settings.data_directory);
  coordinate.publish(wanted_boat(Span::seconds(4)));
  ASSERT_TRUE(sails_until([&] { return is_raised("watch_list"); }));
  EXPECT_TRUE(sails_until([&] { return has_ended("watch_list"); }));
}

TEST_F(DetectServiceTest, AZoneThatPeopleDrawIsWatched) {
  const DetectService detect(process, {}, {}, settings.data_directory);
  ASSERT_TRUE(sails_until([&] { return !tracks.empty(); }));
  process.on_health([&](const model::ProcessHealth& now) { heard_health = now; });
  coordinate.publish(drawn_zone());
  ASSERT_TRUE(sails_until([&] { return context_versions() > 1; }));
  is_sailing_in = true;
  ASSERT_TRUE(sails_until([&] { return is_raised("zone"); }));
  EXPECT_EQ(found("zone", model::AnomalyPhase::raised)->subject, "Z1");
}

TEST_F(DetectServiceTest, PairsThatAreRefusedAreDegradedHealth) {
  detect::EngineOptions options;
  options.max_pairs = 0;
  const DetectService detect(process, options, {}, settings.data_directory);
  std::vector<model::ProcessState> states;
  process.on_health([&](model::ProcessHealth& health) { states.push_back(health.state); });
  const auto is_degraded = [&] { return std::ranges::count(states, model::ProcessState::degraded) > 0; };
  // Two boats come from a mile away and lie beside each other.
  const Instant begin = now() - Span::minutes(8);
  for (int i = 0; i < 48; ++i) {
    for (const std::uint32_t boat : {0U, 1U}) {
      model::PositionReport report;
      report.mmsi = model::Mmsi(kBoat + boat);
      report.message_type = 18;
      report.transponder = model::Transponder::class_b;
      report.received_at = report.observed_at = begin + Span::seconds(10 * i);
      report.fingerprint = static_cast<std::uint64_t>(2 * i) + boat;
      report.position = geo::Position::degrees(1.2 + std::max(0, 12 - i) * 5e-4, 103.9 + boat * 1e-4);
      report.sog = Speed::knots(i < 12 ? 10.8 : 0);
      report.cog = Bearing::degrees(180);
      publish(report);
    }
  }
  EXPECT_TRUE(sails_until(is_degraded));
}

TEST_F(DetectServiceTest, ASilentSeaIsNotWaitedFor) {
  const DetectService detect(process, {}, {}, settings.data_directory);
  std::vector<std::string> missing = {"?"};
  process.on_health([&](model::ProcessHealth& health) {
    missing.clear();
    for (const auto& what : health.missing) {
      missing.push_back(what.in_english());
    }
  });
  EXPECT_TRUE(until([&] { return missing.empty(); })) << missing.front() << ", though ingest is heard";
}

TEST_F(DetectServiceTest, WhatSomebodyHasSeenIsATrackWithoutAis) {
  const DetectService detect(process, {}, {}, settings.data_directory);
  ASSERT_TRUE(sails_until([&] { return !tracks.empty(); }));
  model::Sighting seen;
  seen.seen_at = now();
  seen.place = geo::Position::degrees(1.3, 104.03);
  coordinate.publish(seen);
  EXPECT_TRUE(sails_until([&] {
    return std::ranges::any_of(tracks, [](const model::Track& track) {
      return model::is_without_ais(track) &&
             std::ranges::count(track.seen_by, model::SensorKind::sighting, &model::SensorSpan::kind) == 1;
    });
  }));
}

// The coordination server may be away when the detector starts.
TEST_F(DetectServiceTest, TheLastKnownEntriesHoldAfterARestart) {
  DetectorMemory(settings.data_directory).store(wanted_boat());
  const DetectService detect(process, {}, {}, settings.data_directory);
  EXPECT_TRUE(sails_until([&] { return is_raised("watch_list"); }));
}

TEST_F(DetectServiceTest, GoesOnWhereItWas) {
  auto detect = std::make_unique<DetectService>(process, detect::EngineOptions{}, SensorPictureOptions{},
                                                settings.data_directory);
  publish_distress();
  ASSERT_TRUE(until([&] { return !anomalies.empty() && fs::exists(state()); }));
  const model::Anomaly before = anomalies.front();
  detect.reset();

  detect::Engine engine({});
  EXPECT_TRUE(DetectorMemory(settings.data_directory).restore(engine, now()));
  ASSERT_EQ(engine.anomalies().size(), 1U);
  EXPECT_EQ(engine.anomalies().front().id, before.id);
  EXPECT_EQ(engine.tracks().size(), 1U);
}

// A recording is played where there was live traffic: nothing of it would be judged.
TEST_F(DetectServiceTest, EndsWhereAllThatIsHeardIsOlderThanItsState) {
  detect::Engine before({});
  before.observe(distress());
  DetectorMemory(settings.data_directory).save(before, now());
  ASSERT_TRUE(fs::exists(state()));
  const DetectService detect(process, {}, {}, settings.data_directory);
  int sent = 0;
  ASSERT_TRUE(until([&] {
    publish_boat(now() - Span::hours(20) + Span::seconds(++sent));
    batch.clear();
    return !fs::exists(state());
  }));
  EXPECT_GE(sent, 200);
  EXPECT_TRUE(fs::exists(state().string() + ".refused"));
}

}  // namespace
}  // namespace selat::service
