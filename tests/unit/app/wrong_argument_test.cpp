// A wrong argument is refused in one line that names the cause and what to do, before anything is sent.

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/program.h"
#include "runtime/exit_status.h"
#include "support/temporary_directory.h"

namespace selat::app {
namespace {

struct Wrong {
  std::vector<std::string> words;
  std::string told;
};

const std::vector<Wrong> kOfTheBus = {
    {{"watch", "add", "--mmsi", "525000001"}, "say why: --reason TEXT"},
    {{"watch", "add", "--reason", "x"}, "say which vessel: with --mmsi, --imo, --call-sign or --name"},
    {{"watch", "end", "7", "--reason", "x"},
     "'7' is no such id: write it as 'selat watch list' shows it, such as W3"},
    {{"zone", "end", "W7", "--reason", "x"}, "write it as 'selat zone list' shows it, such as Z3"},
    {{"zone", "end", "Z7"}, "say why: --reason TEXT"},
    {{"zone", "add", "--reason", "x"}, "with one of a file, --circle and --polygon"},
    {{"zone", "add", "--circle", "1.25,103.8,3"}, "say why: --reason TEXT"},
    {{"zone", "add", "--circle", "0,180,5", "--reason", "x"},
     "a circle of 5 nm around 0,180 reaches over 180° of longitude"},
    {{"zone", "add", "--circle", "89.9,0,0.1", "--reason", "x"},
     "the zone at 89.9,0 reaches beyond 85° of latitude"},
    {{"zone", "add", "--circle", "0,180.5,5", "--reason", "x"}, "longitude 180.5 lies outside ±180°\n"},
    {{"zone", "add", "--circle", "103.8,1.25,5", "--reason", "x"},
     "latitude 103.8 lies outside ±90°; latitude comes first"},
    {{"zone", "add", "--circle", "1.25,103.8,3", "--kind", "harbour", "--reason", "x"},
     "'harbour' is not one of watch|berth|anchorage|pilot_boarding|bunkering"},
    {{"log", "add", "[95,200] drifting"}, "latitude 95 lies outside ±90°; latitude comes first"},
    {{"log", "add", "x", "--at", "2.2N"}, "'2.2N' is no place: write latitude and longitude"},
    {{"vessels", "--near", "1.2", "200", "5"}, "longitude 200 lies outside ±180°"},
};

const std::vector<Wrong> kOfTheChart = {
    {{"chart", "at", "8", "100"}, "8°00.00′N 100°00.00′E lies outside the chart"},
    {{"chart", "route", "8", "100", "1.2", "103.85"}, "8°00.00′N 100°00.00′E lies outside the chart"},
    {{"chart", "route", "1.2", "103.85", "8", "100"}, "8°00.00′N 100°00.00′E lies outside the chart"},
    {{"chart", "route", "1.2", "103.85", "3", "102.5"}, "3°00.00′N 102°30.00′E lies on land"},
    {{"chart", "draw", "--out", "x.png", "--bbox", "104.5,1,103.5,1.5"},
     "in '104.5,1,103.5,1.5' the west side is not west of the east side; write WEST,SOUTH,EAST,NORTH"},
    {{"chart", "draw", "--out", "x.png", "--bbox", "104.5,1"},
     "is not four numbers with commas between them"},
};

// The one line on standard error.
std::string refused(std::vector<std::string> words) {
  words.insert(words.begin(), "selat");
  words.insert(words.end(), {"--lang", "en"});
  std::vector<char*> argv;
  for (std::string& word : words) {
    argv.push_back(word.data());
  }
  argv.push_back(nullptr);
  testing::internal::CaptureStderr();
  EXPECT_EQ(run_program(static_cast<int>(words.size()), argv.data()), runtime::kUsage);
  std::string line = testing::internal::GetCapturedStderr();
  EXPECT_EQ(line.find('\n'), line.size() - 1) << line;
  return line;
}

TEST(WrongArgument, IsToldWithItsCauseAndWhatToDo) {
  const test::TemporaryDirectory directory;
  for (Wrong wrong : kOfTheBus) {
    wrong.words.insert(wrong.words.end(), {"--run-directory", (directory.path() / "run").string()});
    EXPECT_THAT(refused(wrong.words), testing::HasSubstr(wrong.told));
  }
  for (Wrong wrong : kOfTheChart) {
    wrong.words.insert(wrong.words.end(), {"--geodata", SELAT_SOURCE_DIR "/geodata"});
    EXPECT_THAT(refused(wrong.words), testing::HasSubstr(wrong.told));
  }
  EXPECT_THAT(
      refused({"chart", "import", "x.shp", "--as", "zones", "--kind", "harbour", "--out", "y.geojson"}),
      testing::HasSubstr("'harbour' is not one of watch|berth|anchorage|pilot_boarding|bunkering"));
}

}  // namespace
}  // namespace selat::app
