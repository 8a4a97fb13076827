#include "cli/command_line.h"

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
