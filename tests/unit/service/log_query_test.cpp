#include "service/log_query.h"

#include <gtest/gtest.h>

#include "runtime/command_error.h"
#include "store/coordination_store.h"
#include "support/temporary_directory.h"

namespace selat::service {
namespace {

constexpr Instant kNoon = Instant::unix_seconds(1'767'268'800);

// An entry of each kind, an hour apart; the newest is of this hour.
std::vector<model::LogEntry> one_of_each() {
  std::vector<model::LogEntry> entries;
  for (std::size_t i = 0; i < enum_count<model::LogKind>; ++i) {
    model::LogEntry entry;
    entry.number = i + 1;
    entry.kind = static_cast<model::LogKind>(i);
    entry.at = kNoon - Span::hours(static_cast<std::int64_t>(enum_count<model::LogKind> - 1 - i));
    entries.push_back(entry);
  }
  return entries;
}

std::vector<std::uint64_t> numbers(const LogQuery& query) {
  std::vector<std::uint64_t> numbers;
  for (const model::LogEntry& entry : selected(one_of_each(), query, kNoon)) {
    numbers.push_back(entry.number);
  }
  return numbers;
}

TEST(LogQuery, ChoosesByTimeKindAndNumber) {
  EXPECT_EQ(numbers({}).size(), enum_count<model::LogKind>);
  LogQuery query;
  query.since = "2h";
  EXPECT_EQ(numbers(query), (std::vector<std::uint64_t>{16, 17, 18}));
  query.most = 2;
  EXPECT_EQ(numbers(query), (std::vector<std::uint64_t>{17, 18}));
  query.kind = "past_lost";
  EXPECT_EQ(numbers(query), (std::vector<std::uint64_t>{16}));
  query.since = "soon";
  EXPECT_THROW(numbers(query), runtime::UsageError);
}

TEST(LogQuery, AHandoverIsWhatPeopleWroteAndDecidedInTheLastWatch) {
  LogQuery query;
  query.is_handover = true;
  for (const model::LogEntry& entry : selected(one_of_each(), query, kNoon)) {
    EXPECT_GE(entry.at, kNoon - Span::hours(8));
    EXPECT_NE(entry.kind, model::LogKind::terminal_changed);
    EXPECT_NE(entry.kind, model::LogKind::terminal_began);
    EXPECT_NE(entry.kind, model::LogKind::told);
  }
  query.since = "1d";
  EXPECT_EQ(numbers(query), (std::vector<std::uint64_t>{2, 3, 4, 5, 7, 8, 9, 10, 11, 13, 14, 15, 16, 18}));
}

TEST(LogQuery, ReadsTheDatabaseOfAServerThatRunsOrNot) {
  const test::TemporaryDirectory directory;
  LogQuery query;
  query.database = directory.path() / "coordinate.sqlite";
  EXPECT_THROW(static_cast<void>(log_entries({}, query, kNoon)), runtime::Failure);
  store::CoordinationStore store(query.database, kNoon);
  static_cast<void>(store.begin_term(kNoon, 0, {}));
  coordinate::Effects effects;
  model::LogEntry entry;
  entry.at = kNoon;
  entry.kind = model::LogKind::watch_log;
  entry.request = 7;
  entry.text = "called on channel 16, no answer";
  effects.log.push_back(entry);
  ASSERT_TRUE(store.save(effects));
  const auto entries = log_entries({}, query, kNoon);
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].text, entry.text);
}

}  // namespace
}  // namespace selat::service
