// Every table is complete: what has a file has its line. A file nobody lists is silently dropped.

#include <algorithm>
#include <regex>
#include <set>

#include <gtest/gtest.h>

#include "source_tree.h"

namespace selat::architecture {
namespace {

// The first group of every match in the files of `folder` whose path matches `files`.
std::set<std::string> found_in(const std::string& files, const std::string& pattern) {
  const std::regex file_pattern(files);
  const std::regex name_pattern(pattern);
  std::set<std::string> names;
  for (const auto& file : source_files()) {
    if (!std::regex_search(file.path, file_pattern)) {
      continue;
    }
    for (std::sregex_iterator match(file.text.begin(), file.text.end(), name_pattern), end; match != end;
         ++match) {
      names.insert((*match)[1]);
    }
  }
  return names;
}

void expect_all_listed(const std::set<std::string>& names, const std::string& table) {
  const auto text = text_of(table);
  ASSERT_FALSE(names.empty()) << "nothing found that " << table << " should list";
  for (const auto& name : names) {
    EXPECT_TRUE(std::regex_search(text, std::regex("\\b" + name + "\\b")))
        << table << " has no line for " << name;
  }
}

TEST(Tables, EveryCommandHasItsLine) {
  auto commands = found_in("^src/app/", R"(\bint\s+(run_\w+)\(int argc, char\*\* argv\)\s*\{)");
  commands.erase("run_program");  // what looks a command up
  expect_all_listed(commands, "src/app/command_table.cpp");
}

// What a command does is a service; its file reads settings, builds the service and runs it.
TEST(Tables, EveryCommandIsThin) {
  static const std::regex own_class(R"(\n(class|template)\b)");
  for (const auto& file : source_files()) {
    if (file.folder == "app") {
      EXPECT_LE(std::ranges::count(file.text, '\n'), 120) << file.path;
      EXPECT_FALSE(std::regex_search(file.text, own_class)) << file.path << " has a class of its own";
    }
  }
}

TEST(Tables, EveryTransportHasItsLine) {
  expect_all_listed(found_in("^src/feed/transports\\.h$", R"(\b(make_\w+_feed)\()"),
                    "src/feed/feed_table.cpp");
}

TEST(Tables, EveryDecoderHasItsLine) {
  std::set<std::string> decoders;
  for (const auto& row : found_in("^src/ais/decode/rows\\.h$", R"(\bSELAT_AIS_ROW\((\w+)\))")) {
    decoders.insert("decode_" + row);
    decoders.insert("encode_" + row);
  }
  decoders.erase("decode_name");  // the macro's own parameter
  decoders.erase("encode_name");
  expect_all_listed(decoders, "src/ais/decoder_table.cpp");
}

TEST(Tables, EveryApplicationHasItsLine) {
  expect_all_listed(found_in("^src/ais/application/.*\\.cpp$", R"(\bconst ApplicationFormat (k\w+)\b)"),
                    "src/ais/application_table.cpp");
}

TEST(Tables, EveryRuleHasItsLine) {
  expect_all_listed(found_in("^src/detect/rules/.*\\.cpp$", R"(\bconst RuleDescription (k\w+)\b)"),
                    "src/detect/rule_table.cpp");
}

}  // namespace
}  // namespace selat::architecture
