// tests/scenario/detect/*.txt: each is played, and must raise what it expects and nothing else.

#include <gtest/gtest.h>

#include "detect/rule_table.h"
#include "play.h"
#include "text/why.h"

namespace selat::scenario {
namespace {

const std::string kFolder = SELAT_SOURCE_DIR "/tests/scenario/detect/";

std::set<std::uint32_t> vessels_of(const model::Anomaly& anomaly) {
  std::set<std::uint32_t> vessels;
  for (const auto& vessel : anomaly.vessels) {
    vessels.insert(vessel.mmsi.number());
  }
  return vessels;
}

bool meets(const model::Anomaly& anomaly, const Expectation& expected) {
  return anomaly.rule.view() == expected.rule && vessels_of(anomaly) == expected.vessels &&
         anomaly.severity == expected.severity &&
         (expected.grade.empty() || anomaly.grade.view() == expected.grade) &&
         anomaly.decided_at >= expected.not_before && anomaly.decided_at <= expected.not_after;
}

std::string shown(const model::Anomaly& anomaly) {
  std::string text = clock_of(anomaly.decided_at) + " " + std::string(anomaly.rule.view());
  for (const auto vessel : vessels_of(anomaly)) {
    text += " " + std::to_string(vessel);
  }
  return text + " " + std::string(name_of(anomaly.severity)) + " " + std::string(anomaly.grade.view());
}

std::string shown(const Drawing& drawing, const std::vector<model::Anomaly>& raised) {
  std::string text = drawing.title + "\n";
  for (const Line& row : drawing.chart) {
    text += row.text + "\n";
  }
  text += raised.empty() ? "Nothing was raised.\n" : "Raised:\n";
  for (const model::Anomaly& anomaly : raised) {
    text += "  " + shown(anomaly) + "\n";
  }
  return text;
}

// What differs, as "file:line:column: what", the expectation's place.
std::vector<std::string> differences(const std::string& file, const Drawing& drawing,
                                     std::vector<model::Anomaly> raised) {
  std::vector<std::string> found;
  for (const Expectation& expected : drawing.expected) {
    const auto met =
        std::ranges::find_if(raised, [&](const auto& anomaly) { return meets(anomaly, expected); });
    if (met == raised.end()) {
      found.push_back(link(file, expected.place, "this was not raised"));
    } else {
      raised.erase(met);
    }
  }
  for (const model::Anomaly& anomaly : raised) {
    found.push_back(file + ": not expected: " + shown(anomaly));
  }
  return found;
}

// A person reads why, in every language, and nothing of it is unknown.
void expect_to_be_told(const std::vector<model::Anomaly>& raised) {
  for (const model::Anomaly& anomaly : raised) {
    for (const Language language : {Language::en, Language::id, Language::ms}) {
      const std::string sentence = text::why(anomaly, language);
      EXPECT_EQ(sentence.find_first_of("{}?"), std::string::npos) << sentence;
    }
  }
}

class Chart : public testing::TestWithParam<std::string> {};

TEST_P(Chart, RaisesWhatIsExpected) {
  const std::string file = kFolder + GetParam() + ".txt";
  try {
    const Drawing drawing = read_drawing(text_of(file));
    const auto raised = play(drawing);
    for (const std::string& difference : differences(file, drawing, raised)) {
      ADD_FAILURE() << difference << "\n" << shown(drawing, raised);
    }
    expect_to_be_told(raised);
  } catch (const Problem& problem) {
    FAIL() << link(file, problem.place, problem.what);
  }
}

bool alerts(const Drawing& drawing, std::string_view rule) {
  return std::ranges::any_of(drawing.expected, [&](const Expectation& expected) {
    return expected.rule == rule && expected.severity > model::Severity::information;
  });
}

// A rule's charts are those whose names begin with it.
TEST(Charts, OfEveryRuleOneAlertsAndOneIsANearMiss) {
  for (const auto& rule : detect::rule_table()) {
    std::set<bool> found;
    for (const std::string& name : scenarios_in(kFolder)) {
      if (name.starts_with(std::string(rule.id) + "_")) {
        found.insert(alerts(read_drawing(text_of(kFolder + name + ".txt")), rule.id));
      }
    }
    EXPECT_TRUE(found.contains(true)) << rule.id << " has no chart that alerts";
    EXPECT_TRUE(found.contains(false)) << rule.id << " has no near miss";
  }
}

TEST(Charts, AWrongExpectationIsToldWithItsLine) {
  std::string page = text_of(kFolder + "rendezvous_at_sea.txt");
  page.replace(page.find("A B warning"), 11, "A B caution");
  const Drawing drawing = read_drawing(page);
  const auto found = differences("x.txt", drawing, play(drawing));
  ASSERT_EQ(found.size(), 2);
  EXPECT_EQ(found[0], "x.txt:28:3: this was not raised");
  EXPECT_TRUE(found[1].starts_with("x.txt: not expected: 12:33:00 rendezvous")) << found[1];
}

INSTANTIATE_TEST_SUITE_P(Detect, Chart, testing::ValuesIn(scenarios_in(kFolder)), name_of_test);

}  // namespace
}  // namespace selat::scenario
