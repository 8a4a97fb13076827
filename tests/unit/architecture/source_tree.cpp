#include "source_tree.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <sstream>

namespace selat::architecture {

namespace fs = std::filesystem;

namespace {

std::string read(const fs::path& path) {
  std::ifstream stream(path);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

enum class Inside { code, line_comment, block_comment, text, character };

// Blanks what stands between R"( and )", lines kept.
std::string without_raw_strings(std::string source) {
  static const std::regex start(R"raw(R"(\w*)\()raw");
  std::smatch match;
  for (std::size_t from = 0;
       std::regex_search(source.cbegin() + static_cast<std::ptrdiff_t>(from), source.cend(), match, start);) {
    const auto begin = from + static_cast<std::size_t>(match.position() + match.length());
    const auto end = std::min(source.find(")" + match.str(1) + "\"", begin), source.size());
    std::replace_if(
        source.begin() + static_cast<std::ptrdiff_t>(begin),
        source.begin() + static_cast<std::ptrdiff_t>(end), [](char letter) { return letter != '\n'; }, ' ');
    from = end;
  }
  return source;
}

// Blanks comments and literals, so that a word in them is not taken for code. Lines stay where they are.
std::string code_only(const std::string& text) {
  const std::string source = without_raw_strings(text);
  std::string code = source;
  Inside inside = Inside::code;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char here = source[i];
    const char next = i + 1 < source.size() ? source[i + 1] : '\0';
    const bool was_code = inside == Inside::code;
    switch (inside) {
      case Inside::code:
        if (here == '/' && next == '/') {
          inside = Inside::line_comment;
        } else if (here == '/' && next == '*') {
          inside = Inside::block_comment;
        } else if (here == '"') {
          inside = Inside::text;
        } else if (here == '\'' && (i == 0 || std::isalnum(static_cast<unsigned char>(source[i - 1])) == 0)) {
          inside = Inside::character;
        }
        break;
      case Inside::line_comment:
        if (here == '\n') {
          inside = Inside::code;
        }
        break;
      case Inside::block_comment:
        if (here == '/' && i > 0 && source[i - 1] == '*') {
          inside = Inside::code;
        }
        break;
      case Inside::text:
      case Inside::character: {
        const char end = inside == Inside::text ? '"' : '\'';
        if (here == '\\') {
          if (i + 1 < code.size() && next != '\n') {
            code[i + 1] = ' ';
          }
          code[i] = ' ';
          ++i;
          continue;
        }
        if (here == end || here == '\n') {
          inside = Inside::code;
        }
        break;
      }
    }
    if ((!was_code || inside != Inside::code) && here != '\n') {
      code[i] = ' ';
    }
  }
  return code;
}

std::vector<Include> includes_of(const std::string& source) {
  static const std::regex pattern(R"(^\s*#\s*include\s*[<"]([^>"]+)[>"])");
  std::vector<Include> includes;
  std::istringstream lines(source);
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    if (std::smatch match; std::regex_search(line, match, pattern)) {
      includes.push_back({match[1], number});
    }
  }
  return includes;
}

std::vector<SourceFile> files_below(const std::string& root) {
  std::vector<SourceFile> files;
  for (const auto& entry : fs::recursive_directory_iterator(tree() / root)) {
    const auto extension = entry.path().extension();
    if (!entry.is_regular_file() || (extension != ".h" && extension != ".cpp")) {
      continue;
    }
    SourceFile file;
    file.path = fs::relative(entry.path(), tree()).generic_string();
    const auto below = fs::relative(entry.path(), tree() / root);
    file.folder = root != "src" ? root : below.has_parent_path() ? below.begin()->string() : "app";
    const auto source = read(entry.path());
    file.includes = includes_of(source);
    file.text = code_only(source);
    files.push_back(std::move(file));
  }
  std::ranges::sort(files, {}, &SourceFile::path);
  return files;
}

}  // namespace

fs::path tree() {
  return SELAT_SOURCE_DIR;
}

std::vector<SourceFile> source_files() {
  return files_below("src");
}

std::vector<SourceFile> sources_and_tests() {
  auto files = files_below("src");
  std::ranges::move(files_below("tests"), std::back_inserter(files));
  return files;
}

std::vector<std::string> text_files() {
  static const std::set<std::string> kText = {".h",     ".cpp",  ".md", ".proto", ".txt",
                                              ".cmake", ".toml", ".ts", ""};
  std::vector<std::string> paths{"README.md", "CHANGELOG.md", "CMakeLists.txt"};
  for (const std::string folder : {"src", "proto", "geodata", "config", "tests", "tools"}) {
    for (const auto& entry : fs::recursive_directory_iterator(tree() / folder)) {
      const auto path = fs::relative(entry.path(), tree());
      const bool is_corpus = path.generic_string().starts_with("tests/fuzz/corpus");
      if (entry.is_regular_file() && kText.contains(path.extension()) && !is_corpus) {
        paths.push_back(path.generic_string());
      }
    }
  }
  std::ranges::sort(paths);
  return paths;
}

std::string text_of(const std::string& path) {
  return read(tree() / path);
}

std::vector<std::string> allowed_folders(const std::string& folder) {
  static const std::string cmake = read(tree() / "src" / "CMakeLists.txt");
  const std::regex declaration("selat_library\\(" + folder + R"(([^)]*)\))");
  std::vector<std::string> allowed{folder};
  std::smatch match;
  if (!std::regex_search(cmake, match, declaration)) {
    return {};
  }
  std::istringstream words(match[1]);
  std::string word;
  for (bool in_depends = false; words >> word;) {
    if (word == "DEPENDS" || word == "LINK") {
      in_depends = word == "DEPENDS";
    } else if (in_depends) {
      allowed.push_back(word);
    }
  }
  return allowed;
}

std::vector<std::string> declared_folders() {
  static const std::regex declaration(R"(selat_library\((\w+))");
  const std::string cmake = read(tree() / "src" / "CMakeLists.txt");
  std::vector<std::string> folders;
  for (std::sregex_iterator match(cmake.begin(), cmake.end(), declaration), end; match != end; ++match) {
    folders.push_back((*match)[1]);
  }
  return folders;
}

std::string at(const SourceFile& file, int line) {
  return file.path + ":" + std::to_string(line);
}

}  // namespace selat::architecture
