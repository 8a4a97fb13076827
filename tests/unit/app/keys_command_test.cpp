// `selat keys`, run as a person runs it.

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sys/resource.h>
#include <unistd.h>

#include "app/program.h"
#include "runtime/exit_status.h"
#include "service/whole_system.h"
#include "support/temporary_directory.h"

namespace selat::app {
namespace {

using ::testing::HasSubstr;
namespace fs = std::filesystem;

int run(std::vector<std::string> words) {
  words.insert(words.begin(), {"selat", "keys"});
  std::vector<char*> argv;
  for (std::string& word : words) {
    argv.push_back(word.data());
  }
  argv.push_back(nullptr);
  return run_program(static_cast<int>(words.size()), argv.data());
}

struct Told {
  int status;
  std::string out, err;
};

Told heard(const std::vector<std::string>& words) {
  ::testing::internal::CaptureStdout();
  ::testing::internal::CaptureStderr();
  const int status = run(words);
  std::string out = ::testing::internal::GetCapturedStdout();
  return {status, std::move(out), ::testing::internal::GetCapturedStderr()};
}

class Keys : public ::testing::Test {
 protected:
  [[nodiscard]] Told keys(std::vector<std::string> words) const {
    words.insert(words.end(), {"--keys", directory()});
    return heard(words);
  }
  [[nodiscard]] std::string directory() const { return (folder_ / "keys").string(); }
  [[nodiscard]] std::ptrdiff_t files() const {
    return std::distance(fs::directory_iterator(directory()), fs::directory_iterator());
  }
  test::TemporaryDirectory folder_;
};

TEST_F(Keys, AreJsonForPrograms) {
  using nlohmann::json;
  const json made = json::parse(keys({"make", "lumut", "top", "--json"}).out);
  ASSERT_EQ(made.size(), 2U);
  EXPECT_EQ(made[0]["name"], "lumut");
  EXPECT_EQ(made[0]["is_new"], true);
  EXPECT_EQ(made[0]["public_key"].get<std::string>().size(), 40U);
  const json shown = json::parse(keys({"show", "lumut", "--json"}).out);
  ASSERT_EQ(shown.size(), 1U);
  EXPECT_EQ(shown[0]["public_key"], made[0]["public_key"]);
  EXPECT_EQ(shown[0]["is_new"], false);
  EXPECT_EQ(json::parse(keys({"list", "--json"}).out).size(), 2U);
}

TEST_F(Keys, WithoutANameAllThatUpNeedsAreMadeInOneGo) {
  const Told made = keys({"make"});
  ASSERT_EQ(made.status, runtime::kSuccess) << made.err;
  const service::SystemPlan plan{{}, {}, {}, {}};
  for (const auto& child : service::children_of(plan)) {
    EXPECT_TRUE(fs::exists(fs::path(directory()) / (child.name + ".secret"))) << child.name;
  }
  for (const char* const name : {"up", "top"}) {
    EXPECT_TRUE(fs::exists(fs::path(directory()) / (std::string(name) + ".public"))) << name;
  }
  const Told again = keys({"make"});
  EXPECT_EQ(again.status, runtime::kSuccess);
  EXPECT_EQ(again.out, made.out) << "what is there is kept";
  EXPECT_EQ(keys({"list"}).status, runtime::kSuccess);
}

TEST_F(Keys, OfSeveralNamesAreMadeTogetherAndNeverReplacedUnasked) {
  const Told made = keys({"make", "control-point.lumut", "coordinate"});
  ASSERT_EQ(made.status, runtime::kSuccess) << made.err;
  EXPECT_EQ(std::ranges::count(made.out, '\n'), 2);
  const Told again = keys({"make", "coordinate"});
  EXPECT_EQ(again.status, runtime::kUsage);
  EXPECT_THAT(again.err, HasSubstr("exists already; --force replaces it"));
  EXPECT_NE(keys({"make", "coordinate", "--force"}).out, "");
  EXPECT_EQ(files(), 4);
}

TEST_F(Keys, WhereThereAreNoneThatIsSaid) {
  fs::create_directory(directory());
  const Told none = keys({"list"});
  EXPECT_EQ(none.status, runtime::kFailure);
  EXPECT_EQ(none.err, "selat keys: no key in " + directory() + "\n");
}

TEST_F(Keys, ThatTheDiskDoesNotTakeAreAFailureAndLeaveNothing) {
  const auto on_full_disk = [&] {
    const rlimit limit{.rlim_cur = 30, .rlim_max = RLIM_INFINITY};  // of what is said here, too
    EXPECT_EQ(::setrlimit(RLIMIT_FSIZE, &limit), 0);
    ::_exit(run({"make", "--keys", directory()}));
  };
  EXPECT_EXIT(on_full_disk(), ::testing::ExitedWithCode(runtime::kFailure), "selat keys: cannot make");
  EXPECT_EQ(files(), 0);
}

}  // namespace
}  // namespace selat::app
