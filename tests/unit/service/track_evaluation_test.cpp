#include "service/track_evaluation.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/random.h"
#include "service/radar_scene.h"

namespace selat::service {
namespace {

// A ferry in a harbour, written for this test: two boats, a quay that shows up now and then, and what is
// thrown back behind the boat that passes near.
std::string harbour_scene(int scans) {
  Random random(1);
  std::string text = "[";
  for (int scan = 0; scan < scans; ++scan) {
    const double t_s = 1.7 * scan;
    const double first_east = -150 + 3 * t_s;  // passes 60 m north of the ferry
    const double second_north = -300 + 2 * t_s;
    std::string plots;
    const auto add = [&](double north, double east) {
      plots += fmt::format("{}[{:.2f},{:.2f}]", plots.empty() ? "" : ",", north + random.normal(0, 2),
                           east + random.normal(0, 2));
    };
    add(60, first_east);
    if (random.chance(0.9)) {
      add(second_north, 200);
    }
    if (random.chance(0.7)) {
      add(-350, -100);
    }
    if (std::abs(first_east) < 60) {
      add(60 * 5, first_east * 5);
    }
    text += fmt::format("{}{{\"time\":{:.3f},\"own\":[0,0],\"plots\":[{}],\"truth\":[", scan == 0 ? "" : ",",
                        1'620'000'000 + t_s, plots);
    text +=
        fmt::format("{{\"id\":1,\"north\":60,\"east\":{:.2f}}},{{\"id\":2,\"north\":{:.2f},\"east\":200}}]}}",
                    first_east, second_north);
  }
  return text + "]";
}

TEST(TrackEvaluation, OfAHarbour) {
  const auto scans = parse_radar_scene(harbour_scene(70));
  ASSERT_TRUE(scans);
  const auto run = evaluate_tracks("harbour", *scans, harbour_radar(*scans), Distance::metres(30));
  EXPECT_LT(run.moving.gospa_m, 16) << "30 where nothing is tracked";
  EXPECT_LE(run.moving.false_tracks_per_scan, 0.5);
  EXPECT_LE(run.moving.switches, 1U);
  EXPECT_EQ(run.moving.never_confirmed, 0U);
  EXPECT_GT(run.confirmed.false_tracks_per_scan, run.moving.false_tracks_per_scan) << "the quay";
}

// Seen 7 times of 10, among 20 false plots a scan, for four hours in all.
TEST(TrackEvaluation, OfTheSea) {
  double false_tracks = 0;
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    const simulate::RadarTrialOptions trial{.seed = seed};
    const auto run =
        evaluate_tracks("", simulate::radar_trial(trial), radar_of(trial), Distance::metres(200));
    EXPECT_LE(run.confirmed.most_scans_to_confirm, 15) << "seed " << seed;
    EXPECT_EQ(run.confirmed.never_confirmed, 0U) << "seed " << seed;
    false_tracks += run.confirmed.false_tracks_per_hour * 0.5;
    // Of 4,000 errors that are not independent; 2 is right.
    EXPECT_GT(*run.confirmed.nees, 1.4) << "seed " << seed;
    EXPECT_LT(*run.confirmed.nees, 2.4) << "seed " << seed;
  }
  EXPECT_LE(false_tracks, 4) << "one in a radar's hour";
}

TEST(TrackEvaluation, IsToldInWordsAndAsJson) {
  const auto scans = parse_radar_scene(harbour_scene(30));
  ASSERT_TRUE(scans);
  const auto run = evaluate_tracks("a\x1b[1m", *scans, harbour_radar(*scans), Distance::metres(30));
  const std::string text = as_text({run}, Language::id);
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_NE(text.find("30 pindaian"), std::string::npos) << text;
  const auto json = nlohmann::json::parse(as_json({run}));
  EXPECT_EQ(json[0]["scans"], 30);
  EXPECT_EQ(json[0]["moving"]["gospa_m"], run.moving.gospa_m);
}

TEST(TrackEvaluation, SaysWhatIsWrongWithARecording) {
  EXPECT_FALSE(parse_radar_scene(""));
  EXPECT_FALSE(parse_radar_scene("{}"));
  EXPECT_FALSE(parse_radar_scene("[]"));
  const std::string sound =
      R"([{"time":1,"own":[0,0],"plots":[[1,2]],"truth":[{"id":1,"north":0,"east":1}]}])";
  EXPECT_TRUE(parse_radar_scene(sound));
  for (const auto& [right, wrong] : std::vector<std::pair<std::string, std::string>>{
           {"\"time\":1", "\"time\":\"1\""},
           {"\"time\":1", "\"time\":-1"},
           {"[0,0]", "[0]"},
           {"[0,0]", "[0,1e300]"},
           {"[[1,2]]", "[[1,null]]"},
           {"[[1,2]]", "7"},
           {"\"id\":1", "\"id\":-1"},
           {"\"north\":0", "\"north\":true"},
           {"}]}]", R"(}]},{"time":1,"own":[0,0],"plots":[],"truth":[]}])"}}) {
    std::string text = sound;
    text.replace(text.find(right), right.size(), wrong);
    EXPECT_FALSE(parse_radar_scene(text)) << text;
  }
}

}  // namespace
}  // namespace selat::service
