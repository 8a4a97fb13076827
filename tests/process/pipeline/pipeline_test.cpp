// The whole system as real processes on loopback, looked at through `selat top --once --json`.

#include "pipeline.h"

#include <algorithm>
#include <csignal>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace selat::test {
namespace {

using testing::HasSubstr;

std::set<std::string> holders(const Json& picture) {
  std::set<std::string> all;
  for (const Json& sector : picture["sectors"]) {
    if (sector["state"] == "held") {
      all.insert(sector["holder"].get<std::string>());
    }
  }
  return all;
}

// Where any nation alone may order; a disputed sector has nobody, and says so.
bool is_every_sector_held(const Json& picture) {
  return !picture["sectors"].empty() && std::ranges::all_of(picture["sectors"], [](const Json& sector) {
    return sector["state"] == "held" || sector["why"] == "no nation alone may order here";
  });
}

bool is_whole(const Json& picture) {
  return picture["missing"].empty() && is_every_sector_held(picture) && holders(picture).size() == 4 &&
         picture["accounting"]["reports_published"] > 0 && picture["tracks"]["live"] > 0 &&
         !picture["tracks"]["silent_on_ais"].empty();
}

// kill −9 of every process in turn: each comes back, and in the end every sector has one holder again.
TEST_F(Pipeline, TheDemoHoldsAllSectorsAndRecoversFromEveryKill) {
  SelatProcess demo(directory_.path(), with_common({"demo", "--seed", "7"}));
  Json picture = top_until([](const Json& p) { return is_whole(p) && p["alerts_by_rule"].size() == 6; });
  ASSERT_TRUE(!picture.is_null() && is_whole(picture)) << picture.dump(1) << demo.output() << demo.errors();
  EXPECT_EQ(picture["alerts_by_rule"].size(), 6U)
      << "one of each rule, and what a fisherman told: " << picture["alerts_by_rule"].dump(1);
  EXPECT_TRUE(picture["accounting"]["is_every_sentence_accounted_for"]) << picture["accounting"].dump(1);

  const pid_t simulator = demo.child("simulate");  // it has no place on the bus
  const std::uint64_t reconnects = picture["feeds"][0]["reconnects"];
  ASSERT_NE(simulator, 0);
  ASSERT_EQ(::kill(simulator, SIGKILL), 0);
  picture = top_until([&](const Json& p) {
    return is_whole(p) && p["feeds"][0]["state"] == "receiving" && p["feeds"][0]["reconnects"] > reconnects;
  });
  ASSERT_TRUE(is_whole(picture)) << picture.dump(1);
  EXPECT_NE(demo.child("simulate"), 0);

  for (const std::string name : {"ingest", "detect", "coordinate", "control-point.belawan",
                                 "control-point.batam", "control-point.lumut", "control-point.changi"}) {
    SCOPED_TRACE(name);
    const Json* process = process_of(picture, name);
    ASSERT_NE(process, nullptr);
    const Json before = *process;
    ASSERT_EQ(::kill(before["pid"].get<pid_t>(), SIGKILL), 0);
    picture = top_until([&](const Json& p) {
      const Json* now = process_of(p, name);
      return now != nullptr && (*now)["term"] > before["term"] && now->contains("pid") && is_whole(p);
    });
    ASSERT_TRUE(is_whole(picture)) << picture.dump(1);
  }

  std::vector<pid_t> children;
  for (const Json& process : picture["processes"]) {
    if (process.contains("pid")) {
      children.push_back(process["pid"].get<pid_t>());
    }
  }
  EXPECT_GE(children.size(), 7U);
  demo.signal(SIGINT);
  EXPECT_EQ(demo.wait(), 0);
  for (const pid_t child : children) {
    EXPECT_EQ(::kill(child, 0), -1) << "an orphan";
  }
  EXPECT_THAT(demo.output(), HasSubstr("seed 7"));
  EXPECT_THAT(demo.output(), HasSubstr("feed simulator: receiving"));
  EXPECT_THAT(demo.output(), HasSubstr("is held by changi"));
  EXPECT_THAT(demo.output(), HasSubstr("control-point.changi ended (signal 9 (Killed)); started again"));
}

// A recording at full speed: every sentence accounted for, every report received, nothing lost.
struct Recording {
  std::string name;
  std::vector<std::string> made_with;
  int sentences;  // at least
};
class PipelineOf : public Pipeline, public testing::WithParamInterface<Recording> {};

TEST_P(PipelineOf, ARecordingIsAccountedForSentenceBySentence) {
  const std::string recording = (directory_.path() / "strait.nmea").string();
  std::vector<std::string> making = {"simulate", "--seed", "3", "--out", recording};
  making.insert(making.end(), GetParam().made_with.begin(), GetParam().made_with.end());
  SelatProcess simulate(directory_.path(), making);
  ASSERT_EQ(simulate.wait(), 0) << simulate.errors();
  SelatProcess up(directory_.path(), with_common({"up", "--feed", "file://" + recording + "?speed=max"}));
  const auto is_done = [](const Json& p) {
    const Json& sums = p["accounting"];
    return !p["feeds"].empty() && p["feeds"][0]["state"] == "finished" &&
           sums["reports_received"].size() == 1 &&
           std::ranges::all_of(sums["reports_received"],
                               [&](const Json& received) { return received == sums["reports_published"]; });
  };
  const Json picture = top_until(is_done);
  ASSERT_TRUE(!picture.is_null() && is_done(picture)) << picture.dump(1) << up.output() << up.errors();
  const Json& sums = picture["accounting"];
  EXPECT_GE(sums["sentences"].get<int>(), GetParam().sentences);
  EXPECT_TRUE(sums["is_every_sentence_accounted_for"]) << sums.dump(1);
  EXPECT_EQ(sums["gaps_unrepaired"], 0);
  EXPECT_EQ(sums["envelopes_lost"], 0);
  up.signal(SIGTERM);
  EXPECT_EQ(up.wait(), 0);
}

// Two million sentences are more than the publisher retains: reading waits for its readers.
INSTANTIATE_TEST_SUITE_P(
    Pipeline, PipelineOf,
    testing::Values(Recording{"five_minutes", {"--duration", "300", "--history", "0"}, 1'000},
                    Recording{"two_million_sentences", {"--rate", "20000", "--duration", "100"}, 2'000'000}),
    [](const auto& recording) { return recording.param.name; });

TEST_F(Pipeline, TopSaysThatNothingRuns) {
  SelatProcess process(directory_.path(), with_common({"top", "--once"}));
  EXPECT_EQ(process.wait(), 1);
  EXPECT_THAT(process.errors(), testing::MatchesRegex("selat top: nothing runs in [^\n]*\n"));
}

// A second system in the same place would write over the first.
TEST_F(Pipeline, OneSystemPerRunDirectory) {
  SelatProcess first(directory_.path(), with_common({"up", "--feed", "tcp-listen://127.0.0.1:0"}));
  const Json picture =
      top_until([](const Json& p) { return p["missing"].empty() && p["processes"].size() >= 4; });
  ASSERT_FALSE(picture.is_null()) << first.output() << first.errors();
  SelatProcess second(directory_.path(), with_common({"up", "--feed", "tcp-listen://127.0.0.1:0"}));
  EXPECT_EQ(second.wait(), 2);
  EXPECT_EQ(std::ranges::count(second.errors(), '\n'), 1) << second.errors();
  first.signal(SIGINT);
  EXPECT_EQ(first.wait(), 0);
}

}  // namespace
}  // namespace selat::test
