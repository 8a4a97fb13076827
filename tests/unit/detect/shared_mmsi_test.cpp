// Two transmitters have one MMSI from the first second on: a number copied or mistyped. Each is a track of
// its own, and every rule sees both.

#include <cmath>
#include <string>

#include <gtest/gtest.h>

#include "scene.h"

namespace selat::detect {
namespace {

using namespace scene;
using model::NavigationStatus;
using model::Transponder;

constexpr std::uint32_t kShared = 525'000'001, kThird = 533'000'001;
constexpr double kFrom_s = 2;
constexpr double kMetresPerSecond = 1852.0 / 3600;  // in a knot

// One of them: it sails east, and is heard by a station of its own.
class Transmitter {
 public:
  Transmitter(const char* name, double length_m, const char* station, double north_m, Transponder transponder)
      : name_(name), length_m_(length_m), station_(station), transponder_(transponder) {
    values_.north_m = north_m;
    values_.cog_deg = 90;
    values_.transponder = transponder;
  }

  void start_at(double second) { now_s_ = second; }
  void jump(double north_m) { values_.north_m += north_m; }
  void sail(double until_s, double sog_kn) {
    go_on(until_s, sog_kn, NavigationStatus::under_way_using_engine);
  }
  void lie(double until_s) { go_on(until_s, 0, NavigationStatus::moored); }

  [[nodiscard]] const std::vector<model::Report>& reports() const { return reports_; }
  [[nodiscard]] std::uint64_t positions() const {
    return static_cast<std::uint64_t>(std::ranges::count_if(
        reports_, [](const auto& report) { return std::holds_alternative<model::PositionReport>(report); }));
  }
  [[nodiscard]] geo::Position position() const { return at_m(values_.east_m, values_.north_m); }

 private:
  void go_on(double until_s, double sog_kn, NavigationStatus status) {
    values_.sog_kn = sog_kn;
    values_.status = status;
    const double class_a_s = status == NavigationStatus::moored ? 180 : 10;
    const double every_s = transponder_ == Transponder::class_b ? 30 : class_a_s;
    for (; now_s_ < until_s; now_s_ += every_s) {
      if (now_s_ >= next_static_s_) {
        next_static_s_ = now_s_ + 360;
        say(particulars(kShared, now_s_ + 0.5, name_, length_m_));
      }
      say(scene::position(kShared, now_s_, values_));
      values_.east_m += sog_kn * kMetresPerSecond * every_s;
    }
  }

  template <typename Said>
  void say(Said said) {
    said.source = station_;
    said.transponder = transponder_;
    reports_.emplace_back(std::move(said));
  }

  const char* name_;
  double length_m_;
  const char* station_;
  Transponder transponder_;
  ReportValues values_;
  double now_s_ = 0, next_static_s_ = 0;
  std::vector<model::Report> reports_;
};

enum class Traffic : std::uint8_t { both_under_way, one_moored, both_class_b };

struct Case {
  double apart_km;
  Traffic traffic;
};

class SharedMmsi : public testing::TestWithParam<Case> {
 protected:
  // At every full minute the other was heard last.
  SharedMmsi() {
    one_.start_at(kFrom_s);
    other_.start_at(kFrom_s + 4);
  }

