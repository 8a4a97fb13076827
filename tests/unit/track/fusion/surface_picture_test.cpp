#include "track/fusion/surface_picture.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "unit/track/fusion/sea.h"

namespace selat::track::fusion {
namespace {

const std::vector<Boat> kBoats = {
    {.begin = {3'000, 2'000}, .east_ms = 6, .north_ms = 1},
    {.begin = {9'000, -4'000}, .east_ms = -3, .north_ms = 5, .mmsi = model::Mmsi(533'000'001)},
    {.begin = {6'000, 5'000}, .east_ms = 0, .north_ms = -9},
    {.begin = {15'000, 6'000}, .east_ms = -8, .north_ms = 0, .mmsi = model::Mmsi(563'000'002)},
};

// What two radars and AIS say of these boats for so long, with misses and false plots.
std::vector<Contact> contacts_of_a_sea(const PictureOptions& options, double seconds, std::uint64_t seed) {
  Random random(seed);
  std::vector<Contact> all;
  for (double t_s = 0; t_s < seconds; t_s += 2.5) {
    for (const SensorIndex radar : {kWest, kEast}) {
      for (const Boat& boat : kBoats) {
        if (random.chance(0.9)) {
          const double at_s = t_s + random.uniform(0, 0.2);
          all.push_back(noisy_plot(options, radar, boat.at(at_s), at_s, random));
        }
      }
      for (int i = 0; i < 10; ++i) {
        all.push_back(plot(options, radar, {random.uniform(-9'000, 19'000), random.uniform(-9'000, 19'000)},
                           t_s + random.uniform(0, 2.5)));
      }
    }
    for (const Boat& boat : kBoats) {
      if (boat.mmsi != model::Mmsi() && random.chance(0.5)) {
        all.push_back(ais_of(boat, t_s));
      }
    }
  }
  std::ranges::sort(all, {}, &Contact::observed_at);
  return all;
}

void play(SurfacePicture& picture, const std::vector<Contact>& contacts) {
  Instant latest = kBegin;
  for (const Contact& contact : contacts) {
    latest = std::max(latest, contact.observed_at);
    picture.take(contact);
    picture.advance(latest);
  }
  picture.advance(latest + Span::seconds(2));
  picture.catch_up();
}

TEST(SurfacePicture, TracksEveryBoatOnceThoughTwoRadarsSeeIt) {
  const auto options = sea_options();
  SurfacePicture picture(options);
  play(picture, contacts_of_a_sea(options, 180, 1));
  const auto tracks = picture.tracks(after(178));
  for (const Boat& boat : kBoats) {
    const FusedTrack* track = track_near(tracks, boat.at(178));
    ASSERT_NE(track, nullptr);
    EXPECT_EQ(track->mmsi, boat.mmsi);
    EXPECT_EQ(track->motion, Motion::moving);
    EXPECT_NEAR(track->east.in_metres_per_second(), boat.east_ms, 1.5);
    EXPECT_NEAR(track->north.in_metres_per_second(), boat.north_ms, 1.5);
    EXPECT_EQ(track->seen_by.size(), boat.mmsi == model::Mmsi() ? 2U : 3U);
  }
  EXPECT_EQ(std::ranges::count(tracks, true, &FusedTrack::is_confirmed), 4);
}

// One contact in ten comes up to ten minutes late.
TEST(SurfacePicture, IsTheSameInWhateverOrderContactsCome) {
  const auto options = sea_options();
  auto contacts = contacts_of_a_sea(options, 660, 2);
  SurfacePicture in_order(options);
  play(in_order, contacts);
  ASSERT_GE(in_order.tracks().size(), 4U);
  for (std::uint64_t seed = 1; seed <= 2; ++seed) {
    Random random(seed);
    std::vector<std::pair<Instant, Contact>> arrivals;
    for (const Contact& contact : contacts) {
      // Most are hardly late.
      const double late_s = random.chance(0.9) ? random.uniform(0, 2) : random.uniform(0, 595);
      arrivals.emplace_back(contact.observed_at + Span::seconds(late_s), contact);
    }
    std::ranges::stable_sort(arrivals, {}, &std::pair<Instant, Contact>::first);
    std::vector<Contact> late;
    for (const auto& [at, contact] : arrivals) {
      late.push_back(contact);
    }
    SurfacePicture shuffled(options);
    play(shuffled, late);
    shuffled.advance(in_order.folded_to() + options.lag);
    EXPECT_EQ(shuffled.tracks(), in_order.tracks()) << "seed " << seed;
    EXPECT_EQ(shuffled.counters(), in_order.counters()) << "seed " << seed;
    EXPECT_GT(shuffled.intake().refolds, 10U) << "seed " << seed;
  }
}

// Many a little late, in a load that never ends: they wait for each other, and are not forgotten.
TEST(SurfacePicture, FoldsLateContactsInTogether) {
  const auto options = sea_options();
  auto contacts = contacts_of_a_sea(options, 300, 12);
  SurfacePicture picture(options);
  Random random(13);
  std::vector<std::pair<Instant, Contact>> arrivals;
  for (const Contact& contact : contacts) {
    arrivals.emplace_back(contact.observed_at + Span::seconds(random.uniform(0, 60)), contact);
  }
  std::ranges::stable_sort(arrivals, {}, &std::pair<Instant, Contact>::first);
  for (const auto& [at, contact] : arrivals) {
    picture.take(contact);
    picture.advance(at);
  }
  EXPECT_LT(picture.intake().refolds, 40U) << "not for each of " << picture.intake().late;
  picture.advance(after(400));
  EXPECT_EQ(picture.counters().contacts, contacts.size());
}

// The first to arrive is not the first that was seen.
TEST(SurfacePicture, BeginsBeforeTheFirstContactThatArrives) {
  const auto options = sea_options();
  auto contacts = contacts_of_a_sea(options, 100, 3);
  SurfacePicture in_order(options);
  play(in_order, contacts);
  std::ranges::reverse(contacts);
  SurfacePicture reversed(options);
  for (const Contact& contact : contacts) {
    reversed.take(contact);
  }
  reversed.advance(in_order.folded_to() + options.lag);
  EXPECT_EQ(reversed.tracks(), in_order.tracks());
}

TEST(SurfacePicture, TakesAContactOnce) {
  const auto options = sea_options();
  auto contacts = contacts_of_a_sea(options, 60, 4);
  SurfacePicture once(options);
  play(once, contacts);
  const auto again = contacts;
  contacts.insert(contacts.end(), again.begin(), again.end());
  std::ranges::stable_sort(contacts, {}, &Contact::observed_at);
  SurfacePicture twice(options);
  play(twice, contacts);
  EXPECT_EQ(twice.tracks(), once.tracks());
  EXPECT_EQ(twice.intake().repeated, again.size());
}

TEST(SurfacePicture, RefusesWhatCannotBe) {
  const auto options = sea_options();
  SurfacePicture picture(options);
  picture.advance(after(0));
  auto contact = plot(options, kWest, {5'000, 0}, 0);
  contact.sensor = 9;
  picture.take(contact);
  contact = plot(options, kWest, {5'000, 0}, 0);
  contact.sigma_along = Distance();
  picture.take(contact);
  contact = ais_of(kBoats[1], 0);
  contact.mmsi = model::Mmsi();
  picture.take(contact);
  EXPECT_EQ(picture.intake().invalid, 3U);
  picture.take(plot(options, kWest, {31'000, 0}, 0));
  EXPECT_EQ(picture.intake().out_of_range, 1U);
  picture.take(plot(options, kWest, {5'000, 0}, 200));
  EXPECT_EQ(picture.intake().from_future, 1U);
  picture.take(plot(options, kWest, {5'000, 0}, -700));
  EXPECT_EQ(picture.intake().too_late, 1U);
  EXPECT_EQ(picture.intake().taken, 0U);
}

// The radar has it first; AIS is heard from then on. The track keeps its id and gains a name.
TEST(SurfacePicture, AisJoinsARadarsTrackWhichKeepsItsId) {
  const auto options = sea_options();
  const Boat boat = kBoats[1];
  SurfacePicture picture(options);
  Random random(5);
  model::TrackId id = 0;
  for (int scan = 0; scan < 50; ++scan) {
    const double t_s = scan * 2.5;
    picture.take(noisy_plot(options, kWest, boat.at(t_s), t_s, random));
    if (scan >= 25) {
      picture.take(ais_of(boat, t_s + 1));
    }
    picture.advance(after(t_s + 2.4));
    if (scan == 20) {
      const auto tracks = picture.tracks();
      const FusedTrack* track = track_near(tracks, boat.at(t_s));
      ASSERT_NE(track, nullptr);
      EXPECT_EQ(track->mmsi, model::Mmsi());
      EXPECT_EQ(model::mmsi_of(track->id), model::Mmsi());
      id = track->id;
    }
  }
  const auto tracks = picture.tracks();
  EXPECT_EQ(tracks.size(), 1U);
  const FusedTrack* track = track_near(tracks, boat.at(122));
  ASSERT_NE(track, nullptr);
  EXPECT_EQ(track->id, id);
  EXPECT_EQ(track->mmsi, boat.mmsi);
  ASSERT_EQ(track->seen_by.size(), 2U);
  EXPECT_EQ(track->seen_by[0].kind, model::SensorKind::radar);
  EXPECT_EQ(track->seen_by[0].sensor.view(), "west");
  EXPECT_EQ(track->seen_by[1].mmsi, boat.mmsi);
  EXPECT_GE(track->seen_by[1].first_at, after(62));
  EXPECT_EQ(picture.counters().joined, 1U);
}

// A vessel switches its AIS off and goes on; the identity is kept with its end.
TEST(SurfacePicture, KeepsTheTrackAndWhoItWasWhenAisFallsSilent) {
  const auto options = sea_options();
  const Boat boat = kBoats[1];
  SurfacePicture picture(options);
  Random random(6);
  for (int scan = 0; scan < 160; ++scan) {
    const double t_s = scan * 2.5;
    picture.take(noisy_plot(options, kWest, boat.at(t_s), t_s, random));
    if (scan < 40) {
      picture.take(ais_of(boat, t_s + 1));
    }
    picture.advance(after(t_s + 2.4));
  }
  const auto tracks = picture.tracks();
  const FusedTrack* track = track_near(tracks, boat.at(397));
  ASSERT_NE(track, nullptr);
  ASSERT_EQ(track->seen_by.size(), 2U);
  const auto& ais = track->seen_by[track->seen_by[0].kind == model::SensorKind::ais ? 0 : 1];
  EXPECT_EQ(ais.mmsi, boat.mmsi);
  EXPECT_LE(ais.last_at, after(101));
  const auto& radar = track->seen_by[track->seen_by[0].kind == model::SensorKind::ais ? 1 : 0];
  EXPECT_GE(radar.last_at, after(390));
}

// Its AIS says that it is elsewhere from some time on.
TEST(SurfacePicture, AnMmsiPartsFromATrackThatIsNotWhereItSays) {
  const auto options = sea_options();
  Boat boat = kBoats[1];
  SurfacePicture picture(options);
  Random random(7);
  for (int scan = 0; scan < 60; ++scan) {
    const double t_s = scan * 2.5;
    picture.take(noisy_plot(options, kWest, boat.at(t_s), t_s, random));
    Boat said = boat;
    said.begin = scan < 40 ? boat.begin : boat.begin + geo::Offset{0, 9'000};
    picture.take(ais_of(said, t_s + 1));
    picture.advance(after(t_s + 2.4));
  }
  const auto tracks = picture.tracks();
  const FusedTrack* seen = track_near(tracks, boat.at(147));
  const FusedTrack* said = track_near(tracks, boat.at(147) + geo::Offset{0, 9'000});
  ASSERT_NE(seen, nullptr);
  ASSERT_NE(said, nullptr);
  EXPECT_EQ(seen->mmsi, model::Mmsi());
  EXPECT_EQ(said->mmsi, boat.mmsi);
  EXPECT_EQ(picture.counters().parted, 1U);
}

TEST(SurfacePicture, AVesselThatOnlyAisHearsIsATrackToo) {
  auto options = sea_options();
  options.own_craft = {kBoats[3].mmsi};
  SurfacePicture picture(options);
  for (int report = 0; report < 6; ++report) {
    picture.take(ais_of(kBoats[3], report * 10));
    picture.advance(after(report * 10));
  }
  picture.advance(after(55));
  const auto tracks = picture.tracks();
  ASSERT_EQ(tracks.size(), 1U);
  EXPECT_TRUE(tracks[0].is_confirmed);
  EXPECT_TRUE(tracks[0].is_own_craft);
  EXPECT_EQ(model::mmsi_of(tracks[0].id), kBoats[3].mmsi);
  ASSERT_EQ(tracks[0].seen_by.size(), 1U);
  EXPECT_EQ(tracks[0].seen_by[0].kind, model::SensorKind::ais);
  picture.advance(after(300));
  EXPECT_TRUE(picture.tracks().empty()) << "silent for more than three minutes under way";
}

// Two boats side by side, each seen by the radar: the AIS of one does not take the other.
TEST(SurfacePicture, ABoatBesideAShipStaysUnknown) {
  const auto options = sea_options();
  const Boat ship{.begin = {5'000, 0}, .east_ms = 4, .mmsi = model::Mmsi(533'000'009)};
  const Boat dark{.begin = {5'000, 120}, .east_ms = 4};
  SurfacePicture picture(options);
  Random random(8);
  for (int scan = 0; scan < 80; ++scan) {
    const double t_s = scan * 2.5;
    picture.take(ais_of(ship, t_s + 1));
    picture.take(noisy_plot(options, kWest, ship.at(t_s), t_s, random));
    picture.take(noisy_plot(options, kWest, dark.at(t_s), t_s, random));
    picture.advance(after(t_s + 2.4));
  }
  const auto tracks = picture.tracks();
  EXPECT_EQ(std::ranges::count(tracks, true, &FusedTrack::is_confirmed), 2);
  EXPECT_EQ(std::ranges::count(tracks, ship.mmsi, &FusedTrack::mmsi), 1);
}

// What stands still is told apart from craft, and when it leaves it is a craft.
TEST(SurfacePicture, TellsWhatStandsStill) {
  const auto options = sea_options();
  SurfacePicture picture(options);
  Random random(9);
  Boat moored{.begin = {2'000, 1'000}};
  for (int scan = 0; scan < 100; ++scan) {
    const double t_s = scan * 2.5;
    if (scan == 60) {
      moored = {.begin = moored.begin - geo::Offset{5, 0} * t_s, .east_ms = 5};
    }
    picture.take(noisy_plot(options, kWest, moored.at(t_s), t_s, random));
    picture.advance(after(t_s + 2.4));
    if (scan == 59) {
      ASSERT_EQ(picture.tracks().size(), 1U);
      EXPECT_EQ(picture.tracks()[0].motion, Motion::standing);
    }
  }
  const auto tracks = picture.tracks();
  ASSERT_NE(track_near(tracks, moored.at(247)), nullptr);
  EXPECT_EQ(track_near(tracks, moored.at(247))->motion, Motion::moving);
}

TEST(SurfacePicture, TwoSightingsOfTheSameAreATrack) {
  const auto options = sea_options();
  SurfacePicture picture(options);
  Contact seen{.observed_at = after(0),
               .sensor = kPerson,
               .kind = ContactKind::sighting,
               .position = kSea.to_position({8'000, 0}),
               .sigma_along = Distance::nautical_miles(0.5),
               .sigma_across = Distance::nautical_miles(0.5)};
  picture.take(seen);
  picture.advance(after(60));
  ASSERT_EQ(picture.tracks().size(), 1U);
  EXPECT_FALSE(picture.tracks()[0].is_confirmed);
  seen.observed_at = after(120);
  seen.position = kSea.to_position({8'300, 200});
  picture.take(seen);
  picture.advance(after(180));
  ASSERT_EQ(picture.tracks().size(), 1U);
  EXPECT_TRUE(picture.tracks()[0].is_confirmed);
  EXPECT_EQ(picture.tracks()[0].seen_by[0].sensor.view(), "vts");
}

Contact told_at(geo::Offset place, double t_s) {
  return {.observed_at = after(t_s),
          .sensor = kPerson,
          .kind = ContactKind::sighting,
          .position = kSea.to_position(place),
          .sigma_along = Distance::nautical_miles(0.5),
          .sigma_across = Distance::nautical_miles(0.5)};
}

// One false plot in the gate of a sighting is no craft.
TEST(SurfacePicture, ASightingConfirmsNoFalsePlot) {
  const auto options = sea_options();
  SurfacePicture picture(options);
  Random random(3);
  for (double t_s = 0; t_s < 40; t_s += 2.5) {
    picture.take(plot(options, kWest, {8'000 + random.uniform(-900, 900), random.uniform(-900, 900)}, t_s));
    if (t_s == 20) {
      picture.take(told_at({8'000, 300}, t_s));
    }
    picture.advance(after(t_s));
  }
  const auto tracks = picture.tracks();
  EXPECT_EQ(std::ranges::count(tracks, true, &FusedTrack::is_confirmed), 0);
  const auto told = std::ranges::find_if(tracks, [](const FusedTrack& track) {
    return std::ranges::count(track.seen_by, model::SensorKind::sighting, &model::SensorSpan::kind) > 0;
  });
  ASSERT_NE(told, tracks.end());
  EXPECT_GT(told->sigma, Distance::metres(800)) << "it is no better known than it was told";
  EXPECT_FALSE(track_of(*told).sog.has_value()) << "nobody told how fast it is";
}

// What two people tell of stays what it is when a ferry goes by, and teaches no place where things stand.
TEST(SurfacePicture, ASightingIsNotTakenForAShipThatReports) {
  const auto options = sea_options();
  SurfacePicture picture(options);
  const Boat ferry{.begin = {6'000, 0}, .east_ms = 8, .mmsi = model::Mmsi(525'000'005)};
  picture.take(told_at({8'000, 0}, 0));
  picture.take(told_at({8'100, 100}, 60));
  for (double t_s = 100; t_s < 1'000; t_s += 10) {
    if (t_s < 500) {
      picture.take(ais_of(ferry, t_s));
    }
    picture.advance(after(t_s));
  }
  const auto tracks = picture.tracks();
  const auto told = std::ranges::find(tracks, model::Mmsi(), &FusedTrack::mmsi);
  ASSERT_NE(told, tracks.end());
  EXPECT_EQ(std::ranges::count(tracks, ferry.mmsi, &FusedTrack::mmsi), 0) << "it is silent for long";
  EXPECT_TRUE(told->is_confirmed);
  EXPECT_EQ(told->motion, Motion::unknown);
  EXPECT_EQ(picture.standing_places(), 0U);
}

// A fisherman has told of a boat; false plots are no answer to that, the
// radar's track of it is.
TEST(SurfacePicture, ASightingIsEvidenceOfTheTrackThatARadarFinds) {
  const auto options = sea_options();
  SurfacePicture picture(options);
  picture.take({.observed_at = after(0),
                .sensor = kPerson,
                .kind = ContactKind::sighting,
                .position = kSea.to_position({8'000, 300}),
                .sigma_along = Distance::nautical_miles(0.5),
                .sigma_across = Distance::nautical_miles(0.5)});
  Random random(14);
  const Boat boat{.begin = {8'000, 0}, .east_ms = 7};
  for (double t_s = 20; t_s < 120; t_s += 2.5) {
    picture.take(plot(options, kWest, {8'000 + random.uniform(-900, 900), random.uniform(-900, 900)}, t_s));
    if (t_s > 60) {
      picture.take(noisy_plot(options, kWest, boat.at(t_s), t_s, random));
    }
    picture.advance(after(t_s));
    if (t_s == 60) {
      const auto tracks = picture.tracks();
      EXPECT_EQ(std::ranges::count(tracks, true, &FusedTrack::is_confirmed), 0);
    }
  }
  const auto tracks = picture.tracks();
  EXPECT_EQ(std::ranges::count(tracks, true, &FusedTrack::is_confirmed), 1);
  const FusedTrack* track = track_near(tracks, boat.at(118));
  ASSERT_NE(track, nullptr);
  ASSERT_EQ(track->seen_by.size(), 2U);
  EXPECT_EQ(track->seen_by[0].kind, model::SensorKind::sighting);
  const model::Track told = track_of(*track);
  EXPECT_EQ(told.id, track->id);
  EXPECT_EQ(told.state, model::TrackState::confirmed);
  EXPECT_TRUE(model::is_without_ais(told));
  EXPECT_NEAR(told.sog->in_metres_per_second(), 7, 2);
  EXPECT_EQ(told.seen_by.size(), 2U);
}

// A radar gone wild: all is counted, nothing is invented, memory stays bounded.
TEST(SurfacePicture, AFloodOfPlotsMakesNoCraft) {
  auto options = sea_options();
  options.max_tracks = 5'000;
  SurfacePicture picture(options);
  Random random(10);
  for (int scan = 0; scan < 12; ++scan) {
    for (int i = 0; i < 6'000; ++i) {
      picture.take(plot(options, kWest, {random.uniform(-20'000, 20'000), random.uniform(-20'000, 20'000)},
                        scan * 2.5 + random.uniform(0, 2.5)));
    }
    picture.advance(after(scan * 2.5));
  }
  EXPECT_GT(picture.counters().flooded, 20'000U);
  EXPECT_TRUE(picture.sensors()[kWest].is_flooded);
  EXPECT_LE(picture.size(), options.max_tracks);
  const auto tracks = picture.tracks();
  EXPECT_EQ(std::ranges::count(tracks, true, &FusedTrack::is_confirmed), 0);
}

// A wrong clock, or a recording of another year behind the first: no second in between is counted out.
TEST(SurfacePicture, YearsOfSilencePassAtOnce) {
  auto options = sea_options();
  options.sensors[kEast].scan = Span();
  options.sensors[kEast].detection_probability = 7;
  SurfacePicture picture(options);
  play(picture, contacts_of_a_sea(options, 60, 15));
  picture.advance(after(1e9));
  EXPECT_TRUE(picture.tracks().empty());
  Random random(16);
  for (double t_s = 1e9; t_s < 1e9 + 60; t_s += 2.5) {
    picture.take(noisy_plot(options, kWest, kBoats[0].at(t_s - 1e9), t_s, random));
    picture.advance(after(t_s));
  }
  EXPECT_NE(track_near(picture.tracks(), kBoats[0].at(57)), nullptr);
}

// Nothing is heard of a radar any more: its tracks end in time.
TEST(SurfacePicture, TracksOfARadarThatIsSilentEnd) {
  const auto options = sea_options();
  SurfacePicture picture(options);
  play(picture, contacts_of_a_sea(options, 60, 11));
  EXPECT_GE(picture.tracks().size(), 4U);
  picture.advance(after(600));
  EXPECT_TRUE(picture.tracks().empty());
}

}  // namespace
}  // namespace selat::track::fusion
