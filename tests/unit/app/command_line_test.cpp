#include "cli/command_line.h"

#include <cstdio>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../test_name.h"
#include "app/command.h"
#include "app/program.h"
#include "runtime/exit_status.h"
#include "runtime/unknown_word.h"

namespace selat::app {
namespace {

using ::testing::HasSubstr;
using ::testing::internal::CaptureStderr;
using ::testing::internal::CaptureStdout;
using ::testing::internal::GetCapturedStderr;
using ::testing::internal::GetCapturedStdout;

int run(std::vector<std::string> words) {
  std::vector<char*> argv;
  for (std::string& word : words) {
    argv.push_back(word.data());
  }
  argv.push_back(nullptr);
  return run_program(static_cast<int>(words.size()), argv.data());
}

struct Usage {
  std::vector<std::string> words;
  std::string told;
};

class WrongUsage : public ::testing::TestWithParam<Usage> {};

TEST_P(WrongUsage, IsOneLineAndStatusTwo) {
  CaptureStderr();
  CaptureStdout();
  EXPECT_EQ(run(GetParam().words), runtime::kUsage);
  const std::string told = GetCapturedStderr();
  EXPECT_THAT(told, HasSubstr(GetParam().told));
  EXPECT_EQ(std::count(told.begin(), told.end(), '\n'), 1) << told;
  EXPECT_EQ(GetCapturedStdout(), "");
}

INSTANTIATE_TEST_SUITE_P(
    Program, WrongUsage,
    ::testing::Values(Usage{{"selat"}, "selat: name a command, such as 'selat demo'"},
                      Usage{{"selat", "confg"}, "selat: unknown command 'confg'; did you mean 'config'?"},
                      Usage{{"selat", "zzzzzzzz"}, "selat: unknown command 'zzzzzzzz' (see 'selat --help')"},
                      Usage{{"selat", "--versoin"}, "selat: unknown option '--versoin'"},
                      Usage{{"selat", "config"}, "selat config: WHAT is required"},
                      Usage{{"selat", "config", "check"}, "selat config: name the file to check"},
                      Usage{{"selat", "config", "keys", "--hlep"},
                            "selat config: unknown option '--hlep'; did you mean '--help'?"},
                      Usage{{"selat", "config", "check", "/nowhere/x.toml"},
                            "/nowhere/x.toml: cannot be read"},
                      Usage{{"selat", "top", "--json"}, "selat top: --json goes with --once"},
                      Usage{{"selat", "up"}, "selat up: no feed: give --feed URI"},
                      Usage{{"selat", "up", "--feed", "ftp://a"}, "selat up: "},
                      Usage{{"selat", "up", "--feed", "tcp://a:1", "--geodata", "/nowhere"}, "/nowhere"},
                      Usage{{"selat", "up", "--feed", "tcp://a:1", "--control-points", "atlantis"},
                            "there is no control point 'atlantis' (known: "},
                      Usage{{"selat", "up", "--feed", "tcp://a:1", "--control-points", "belwan"},
                            "there is no control point 'belwan'; did you mean 'belawan'?"},
                      Usage{{"selat", "demo", "--seed", "x"}, "selat demo: "},
                      Usage{{"selat", "demo", "--lang", "fr"}, "'fr' is not one of en|id|ms"},
                      Usage{{"selat", "config", "check", "a", "b"}, "selat config: unexpected word 'b'"}),
    [](const auto& usage) { return test::test_name(usage.param.words); });

TEST(Program, EveryCommandExplainsItself) {
  for (const Command& command : commands()) {
    CaptureStdout();
    EXPECT_EQ(run({"selat", std::string(command.name), "--help"}), runtime::kSuccess) << command.name;
    const std::string help = GetCapturedStdout();
    EXPECT_THAT(help, HasSubstr("selat " + std::string(command.name)));
    EXPECT_THAT(help, HasSubstr("Exit status: 0"));
    EXPECT_FALSE(command.summary.empty());
  }
}

TEST(Program, ListsItsCommandsAndItsVersion) {
  CaptureStdout();
  EXPECT_EQ(run({"selat", "--help"}), runtime::kSuccess);
  const std::string help = GetCapturedStdout();
  for (const Command& command : commands()) {
    EXPECT_THAT(help, HasSubstr(std::string(command.summary)));
  }
  CaptureStdout();
  EXPECT_EQ(run({"selat", "--version"}), runtime::kSuccess);
  EXPECT_THAT(GetCapturedStdout(), ::testing::MatchesRegex("selat [0-9]+\\.[0-9]+\\.[0-9]+\n"));
}

TEST(CommandLine, OptionsAreTakenAndHandedOn) {
  cli::CommandLine line("test", "A test.", cli::CommandLine::Reads::bus);
  std::vector<std::string> feeds;
  double seconds = 1;
  bool is_loud = false;
  line.option("--feed", "URI", feeds, "A feed.");
  line.option("--for", "SECONDS", seconds, "How long.");
  line.flag("--loud", is_loud, "Loud.");
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
      << "language = \"ms\"\n[[watch]]\nlabel = \"a\"\nmmsi = 1\n[coordinate]\ndatabase = \"x\"\n";
  std::ofstream(second) << "[[watch]]\nlabel = \"b\"\nmmsi = 2\n[coordinate]\ndatabase = \"\"\n";
  cli::CommandLine line("test", "A test.", cli::CommandLine::Reads::settings);
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

TEST(LikelyMeant, FindsTheNearestWordOrNone) {
  const std::vector<std::string> known = {"ingest", "detect", "top", "up"};
  EXPECT_EQ(runtime::likely_meant("ingst", known), "ingest");
  EXPECT_EQ(runtime::likely_meant("detetc", known), "detect");
  EXPECT_EQ(runtime::likely_meant("tpo", known), "top");
  EXPECT_EQ(runtime::likely_meant("xyzzy", known), std::nullopt);
}

}  // namespace
}  // namespace selat::app
