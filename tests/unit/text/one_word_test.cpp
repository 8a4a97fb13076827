// The term list at the head of each catalogue, held to: of words that mean the same, one is used.

#include <array>
#include <filesystem>
#include <fstream>
#include <regex>
#include <string>

#include <gtest/gtest.h>

namespace selat::text {
namespace {

struct Instead {
  const char* catalogue;
  const char* not_this;  // a regular expression of whole words
  const char* but;
};
constexpr auto kInstead = std::to_array<Instead>({
    {"ms.po", "sebutkan|katakan", "nyatakan"},
    {"ms.po", "kedengaran|terdengar", "didengar"},
    {"ms.po", "bot peronda", "kapal peronda"},
    {"ms.po", "dihantarkan|dikirim", "dihantar"},
    {"id.po", "namakan|nyatakan", "sebutkan"},
    {"id.po", "dihantar", "dikirim"},
    {"id.po", "didengarkan", "terdengar"},
    {"id.po", "bita", "byte"},
});

TEST(Catalogue, HasOneWordForOneThing) {
  for (const auto& [catalogue, not_this, but] : kInstead) {
    std::ifstream file(std::filesystem::path(SELAT_SOURCE_DIR) / "src/text/locale" / catalogue);
    ASSERT_TRUE(file) << catalogue;
    const std::regex word("\\b(" + std::string(not_this) + ")\\b", std::regex::icase);
    for (std::string line; std::getline(file, line);) {
      EXPECT_TRUE(line.starts_with('#') || !std::regex_search(line, word))
          << catalogue << ": '" << but << "' is the word in: " << line;
    }
  }
}

}  // namespace
}  // namespace selat::text
