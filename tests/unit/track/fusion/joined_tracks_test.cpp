#include "track/fusion/joined_tracks.h"

#include <algorithm>
#include <optional>

#include <gtest/gtest.h>

namespace selat::track::fusion {
namespace {

using model::TrackState;

constexpr Instant kNoon = Instant::unix_seconds(1'767'268'800);
constexpr model::Mmsi kShip{525'000'003};
const geo::Position kPlace = geo::Position::degrees(1.2, 103.6);
constexpr model::TrackId kAisId = model::track_id(kShip, 20'454, 1);
constexpr model::TrackId kRadarId = model::track_id_of_contact(20'454, 0x1234'5678'9ABC'DEF0);

// A ship on AIS and the picture's track of a radar, which may be the same.
struct Strait {
  std::vector<model::Track> ais;
  JoinedTracks joined{[this](model::Mmsi mmsi) {
    std::vector<model::Track> tracks;
    std::ranges::copy_if(ais, std::back_inserter(tracks),
                         [&](const model::Track& track) { return track.vessel.mmsi == mmsi; });
    return tracks;
  }};
};

model::Track ship(model::TrackId id = kAisId, geo::Position place = kPlace) {
  model::Track track;
  track.id = id;
  track.state = TrackState::confirmed;
  track.vessel.mmsi = kShip;
  track.vessel.name = "SATU";
  track.first_at = kNoon - Span::minutes(5);
  track.last_at = kNoon;
  track.position = place;
  return track;
}

FusedTrack seen(model::TrackId id, model::Mmsi mmsi, Instant last_at = kNoon) {
  FusedTrack fused;
  fused.id = id;
  fused.is_confirmed = true;
  fused.at = fused.last_at = last_at;
  fused.first_at = kNoon - Span::minutes(9);
  fused.position = geo::Position::degrees(1.2001, 103.6);
  fused.motion = Motion::moving;
  fused.east = Speed::knots(10);
  fused.mmsi = mmsi;
  fused.seen_by = {{model::SensorKind::radar, "changi", {}, fused.first_at, last_at}};
  return fused;
}

std::optional<model::Track> last_of(const std::vector<model::Track>& tracks, model::TrackId id) {
  std::optional<model::Track> found;
  for (const model::Track& track : tracks) {
    found = track.id == id ? std::optional(track) : found;
  }
  return found;
}

TEST(JoinedTracks, WhatARadarAloneSeesIsATrackWithoutMmsi) {
  Strait strait;
  const auto begun = strait.joined.take({seen(kRadarId, {})});
  ASSERT_EQ(begun.size(), 1U);
  EXPECT_TRUE(is_without_ais(begun[0]));
  EXPECT_EQ(begun[0].id, kRadarId);
  EXPECT_EQ(begun[0].cog, Bearing::degrees(90));
  EXPECT_TRUE(strait.joined.take({seen(kRadarId, {})}).empty()) << "nothing has changed";
  ASSERT_EQ(strait.joined.all({}).size(), 1U);
  const auto over = strait.joined.take({});
  ASSERT_EQ(over.size(), 1U);
  EXPECT_EQ(over[0].state, TrackState::ended);
  EXPECT_TRUE(strait.joined.all({}).empty());
}

TEST(JoinedTracks, WhatIsNotConfirmedOrSeenByAisAloneIsNotOfThePicture) {
  Strait strait;
  FusedTrack unsure = seen(kRadarId, {});
  unsure.is_confirmed = false;
  FusedTrack ais_alone = seen(kAisId, kShip);
  ais_alone.seen_by = {{model::SensorKind::ais, "", kShip, kNoon, kNoon}};
  strait.ais = {ship()};
  FusedTrack buoy = seen(kRadarId + 1, {});
  buoy.motion = Motion::standing;
  EXPECT_TRUE(strait.joined.take({unsure, ais_alone, buoy}).empty());
  EXPECT_EQ(strait.joined.join({ship()}), (std::vector{ship()}));
}

TEST(JoinedTracks, ATrackThatARadarBeganKeepsItsIdWhenAisNamesIt) {
  Strait strait;
  strait.ais = {ship()};
  (void)strait.joined.take({seen(kRadarId, {})});
  const auto named = strait.joined.take({seen(kRadarId, kShip)});
  ASSERT_TRUE(last_of(named, kRadarId));
  EXPECT_EQ(last_of(named, kRadarId)->vessel.name, "SATU");
  EXPECT_EQ(last_of(named, kRadarId)->position, kPlace) << "AIS knows better where it is";
  EXPECT_EQ(last_of(named, kAisId)->state, TrackState::ended) << "they are one";
  EXPECT_EQ(strait.joined.all(strait.ais).size(), 1U);
  model::Track later = ship();
  later.last_at = kNoon + Span::seconds(6);
  const auto moved = strait.joined.join({later});
  ASSERT_EQ(moved.size(), 1U);
  EXPECT_EQ(moved[0].id, kRadarId);
}

TEST(JoinedTracks, ATrackThatAisBeganGoesOnWhenAisFallsSilent) {
  Strait strait;
  strait.ais = {ship()};
  const auto joined = strait.joined.take({seen(kAisId, kShip)});
  ASSERT_EQ(joined.size(), 1U);
  EXPECT_EQ(joined[0].id, kAisId);
  ASSERT_EQ(joined[0].seen_by.size(), 2U);
  EXPECT_EQ(joined[0].seen_by[1].kind, model::SensorKind::ais);
  EXPECT_EQ(joined[0].seen_by[1].last_at, kNoon);

  strait.ais.clear();
  model::Track gone = ship();
  gone.state = TrackState::ended;
  EXPECT_TRUE(strait.joined.join({gone}).empty()) << "a radar sees it still";
  const auto on = strait.joined.take({seen(kAisId, kShip, kNoon + Span::minutes(30))});
  ASSERT_EQ(on.size(), 1U);
  EXPECT_EQ(on[0].state, TrackState::confirmed);
  EXPECT_EQ(on[0].vessel.name, "SATU");
  EXPECT_EQ(on[0].last_at, kNoon + Span::minutes(30));
  const auto over = strait.joined.take({});
  ASSERT_EQ(over.size(), 1U) << "ended once";
  EXPECT_EQ(over[0].id, kAisId);
  EXPECT_EQ(over[0].state, TrackState::ended);
}

TEST(JoinedTracks, WhenTheyPartEachIsPublishedByItself) {
  Strait strait;
  strait.ais = {ship()};
  (void)strait.joined.take({seen(kRadarId, kShip)});
  const auto parted = strait.joined.take({seen(kRadarId, {})});
  EXPECT_EQ(last_of(parted, kAisId)->state, TrackState::confirmed);
  ASSERT_TRUE(last_of(parted, kRadarId));
  EXPECT_TRUE(is_without_ais(*last_of(parted, kRadarId)));
  EXPECT_EQ(strait.joined.all(strait.ais).size(), 2U);
}

TEST(JoinedTracks, OfTwoObjectsOfOneMmsiTheOneThatIsThereIsJoined) {
  Strait strait;
  const model::TrackId far = model::track_id(kShip, 20'454, 2);
  strait.ais = {ship(far, geo::Position::degrees(1.5, 103.6)), ship()};
  (void)strait.joined.take({seen(kAisId, kShip)});
  const auto all = strait.joined.all(strait.ais);
  ASSERT_EQ(all.size(), 2U);
  EXPECT_TRUE(last_of(all, far)->seen_by.empty());
  EXPECT_FALSE(last_of(all, kAisId)->seen_by.empty());
}

}  // namespace
}  // namespace selat::track::fusion
