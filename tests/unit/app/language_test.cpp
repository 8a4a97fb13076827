// What a person reads on screen exists in English, Bahasa Indonesia and Bahasa Melayu: help, refusals,
// settings, and every message that a folder can make.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "../test_name.h"
#include "ais/problem.h"
#include "app/command.h"
#include "app/program.h"
#include "chart/chart_error.h"
#include "cli/described_keys.h"
#include "cli/known_words.h"
#include "config/settings_schema.h"
#include "feed/feed_table.h"
#include "nmea/problem.h"
#include "runtime/exit_status.h"
#include "text/terminal.h"
#include "text/translate.h"
#include "terminal/health_text.h"

namespace selat::app {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::set<std::string_view>& known_words_of_table() {
  static const std::set<std::string_view> known = [] {
    std::set<std::string_view> words;
    for (const text::WordingRow& row : text::wording_table()) {
      words.insert(row.front());
    }
    return words;
  }();
  return known;
}

std::multiset<std::string> places_of(std::string_view words) {
  std::multiset<std::string> names;
  for (auto open = words.find('{'); open != std::string_view::npos; open = words.find('{', open + 1)) {
    names.emplace(words.substr(open + 1, words.find('}', open) - open - 1));
  }
  return names;
}

TEST(WordingTable, HoldsEachRowOnceInAllLanguagesWithTheSamePlaces) {
  std::set<std::string_view> seen;
  for (const text::WordingRow& row : text::wording_table()) {
    EXPECT_TRUE(seen.insert(row.front()).second) << row.front() << " stands twice";
    for (const std::string_view words : row) {
      EXPECT_FALSE(words.empty()) << row.front();
      EXPECT_EQ(places_of(words), places_of(row.front())) << words;
      EXPECT_EQ(text::for_terminal(words), words);
    }
  }
}

TEST(Translate, TranslatesNestedMessagesIntoOneLanguage) {
  const LocalizedMessage inner("there is no control point '{word}'", {{"word", "{x}"}});
  const LocalizedMessage outer("{what} (known: {known})", {{"what", inner}, {"known", "lumut"}});
  EXPECT_EQ(outer.in_english(), "there is no control point '{x}' (known: lumut)");
  EXPECT_EQ(text::translate(outer, Language::id), "tidak ada pos kendali '{x}' (yang dikenal: lumut)");
  EXPECT_EQ(text::translate(LocalizedMessage("unheard of"), Language::ms), "unheard of");
}

// ---- what stands in a table beside what it describes

bool has_words(std::string_view text) {
  return std::regex_search(std::regex_replace(std::string(text), std::regex(R"(\{[^}]*\})"), ""),
                           std::regex("[A-Za-z]{2}"));
}

void expect_row(std::string_view words, std::string_view where) {
  EXPECT_TRUE(!has_words(words) || known_words_of_table().contains(words))
      << where << ": no row in text/wording_table.cpp for \"" << words << '"';
}

TEST(WordingTable, DescribesEveryCommandSettingThresholdFeedAndChartProblem) {
  for (const Command& command : commands()) {
    expect_row(command.summary, command.name);
  }
  for (const config::SectionRow& section : config::settings_sections()) {
    expect_row(section.meaning, section.path);
  }
  for (const config::KeyRow& key : config::settings_keys()) {
    expect_row(key.meaning, key.name);
    const bool is_prose = key.standard.find_first_of("/<|") == std::string_view::npos &&
                          key.standard.find(' ') != std::string_view::npos;
    if (is_prose) {
      expect_row(key.standard, key.name);
    }
  }
  for (const config::KnownRule& rule : cli::known_words().rules) {
    for (const config::KnownThreshold& threshold : rule.thresholds) {
      expect_row(threshold.meaning, threshold.name);
    }
  }
  for (const feed::FeedKind& kind : feed::feed_table()) {
    expect_row(kind.summary, kind.scheme);
  }
  for (std::size_t i = 0; i < enum_count<chart::ChartProblem>; ++i) {
    expect_row(chart::words_of(static_cast<chart::ChartProblem>(i)), "chart");
  }
  for (const std::string_view problem : enum_names<nmea::SentenceProblem>) {
    expect_row(terminal::problem_word(problem, Language::en), "problem of a feed");
  }
  for (const std::string_view problem : enum_names<ais::MessageProblem>) {
    expect_row(terminal::problem_word(problem, Language::en), "problem of a feed");
  }
}

// ---- what stands where it arises: the literals handed to whatever speaks to a person

std::string source_of(const std::filesystem::path& file) {
  std::ifstream stream(file);
  std::ostringstream text;
  for (std::string line; std::getline(stream, line);) {
    if (line.find_first_not_of(' ') == std::string::npos || line[line.find_first_not_of(' ')] != '/') {
      text << line << '\n';
    }
  }
  // Neighbouring literals are one.
  return std::regex_replace(text.str(), std::regex(R"re("\s*\n\s*")re"), "");
}

// From the opening bracket before `at` to the one that closes it.
std::string_view bracketed(std::string_view source, std::size_t at) {
  int depth = 1;
  bool is_text = false;
  std::size_t end = at;
  for (; end < source.size() && depth > 0; ++end) {
    const char c = source[end];
    if (is_text) {
      end += c == '\\' ? 1 : 0;
      is_text = c != '"';
    } else if (c == '"') {
      is_text = true;
    } else if (c == '\'' && end + 2 < source.size() && source[end + 2] == '\'') {
      end += 2;
    } else {
      depth += c == '(' || c == '{' ? 1 : c == ')' || c == '}' ? -1 : 0;
    }
  }
  return source.substr(at, end - at);
}

std::string unescaped(std::string text) {
  text = std::regex_replace(text, std::regex(R"(\\")"), "\"");
  return std::regex_replace(text, std::regex(R"(\\\\)"), "\\");
}

TEST(WordingTable, HasARowForEveryMessageInTheSource) {
  const std::regex speaker(
      R"(\b(?:LocalizedMessage|UsageError|Failure|BusError|FeedError|StoreError|DrawError|refuse|unknown_word|footer|said)"
      R"(|exit_statuses|option|flag|choice|argument|arguments|CommandLine line|complain|fault|wrong|wrong_shape)"
      R"(|unreadable|not_found|path_of|say|tell_each|part)\s*[({]|\berror\(\s*(?:Chart|Draw)Problem)");
  const std::regex literal(R"re("((?:[^"\\]|\\.)*)")re");
  const std::regex is_no_sentence(R"(^(chart \w+|selat .*|nc .*|database)$)");
  std::size_t found = 0;
  for (const char* folder : {"app", "bus", "chart", "cli", "config", "cop", "draw", "feed", "runtime",
                             "service", "store", "terminal"}) {
    for (const auto& entry :
         std::filesystem::directory_iterator(std::string(SELAT_SOURCE_DIR "/src/") + folder)) {
      const std::string source = source_of(entry.path());
      for (std::sregex_iterator call(source.begin(), source.end(), speaker), end; call != end; ++call) {
        const auto at = static_cast<std::size_t>(call->position() + call->length());
        const std::string body(bracketed(source, at));
        for (std::sregex_iterator words(body.begin(), body.end(), literal); words != end; ++words) {
          const std::string text = unescaped((*words)[1]);
          const bool is_sentence =
              text.find(' ') != std::string::npos && !std::regex_match(text, is_no_sentence);
          if (is_sentence && has_words(text)) {
            expect_row(text, entry.path().filename().string());
            ++found;
          }
        }
      }
    }
  }
  EXPECT_GT(found, 250U);
}

// ---- what comes out

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

// No row that says something else in `language` stands in the text in English.
void expect_no_english(const std::string& text, Language language) {
  for (const text::WordingRow& row : text::wording_table()) {
    const bool is_long = row.front().size() > 24 && places_of(row.front()).empty();
    if (is_long && row[static_cast<std::size_t>(language)] != row.front()) {
      EXPECT_THAT(text, Not(HasSubstr(std::string(row.front()))));
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
    words.insert(words.end(), {"--lang", language});
    const std::string help = printed(words);
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
    ::testing::Values(Refused{{"selat", "config", "check", "FILE", "--lang", "ms"},
                              ":3:14: detect.lateness_s: -1 di luar julat; give"},
                      Refused{{"selat", "up", "--config", "FILE"},
                              "selat up: FILE:3:14: detect.lateness_s: -1 di luar rentang"},
                      Refused{{"selat", "dmeo", "--lang", "id"},
                              "perintah 'dmeo' tidak dikenal; maksud Anda 'demo'?"},
                      Refused{{"selat", "up", "--lang=ms", "--feed", "ftp://a"},
                              "suapan 'ftp://a': jenis suapan 'ftp' tidak dikenali; yang dikenali: tcp, "},
                      Refused{{"selat", "top", "--lang", "id", "--sede"}, "opsi '--sede' tidak dikenal"},
                      Refused{{"selat", "demo", "--lang", "ms", "--seed", "x"},
                              "--seed memerlukan nombor bulat, bukan 'x'"},
                      Refused{{"selat", "up", "--lang", "id", "--feed", "tcp://a:1", "--geodata", "/nowhere"},
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
