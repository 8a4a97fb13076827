#include "service/sensor_picture.h"

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

#include "geo/local_plane.h"

namespace selat::service {
namespace {

constexpr Instant kNoon = Instant::unix_seconds(1'767'268'800);
constexpr model::Mmsi kShip{525'000'003};

geo::Position antenna() {
  return geo::Position::degrees(1.2, 103.6);
}
// Steams north, 6 nm east of the radar.
geo::Position boat_at(Instant at) {
  return geo::LocalPlane(antenna()).to_position({11'000, 8 * (at - kNoon).in_seconds()});
}

SensorPictureOptions one_radar() {
  SensorPictureOptions options;
  options.radars.push_back(
      {.id = "changi", .name = "Changi", .position = antenna(), .feed = "", .sent_as = {}, .heading = {}});
  return options;
}

model::RadarReport plot(Instant at, std::string_view source = "changi") {
  model::RadarReport report;
  report.source = source;
  report.observed_at = report.received_at = at;
  report.measured_from = antenna();
  report.position = boat_at(at);
  report.range = geo::distance(antenna(), *report.position);
  return report;
}

model::PositionReport fix(Instant at) {
  model::PositionReport report;
  report.mmsi = kShip;
  report.observed_at = report.received_at = at;
  report.position = boat_at(at);
  report.sog = Speed::metres_per_second(8);
  report.cog = Bearing::degrees(0);
  return report;
}

model::Track ship_on_ais(Instant at) {
  model::Track track;
  track.id = model::track_id(kShip, 20'454, 1);
  track.state = model::TrackState::confirmed;
  track.vessel.mmsi = kShip;
  track.first_at = kNoon;
  track.last_at = at;
  track.position = boat_at(at);
  return track;
}

struct Watch {
  std::vector<model::Track> ais;
  SensorPicture picture{one_radar(), [this](model::Mmsi) { return ais; }};
  Instant now = kNoon;

  // A turn of the radar each 2.5 s, a fix of the ship each 5 s.
  void run(int turns, bool has_ais) {
    for (int turn = 0; turn < turns; ++turn) {
      now = now + Span::milliseconds(2'500);
      picture.take(model::RadarMessage(plot(now)));
      if (has_ais && turn % 2 == 0) {
        picture.take(model::Report(fix(now)));
        ais = {ship_on_ais(now)};
      }
      picture.advance(now);
    }
  }
};

TEST(SensorPicture, ABoatThatARadarSeesIsATrackWithoutAis) {
  Watch watch;
  watch.run(30, false);
  const auto tracks = watch.picture.changed();
  ASSERT_EQ(tracks.size(), 1U);
  EXPECT_TRUE(model::is_without_ais(tracks[0]));
  ASSERT_EQ(tracks[0].seen_by.size(), 1U);
  EXPECT_EQ(tracks[0].seen_by[0].sensor.view(), "changi");
  EXPECT_NEAR(tracks[0].sog.value_or(Speed()).in_metres_per_second(), 8, 1.5);
}

// Read long after it was made.
TEST(SensorPicture, ARecordingIsFollowedByItsOwnTime) {
  Watch watch;
  for (int turn = 0; turn < 30; ++turn) {
    watch.now = watch.now + Span::milliseconds(2'500);
    model::RadarReport report = plot(watch.now);
    report.received_at = kNoon + Span::hours(24 * 300);
    watch.picture.take(model::RadarMessage(report));
    watch.picture.advance(watch.now);
  }
  EXPECT_EQ(watch.picture.changed().size(), 1U);
}

// What a radar saw comes when event time has gone on, and then nothing comes any more.
TEST(SensorPicture, WhatComesLateIsFoldedInAtTheEndToo) {
  Watch watch;
  watch.picture.take(model::RadarMessage(plot(kNoon)));
  watch.picture.advance(kNoon);
  watch.picture.advance(kNoon + Span::minutes(3));
  for (int turn = 1; turn < 72; ++turn) {
    watch.picture.take(model::RadarMessage(plot(kNoon + Span::milliseconds(2'500) * turn)));
  }
  watch.picture.settle();
  EXPECT_TRUE(watch.picture.changed().empty()) << "more may come";
  watch.picture.settle();
  EXPECT_EQ(watch.picture.changed().size(), 1U);
}

TEST(SensorPicture, AShipThatBothSeeIsOneTrackAndGoesOnWithoutAis) {
  Watch watch;
  watch.run(60, true);
  (void)watch.picture.changed();
  auto all = watch.picture.all(watch.ais);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].vessel.mmsi, kShip);
  const Instant silent_since = watch.now;
  watch.run(240, false);
  (void)watch.picture.changed();
  all = watch.picture.all(watch.ais);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].vessel.mmsi, kShip) << "who it was is known still";
  EXPECT_GT(all[0].last_at, silent_since + Span::minutes(9));
}

TEST(SensorPicture, ARadarThatTheSettingsDoNotNameIsCountedAndNotUsed) {
  Watch watch;
  for (int turn = 0; turn < 30; ++turn) {
    watch.picture.take(model::RadarMessage(plot(kNoon + Span::seconds(turn), "stranger")));
  }
  watch.picture.advance(kNoon + Span::minutes(1));
  EXPECT_TRUE(watch.picture.changed().empty());
  model::ProcessHealth health;
  watch.picture.describe(health);
  const auto counter =
      std::ranges::find(health.counters, std::string("radar_reports_of_unknown"), &model::NamedCount::name);
  ASSERT_NE(counter, health.counters.end());
  EXPECT_EQ(counter->count, 30U);
  ASSERT_EQ(health.missing.size(), 1U);
  EXPECT_EQ(health.missing[0].in_english(),
            "radar reports come of stranger, which no [[radar]] of the settings is: give each one, with its "
            "source");
}

// The same plots at the same places with new times: a radar that has stopped and does not say so.
TEST(SensorPicture, ARadarThatRepeatsItsScanIsNamedAndNotUsed) {
  Watch watch;
  for (int turn = 0; turn < 60; ++turn) {
    watch.now = watch.now + Span::milliseconds(2'500);
    for (int boat = 0; boat < 8; ++boat) {
      model::RadarReport frozen = plot(kNoon + Span::minutes(boat));
      frozen.observed_at = frozen.received_at = watch.now + Span::milliseconds(100 * boat);
      watch.picture.take(model::RadarMessage(frozen));
    }
    watch.picture.advance(watch.now);
  }
  model::ProcessHealth health;
  watch.picture.describe(health);
  ASSERT_EQ(health.missing.size(), 1U);
  EXPECT_NE(health.missing[0].in_english().find("radar changi"), std::string::npos);
  EXPECT_EQ(health.state, model::ProcessState::degraded);
  EXPECT_TRUE(watch.picture.changed().empty());
}

std::uint64_t count_of(const SensorPicture& picture, const std::string& name) {
  model::ProcessHealth health;
  picture.describe(health);
  const auto counter = std::ranges::find(health.counters, name, &model::NamedCount::name);
  return counter == health.counters.end() ? 0 : counter->count;
}

model::Sighting seen_boat(Instant at) {
  model::Sighting seen;
  seen.number = 12;
  seen.source = model::SightingSource::fisherman;
  seen.seen_at = at;
  seen.place = boat_at(at);
  return seen;
}

TEST(SensorPicture, ASightingIsATrackWithoutAisAndSaysWhoSawIt) {
  SensorPicture picture({}, [](model::Mmsi) { return std::vector<model::Track>(); });
  picture.take(seen_boat(kNoon));
  picture.advance(kNoon + Span::seconds(30));
  picture.advance(kNoon + Span::seconds(31));  // what has waited is folded in
  const auto tracks = picture.changed();
  ASSERT_EQ(tracks.size(), 1U);
  EXPECT_TRUE(model::is_without_ais(tracks[0]));
  EXPECT_EQ(tracks[0].state, model::TrackState::tentative);
  EXPECT_LT(geo::distance(tracks[0].position, boat_at(kNoon)), Distance::metres(1));
  ASSERT_EQ(tracks[0].seen_by.size(), 1U);
  EXPECT_EQ(tracks[0].seen_by[0].kind, model::SensorKind::sighting);
  EXPECT_EQ(tracks[0].seen_by[0].sensor.view(), "fisherman");
  picture.advance(kNoon + Span::minutes(31));
  const auto later = picture.changed();
  ASSERT_EQ(later.size(), 1U);
  EXPECT_EQ(later[0].state, model::TrackState::ended) << "nobody has seen it since";
}

TEST(SensorPicture, ASightingJoinsTheTrackThatARadarHas) {
  Watch watch;
  watch.run(30, false);
  watch.picture.take(seen_boat(watch.now));
  watch.run(4, false);
  const auto tracks = watch.picture.changed();
  ASSERT_EQ(tracks.size(), 1U);
  ASSERT_EQ(tracks[0].seen_by.size(), 2U);
  EXPECT_EQ(tracks[0].seen_by[0].sensor.view(), "changi");
  EXPECT_EQ(tracks[0].seen_by[1].sensor.view(), "fisherman");
  EXPECT_LT(*tracks[0].sigma, Distance::metres(100)) << "the radar knows better where it is";
}

TEST(SensorPicture, OfWhatCannotBeNothingIsFollowed) {
  SensorPictureOptions options = one_radar();
  const geo::Position inland = geo::Position::degrees(1.35, 103.8);
  options.doubt = [&](geo::Position place) {
    return place == inland ? std::optional(LocalizedMessage::from_outside("on land")) : std::nullopt;
  };
  SensorPicture picture(options, [](model::Mmsi) { return std::vector<model::Track>(); });
  picture.advance(kNoon);
  model::Sighting on_land = seen_boat(kNoon);
  on_land.place = inland;
  model::Sighting vague = seen_boat(kNoon);
  vague.sigma = Distance::nautical_miles(20);
  model::Sighting late = seen_boat(kNoon - Span::hours(3));
  model::Sighting from_orbit = seen_boat(kNoon);
  from_orbit.source = model::SightingSource::satellite;
  for (const model::Sighting& sighting : {on_land, vague, late, from_orbit}) {
    picture.take(sighting);
  }
  picture.advance(kNoon + Span::seconds(30));
  picture.advance(kNoon + Span::seconds(31));
  EXPECT_TRUE(picture.changed().empty());
  EXPECT_EQ(count_of(picture, "sightings_not_followed"), 2U);
  EXPECT_EQ(count_of(picture, "contacts_too_late"), 1U);
}

TEST(SensorPicture, ASightingAheadOfTimeWaitsUntilItsTimeHasCome) {
  SensorPicture picture({}, [](model::Mmsi) { return std::vector<model::Track>(); });
  picture.advance(kNoon);
  picture.take(seen_boat(kNoon + Span::minutes(4)));
  picture.advance(kNoon + Span::minutes(2));
  EXPECT_TRUE(picture.changed().empty());
  EXPECT_EQ(count_of(picture, "sightings_waiting"), 1U);
  picture.advance(kNoon + Span::minutes(5));
  picture.advance(kNoon + Span::seconds(301));
  EXPECT_EQ(picture.changed().size(), 1U);
}

// The same told twice over (a snapshot after a loss), and later than the next: the same tracks.
TEST(SensorPicture, InWhateverOrderSightingsComeTheTracksAreTheSame) {
  const auto run = [](const std::vector<int>& order) {
    SensorPicture picture({}, [](model::Mmsi) { return std::vector<model::Track>(); });
    picture.advance(kNoon + Span::minutes(5));
    for (const int minute : order) {
      picture.take(seen_boat(kNoon + Span::minutes(minute)));
      picture.advance(kNoon + Span::minutes(5));
    }
    picture.advance(kNoon + Span::minutes(8));
    (void)picture.changed();
    return picture.all({});
  };
  const auto tracks = run({0, 1, 2, 3});
  ASSERT_EQ(tracks.size(), 1U);
  EXPECT_EQ(tracks[0].state, model::TrackState::confirmed);
  EXPECT_EQ(run({3, 1, 1, 2, 0, 3}), tracks);
}

TEST(SensorPicture, WithoutRadarsNothingIsKept) {
  SensorPicture picture({}, [](model::Mmsi) { return std::vector<model::Track>(); });
  picture.take(model::Report(fix(kNoon)));
  picture.advance(kNoon);
  EXPECT_TRUE(picture.changed().empty());
  EXPECT_EQ(picture.all({ship_on_ais(kNoon)}).size(), 1U);
  model::ProcessHealth health;
  picture.describe(health);
  EXPECT_TRUE(health.counters.empty());
}

}  // namespace
}  // namespace selat::service
