// tests/scenario/coordinate/*.txt: each is played to the end of its last expectation. Never do two control
// points answer for one sector, and at the moments it names those do that it names.

#include <gtest/gtest.h>

#include "stage.h"

namespace selat::scenario {
namespace {

const std::string kFolder = SELAT_SOURCE_DIR "/tests/scenario/coordinate/";

std::string shown(const Stage& stage, const model::SectorId& sector) {
  std::string text = clock_of(stage.now()) + " " + std::string(sector.view());
  for (const auto& holder : stage.holders(sector)) {
    text += " " + std::string(holder.view());
  }
  if (!stage.offered_to(sector).empty()) {
    text += " offered " + std::string(stage.offered_to(sector).view());
  }
  return text;
}

bool holds(const Claim& claim, const Stage& stage) {
  const auto holders = stage.holders(claim.sector);
  if (claim.is_offered) {
    return holders.empty() && stage.offered_to(claim.sector) == claim.who;
  }
  return claim.who.empty() ? holders.empty() : holders == std::set{claim.who};
}

// Each sector's changes, as an officer would have logged them.
class Log {
 public:
  void write(const Stage& stage, const std::vector<model::Sector>& sectors) {
    for (const auto& sector : sectors) {
      const std::string now = shown(stage, sector.id);
      const std::string what = now.substr(now.find(' '));
      if (std::exchange(last_[sector.id], what) != what) {
        text_ += now + "\n";
      }
    }
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::map<model::SectorId, std::string> last_;
  std::string text_;
};

void play(const std::string& file, const Story& story) {
  Stage stage(story);
  Log log;
  const Instant end = std::ranges::max(story.claims, {}, &Claim::to).to;
  while (stage.now() <= end && !testing::Test::HasFailure()) {
    stage.step();
    log.write(stage, story.settings.sectors);
    for (const auto& sector : story.settings.sectors) {
      EXPECT_LE(stage.holders(sector.id).size(), 1) << "two answer for one sector\n" << log.text();
    }
    for (const Claim& claim : story.claims) {
      if (claim.from <= stage.now() && stage.now() < claim.to + Span::seconds(1) && !holds(claim, stage)) {
        ADD_FAILURE() << link(file, claim.place, "not so at " + clock_of(stage.now())) << "\n"
                      << story.title << "\n"
                      << log.text();
      }
    }
  }
}

class Told : public testing::TestWithParam<std::string> {};

TEST_P(Told, HappensAsTold) {
  const std::string file = kFolder + GetParam() + ".txt";
  try {
    play(file, read_story(text_of(file)));
  } catch (const Problem& problem) {
    FAIL() << link(file, problem.place, problem.what);
  }
}

INSTANTIATE_TEST_SUITE_P(Coordinate, Told, testing::ValuesIn(scenarios_in(kFolder)), name_of_test);

TEST(Story, MistakesAreToldWithLineAndColumn) {
  const std::string page = text_of(kFolder + "lost_and_back.txt");
  const auto told = [&](const std::string& right, const std::string& wrong) {
    std::string other = page;
    other.replace(page.find(right), right.size(), wrong);
    try {
      std::ignore = read_story(other);
    } catch (const Problem& problem) {
      return link("x.txt", problem.place, problem.what);
    }
    return std::string("nothing");
  };
  EXPECT_EQ(told("title", "title"), "nothing");
  EXPECT_EQ(told("belawan idn", "belawan xyz"),
            "x.txt:6:11: a nation such as idn is missing; found \"xyz\" instead");
  EXPECT_EQ(
      told("12:00:00 belawan joins", "12:00:00 belawan sings"),
      "x.txt:17:20: joins, leaves, killed, silent, accepts or declines is missing; found \"sings\" instead");
  EXPECT_EQ(told("12:00:00 belawan joins", "12:00:00 balawan joins"),
            "x.txt:17:12: no control point balawan was named above");
}

}  // namespace
}  // namespace selat::scenario