  [[nodiscard]] static double other_north_m() { return GetParam().apart_km * 1'000; }
  [[nodiscard]] static bool is_other_moored() { return GetParam().traffic == Traffic::one_moored; }
  [[nodiscard]] static Transponder transponder() {
    return GetParam().traffic == Traffic::both_class_b ? Transponder::class_b : Transponder::class_a;
  }

  void other_goes_on(double until_s) {
    if (is_other_moored()) {
      other_.lie(until_s);
    } else {
      other_.sail(until_s, 9);
    }
  }

  // All that both sent, and `more`.
  std::vector<model::Anomaly> play(EngineOptions options, std::vector<model::Report> more = {}) {
    more.insert(more.end(), one_.reports().begin(), one_.reports().end());
    more.insert(more.end(), other_.reports().begin(), other_.reports().end());
    sort_by_time(more);
    Engine engine(std::move(options));
    auto messages = run(engine, more);
    tracks_ = engine.tracks();
    return messages;
  }

  // The track at the place of the transmitter; null when there is none.
  [[nodiscard]] const model::Track* track_of(const Transmitter& transmitter) const {
    const auto found = std::ranges::find_if(tracks_, [&](const model::Track& track) {
      return track.vessel.mmsi.number() == kShared &&
             geo::distance(track.position, transmitter.position()) < Distance::metres(500);
    });
    return found == tracks_.end() ? nullptr : &*found;
  }

  [[nodiscard]] static std::vector<std::uint64_t> ids_of(const std::vector<model::Anomaly>& messages) {
    std::vector<std::uint64_t> ids;
    for (const model::Anomaly& anomaly : messages) {
      ids.push_back(anomaly.id);
    }
    std::ranges::sort(ids);
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
  }

  Transmitter one_{"ALPHA", 200, "tower", 0, transponder()};
  Transmitter other_{"BRAVO", 50, "ridge", other_north_m(), transponder()};
  std::vector<model::Track> tracks_;
};

std::string name_of_case(const testing::TestParamInfo<Case>& info) {
  const char* traffic[] = {"both_under_way", "one_moored", "both_class_b"};
  return std::to_string(std::lround(info.param.apart_km)) + "_km_" +
         traffic[static_cast<std::size_t>(info.param.traffic)];
}

std::vector<Case> all_cases() {
  std::vector<Case> cases;
  for (const double apart_km : {2.0, 5.0, 20.0, 100.0}) {
    for (const auto traffic : {Traffic::both_under_way, Traffic::one_moored, Traffic::both_class_b}) {
      cases.push_back({apart_km, traffic});
    }
  }
  return cases;
}

INSTANTIATE_TEST_SUITE_P(Apart, SharedMmsi, testing::ValuesIn(all_cases()), name_of_case);

TEST_P(SharedMmsi, EachIsATrackOfItsOwn) {
  one_.sail(720, 10);
  other_goes_on(720);
  play({});
  ASSERT_EQ(tracks_.size(), 2U);
  const model::Track* one = track_of(one_);
  const model::Track* other = track_of(other_);
  ASSERT_NE(one, nullptr);
  ASSERT_NE(other, nullptr);
  EXPECT_NE(one->id, other->id);
  EXPECT_EQ(one->state, model::TrackState::confirmed);
  EXPECT_EQ(other->state, model::TrackState::confirmed);
  EXPECT_EQ(one->fixes, one_.positions()) << "none is lost to the other";
  EXPECT_EQ(other->fixes, other_.positions());
}

TEST_P(SharedMmsi, StaticDataStaysWithTheTrackOfItsStation) {
  one_.sail(1'200, 10);
  other_goes_on(1'200);
  play({});
  const model::Track* one = track_of(one_);
  const model::Track* other = track_of(other_);
  ASSERT_NE(one, nullptr);
  ASSERT_NE(other, nullptr);
  ASSERT_TRUE(one->vessel.name && one->vessel.dimensions);
  ASSERT_TRUE(other->vessel.name && other->vessel.dimensions);
  EXPECT_EQ(one->vessel.name->view(), "ALPHA");
  EXPECT_EQ(one->vessel.dimensions->length(), Distance::metres(200));
  EXPECT_EQ(other->vessel.name->view(), "BRAVO");
  EXPECT_EQ(other->vessel.dimensions->length(), Distance::metres(50));
}

TEST_P(SharedMmsi, NeitherHasJumped) {
  one_.sail(2'400, 10);
  other_goes_on(2'400);
  EXPECT_TRUE(of(play({}), "position_jump").empty());
  EXPECT_EQ(tracks_.size(), 2U);
}

TEST_P(SharedMmsi, ZoneEntryOfOneIsFound) {
  EngineOptions options;
  options.zones = {zone("here", model::ZoneKind::watch, 6'000, -900, 8'000, 900)};
  one_.sail(1'500, 10);
  other_goes_on(1'500);
  const auto found = of(play(options), "zone", "entry");
  ASSERT_EQ(ids_of(found).size(), 1U);
  EXPECT_NEAR((found[0].started_at - kNoon).in_seconds(), kFrom_s + 6'000 / (10 * kMetresPerSecond), 1);
  EXPECT_TRUE(options.zones[0].area.contains(found[0].reports.back().position.value()));
}

// The same rule, zone and MMSI at the same time: two alerts all the same.
TEST_P(SharedMmsi, EachEntersTheZone) {
  EngineOptions options;
  const double west_m = is_other_moored() ? -500 : 6'000;
  const double north_m = other_north_m();
  model::Zone here = zone("here", model::ZoneKind::watch, 6'000, -900, 9'000, 900);
  here.area = geo::Area({here.area.polygons().front(),
                         geo::Polygon({at_m(west_m, north_m - 900), at_m(9'000, north_m - 900),
                                       at_m(9'000, north_m + 900), at_m(west_m, north_m + 900)})});
  options.zones = {here};
  one_.sail(1'500, 10);
  other_goes_on(1'500);
  const auto found = of(play(options), "zone", "entry");
  EXPECT_EQ(ids_of(found).size(), 2U);
  for (const model::Anomaly& anomaly : found) {
    EXPECT_NE(anomaly.phase, model::AnomalyPhase::retracted);
    EXPECT_FALSE(anomaly.ended_at);
  }
}

TEST_P(SharedMmsi, MeetingOfOneWithAThirdIsFound) {
  one_.sail(1'200, 10);
  const double east_m = 1'200 * 10 * kMetresPerSecond;
  one_.sail(3'000, 0);
  other_goes_on(3'000);
  std::vector<model::Report> third;
  third.emplace_back(particulars(kThird, 1, "CHARLIE", 90));
  sail(third, kThird,
       {.from_s = 5,
        .to_s = 1'505,
        .east_m = east_m,
        .north_m = -150 - 1'500 * 6 * kMetresPerSecond,
        .sog_kn = 6,
        .cog_deg = 0});
  sail(third, kThird, {.from_s = 1'505, .to_s = 3'000, .east_m = east_m, .north_m = -150, .sog_kn = 0});
  const auto found = of(play({}, third), "rendezvous", "rendezvous");
  ASSERT_EQ(ids_of(found).size(), 1U);
  EXPECT_NEAR((found[0].started_at - kNoon).in_seconds(), 1'500, 60);
  EXPECT_LT(geo::distance(found[0].place, one_.position()), Distance::metres(200));
}

TEST_P(SharedMmsi, JumpOfOneIsFound) {
  one_.sail(1'200, 10);
  one_.jump(-12'000);
  one_.sail(2'400, 10);
  other_goes_on(2'400);
  const auto found = of(play({}), "position_jump", "jump");
  ASSERT_EQ(ids_of(found).size(), 1U);
  EXPECT_EQ(found.back().started_at, after(kFrom_s + 1'200));
  EXPECT_NEAR(found.back().evidence.front().measured, 12'000, 100);
  const auto is_confirmed = [](const model::Track& track) {
    return track.state == model::TrackState::confirmed;
  };
  EXPECT_EQ(std::ranges::count_if(tracks_, is_confirmed), 2);
  EXPECT_NE(track_of(one_), nullptr);
  EXPECT_NE(track_of(other_), nullptr);
}

TEST_P(SharedMmsi, OneThatIsHeardLaterIsATrackOfItsOwn) {
  one_.sail(3'000, 10);
  other_.start_at(kFrom_s + 1'204);
  other_goes_on(3'000);
  for (const model::Anomaly& anomaly : of(play({}), "position_jump")) {
    EXPECT_EQ(anomaly.severity, model::Severity::information) << anomaly.grade.view();
  }
  ASSERT_EQ(tracks_.size(), 2U);
  const model::Track* one = track_of(one_);
  const model::Track* other = track_of(other_);
  ASSERT_NE(one, nullptr);
  ASSERT_NE(other, nullptr);
  EXPECT_EQ(one->first_at, after(kFrom_s));
  EXPECT_EQ(one->fixes, one_.positions());
  EXPECT_EQ(other->state, model::TrackState::confirmed);
  EXPECT_NEAR((other->first_at - kNoon).in_seconds(), kFrom_s + 1'204, 600);
}

// The one that is still heard does not keep the other's track alive.
TEST_P(SharedMmsi, SilenceOfOneEndsItsTrackAlone) {
  EngineOptions options;
  options.zones = {
      zone("here", model::ZoneKind::watch, -500, other_north_m() - 900, 9'000, other_north_m() + 900)};
  one_.sail(6 * 3'600, 10);
  other_goes_on(1'200);
  const auto found = of(play(options), "zone", "entry");
  ASSERT_EQ(ids_of(found).size(), 1U);
  EXPECT_EQ(found.back().phase, model::AnomalyPhase::ended);
  const model::Track* one = track_of(one_);
  ASSERT_NE(one, nullptr);
  EXPECT_EQ(one->state, model::TrackState::confirmed);
  for (const model::Track& track : tracks_) {
    EXPECT_TRUE(track.id == one->id || track.state == model::TrackState::ended);
  }
}

TEST(ThreeWithOneMmsi, AreThreeTracks) {
  std::vector<model::Report> reports;
  std::vector<Transmitter> all;
  for (const double north_m : {0.0, 10'000.0, 50'000.0}) {
    Transmitter& one = all.emplace_back("ALPHA", 200, "tower", north_m, Transponder::class_a);
    one.start_at(north_m / 6'000);  // no two at the same time: such reports would be one transmission's
    one.sail(720, 10);
    reports.insert(reports.end(), one.reports().begin(), one.reports().end());
  }
  sort_by_time(reports);
  Engine engine({});
  EXPECT_TRUE(of(run(engine, reports), "position_jump").empty());
  const auto tracks = engine.tracks();
  ASSERT_EQ(tracks.size(), 3U);
  for (const model::Track& track : tracks) {
    EXPECT_EQ(track.state, model::TrackState::confirmed);
    EXPECT_EQ(track.fixes, 72U);
  }
}

}  // namespace
}  // namespace selat::detect
