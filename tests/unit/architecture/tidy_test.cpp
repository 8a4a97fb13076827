// The tree stays tidy: what is cheap to see in the text is seen here; nesting and what needs a compiler is
// clang-tidy's (tools/lint).

#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "source_tree.h"

namespace selat::architecture {
namespace {

constexpr std::size_t kMostLinesOfAFile = 500;
constexpr std::size_t kMostLinesOfAFunction = 60;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    lines.push_back(std::move(line));
  }
  return lines;
}

std::string indentation(const std::string& line) {
  return line.substr(0, line.find_first_not_of(' '));
}

// A line that ends in '{' and opens no function: a namespace, a type, a list of values.
bool opens_something_else(const std::string& line) {
  static const std::regex other(
      R"(^\s*(namespace|class|struct|enum|union|extern|template <.*> (class|struct))\b)");
  return std::regex_search(line, other) || line.find('(') == std::string::npos || line.ends_with("({");
}

TEST(Tidy, NoFileIsLong) {
  for (const auto& file : sources_and_tests()) {
    EXPECT_LE(lines_of(file.text).size(), kMostLinesOfAFile) << file.path << ": split it by its ideas";
  }
}

// clang-format closes a function in the column in which it began.
TEST(Tidy, NoFunctionIsLong) {
  for (const auto& file : source_files()) {
    const auto lines = lines_of(file.text);
    for (std::size_t first = 0; first < lines.size(); ++first) {
      const std::string& line = lines[first];
      const std::string start = indentation(line);
      if (!line.ends_with('{') || start.size() > 2 || opens_something_else(line)) {
        continue;
      }
      auto last = first + 1;
      while (last < lines.size() && !lines[last].starts_with(start + "}")) {
        ++last;
      }
      EXPECT_LE(last - first + 1, kMostLinesOfAFunction) << at(file, static_cast<int>(first) + 1);
    }
  }
}

// The position after the parenthesis that closes the one at `open`.
std::size_t after_parentheses(const std::string& text, std::size_t open) {
  int depth = 0;
  for (std::size_t i = open; i < text.size(); ++i) {
    depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
    if (depth == 0) {
      return i + 1;
    }
  }
  return text.size();
}

// Past "[[likely]]".
std::size_t after_attributes(const std::string& text, std::size_t next) {
  return text.compare(next, 2, "[[") == 0 ? text.find_first_not_of(" \n", text.find("]]", next) + 2) : next;
}

int line_at(const std::string& text, std::size_t position) {
  return 1 + static_cast<int>(
                 std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(position), '\n'));
}

TEST(Tidy, EveryBodyHasBraces) {
  static const std::regex control(R"(\b(if|for|while|else|do)\b)");
  for (const auto& file : sources_and_tests()) {
    for (std::sregex_iterator match(file.text.begin(), file.text.end(), control), end; match != end;
         ++match) {
      const std::string word = (*match)[1];
      auto next = static_cast<std::size_t>(match->position() + match->length());
      const auto line_start = file.text.rfind('\n', static_cast<std::size_t>(match->position())) + 1;
      if (file.text[file.text.find_first_not_of(' ', line_start)] == '#') {  // of the preprocessor
        continue;
      }
      if (word != "else" && word != "do") {
        next = after_parentheses(file.text, file.text.find('(', next));
      }
      next = after_attributes(file.text, file.text.find_first_not_of(" \n", next));
      const bool continues = word == "else" && file.text.compare(next, 2, "if") == 0;
      const bool ends_do = word == "while" && file.text[next] == ';';
      EXPECT_TRUE(file.text[next] == '{' || continues || ends_do)
          << at(file, line_at(file.text, static_cast<std::size_t>(match->position()))) << ": '" << word
          << "' without braces";
    }
  }
}

// How often each word of the code stands in src/ and tests/.
std::map<std::string, int> words_used() {
  static const std::regex word(R"([A-Za-z_]\w*)");
  std::map<std::string, int> uses;
  for (const auto& file : sources_and_tests()) {
    for (std::sregex_iterator match(file.text.begin(), file.text.end(), word), end; match != end; ++match) {
      ++uses[match->str()];
    }
  }
  return uses;
}

// A function that a header declares stands at least once more besides: where it is called. One that is
// declared here and defined elsewhere stands three times (the compiled catalogues are defined by the build).
TEST(Tidy, NoFunctionIsDeclaredForNobody) {
  static const std::regex declared(
      R"(^ *(?! |return\b)(?:\[\[nodiscard\]\] )?[\w:<>,&* ]+[ &*](\w+)\(.*([;{])$)");
  auto uses = words_used();
  std::size_t declarations = 0;
  for (const auto& file : source_files()) {
    const auto lines = lines_of(file.text);
    const bool is_read = file.path.ends_with(".h") && file.path != "src/text/locale/compiled.h";
    for (std::size_t i = 0; is_read && i < lines.size(); ++i) {
      std::smatch match;
      if (!std::regex_search(lines[i], match, declared) || match.str(1).starts_with('_')) {
        continue;
      }
      ++declarations;
      EXPECT_GE(uses[match[1]], match[2] == ";" ? 3 : 2)
          << at(file, static_cast<int>(i) + 1) << ": nobody calls " << match[1];
    }
  }
  EXPECT_GT(declarations, 500U);
}

TEST(Tidy, EveryPageThatIsNamedIsThere) {
  static const std::regex page(R"(([\w/.-]+)\.md\b)");
  std::set<std::string> pages;
  for (const auto& path : text_files()) {
    if (path.ends_with(".md")) {
      pages.insert(path.substr(path.rfind('/') + 1));
    }
  }
  for (const auto& path : text_files()) {
    const std::string text = text_of(path);
    for (std::sregex_iterator match(text.begin(), text.end(), page), end; match != end; ++match) {
      const std::string name = match->str().substr(match->str().rfind('/') + 1);
      EXPECT_TRUE(pages.contains(name))
          << path << ":" << line_at(text, static_cast<std::size_t>(match->position())) << ": there is no "
          << name;
    }
  }
}

}  // namespace
}  // namespace selat::architecture
