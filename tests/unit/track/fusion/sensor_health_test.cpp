// What the tracker finds out about its radars: their bias, and faults that make it set them aside.
#include <algorithm>

#include <gtest/gtest.h>

#include "track/fusion/standing_places.h"
#include "unit/track/fusion/sea.h"

namespace selat::track::fusion {
namespace {

// Twelve vessels with AIS on all courses, and three boats without.
std::vector<Boat> traffic() {
  std::vector<Boat> boats;
  Random random(20);
  for (std::uint32_t i = 0; i < 15; ++i) {
    const double course_rad = random.uniform(0, 6.28);
    const double speed_ms = random.uniform(5, 11);
    boats.push_back({.begin = {random.uniform(-12'000, 12'000), random.uniform(-12'000, 12'000)},
                     .east_ms = speed_ms * std::sin(course_rad),
                     .north_ms = speed_ms * std::cos(course_rad),
                     .mmsi = model::Mmsi(i < 12 ? 533'000'100 + i : 0)});
  }
  return boats;
}

// How a radar is wrong.
struct Wrong {
  double range_m = 0;
  double azimuth_rad = 0;
  double time_s = 0;            // what it says is so much later than it was
  geo::Offset shift = {};       // everything lies so far beside where it is
  double repeats_from_s = 1e9;  // it shows its scan of then for ever
};

// Plays the traffic for so long, as the western radar and AIS tell it.
void play(SurfacePicture& picture, const PictureOptions& options, const Wrong& wrong, double seconds) {
  Random random(21);
  const auto boats = traffic();
  std::vector<Contact> last_scan;
  for (double t_s = 0; t_s < seconds; t_s += 2.5) {
    if (t_s < wrong.repeats_from_s) {
      last_scan.clear();
      for (const Boat& boat : boats) {
        const geo::Offset place = boat.at(t_s);
        const double range_m = place.length_m() + random.normal(0, 20) + wrong.range_m;
        const double bearing_rad =
            std::atan2(place.east_m, place.north_m) + random.normal(0, 0.005) + wrong.azimuth_rad;
        last_scan.push_back(plot(
            options, kWest, geo::Offset{std::sin(bearing_rad), std::cos(bearing_rad)} * range_m + wrong.shift,
            t_s + wrong.time_s));
      }
    }
    for (Contact& contact : last_scan) {
      contact.observed_at = after(t_s + wrong.time_s);
      picture.take(contact);
    }
    for (const Boat& boat : boats) {
      if (boat.mmsi != model::Mmsi() && static_cast<int>(t_s / 2.5) % 3 == 0) {
        picture.take(ais_of(boat, t_s + 1));
      }
    }
    picture.advance(after(t_s + std::max(wrong.time_s, 0.0)));
  }
  picture.advance(after(seconds + std::max(wrong.time_s, 0.0) + 3));
}

std::ptrdiff_t without_ais(const SurfacePicture& picture) {
  const auto tracks = picture.tracks();
  return std::ranges::count_if(
      tracks, [](const FusedTrack& track) { return track.is_confirmed && track.mmsi == model::Mmsi(); });
}

TEST(SensorHealth, LearnsTheBiasOfARadarFromAisAndTakesItOff) {
  const auto options = sea_options();
  SurfacePicture picture(options);
  play(picture, options, {.range_m = 90, .azimuth_rad = 0.010}, 600);
  const SensorReport report = picture.sensors()[kWest];
  EXPECT_EQ(report.fault, SensorFault::none);
  EXPECT_TRUE(report.is_bias_known);
  EXPECT_NEAR(report.range_bias.in_metres(), 90, 15);
  EXPECT_NEAR(report.azimuth_bias.in_radians(), 0.010, 0.002);
  EXPECT_EQ(without_ais(picture), 3) << "no vessel twice";
  // A boat that no AIS corrects is where it is.
  const auto tracks = picture.tracks(after(600));
  for (const Boat& boat : traffic()) {
    const FusedTrack* track = track_near(tracks, boat.at(600));
    ASSERT_NE(track, nullptr);
    EXPECT_EQ(track->mmsi, boat.mmsi);
    EXPECT_LT((kSea.to_plane(track->position) - boat.at(600)).length_m(), 120);
  }
}

TEST(SensorHealth, KnowsThatARadarIsRight) {
  const auto options = sea_options();
  SurfacePicture picture(options);
  play(picture, options, {}, 300);
  const SensorReport report = picture.sensors()[kWest];
  EXPECT_EQ(report.fault, SensorFault::none);
  EXPECT_NEAR(report.range_bias.in_metres(), 0, 15);
  EXPECT_NEAR(report.azimuth_bias.in_radians(), 0, 0.002);
  EXPECT_EQ(without_ais(picture), 3);
}

// Nobody has told it where north is.
TEST(SensorHealth, SetsARadarAsideThatIsTurned) {
  const auto options = sea_options();
  SurfacePicture picture(options);
  play(picture, options, {.azimuth_rad = 1.5708}, 120);
  const SensorReport report = picture.sensors()[kWest];
  EXPECT_EQ(report.fault, SensorFault::turned);
  EXPECT_NEAR(report.turned.in_degrees(), 90, 6);
  EXPECT_EQ(without_ais(picture), 0);
  EXPECT_GT(picture.counters().set_aside, 100U);
}

TEST(SensorHealth, SetsARadarAsideWhoseClockIsAMinuteOff) {
  for (const double ahead_s : {60.0, -60.0}) {
    const auto options = sea_options();
    SurfacePicture picture(options);
    play(picture, options, {.time_s = ahead_s}, 180);
    const SensorReport report = picture.sensors()[kWest];
    EXPECT_EQ(report.fault, SensorFault::clock) << ahead_s;
    EXPECT_NEAR(report.ahead.in_seconds(), ahead_s, 6);
    EXPECT_EQ(without_ais(picture), 0) << ahead_s;
  }
}

// Another datum, or an antenna that stands elsewhere than the settings say.
TEST(SensorHealth, SetsARadarAsideThatShowsEverythingBesideWhereItIs) {
  for (const geo::Offset shift : {geo::Offset{-184, 154}, {0, 500}, {700, -700}, {-230, 0}}) {
    const auto options = sea_options();
    SurfacePicture picture(options);
    play(picture, options, {.shift = shift}, 180);
    const SensorReport report = picture.sensors()[kWest];
    EXPECT_EQ(report.fault, SensorFault::shifted) << shift.east_m << ' ' << shift.north_m;
    EXPECT_NEAR(report.shifted.in_metres(), shift.length_m(), 40);
    EXPECT_NEAR(report.shifted_to.in_degrees(),
                Bearing::radians(std::atan2(shift.east_m, shift.north_m)).in_degrees(), 10);
    EXPECT_EQ(without_ais(picture), 0);
  }
}

// What its bias takes off is no reason not to use it, whatever the errors are together.
TEST(SensorHealth, UsesARadarWhoseErrorsCanBeLearned) {
  for (const Wrong& wrong : {Wrong{.range_m = 120}, Wrong{.azimuth_rad = 0.02}, Wrong{.azimuth_rad = -0.015},
                             Wrong{.time_s = 1.5}, Wrong{.shift = {70, -70}}}) {
    const auto options = sea_options();
    SurfacePicture picture(options);
    play(picture, options, wrong, 400);
    EXPECT_EQ(picture.sensors()[kWest].fault, SensorFault::none) << wrong.range_m << wrong.azimuth_rad;
    EXPECT_EQ(without_ais(picture), 3) << wrong.range_m << ' ' << wrong.azimuth_rad;
  }
}

TEST(ShiftVotes, OneVesselAloneIsWrongItself) {
  ShiftVotes votes;
  for (int i = 0; i < 100; ++i) {
    votes.add({-240, 160}, model::Mmsi(533'000'101));
  }
  EXPECT_FALSE(votes.peak_elsewhere());
  for (const std::uint32_t other : {102U, 103U}) {
    votes.add({-240, 160}, model::Mmsi(533'000'000 + other));
  }
  ASSERT_TRUE(votes.peak_elsewhere());
  EXPECT_NEAR(votes.peak_elsewhere()->shift.east_m, -240, 1);
  for (int i = 0; i < 60; ++i) {
    votes.add({10, -20}, model::Mmsi(533'000'104));
  }
  EXPECT_FALSE(votes.peak_elsewhere()) << "as many lie where they should";
}

TEST(ShiftVotes, FarOffIsNoVoteAndOldOnesFade) {
  ShiftVotes votes;
  for (std::uint32_t i = 0; i < 60; ++i) {
    votes.add({1e9, -1e9}, model::Mmsi(533'000'100 + i));
    votes.add({400, 400}, model::Mmsi(533'000'100 + i));
  }
  EXPECT_TRUE(votes.peak_elsewhere());
  for (int turn = 0; turn < 200; ++turn) {
    votes.fade(0.97F);
  }
  EXPECT_FALSE(votes.peak_elsewhere());
}

// All go along a strait that the radar looks across, as far off as a bearing hides by how much.
TEST(SensorHealth, FindsAWrongClockInALaneOfTwoWays) {
  const auto options = sea_options();
  SurfacePicture picture(options);
  Random random(24);
  std::vector<Boat> lane;
  for (std::uint32_t i = 0; i < 14; ++i) {
    const bool is_eastbound = i % 2 == 0;
    lane.push_back({.begin = {random.uniform(-9'000, 9'000), is_eastbound ? 13'000.0 : 15'000.0},
                    .east_ms = (is_eastbound ? 1 : -1) * random.uniform(5, 8),
                    .mmsi = model::Mmsi(533'000'200 + i)});
  }
  for (double t_s = 0; t_s < 240; t_s += 2.5) {
    for (const Boat& boat : lane) {
      picture.take(noisy_plot(options, kWest, boat.at(t_s - 60), t_s, random));
      picture.take(ais_of(boat, t_s + 1));
    }
    picture.advance(after(t_s));
  }
  EXPECT_EQ(picture.sensors()[kWest].fault, SensorFault::clock);
  EXPECT_EQ(without_ais(picture), 0);
}

TEST(SensorHealth, SetsARadarAsideThatRepeatsItself) {
  const auto options = sea_options();
  SurfacePicture picture(options);
  play(picture, options, {.repeats_from_s = 100}, 140);
  EXPECT_EQ(picture.sensors()[kWest].fault, SensorFault::repeats);
  EXPECT_EQ(without_ais(picture), 0);
}

// Turned back, it is believed again.
TEST(SensorHealth, BelievesARadarAgainThatWasPutRight) {
  const auto options = sea_options();
  SurfacePicture picture(options);
  Random random(22);
  const auto boats = traffic();
  for (double t_s = 0; t_s < 500; t_s += 2.5) {
    for (const Boat& boat : boats) {
      const geo::Offset place = boat.at(t_s);
      const geo::Offset seen = t_s < 100 ? geo::Offset{place.north_m, -place.east_m} : place;
      picture.take(noisy_plot(options, kWest, seen, t_s, random));
      if (boat.mmsi != model::Mmsi()) {
        picture.take(ais_of(boat, t_s + 1));
      }
    }
    picture.advance(after(t_s));
    if (t_s == 95) {
      EXPECT_EQ(picture.sensors()[kWest].fault, SensorFault::turned);
    }
  }
  EXPECT_EQ(picture.sensors()[kWest].fault, SensorFault::none);
  EXPECT_EQ(without_ais(picture), 3);
}

// A buoy that has been there for a while: when its echo comes back after a pause, it is no new craft.
TEST(SensorHealth, RemembersWhereThingsStand) {
  const auto options = sea_options();
  SurfacePicture picture(options);
  Random random(23);
  for (double t_s = 0; t_s < 1'300; t_s += 2.5) {
    if (t_s < 700 || t_s > 900) {
      picture.take(noisy_plot(options, kWest, {5'000, 2'000}, t_s, random));
    }
    picture.take(noisy_plot(options, kWest, Boat{.begin = {-5'000, 0}, .east_ms = 4}.at(t_s), t_s, random));
    picture.advance(after(t_s));
    if (t_s == 850) {
      EXPECT_EQ(picture.tracks().size(), 1U);
    }
    if (t_s == 940) {
      const auto tracks = picture.tracks();
      const FusedTrack* again = track_near(tracks, {5'000, 2'000});
      ASSERT_NE(again, nullptr);
      EXPECT_EQ(again->motion, Motion::standing) << "at once, not after a minute";
    }
  }
  EXPECT_GE(picture.standing_places(), 1U);
}

TEST(StandingPlaces, AreForgottenInTimeAndNeverTooMany) {
  StandingPlaces places;
  for (int i = 0; i < 6'000; ++i) {
    places.learn(kSea.to_position({i * 200.0, 0}), after(i));
  }
  EXPECT_EQ(places.size(), 4'000U);
  EXPECT_FALSE(places.contains(kSea.to_position({0, 0}))) << "the oldest gave way";
  EXPECT_TRUE(places.contains(kSea.to_position({5'999 * 200.0, 30})));
  places.forget_before(after(5'990));
  EXPECT_EQ(places.size(), 10U);
}

}  // namespace
}  // namespace selat::track::fusion
