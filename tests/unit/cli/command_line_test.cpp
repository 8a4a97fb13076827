#include "cli/command_line.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/exit_status.h"

namespace selat::cli {
namespace {

TEST(CommandLine, OptionsAreTakenAndHandedOn) {
  CommandLine line("test", verbatim("A test."), CommandLine::Reads::bus);
  std::vector<std::string> feeds;
  double seconds = 1;
  bool is_loud = false;
  line.option("--feed", verbatim("URI"), feeds, verbatim("A feed."));
  line.option("--for", verbatim("SECONDS"), seconds, verbatim("How long."));
  line.flag("--loud", is_loud, verbatim("Loud."));
  std::vector<std::string> words = {
      "test",   "--feed", "tcp://a:1",       "--feed=tcp://b:2", "--for", "2.5", "--loud",
      "--lang", "ms",     "--run-directory", "/tmp/selat-test-x"};
  std::vector<char*> argv;
  for (std::string& word : words) {
    argv.push_back(word.data());
  }
  ASSERT_EQ(line.parse(static_cast<int>(argv.size()), argv.data()), std::nullopt);
  EXPECT_THAT(feeds, ::testing::ElementsAre("tcp://a:1", "tcp://b:2"));
  EXPECT_EQ(seconds, 2.5);
  EXPECT_TRUE(is_loud);
  EXPECT_EQ(line.settings().language, Language::ms);
  EXPECT_EQ(line.settings().bus.directory, "/tmp/selat-test-x");
  EXPECT_FALSE(line.settings().data_directory.empty());
  EXPECT_THAT(line.common_arguments(),
              ::testing::IsSupersetOf({"--lang", "ms", "--run-directory", "/tmp/selat-test-x"}));
}

// A place, which a person may type as several words; what follows it is its own.
TEST(CommandLine, AValueOfSeveralWordsIsPutTogether) {
  const auto parsed = [](std::vector<std::string> words) {
    CommandLine line("test", verbatim("A test."));
    std::string at, corners, text;
    bool is_loud = false;
    line.spaced("--at", verbatim("PLACE"), at, verbatim("Where."),
                [](const std::string& typed) { return std::ranges::count(typed, ' ') == 1; });
    line.spaced("--corners", verbatim("PLACES"), corners, verbatim("Where."),
                [](const std::string&) { return false; });
    line.flag("-n,--loud", is_loud, verbatim("Loud."));
    line.argument(verbatim("TEXT"), text, verbatim("What."), false);
    words.insert(words.begin(), "test");
    std::vector<char*> argv;
    for (std::string& word : words) {
      argv.push_back(word.data());
    }
    const auto status = line.parse(static_cast<int>(argv.size()), argv.data());
    return std::to_string(status.value_or(-1)) + "|" + at + "|" + corners + "|" + text +
           (is_loud ? "|loud" : "");
  };
  EXPECT_EQ(parsed({"--at", "1.25", "103.8", "2 boats"}), "-1|1.25 103.8||2 boats");
  EXPECT_EQ(parsed({"--at", "1.25 103.8", "2 boats"}), "-1|1.25 103.8||2 boats");
  EXPECT_EQ(parsed({"--at", "-1.25", "E103.8", "-n"}), "-1|-1.25 E103.8|||loud");
  EXPECT_EQ(parsed({"--at=1.25 103.8", "x"}), "-1|1.25 103.8||x");
  EXPECT_EQ(parsed({"--corners", "1,2", "3,4", "5,6", "--loud", "x"}), "-1||1,2 3,4 5,6|x|loud");
  EXPECT_EQ(parsed({"--corners", "1,2", "drifting"}), "-1||1,2|drifting");
  EXPECT_EQ(parsed({"--corners"}), "2|||") << "it needs a value";
}

TEST(CommandLine, AnOptionThatIsThereTwiceIsToldToBe) {
  for (const auto& [words, told] : std::vector<std::pair<std::vector<std::string>, std::string>>{
           {{"--for", "1", "--for", "2"}, "--for is given twice"}, {{"--for"}, "--for needs a value"}}) {
    CommandLine line("test", verbatim("A test."), CommandLine::Reads::nothing);
    double seconds = 1;
    line.option("--for", verbatim("SECONDS"), seconds, verbatim("How long."));
    std::vector<std::string> all = words;
    all.insert(all.begin(), "test");
    std::vector<char*> argv;
    for (std::string& word : all) {
      argv.push_back(word.data());
    }
    testing::internal::CaptureStderr();
    EXPECT_EQ(line.parse(static_cast<int>(argv.size()), argv.data()), runtime::kUsage);
    EXPECT_THAT(testing::internal::GetCapturedStderr(), testing::HasSubstr(told));
  }
}

TEST(CommandLine, LaterSettingsFilesAddToEarlierOnes) {
  const std::filesystem::path first = std::filesystem::path(::testing::TempDir()) / "selat-first.toml";
  const std::filesystem::path second = std::filesystem::path(::testing::TempDir()) / "selat-second.toml";
  std::ofstream(first)
      << "language = \"ms\"\n[[watch]]\nlabel = \"a\"\nmmsi = 525000001\n[coordinate]\ndatabase = \"x\"\n";
  std::ofstream(second) << "[[watch]]\nlabel = \"b\"\nmmsi = 525000002\n[coordinate]\ndatabase = \"\"\n";
  CommandLine line("test", verbatim("A test."), CommandLine::Reads::settings);
  std::vector<std::string> words = {"test", "--config", first.string(), "--config", second.string()};
  std::vector<char*> argv;
  for (std::string& word : words) {
    argv.push_back(word.data());
  }
  ASSERT_EQ(line.parse(static_cast<int>(argv.size()), argv.data()), std::nullopt);
  EXPECT_EQ(line.settings().language, Language::ms);
  EXPECT_EQ(line.settings().detect.watch_list.size(), 2U);
  EXPECT_TRUE(line.settings().coordinate.database.empty());
  EXPECT_EQ(line.settings_files().size(), 2U);
}

TEST(CommandLine, NumbersThatMakeNoSenseAreWrongUsage) {
  for (const std::string wrong : {"inf", "-inf", "nan", "1e300", "1e11", "2x", ""}) {
    CommandLine line("test", verbatim("A test."), CommandLine::Reads::nothing);
    double seconds = 1;
    line.option("--for", verbatim("SECONDS"), seconds, verbatim("How long."));
    std::string name = "test";
    std::string option = "--for=" + wrong;
    std::array<char*, 2> argv = {name.data(), option.data()};
    EXPECT_EQ(line.parse(static_cast<int>(argv.size()), argv.data()), runtime::kUsage) << wrong;
    EXPECT_EQ(seconds, 1) << wrong;
  }
}

}  // namespace
}  // namespace selat::cli
