// What a person reads on screen comes in English, Bahasa Indonesia and Bahasa Melayu: help, refusals and
// settings. (That no text lacks its translation, tools/translate holds in every build.)

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "../test_name.h"
#include "ais/problem.h"
#include "app/command.h"
#include "app/program.h"
#include "cli/described_keys.h"
#include "cli/known_words.h"
#include "nmea/problem.h"
#include "radar/problem.h"
#include "runtime/exit_status.h"
#include "terminal/health_text.h"
#include "text/catalogue.h"

namespace selat::app {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

int run(std::vector<std::string> words) {
  std::vector<char*> argv;
  for (std::string& word : words) {
    argv.push_back(word.data());
  }
  argv.push_back(nullptr);
  return run_program(static_cast<int>(words.size()), argv.data());
}

std::string printed(const std::vector<std::string>& words) {
  ::testing::internal::CaptureStdout();
  EXPECT_EQ(run(words), runtime::kSuccess);
  std::string out = ::testing::internal::GetCapturedStdout();
  return std::regex_replace(out, std::regex(R"(\s+)"), " ");
}

// No text that the catalogue translates stands there in English.
void expect_no_english(const std::string& shown, Language language) {
  const text::Catalogue& catalogue = text::catalogue_of(language);
  for (std::size_t i = 1; i < catalogue.size(); ++i) {
    const text::Catalogue::Entry entry = catalogue.entry(i);
    const bool is_long = entry.key.size() > 24 && entry.key.find('{') == std::string_view::npos;
    if (is_long && entry.text != entry.key) {
      EXPECT_THAT(shown, Not(HasSubstr(std::string(entry.key))));
    }
  }
}

class Speaks : public ::testing::TestWithParam<Language> {};

TEST_P(Speaks, HelpOfEveryCommand) {
  const std::string language(name_of(GetParam()));
  std::vector<std::vector<std::string>> asked = {{"selat", "--help"}};
  for (const Command& command : commands()) {
    asked.push_back({"selat", std::string(command.name), "--help"});
  }
  for (const char* of_chart : {"at", "route", "draw", "check", "import"}) {
    asked.push_back({"selat", "chart", of_chart, "--help"});
  }
  for (std::vector<std::string>& words : asked) {
    const std::string english = printed(words);
    std::vector<std::string> before = words;
    before.insert(before.begin() + 1, {"--lang", language});
    std::vector<std::string> between = words;
    between.insert(between.end() - 1, {"--lang", language});
    words.insert(words.end(), {"--lang", language});
    const std::string help = printed(words);
    EXPECT_EQ(printed(before), help);
    EXPECT_EQ(printed(between), help);
    EXPECT_NE(help, english) << ::testing::PrintToString(words);
    expect_no_english(help, GetParam());
    EXPECT_THAT(help, Not(HasSubstr("Exit status"))) << ::testing::PrintToString(words);
    EXPECT_THAT(help, Not(HasSubstr("Usage:")));
  }
}

TEST_P(Speaks, EveryKeyOfTheSettings) {
  const std::string keys = cli::described_keys(cli::known_words(), GetParam());
  EXPECT_THAT(keys, HasSubstr("silent_after_s = "));
  expect_no_english(keys, GetParam());
  EXPECT_THAT(keys, Not(HasSubstr("default: ")));
}

void expect_translated(std::string_view problem, Language language) {
  EXPECT_NE(terminal::problem_word(problem, language), terminal::problem_word(problem, Language::en))
      << problem;
}

TEST_P(Speaks, EveryProblemOfAFeed) {
  for (const std::string_view problem : enum_names<nmea::SentenceProblem>) {
    expect_translated(problem, GetParam());
  }
  for (const std::string_view problem : enum_names<ais::MessageProblem>) {
    expect_translated(problem, GetParam());
  }
  for (const std::string_view problem : enum_names<radar::SentenceProblem>) {
    expect_translated(problem, GetParam());
  }
  for (const std::string_view problem : enum_names<radar::RecordProblem>) {
    expect_translated(problem, GetParam());
  }
  for (const std::string_view problem : {"bad_blocks", "repeated_reports", "blocks_of_category_21"}) {
    expect_translated(problem, GetParam());
  }
}

INSTANTIATE_TEST_SUITE_P(Languages, Speaks, ::testing::Values(Language::id, Language::ms),
                         [](const auto& language) { return std::string(name_of(language.param)); });

struct Refused {
  std::vector<std::string> words;
  std::string told;  // FILE stands for a settings file with a mistake, in both
};
class RefusalsIn : public ::testing::TestWithParam<Refused> {};

TEST_P(RefusalsIn, ThePersonsLanguage) {
  const std::string file = ::testing::TempDir() + "selat-language-" + std::to_string(::getpid()) +
                           ".toml";  // tests run side by side
  std::ofstream(file) << "language = \"id\"\n[detect]\nlateness_s = -1\n";
  std::vector<std::string> words = GetParam().words;
  for (std::string& word : words) {
    word = std::regex_replace(word, std::regex("FILE"), file);
  }
  ::testing::internal::CaptureStderr();
  EXPECT_EQ(run(words), runtime::kUsage);
  EXPECT_THAT(::testing::internal::GetCapturedStderr(),
              HasSubstr(std::regex_replace(GetParam().told, std::regex("FILE"), file)));
  std::filesystem::remove(file);
}

INSTANTIATE_TEST_SUITE_P(
    Languages, RefusalsIn,
    ::testing::Values(
        Refused{{"selat", "config", "check", "FILE", "--lang", "ms"},
                ":3:14: detect.lateness_s: -1 di luar julat; berikan nombor dari 0 hingga 3600"},
        Refused{{"selat", "up", "--config", "FILE"},
                "selat up: FILE:3:14: detect.lateness_s: -1 di luar rentang"},
        Refused{{"selat", "chart", "--lang", "ms"}, "nyatakan salah satu: at, "},
        Refused{{"selat", "dmeo", "--lang", "id"}, "perintah 'dmeo' tidak dikenal; maksud Anda 'demo'?"},
        Refused{{"selat", "up", "--lang=ms", "--feed", "ftp://a"},
                "suapan 'ftp://a': jenis suapan 'ftp' tidak dikenali; yang dikenali: tcp, "},
        Refused{{"selat", "top", "--lang", "id", "--sede"}, "opsi '--sede' tidak dikenal"},
        Refused{{"selat", "demo", "--lang", "ms", "--seed", "x"},
                "--seed memerlukan nombor bulat, bukan 'x'"},
        Refused{{"selat", "up", "--lang", "id", "--feed", "tcp://127.0.0.1:1", "--geodata", "/nowhere"},
                "/nowhere/sectors.geojson: berkas tidak ada. Berikan folder"}),
    [](const auto& refused) { return test::test_name(refused.param.words); });

TEST(PreferredLanguage, OfTheEnvironmentCountsWhereNothingElseIsSaid) {
  ::setenv("LC_ALL", "ms_MY.UTF-8", 1);
  ::testing::internal::CaptureStderr();
  EXPECT_EQ(run({"selat", "zzzzz"}), runtime::kUsage);
  ::unsetenv("LC_ALL");
  EXPECT_THAT(::testing::internal::GetCapturedStderr(), HasSubstr("arahan 'zzzzz' tidak dikenali"));
}

}  // namespace
}  // namespace selat::app
