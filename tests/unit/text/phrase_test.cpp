#include "text/phrase.h"

#include <set>

#include <gtest/gtest.h>

#include "text/phrase_table.h"
#include "text/terminal.h"

namespace selat::text {
namespace {

std::multiset<std::string> placeholders(std::string_view words) {
  std::multiset<std::string> names;
  for (auto open = words.find('{'); open != std::string_view::npos; open = words.find('{', open + 1)) {
    names.emplace(words.substr(open + 1, words.find('}', open) - open - 1));
  }
  return names;
}

TEST(PhraseTable, HoldsEveryPhraseInItsOrderInAllLanguages) {
  ASSERT_EQ(phrase_table().size(), kPhraseCount);
  for (std::size_t i = 0; i < kPhraseCount; ++i) {
    const PhraseRow& row = phrase_table()[i];
    EXPECT_EQ(static_cast<std::size_t>(row.key), i) << row.words[0];
    for (const std::string_view words : row.words) {
      EXPECT_FALSE(words.empty()) << row.words[0];
      EXPECT_EQ(placeholders(words), placeholders(row.words[0])) << words;
      EXPECT_EQ(for_terminal(words), words);
    }
  }
}

TEST(Fill, FillsByNameAndLeavesWhatIsNotGiven) {
  EXPECT_EQ(fill(Phrase::why_zone_entry, Language::en, {{"zone", "Z"}, {"vessel", "{zone}"}}),
            "{zone} entered Z.");
  EXPECT_EQ(fill(Phrase::why_zone_entry, Language::id, {{"vessel", "A"}}), "A memasuki {zone}.");
}

}  // namespace
}  // namespace selat::text
