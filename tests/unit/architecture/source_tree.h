#pragma once
// The source files of Selat and what each of them includes, read from the tree.

#include <filesystem>
#include <string>
#include <vector>

namespace selat::architecture {

struct Include {
  std::string name;  // as written, without <> or ""
  int line = 0;
};

struct SourceFile {
  std::string path;    // relative to the tree, such as "src/geo/position.h"
  std::string folder;  // the folder of src/, such as "geo"
  std::string text;    // comments and string literals blanked out
  std::vector<Include> includes;
};

// Every .h and .cpp of src/<folder>/ and below; src/main.cpp has the folder "app".
[[nodiscard]] std::vector<SourceFile> source_files();
// Those, and every .h and .cpp of tests/ (their folder is "tests").
[[nodiscard]] std::vector<SourceFile> sources_and_tests();

// What a person reads or writes in the tree: sources, pages, schemas, scripts; paths relative to the tree.
[[nodiscard]] std::vector<std::string> text_files();
[[nodiscard]] std::string text_of(const std::string& path);

// The folders that `folder` may include of Selat itself: the DEPENDS of src/CMakeLists.txt, and itself.
[[nodiscard]] std::vector<std::string> allowed_folders(const std::string& folder);
// Every folder with a line in src/CMakeLists.txt, in its order.
[[nodiscard]] std::vector<std::string> declared_folders();

[[nodiscard]] std::filesystem::path tree();

// Where an include or a word stands, as "src/geo/position.h:12".
[[nodiscard]] std::string at(const SourceFile& file, int line);

}  // namespace selat::architecture
