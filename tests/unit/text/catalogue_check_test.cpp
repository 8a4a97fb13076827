// tools/translate --check, which every build runs, refuses a catalogue that differs from the sources: shown
// on a small one that is broken in each way.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <sstream>
#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

namespace selat::text {
namespace {

using ::testing::HasSubstr;

constexpr std::string_view kSource = R"(
  print(tr("{n} files of {folder}"), tr("three"), translate(tr("command", "three")));
  print(is_long ? tr("one text "
                     "in two literals") : tr("short"));
)";

constexpr std::string_view kHeader = R"(msgid ""
msgstr ""
"Project-Id-Version: selat\n"
"PO-Revision-Date: 2026-11-29 16:00+0000\n"
"Last-Translator: \n"
"Language-Team: none\n"
"Language: id\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"

)";

constexpr std::string_view kTranslations = R"(#, perl-brace-format
msgid "{n} files of {folder}"
msgstr "{folder}: {n} berkas"

msgid "three"
msgstr "tiga"

msgctxt "command"
msgid "three"
msgstr "bertiga"

msgid "one text in two literals"
msgstr "satu teks"

msgid "short"
msgstr "pendek"
)";

class CatalogueCheck : public ::testing::Test {
 protected:
  CatalogueCheck() {
    std::filesystem::create_directories(directory_ / "locale");
    write("source.cpp", {kSource});
    write("locale/id.po", {kHeader, kTranslations});
  }
  ~CatalogueCheck() override { std::filesystem::remove_all(directory_); }

  void write(const char* name, std::initializer_list<std::string_view> parts) {
    std::ofstream file(directory_ / name);
    for (const std::string_view part : parts) {
      file << part;
    }
  }
  // The .po with `from` replaced.
  void write_po(std::string_view from, std::string_view to) {
    const auto at = kTranslations.find(from);
    ASSERT_NE(at, std::string_view::npos);
    write("locale/id.po", {kHeader, kTranslations.substr(0, at), to, kTranslations.substr(at + from.size())});
  }
  // The exit status; what was told is in told_.
  int check() {
    const std::string out = directory_ / "out";
    const std::string command = std::string(SELAT_SOURCE_DIR "/tools/translate --check --sources ") +
                                directory_.string() + " --locale " + (directory_ / "locale").string() +
                                " 2> " + out;
    const int status = std::system(command.c_str());  // NOLINT(concurrency-mt-unsafe)
    std::ostringstream text;
    text << std::ifstream(out).rdbuf();
    told_ = text.str();
    return WEXITSTATUS(status);
  }

  std::filesystem::path directory_ = std::filesystem::path(::testing::TempDir()) /
                                     ("selat-catalogue-" + std::to_string(::getpid()) + "-" +
                                      ::testing::UnitTest::GetInstance()->current_test_info()->name());
  std::string told_;
};

TEST_F(CatalogueCheck, TakesOneThatIsWhole) {
  EXPECT_EQ(check(), 0) << told_;
}
TEST_F(CatalogueCheck, RefusesATextWithoutAnEntry) {
  write("source.cpp", {kSource, "  print(tr(\"quite new\"));\n"});
  EXPECT_EQ(check(), 1);
  EXPECT_THAT(told_, HasSubstr("id.po: untranslated: \"quite new\""));
}
TEST_F(CatalogueCheck, RefusesAnEntryWithoutATranslation) {
  write_po("\"tiga\"", "\"\"");
  EXPECT_EQ(check(), 1);
  EXPECT_THAT(told_, HasSubstr("id.po: untranslated: \"three\""));
}
TEST_F(CatalogueCheck, RefusesAnEntryWhoseTextIsGone) {
  write_po("msgid \"short\"", "msgid \"gone\"\nmsgstr \"hilang\"\n\nmsgid \"short\"");
  EXPECT_EQ(check(), 1);
  EXPECT_THAT(told_, HasSubstr("id.po: obsolete: \"gone\""));
}
TEST_F(CatalogueCheck, RefusesAWordThatLosesItsContext) {
  write_po("msgctxt \"command\"", "msgctxt \"order\"");
  EXPECT_EQ(check(), 1);
}
TEST_F(CatalogueCheck, RefusesAFuzzyEntry) {
  write_po("msgid \"short\"", "#, fuzzy\nmsgid \"short\"");
  EXPECT_EQ(check(), 1);
  EXPECT_THAT(told_, HasSubstr("id.po: fuzzy: \"short\""));
}
TEST_F(CatalogueCheck, RefusesAnArgumentThatTheEnglishLacks) {
  write_po("{folder}: {n} berkas", "{direktori}: {n} berkas");
  EXPECT_EQ(check(), 1);
  EXPECT_THAT(told_, HasSubstr("argument"));
}
TEST_F(CatalogueCheck, RefusesAnArgumentThatIsLeftOut) {
  write_po("{folder}: {n} berkas", "{n} berkas");
  EXPECT_EQ(check(), 1);
  EXPECT_THAT(told_, HasSubstr("argument"));
}

TEST_F(CatalogueCheck, KnowsTheArgumentsThoughAnEditorDroppedTheirFlag) {
  write_po("#, perl-brace-format\nmsgid \"{n} files of {folder}\"\nmsgstr \"{folder}",
           "msgid \"{n} files of {folder}\"\nmsgstr \"{direktori}");
  EXPECT_EQ(check(), 1);
}

}  // namespace
}  // namespace selat::text
