// Late reports may move the start of an anomaly, but not its identity: what is retracted is gone, and comes
// back at once neither under a new id nor under its own. Each test prints what it counted; SELAT_RUNS=N takes
// so many seeds.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <tuple>

#include <gtest/gtest.h>

#include "outcome.h"

namespace selat::detect {
namespace {

using namespace traffic;
using model::AnomalyPhase;

// So near one another, two anomalies of one kind about the same vessels are one event.
constexpr Span kNear = Span::minutes(10);

struct Counts {
  std::uint64_t anomalies = 0, retracted = 0, under_another_id = 0, under_its_own_id = 0;
};
using CountsOfRules = std::map<std::string, Counts>;

// What stays the same when an anomaly grows worse.
std::string_view kind_of(const model::Anomaly& anomaly) {
  const bool has_kinds = anomaly.rule.view() == "distress" || anomaly.rule.view() == "position_jump";
  const bool is_speed = anomaly.rule.view() == "zone" && anomaly.grade.view() == "speed";
  return has_kinds || is_speed ? anomaly.grade.view() : std::string_view();
}

bool is_same_event(const model::Anomaly& a, const model::Anomaly& b) {
  const auto what = [](const model::Anomaly& one) {
    std::vector<std::uint32_t> numbers;
    for (const auto& vessel : one.vessels) {
      numbers.push_back(vessel.mmsi.number());
    }
    return std::tuple(one.rule, kind_of(one), numbers, one.subject);
  };
  const auto ends_before = [](const model::Anomaly& one, const model::Anomaly& other) {
    return one.ended_at && *one.ended_at + kNear < other.started_at;
  };
  const Span between = a.started_at - b.started_at;
  const bool begin_near = between <= kNear && -between <= kNear;
  return what(a) == what(b) && begin_near && !ends_before(a, b) && !ends_before(b, a);
}

// Whether this message is the first about its anomaly. Where a late report joins two anomalies into one, the
// first is told again, corrected, and the second is retracted: nothing is raised anew.
bool is_first_message(const std::vector<model::Anomaly>& messages, std::size_t index) {
  return std::none_of(messages.begin(), messages.begin() + static_cast<std::ptrdiff_t>(index),
                      [&](const model::Anomaly& before) { return before.id == messages[index].id; });
}

// The message that raised what `retracted` takes back.
std::size_t raised_before(const std::vector<model::Anomaly>& messages, std::size_t retracted) {
  std::size_t i = retracted;
  while (i > 0 && (messages[i].id != messages[retracted].id || messages[i].phase != AnomalyPhase::raised)) {
    --i;
  }
  return i;
}

void count_retraction(const std::vector<model::Anomaly>& messages, std::size_t retracted,
                      CountsOfRules& rules) {
  const model::Anomaly& gone = messages[retracted];
  bool is_under_another = false, is_under_own = false;
  for (std::size_t i = raised_before(messages, retracted) + 1; i < messages.size(); ++i) {
    if (messages[i].phase != AnomalyPhase::raised || !is_same_event(messages[i], gone)) {
      continue;
    }
    is_under_another = is_under_another || (messages[i].id != gone.id && is_first_message(messages, i));
    is_under_own = is_under_own || (messages[i].id == gone.id && i > retracted);
  }
  Counts& counts = rules[std::string(gone.rule.view())];
  ++counts.retracted;
  counts.under_another_id += is_under_another ? 1U : 0U;
  counts.under_its_own_id += !is_under_another && is_under_own ? 1U : 0U;
}

void count(const Chart& chart, std::uint64_t seed, double most_s, double share, CountsOfRules& rules) {
  Random random(seed);
  const Reports plain = scenario(chart, random);
  const Reports reports = with_copies(plain, chart, random);
  for (const auto& [id, anomaly] : outcome(reports, 1).anomalies) {
    ++rules[std::string(anomaly.rule.view())].anomalies;
  }
  const auto messages = outcome(shuffled(reports, most_s, share, random), 1).messages;
  for (std::size_t i = 0; i < messages.size(); ++i) {
    if (messages[i].phase == AnomalyPhase::retracted) {
      count_retraction(messages, i, rules);
    }
  }
}

void expect_none_raised_anew(const char* disorder, double most_s, double share) {
  const char* runs = std::getenv("SELAT_RUNS");
  const std::uint64_t seeds = runs != nullptr ? std::strtoull(runs, nullptr, 10) : 12;
  CountsOfRules rules;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    count(kHours, seed, most_s, share, rules);
    count(kSixHours, seed, most_s, share, rules);
  }
  std::printf("%-22s  anomalies  retracted  raised anew under another id, under its own\n", disorder);
  const auto number = [](std::uint64_t value) { return static_cast<unsigned long long>(value); };
  for (const auto& [rule, counts] : rules) {
    std::printf("  %-20s  %9llu  %9llu  %28llu  %13llu\n", rule.c_str(), number(counts.anomalies),
                number(counts.retracted), number(counts.under_another_id), number(counts.under_its_own_id));
    EXPECT_GT(counts.anomalies, 0U) << rule;
    EXPECT_EQ(counts.under_another_id, 0U) << rule;
    EXPECT_EQ(counts.under_its_own_id, 0U) << rule;
  }
  EXPECT_GE(rules.size(), 5U);
}

TEST(RaisedAnew, NoneWhenReportsAreHalfAMinuteOutOfOrder) {
  expect_none_raised_anew("up to 30 s", 30, 1);
}

TEST(RaisedAnew, NoneWhenATenthIsUpToTenMinutesLate) {
  expect_none_raised_anew("a tenth up to 10 min", 599, 0.1);
}

TEST(RaisedAnew, NoneWhenAllAreShuffledWithinTenMinutes) {
  expect_none_raised_anew("all up to 10 min", 599, 1);
}

}  // namespace
}  // namespace selat::detect
