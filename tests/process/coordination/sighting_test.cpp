// A fisherman calls Lumut: the sighting is typed there, told to who answers for the place, closed there, and
// the outcome is printed at Lumut, over a kill -9 of the server.

#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../child.h"
#include "runtime/machine_clock.h"
#include "support/temporary_directory.h"
#include "text/measure.h"

namespace selat {
namespace {

using test::Child;
using testing::HasSubstr;
namespace fs = std::filesystem;

// Of Singapore's waters off Changi.
constexpr const char* kPlace = "1.30N 104.03E";

class SightingProcess : public testing::Test {
 protected:
  SightingProcess() {
    std::ofstream(directory_ / "selat.toml")
        << "[coordinate]\nlease_s = 20\nrenew_every_s = 1\nskew_bound_s = 0.5\nanswer_within_s = 10\n";
    fs::create_directory(directory_ / "run");
    fs::permissions(directory_ / "run", fs::perms::owner_all);
  }
  ~SightingProcess() override {
    if (HasFailure()) {
      for (const auto& [name, child] : children_) {
        ADD_FAILURE() << "=== " << name << "\n" << child->output();
      }
    }
  }

  Child& start(const std::string& name, std::vector<std::string> arguments) {
    for (const std::string word :
         {"--config", "selat.toml", "--run-directory", "run", "--data-directory", "data"}) {
      arguments.push_back(word.starts_with("--") ? word : (directory_ / word).string());
    }
    arguments.insert(arguments.end(), {"--geodata", SELAT_SOURCE_DIR "/geodata"});
    children_.erase(name);
    return *(children_[name] = std::make_unique<Child>(std::move(arguments), directory_ / (name + ".log")));
  }
  Child& command(const std::string& name, std::vector<std::string> arguments, int status) {
    arguments.insert(arguments.begin(), "sighting");
    Child& child = start(name, std::move(arguments));
    EXPECT_EQ(child.wait_for_end(), status) << child.output();
    return child;
  }

  test::TemporaryDirectory directory_;
  std::map<std::string, std::unique_ptr<Child>> children_;
};

TEST_F(SightingProcess, IsToldToWhoAnswersAndTheOutcomeToWhoTookTheReport) {
  start("coordinate", {"coordinate"});
  const Child& changi = start("changi", {"control-point", "changi", "--auto-accept"});
  const Child& lumut = start("lumut", {"control-point", "lumut"});
  ASSERT_TRUE(changi.until_said("HELD S19"));
  ASSERT_TRUE(lumut.until_said("Connected to the coordination server"));
  for (const char* const line : {"sighting", "", "FV Sinar Laut", "ch 16", kPlace, "", "about 40", "adrift",
                                 "water", "wooden", ".", ""}) {
    lumut.type(line);
  }
  ASSERT_TRUE(lumut.until_said("received by the server; it is #1"));
  ASSERT_TRUE(changi.until_said("#1 alarm NEW: Seen at"));
  EXPECT_THAT(changi.output(), HasSubstr("about 40 persons, wooden boat, adrift"));
  ASSERT_TRUE(lumut.until_said("#1 alarm NEW: Seen at"));

  children_.at("coordinate")->kill_at_once();
  changi.type("close 1 true 12 rescued");
  start("coordinate", {"coordinate"});
  ASSERT_TRUE(lumut.until_said("closed by changi: true: 12 rescued"));
  EXPECT_TRUE(lumut.until_said("For lumut to tell FV Sinar Laut, channel 16: true: 12 rescued."));
  const std::string listed = command("list", {"list"}, 0).output();
  EXPECT_THAT(listed, HasSubstr("#1 alarm, ended: true: 12 rescued"));
}

TEST_F(SightingProcess, FromTheCommandLineAndAFileIsTakenOnce) {
  start("coordinate", {"coordinate"});
  ASSERT_TRUE(children_.at("coordinate")->until_said("sectors"));
  const std::vector<std::string> add = {"add",
                                        "--source",
                                        "vts",
                                        "--at",
                                        "045 3.5 from 1.2N 104.0E",
                                        "--persons",
                                        "12",
                                        "--condition",
                                        "sinking",
                                        "--time",
                                        text::date_and_time(runtime::read_clocks().wall)};
  EXPECT_THAT(command("add", add, 0).output(), HasSubstr("Entered as #1, DISTRESS."));
  EXPECT_THAT(command("again", add, 1).output(), HasSubstr("it is #1"));
  EXPECT_THAT(command("land", {"add", "--at", "3.5N 102.5E"}, 2).output(), HasSubstr("lies on land"));
  command("insisted", {"add", "--at", "3.5N 102.5E", "--insist"}, 0);
  EXPECT_THAT(command("nowhere", {"add", "--persons", "3"}, 2).output(), HasSubstr("--at PLACE"));
  const std::string at = text::date_and_time(runtime::read_clocks().wall - Span::hours(12));
  {
    std::ofstream file(directory_ / "found.csv");
    file << "time,lat,lon,sigma,length,provider\n"
         << at << ",2.5,101.2,100,14,S1\n"
         << at << ",x,101.2,100,14,S1\n2020-01-01T00:00Z,2.5,101.2,100,14,S1\n"
         << at << ",3.5,102.5,100,14,S1\n";
  }
  const std::string taken = command("import", {"import", (directory_ / "found.csv").string()}, 1).output();
  EXPECT_THAT(taken, HasSubstr("found.csv:3:22: "));
  EXPECT_THAT(taken, HasSubstr("found.csv:4:1: "));
  EXPECT_THAT(taken, HasSubstr("found.csv:5:1: 3°30.00′N 102°30.00′E lies on land"));
  EXPECT_THAT(taken, HasSubstr("1 detection taken, 1 refused, 2 not read"));
  {
    std::ofstream file(directory_ / "more.csv");
    file << "time,lat,lon,sigma,length,provider\n";
    for (int i = 0; i < 4; ++i) {
      file << at << ",2.5,101.2,100,14,S1\n";  // known
    }
    file << at << ",2.7,101.1,100,14,S1\n";
  }
  EXPECT_THAT(command("more", {"import", (directory_ / "more.csv").string()}, 1).output(),
              HasSubstr("1 detection taken, 4 refused, 0 not read"));
  EXPECT_THAT(command("list", {"list"}, 0).output(), HasSubstr("late evidence, no alert"));
  EXPECT_THAT(command("json", {"list", "--geojson"}, 0).output(), HasSubstr("\"FeatureCollection\""));
}

}  // namespace
}  // namespace selat
