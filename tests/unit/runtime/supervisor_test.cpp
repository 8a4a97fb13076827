#include "runtime/supervisor.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "runtime/log_file.h"
#include "support/temporary_directory.h"

namespace selat::runtime {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
constexpr auto kPatience = std::chrono::seconds(20);

std::string content_of(const fs::path& file) {
  std::ifstream in(file);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

class SupervisorTest : public ::testing::Test {
 protected:
  std::unique_ptr<Supervisor> make(SupervisorOptions options = {}) {
    options.log_directory = directory_ / "logs";
    return std::make_unique<Supervisor>(io_, options,
                                        [this](const ChildEvent& event) { events_.push_back(event); });
  }
  static ChildSpec shell(std::string name, std::string script, int stage = 0) {
    return {std::move(name), {"/bin/sh", "-c", std::move(script)}, stage};
  }
  template <typename Condition>
  bool wait_for(Condition condition) {
    const auto deadline = Clock::now() + kPatience;
    while (Clock::now() < deadline) {
      if (condition()) {
        return true;
      }
      io_.restart();
      io_.run_one_for(std::chrono::milliseconds(20));
    }
    return false;
  }
  [[nodiscard]] std::ptrdiff_t count(ChildEventKind kind) const {
    return std::ranges::count(events_, kind, &ChildEvent::kind);
  }
  // Waits until the child's log holds the text: it has got so far.
  bool wait_for_log(const std::string& child, const std::string& text) {
    return wait_for(
        [&] { return content_of(directory_ / "logs" / (child + ".log")).find(text) != std::string::npos; });
  }

  boost::asio::io_context io_;
  test::TemporaryDirectory directory_;
  std::vector<ChildEvent> events_;
  int children_ = 0;
};

TEST_F(SupervisorTest, WritesDownWhatAChildSays) {
  const auto supervisor = make();
  supervisor->add(shell("a", "echo out; echo err >&2; exec sleep 100"));
  EXPECT_TRUE(wait_for_log("a", "out\nerr\n"));
}

TEST_F(SupervisorTest, StartsAgainWhatIsKilled) {
  const auto supervisor = make();
  supervisor->add(shell("a", "echo up; exec sleep 100"));
  ASSERT_TRUE(wait_for_log("a", "up"));
  const int first = supervisor->children().front().pid;
  ::kill(first, SIGKILL);
  ASSERT_TRUE(wait_for([&] { return count(ChildEventKind::started) == 2; }));
  EXPECT_EQ(events_[1].kind, ChildEventKind::died);
  EXPECT_EQ(events_[1].how, "signal 9 (Killed)");
  EXPECT_NE(supervisor->children().front().pid, first);
  EXPECT_EQ(supervisor->children().front().restarts, 1U);
}

TEST_F(SupervisorTest, PausesGrowWhileAChildKeepsFailing) {
  SupervisorOptions options;
  options.first_pause = Span::milliseconds(1);
  options.longest_pause = Span::milliseconds(4);
  const auto supervisor = make(options);
  supervisor->add(shell("a", "echo no >&2; exit 1"));
  EXPECT_TRUE(wait_for([&] { return count(ChildEventKind::died) >= 5; }));
  EXPECT_EQ(events_[1].how, "status 1");
  EXPECT_EQ(events_[1].last_line, "no");
}

TEST_F(SupervisorTest, WrongUsageIsNotTriedAgain) {
  const auto supervisor = make();
  supervisor->add(shell("a", "echo first; printf 'selat a: port 80 is busy' >&2; exit 2"));
  ASSERT_TRUE(wait_for([&] { return count(ChildEventKind::refused) == 1; }));
  EXPECT_EQ(events_.back().last_line, "selat a: port 80 is busy");
  EXPECT_EQ(supervisor->children().front().pid, 0);
  supervisor->end_all();
  EXPECT_EQ(count(ChildEventKind::started), 1);
}

// Of "killed: feed 'a' receives" the second is not why.
TEST_F(SupervisorTest, WhatWasWellIsNoReasonNorWhatWasSaidLongBefore) {
  const auto reason_after = [&](const std::string& line, Span within) {
    events_.clear();
    SupervisorOptions options;
    options.last_words_within = within;
    const auto supervisor = make(options);
    const std::string name = "c" + std::to_string(++children_);
    supervisor->add(shell(name, "echo \"" + line + "\"; exec sleep 100"));
    EXPECT_TRUE(wait_for_log(name, line.substr(0, 4)));
    ::kill(supervisor->children().front().pid, SIGKILL);
    EXPECT_TRUE(wait_for([&] { return count(ChildEventKind::died) == 1; }));
    const auto died = std::ranges::find(events_, ChildEventKind::died, &ChildEvent::kind);
    return died == events_.end() ? "none" : died->last_line;
  };
  constexpr Span kLong = Span::hours(1);
  EXPECT_EQ(reason_after("out of memory", kLong), "out of memory");
  EXPECT_EQ(reason_after("out of memory", -kLong), "");
  EXPECT_EQ(reason_after("2026-01-31T06:00:00.000Z c3 info: feed 'a': receiving", kLong), "");
  EXPECT_EQ(reason_after("2026-01-31T06:00:00.000Z c4 error: no room", kLong),
            "2026-01-31T06:00:00.000Z c4 error: no room");
}
TEST_F(SupervisorTest, TheReasonIsOfTheRunThatEnded) {
  SupervisorOptions options;
  options.first_pause = Span::milliseconds(1);
  options.last_words_within = Span::hours(1);
  const auto supervisor = make(options);
  const std::string marker = (directory_ / "told").string();
  supervisor->add(shell("a", "test -e " + marker + " && kill -9 $$; touch " + marker + "; echo no; exit 1"));
  EXPECT_TRUE(wait_for([&] { return count(ChildEventKind::died) >= 2; }));
  EXPECT_EQ(events_[1].last_line, "no");
  EXPECT_EQ(events_[3].how, "signal 9 (Killed)");
  EXPECT_EQ(events_[3].last_line, "");
}

TEST_F(SupervisorTest, WrongUsageFoundOutLateIsNotTriedAgainEither) {
  SupervisorOptions options;
  options.settled_after = Span();
  const auto supervisor = make(options);
  supervisor->add(shell("a", "exit 2"));
  EXPECT_TRUE(wait_for([&] { return count(ChildEventKind::refused) == 1; }));
}

TEST_F(SupervisorTest, WhatHasWorkedIsStartedAgainWhateverItSays) {
  SupervisorOptions options;
  options.settled_after = Span();
  options.first_pause = Span::milliseconds(1);
  const auto supervisor = make(options);
  const std::string marker = (directory_ / "worked").string();
  supervisor->add(shell("a", "test -e " + marker + " && exit 2; touch " + marker + "; exit 1"));
  EXPECT_TRUE(wait_for([&] { return count(ChildEventKind::died) >= 3; }));
  EXPECT_EQ(count(ChildEventKind::refused), 0);
}

TEST_F(SupervisorTest, AProgramThatIsNotThereIsADeathLikeAnyOther) {
  const auto supervisor = make();
  supervisor->add({"a", {"/nowhere/program"}, 0});
  ASSERT_TRUE(wait_for([&] { return count(ChildEventKind::died) >= 1; }));
  EXPECT_EQ(events_[1].last_line, "cannot be executed");
}

TEST_F(SupervisorTest, EndsHigherStagesFirst) {
  const auto supervisor = make();
  const std::string script = "trap 'exit 0' TERM; echo up; while :; do sleep 0.02; done";
  for (const auto& [name, stage] : {std::pair("low", 0), std::pair("high", 2), std::pair("middle", 1)}) {
    supervisor->add(shell(name, script, stage));
  }
  for (const char* name : {"low", "high", "middle"}) {
    ASSERT_TRUE(wait_for_log(name, "up"));
  }
  events_.clear();
  supervisor->end_all();
  ASSERT_EQ(events_.size(), 3U);
  EXPECT_EQ(events_[0].child, "high");
  EXPECT_EQ(events_[1].child, "middle");
  EXPECT_EQ(events_[2].child, "low");
  EXPECT_EQ(count(ChildEventKind::ended), 3);
}

TEST_F(SupervisorTest, KillsWhatDoesNotEnd) {
  SupervisorOptions options;
  options.stage_grace = Span::milliseconds(20);
  options.kill_after = Span::milliseconds(100);
  auto supervisor = make(options);
  supervisor->add(shell("deaf", "trap '' TERM; echo up; while :; do sleep 0.02; done"));
  ASSERT_TRUE(wait_for_log("deaf", "up"));
  const int pid = supervisor->children().front().pid;
  supervisor.reset();
  EXPECT_EQ(events_.back().how, "signal 9 (Killed)");
  EXPECT_EQ(::kill(pid, 0), -1);
}

TEST_F(SupervisorTest, OneThatGivesNoSignOfLifeAnyMoreIsKilledAndStartedAgain) {
  SupervisorOptions options;
  options.hung_after = Span::seconds(1);
  const auto supervisor = make(options);
  supervisor->add(shell("hangs", "exec sleep 1000"));
  supervisor->add(shell("never_gave_any", "exec sleep 1000"));
  supervisor->note_alive("hangs");
  ASSERT_TRUE(wait_for([&] { return count(ChildEventKind::started) == 3; }));
  const auto died = std::ranges::find(events_, ChildEventKind::died, &ChildEvent::kind);
  ASSERT_NE(died, events_.end());
  EXPECT_EQ(died->child, "hangs");
  EXPECT_EQ(died->how, "no sign of life for 1 s");
  EXPECT_EQ(supervisor->children()[0].restarts, 1U);
  EXPECT_EQ(supervisor->children()[1].restarts, 0U);
}

TEST_F(SupervisorTest, NoChildOutlivesItsSupervisorHoweverItDies) {
  const fs::path pid_file = directory_ / "pid";
  const int supervisor_pid = ::fork();
  if (supervisor_pid == 0) {
    boost::asio::io_context io;
    Supervisor supervisor(io, {.log_directory = directory_ / "logs"}, [](const ChildEvent&) {});
    supervisor.add(shell("a", "echo $$ > '" + pid_file.string() + "'.new; mv '" + pid_file.string() +
                                  "'.new '" + pid_file.string() +
                                  "'; trap '' TERM HUP; while :; do sleep 0.02; done"));
    io.run();
    ::_exit(0);
  }
  // Orphans come to us, so that their end can be seen.
  ASSERT_EQ(::prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
  ASSERT_TRUE(wait_for([&] { return fs::exists(pid_file); }));
  const int child = std::stoi(content_of(pid_file));
  ::kill(supervisor_pid, SIGKILL);
  ASSERT_EQ(::waitpid(supervisor_pid, nullptr, 0), supervisor_pid);
  int status = 0;
  ASSERT_TRUE(wait_for([&] { return ::waitpid(child, &status, WNOHANG) == child; }));
  EXPECT_TRUE(WIFSIGNALED(status));
}

TEST_F(SupervisorTest, CtrlCInTheTerminalReachesOnlyTheSupervisor) {
  const auto supervisor = make();
  supervisor->add(shell("a", "echo up; exec sleep 100"));
  ASSERT_TRUE(wait_for_log("a", "up"));
  EXPECT_NE(::getpgid(supervisor->children().front().pid), ::getpgid(0));
}

TEST_F(SupervisorTest, LogsStayBounded) {
  const fs::path file = directory_ / "x.log";
  LogFile log(file, 1'000);
  for (int i = 0; i < 1'000; ++i) {
    log.write("line " + std::to_string(i) + "\n");
  }
  EXPECT_LE(fs::file_size(file), 1'000U);
  EXPECT_LE(fs::file_size(file.string() + ".1"), 1'000U);
  EXPECT_TRUE(content_of(file).ends_with("line 999\n"));
  EXPECT_THAT(content_of(file), testing::Not(testing::HasSubstr("not written")));
}

TEST_F(SupervisorTest, ALogThatCannotBeWrittenStopsNothingAndSaysLaterWhatItLacks) {
  LogFile("/dev/full").write("lost");
  const fs::path file = directory_ / "later" / "x.log";
  LogFile log(file);
  log.write("lost");
  fs::create_directory(directory_ / "later");
  log.write("kept\n");
  EXPECT_THAT(content_of(file), testing::HasSubstr("(4 bytes of this log were not written)\nkept\n"));
}

}  // namespace
}  // namespace selat::runtime
