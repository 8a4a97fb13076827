#include "text/translate.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "text/catalogue.h"
#include "text/terminal.h"

namespace selat::text {
namespace {

TEST(Translate, TranslatesNestedMessagesIntoOneLanguage) {
  const LocalizedMessage inner(tr("there is no control point '{word}'"), {{"word", "{x}"}});
  const LocalizedMessage outer(tr("{what} (known: {known})"), {{"what", inner}, {"known", "lumut"}});
  EXPECT_EQ(outer.in_english(), "there is no control point '{x}' (known: lumut)");
  EXPECT_EQ(translate(outer, Language::en), outer.in_english());
  EXPECT_EQ(translate(outer, Language::id), "tidak ada pos kendali '{x}' (yang dikenal: lumut)");
  EXPECT_EQ(translate(outer, Language::ms), "tiada pusat kawalan '{x}' (yang dikenali: lumut)");
}

TEST(Translate, LeavesAnArgumentThatIsNotGiven) {
  EXPECT_EQ(translate({tr("{vessel} entered {subject}."), {{"vessel", "{subject}"}}}, Language::id),
            "{subject} memasuki {subject}.");
}

TEST(Translate, LeavesATextInEnglishThatTheCatalogueLacks) {
  EXPECT_EQ(translate(tr("unheard of"), Language::ms), "unheard of");
  EXPECT_EQ(translate(tr("nowhere", "unheard of"), Language::ms), "unheard of");
  EXPECT_EQ(translate(LocalizedMessage::from_outside("unheard of"), Language::ms), "unheard of");
  EXPECT_EQ(translate(LocalizedMessage(), Language::ms), "");
}

TEST(Translate, TellsWordsApartByTheirContext) {
  EXPECT_EQ(translate(tr("command", "report"), Language::id), "lapor");
  EXPECT_EQ(translate(LocalizedMessage(tr("command", "report")), Language::id), "lapor");
  EXPECT_EQ(translate(tr("command", "report"), Language::en), "report");
  EXPECT_EQ(LocalizedMessage(tr("command", "report")).in_english(), "report");
}

class CatalogueOf : public ::testing::TestWithParam<Language> {};

TEST_P(CatalogueOf, FindsEveryEntryAndHoldsOneLineForEach) {
  const Catalogue& catalogue = catalogue_of(GetParam());
  ASSERT_GT(catalogue.size(), 700U);
  for (std::size_t i = 1; i < catalogue.size(); ++i) {
    const Catalogue::Entry entry = catalogue.entry(i);
    EXPECT_EQ(catalogue.find(entry.key), entry.text);
    EXPECT_FALSE(entry.text.empty()) << entry.key;
    EXPECT_EQ(for_terminal(entry.text), entry.text);
  }
  EXPECT_EQ(catalogue.find(""), std::nullopt) << "what the file says of itself is no translation";
  EXPECT_EQ(catalogue.find("zzzz"), std::nullopt);
  EXPECT_EQ(catalogue.find("\x01"), std::nullopt);
}

TEST_P(CatalogueOf, IsExportedWholeAsJson) {
  const Catalogue& catalogue = catalogue_of(GetParam());
  const auto json = nlohmann::json::parse(catalogue_as_json(GetParam()));
  EXPECT_EQ(json.size(), catalogue.size() - 1);
  for (const auto& [key, text] : json.items()) {
    EXPECT_EQ(catalogue.find(key), text.get<std::string>());
  }
}

INSTANTIATE_TEST_SUITE_P(Languages, CatalogueOf, ::testing::Values(Language::id, Language::ms),
                         [](const auto& language) { return std::string(name_of(language.param)); });

TEST(CatalogueOf, EnglishIsEmpty) {
  EXPECT_EQ(catalogue_of(Language::en).size(), 0U);
  EXPECT_TRUE(nlohmann::json::parse(catalogue_as_json(Language::en)).empty());
}

std::string number(std::uint32_t value) {
  std::string bytes;
  for (unsigned shift = 0; shift < 32; shift += 8) {
    bytes += static_cast<char>(value >> shift & 0xffU);
  }
  return bytes;
}

// One entry, "a" for "b"; `offset` and `length` are where the text is said to be.
std::string file_of_one(std::uint32_t magic, std::uint32_t entries, std::uint32_t length,
                        std::uint32_t offset) {
  return number(magic) + number(0) + number(entries) + number(20) + number(28) + number(1) + number(36) +
         number(length) + number(offset) + std::string("a\0b\0", 4);
}

TEST(Catalogue, ReadsNothingBeyondADamagedFile) {
  constexpr std::uint32_t kMagic = 0x950412de;
  EXPECT_EQ(Catalogue(file_of_one(kMagic, 1, 1, 38)).find("a"), "b");
  EXPECT_EQ(Catalogue(file_of_one(kMagic + 1, 1, 1, 38)).size(), 0U);
  EXPECT_EQ(Catalogue(file_of_one(kMagic, 0x7fffffff, 1, 38)).size(), 0U);
  EXPECT_EQ(Catalogue(file_of_one(kMagic, 1, 1, 0xffffffff)).find("a"), "");
  EXPECT_EQ(Catalogue(file_of_one(kMagic, 1, 0xffffffff, 38)).find("a"), "");
  const std::string whole = file_of_one(kMagic, 1, 1, 38);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    (void)Catalogue(std::string_view(whole).substr(0, size)).find("a");
  }
}

}  // namespace
}  // namespace selat::text
