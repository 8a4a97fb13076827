// What happens to a running system that no program of it does: its run directory is removed, a process hangs,
// a terminal is closed, signals come.

#include <csignal>
#include <filesystem>

#include <gmock/gmock.h>

#include "../pty_child.h"
#include "pipeline.h"

namespace selat::test {
namespace {

using testing::HasSubstr;

struct Supervision : Pipeline {
  [[nodiscard]] std::vector<std::string> up() const {
    return with_common({"up", "--feed", "tcp-listen://127.0.0.1:0", "--control-points", "lumut"});
  }
  static bool is_whole(const Json& picture) {
    return picture["missing"].empty() && process_of(picture, "control-point.lumut") != nullptr &&
           process_of(picture, "up") != nullptr;
  }
  static Json pids(const Json& picture) {
    Json all;
    for (const Json& process : picture["processes"]) {
      all[process["name"].get<std::string>()] = {process.value("pid", 0), process["term"]};
    }
    return all;
  }
  static std::string missing_of(const Json& picture, const std::string& name) {
    const Json* const process = process_of(picture, name);
    return process == nullptr ? std::string() : (*process)["missing"].dump();
  }
};

TEST_F(Supervision, ARunDirectoryThatIsRemovedIsMadeAnewAndSaidSo) {
  const std::string recording = (directory_.path() / "strait.nmea").string();
  SelatProcess simulate(directory_.path(), {"simulate", "--seed", "3", "--duration", "60", "--history", "0",
                                            "--out", recording});
  ASSERT_EQ(simulate.wait(), 0) << simulate.errors();
  const SelatProcess system(directory_.path(),
                            with_common({"up", "--feed", "file://" + recording + "?speed=max"}));
  const auto has_all_reports = [](const Json& p) {
    const Json& sums = p["accounting"];
    return p["missing"].empty() && sums["reports_published"] > 0 &&
           sums["reports_received"].value("detect", 0) == sums["reports_published"];
  };
  ASSERT_TRUE(has_all_reports(top_until(has_all_reports))) << system.output() << system.errors();
  std::filesystem::remove_all(directory_.path() / "run");
  const auto is_found_again = [&](const Json& p) {
    return has_all_reports(p) && std::ranges::all_of(p["processes"], [](const Json& process) {
             return process["counters"].contains("run_directory_made_anew");
           });
  };
  Json picture = top_until(is_found_again);
  ASSERT_TRUE(!picture.is_null() && is_found_again(picture)) << picture.dump(1);
  EXPECT_THAT(missing_of(picture, "detect"), HasSubstr("was removed and made anew"));
  EXPECT_THAT(system.output(), HasSubstr("was removed and made anew"));
  // Who starts anew finds the others, and is found.
  const pid_t detect = system.child("detect");
  const Json term = (*process_of(picture, "detect"))["term"];
  ASSERT_EQ(::kill(detect, SIGKILL), 0);
  const auto is_back = [&](const Json& p) {
    const Json* const now = process_of(p, "detect");
    return has_all_reports(p) && now != nullptr && (*now)["term"] > term;
  };
  picture = top_until(is_back);
  EXPECT_TRUE(!picture.is_null() && is_back(picture)) << picture.dump(1);
}

TEST_F(Supervision, AProcessThatHangsIsToldAtOnceAndThenStartedAnew) {
  const SelatProcess system(directory_.path(), up());
  ASSERT_TRUE(is_whole(top_until(is_whole))) << system.output() << system.errors();
  const pid_t detect = system.child("detect");
  ASSERT_EQ(::kill(detect, SIGSTOP), 0);
  Json picture =
      top_until([](const Json& p) { return missing_of(p, "up").contains("detect gives no sign of life"); });
  EXPECT_THAT(missing_of(picture, "up"), HasSubstr("detect gives no sign of life"));
  EXPECT_EQ(system.child("detect"), detect) << "it is told before anything is done";
  const auto is_back = [&](const Json& p) {
    const Json* const now = process_of(p, "detect");
    return is_whole(p) && now != nullptr && now->value("pid", detect) != detect && (*now)["restarts"] == 1;
  };
  picture = top_until(is_back);
  ASSERT_TRUE(!picture.is_null() && is_back(picture)) << picture.dump(1);
  EXPECT_THAT(system.output(), HasSubstr("detect gives no sign of life"));
  EXPECT_THAT(system.output(), HasSubstr("detect ended (no sign of life for 20 s); started again"));
}

TEST_F(Supervision, OtherSignalsThanThoseThatEndItChangeNothing) {
  SelatProcess system(directory_.path(), up());
  const Json before = top_until(is_whole);
  ASSERT_TRUE(!before.is_null() && is_whole(before)) << system.output() << system.errors();
  for (const int signal : {SIGHUP, SIGUSR1, SIGUSR2, SIGPIPE}) {
    system.signal(signal);
    for (const char* const name : {"ingest", "detect", "coordinate", "control-point"}) {
      ASSERT_EQ(::kill(system.child(name), signal), 0) << name;
    }
  }
  const Json after = top_until(is_whole);
  ASSERT_TRUE(!after.is_null() && is_whole(after)) << system.output();
  EXPECT_EQ(pids(after), pids(before));
  system.signal(SIGTERM);
  EXPECT_EQ(system.wait(), 0);
}

// As when the connection to the machine is lost: who watches the Strait goes on.
TEST_F(Supervision, TheSystemGoesOnWithoutItsTerminal) {
  PtyChild system(up());
  const Json before = top_until(is_whole);
  ASSERT_TRUE(!before.is_null() && is_whole(before)) << system.output();
  system.hang_up();
  const Json after = top_until(is_whole);
  ASSERT_TRUE(!after.is_null() && is_whole(after));
  EXPECT_EQ(pids(after), pids(before));
}

TEST_F(Supervision, ADemoEndsWithItsTerminal) {
  PtyChild demo(with_common({"demo"}));
  const Json picture = top_until([](const Json& p) { return process_of(p, "up") != nullptr; });
  ASSERT_FALSE(picture.is_null()) << demo.output();
  demo.hang_up();
  EXPECT_EQ(demo.wait_for_end(), 0);
}

}  // namespace
}  // namespace selat::test
