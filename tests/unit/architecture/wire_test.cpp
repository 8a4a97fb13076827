// The wire is closed: Protobuf's types stay in src/wire and src/bus, and every field that travels has who
// writes it and who reads it.

#include <cctype>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "source_tree.h"

namespace selat::architecture {
namespace {

bool may_know_the_wire(const SourceFile& file) {
  return file.folder == "wire" || file.folder == "bus";
}

TEST(Wire, ItsTypesAreKnownToWireAndBusOnly) {
  static const std::regex wire_type(R"(\bv1::)");
  for (const auto& file : source_files()) {
    if (may_know_the_wire(file)) {
      continue;
    }
    std::istringstream lines(file.text);
    std::string line;
    for (int number = 1; std::getline(lines, line); ++number) {
      EXPECT_FALSE(std::regex_search(line, wire_type))
          << at(file, number) << ": above wire and bus there are values of model/: " << line;
    }
  }
}

// Every field of proto/ as "message.field", those in a oneof too.
std::set<std::string> proto_fields() {
  static const std::regex message(R"(^message (\w+) \{)");
  static const std::regex field(R"(^\s+(?:optional |repeated )?[\w.]+ (\w+) = \d+;)");
  static const std::regex enumeration(R"(^enum )");
  std::set<std::string> fields;
  for (const auto& entry : std::filesystem::directory_iterator(tree() / "proto" / "selat" / "v1")) {
    std::ifstream file(entry.path());
    std::string in;
    for (std::string line; std::getline(file, line);) {
      std::smatch match;
      if (std::regex_search(line, match, message)) {
        in = match[1];
      } else if (std::regex_search(line, enumeration)) {
        in.clear();
      } else if (!in.empty() && std::regex_search(line, match, field)) {
        fields.insert(in + "." + match[1].str());
      }
    }
  }
  return fields;
}

// The first group of every match in src/wire and src/bus.
std::set<std::string> found(const std::string& pattern) {
  const std::regex word(pattern);
  std::set<std::string> names;
  for (const auto& file : source_files()) {
    if (!may_know_the_wire(file)) {
      continue;
    }
    for (std::sregex_iterator match(file.text.begin(), file.text.end(), word), end; match != end; ++match) {
      names.insert((*match)[1]);
    }
  }
  return names;
}

// "patrol_report" is told apart from other bodies as kPatrolReport.
std::string case_of(const std::string& field) {
  std::string name = "k";
  bool is_first = true;
  for (const char c : field) {
    if (c != '_') {
      name += is_first ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
    }
    is_first = c == '_';
  }
  return name;
}

TEST(Wire, EveryFieldHasWhoWritesItAndWhoReadsIt) {
  const auto fields = proto_fields();
  const auto names = found(R"(\b([A-Za-z_]\w*))");
  const auto called = found(R"([.>](\w+)\()");
  ASSERT_GT(fields.size(), 150U);
  for (const std::string& full : fields) {
    const std::string name = full.substr(full.find('.') + 1);
    const bool is_written =
        names.contains("set_" + name) || names.contains("add_" + name) || names.contains("mutable_" + name);
    EXPECT_TRUE(is_written) << full << " is written by nobody: remove it and reserve its number and name";
    const bool is_read = called.contains(name) || names.contains(case_of(name));
    EXPECT_TRUE(is_read) << full << " is read by nobody: remove it and reserve its number and name";
  }
}

}  // namespace
}  // namespace selat::architecture
