// `selat watch`, `zone` and `log` as a person types them, where no system runs: what is wrong is said before
// anything is sent.

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/program.h"
#include "runtime/exit_status.h"
#include "service/record_place.h"
#include "support/temporary_directory.h"

namespace selat::app {
namespace {

using testing::HasSubstr;

struct WatchCommand : testing::Test {
  // The one line on standard error.
  std::string refused(int status, std::vector<std::string> words) const {
    words.insert(words.begin(), "selat");
    const auto common = {"--lang", "en", "--run-directory"};
    words.insert(words.end(), common.begin(), common.end());
    words.push_back((directory.path() / "run").string());
    std::vector<char*> argv;
    for (std::string& word : words) {
      argv.push_back(word.data());
    }
    argv.push_back(nullptr);
    testing::internal::CaptureStderr();
    EXPECT_EQ(run_program(static_cast<int>(words.size()), argv.data()), status);
    std::string line = testing::internal::GetCapturedStderr();
    EXPECT_EQ(line.find('\n'), line.size() - 1) << line;
    return line;
  }
  test::TemporaryDirectory directory;
};

TEST_F(WatchCommand, WrongWordsAreRefusedWithWhatToDo) {
  using runtime::kUsage;
  EXPECT_THAT(refused(kUsage, {"watch", "add", "--mmsi", "12345", "--reason", "x"}),
              HasSubstr("'12345' is no MMSI: write its nine digits"));
  EXPECT_THAT(refused(kUsage, {"watch", "add", "--mmsi", "525000001"}), HasSubstr("say why: --reason TEXT"));
  EXPECT_THAT(refused(kUsage, {"watch", "add", "--mmsi", "525000001", "--reason", "x", "--for", "long"}),
              HasSubstr("'long' is no span: write it as 45min, 12h or 7d"));
  EXPECT_THAT(refused(kUsage, {"watch", "end", "Z1", "--reason", "x"}), HasSubstr("'Z1' is no such id"));
  EXPECT_THAT(refused(kUsage, {"watch", "ad"}), HasSubstr("known: add, list, end"));
  EXPECT_THAT(refused(kUsage, {"zone", "add", "--reason", "x"}), HasSubstr("say where the zone is"));
  EXPECT_THAT(refused(kUsage, {"zone", "add", "--circle", "-1.5,103.8,0", "--reason", "x"}),
              HasSubstr("'0' is no distance in nautical miles, more than 0 and at most 300"));
  EXPECT_THAT(refused(kUsage, {"log", "add", " "}), HasSubstr("write what happened"));
}

// The record that the coordination server of the run directory has noted there.
TEST_F(WatchCommand, AuditFindsTheRecordOfTheSystemThatIsNamed) {
  const auto record = directory.path() / "no-database.sqlite";
  std::ofstream(record)
      << "this is no database, and long enough not to be an empty one: it is refused by name";
  std::filesystem::create_directories(directory.path() / "run");
  service::note_record(directory.path() / "run", record);
  EXPECT_THAT(refused(runtime::kUsage, {"audit", "verify"}), HasSubstr(record.string()));
}

TEST_F(WatchCommand, SayThatNothingRuns) {
  using runtime::kFailure;
  EXPECT_THAT(refused(kFailure, {"watch", "add", "--mmsi", "525000001", "--reason", "x"}),
              HasSubstr("nothing runs in"));
  EXPECT_THAT(refused(kFailure, {"zone", "list"}), HasSubstr("nothing runs in"));
  EXPECT_THAT(refused(kFailure, {"log"}), HasSubstr("nothing runs in"));
  EXPECT_THAT(refused(kFailure, {"log", "add", "called on 16"}), HasSubstr("nothing runs in"));
}

}  // namespace
}  // namespace selat::app
