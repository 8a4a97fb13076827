#include "app/program.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <fstream>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include "../test_name.h"
#include "app/command.h"
#include "runtime/exit_status.h"
#include "support/temporary_directory.h"

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
    ::testing::Values(
        Usage{{"selat"}, "selat: name a command, such as 'selat demo'"},
        Usage{{"selat", "confg"}, "selat: unknown command 'confg'; did you mean 'config'?"},
        Usage{{"selat", "zzzzzzzz"}, "selat: unknown command 'zzzzzzzz' (see 'selat --help')"},
        Usage{{"selat", "--versoin"}, "selat: unknown option '--versoin'"},
        Usage{{"selat", "config"}, "selat config: WHAT is required"},
        Usage{{"selat", "config", "check"}, "selat config: name the file to check"},
        Usage{{"selat", "config", "keys", "--hlep"},
              "selat config: unknown option '--hlep'; did you mean '--help'?"},
        Usage{{"selat", "config", "check", "/nowhere/x.toml"}, "/nowhere/x.toml: cannot be read"},
        Usage{{"selat", "config", "check", "/nowhere/\x1b[31m"}, "/nowhere/\\x1b[31m: cannot be read"},
        Usage{{"selat", "top", "--json"}, "selat top: --json goes with --once"},
        Usage{{"selat", "vessels", "--mmsi", "12a"}, "selat vessels: --mmsi '12a' is no MMSI"},
        Usage{{"selat", "vessels", "--mmsi", "12"}, "selat vessels: --mmsi '12' is no MMSI"},
        Usage{{"selat", "vessels", "--near", "1.2", "103.8"},
              "selat vessels: '1.2 103.8' is no circle: write latitude, longitude and radius"},
        Usage{{"selat", "vessels", "--near", "1.2", "103.8", "0"},
              "selat vessels: '0' is no distance in nautical miles"},
        Usage{{"selat", "vessels", "--near", "1-75N", "103.8", "5"},
              "selat vessels: minutes and seconds go up to 59, those of '1-75N' do not"},
        Usage{{"selat", "vessels", "--json", "--geojson"},
              "selat vessels: give --json or --geojson, not both"},
        Usage{{"selat", "up"}, "selat up: no feed: give --feed URI"},
        Usage{{"selat", "up", "--feed", "ftp://a"}, "selat up: "},
        Usage{{"selat", "up", "--feed", "tcp://127.0.0.1:1", "--geodata", "/nowhere"}, "/nowhere"},
        Usage{{"selat", "up", "--feed", "tcp://127.0.0.1:1", "--control-points", "atlantis"},
              "there is no control point 'atlantis' (known: "},
        Usage{{"selat", "up", "--feed", "tcp://127.0.0.1:1", "--control-points", "belwan"},
              "there is no control point 'belwan'; did you mean 'belawan'?"},
        Usage{{"selat", "up", "--feed", "tcp://192.0.2.7:1"},
              "selat up: --feed tcp://192.0.2.7:1: is beyond this machine"},
        Usage{{"selat", "demo", "--seed", "x"}, "selat demo: "},
        Usage{{"selat", "doctor", "--wait", "-1"},
              "selat doctor: --wait takes a number of at least 0, not '-1'"},
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

// What names a system or a language is taken wherever there is one, and what prints has JSON.
TEST(Program, EveryCommandTakesWhatItsSiblingsTake) {
  const auto help_of = [](std::vector<std::string> words) {
    words.insert(words.begin(), "selat");
    words.insert(words.end(), {"--lang", "en", "--help"});
    CaptureStdout();
    EXPECT_EQ(run(words), runtime::kSuccess) << ::testing::PrintToString(words);
    return GetCapturedStdout();
  };
  for (const std::vector<std::string>& command : {std::vector<std::string>{"up"},
                                                  {"demo"},
                                                  {"top"},
                                                  {"vessels"},
                                                  {"watch", "add"},
                                                  {"watch", "list"},
                                                  {"watch", "end"},
                                                  {"zone", "add"},
                                                  {"zone", "list"},
                                                  {"zone", "end"},
                                                  {"log"},
                                                  {"log", "add"},
                                                  {"doctor"},
                                                  {"ingest"},
                                                  {"detect"},
                                                  {"coordinate"},
                                                  {"control-point"},
                                                  {"audit"}}) {
    const std::string help = help_of(command);
    for (const char* option : {"--run-directory", "--data-directory", "--config", "--language"}) {
      EXPECT_THAT(help, HasSubstr(option)) << ::testing::PrintToString(command);
    }
  }
  for (const std::vector<std::string>& command : {std::vector<std::string>{"top"},
                                                  {"vessels"},
                                                  {"watch", "add"},
                                                  {"watch", "list"},
                                                  {"watch", "end"},
                                                  {"zone", "add"},
                                                  {"zone", "list"},
                                                  {"zone", "end"},
                                                  {"log"},
                                                  {"log", "add"},
                                                  {"doctor"},
                                                  {"audit"},
                                                  {"config"},
                                                  {"chart", "at"},
                                                  {"chart", "route"},
                                                  {"chart", "check"},
                                                  {"simulate"}}) {
    EXPECT_THAT(help_of(command), HasSubstr("--json")) << ::testing::PrintToString(command);
  }
}

// Where the files go is the same in every language.
TEST(Program, HelpSaysWhereThingsGoHere) {
  ::unsetenv("XDG_STATE_HOME");
  ::unsetenv("HOME");
  ::setenv("XDG_RUNTIME_DIR", "/run/user/7", 1);
  CaptureStdout();
  EXPECT_EQ(run({"selat", "up", "--help"}), runtime::kSuccess);
  const std::string help = GetCapturedStdout();
  EXPECT_THAT(help, HasSubstr("/var/lib/selat"));
  EXPECT_THAT(help, HasSubstr("/run/user/7/selat"));
}

TEST(Program, ListsItsCommandsAndItsVersion) {
  CaptureStdout();
  EXPECT_EQ(run({"selat", "--help"}), runtime::kSuccess);
  const std::string help = GetCapturedStdout();
  for (const Command& command : commands()) {
    EXPECT_THAT(help, HasSubstr(std::string(command.summary.english())));
  }
  CaptureStdout();
  EXPECT_EQ(run({"selat", "--version"}), runtime::kSuccess);
  EXPECT_THAT(GetCapturedStdout(), ::testing::MatchesRegex("selat [0-9]+\\.[0-9]+\\.[0-9]+\n"));
}

TEST(Program, OutputThatIsLostIsAFailure) {
  const auto run_with_output = [](int output) {
    ::dup2(output, STDOUT_FILENO);
    ::_exit(run({"selat", "--help"}));
  };
  EXPECT_EXIT(run_with_output(::open("/dev/full", O_WRONLY)), ::testing::ExitedWithCode(runtime::kFailure),
              "selat: standard output: not all could be written");
  const auto run_with_reader_gone = [&] {
    std::array<int, 2> ends{};
    EXPECT_EQ(::pipe(ends.data()), 0);
    ::close(ends[0]);
    std::signal(SIGPIPE, SIG_IGN);
    run_with_output(ends[1]);
  };
  EXPECT_EXIT(run_with_reader_gone(), ::testing::ExitedWithCode(runtime::kSuccess), ::testing::Eq(""))
      << "as with `| head`";
}

// Nobody can be told, but the status says it.
TEST(Program, WordsThatAreLostAreAFailure) {
  const test::TemporaryDirectory directory;
  const std::string file = (directory.path() / "one.nmea").string();
  std::ofstream(file) << "!AIVDM,1,1,,A,13HOI:0P0000VOHLCnHQKwvL05Ip,0*23\n";
  const auto run_with_errors_to = [&](const char* errors) {
    ::dup2(::open("/dev/null", O_WRONLY), STDOUT_FILENO);
    ::dup2(::open(errors, O_WRONLY), STDERR_FILENO);
    ::_exit(run({"selat", "decode", "--stats", file}));
  };
  EXPECT_EXIT(run_with_errors_to("/dev/full"), ::testing::ExitedWithCode(runtime::kFailure), "");
  EXPECT_EXIT(run_with_errors_to("/dev/null"), ::testing::ExitedWithCode(runtime::kSuccess), "");
}

// `ulimit -f`: as a full disk, no signal that ends the command.
TEST(Program, AtALimitOfFilesOutputIsLostAndSaidToBe) {
  const test::TemporaryDirectory directory;
  const auto run_with_limit = [&] {
    ::dup2(::open((directory.path() / "help").c_str(), O_WRONLY | O_CREAT, 0600), STDOUT_FILENO);
    const rlimit limit{.rlim_cur = 64, .rlim_max = RLIM_INFINITY};
    EXPECT_EQ(::setrlimit(RLIMIT_FSIZE, &limit), 0);
    ::_exit(run({"selat", "--help"}));
  };
  EXPECT_EXIT(run_with_limit(), ::testing::ExitedWithCode(runtime::kFailure), "selat: standard output: not");
}

}  // namespace
}  // namespace selat::app
