// Every table is complete: what has a file has its line (a file nobody lists is silently dropped), and what
// has a line has its file, which is whole: no other file names it.

#include <algorithm>
#include <cctype>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

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

std::string with_underscores(std::string name) {
  std::ranges::replace(name, '-', '_');
  return name;
}

// "position_jump" for "PositionJump".
std::string snake_case(const std::string& name) {
  std::string snake;
  for (const char letter : name) {
    if (std::isupper(static_cast<unsigned char>(letter)) != 0 && !snake.empty()) {
      snake += '_';
    }
    snake += static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  }
  return snake;
}

// Every first group of `pattern` in a table, which is read with its texts.
std::set<std::string> rows_of(const std::string& table, const std::string& pattern) {
  const auto text = text_of(table);
  const std::regex row(pattern);
  std::set<std::string> rows;
  for (std::sregex_iterator match(text.begin(), text.end(), row), end; match != end; ++match) {
    rows.insert((*match)[1]);
  }
  EXPECT_FALSE(rows.empty()) << table << " is read wrongly";
  return rows;
}

// A file with its texts, without its comments.
std::string without_comments(const std::string& path) {
  std::istringstream lines(text_of(path));
  std::string code;
  for (std::string line; std::getline(lines, line);) {
    code += line.substr(0, line.find("//")) + "\n";
  }
  return code;
}

bool has_word(const std::string& code, const std::string& word) {
  return code.contains(word) && std::regex_search(code, std::regex("\\b" + word + "\\b"));
}

TEST(Tables, EveryCommandHasItsFile) {
  const auto files = source_files();
  for (const auto& command : rows_of("src/app/command_table.cpp", R"re(\{"([a-z-]+)", tr\()re")) {
    const auto name = with_underscores(command);
    EXPECT_TRUE(text_of("src/app/" + name + ".cpp").contains("int run_" + name + "(int argc")) << command;
    for (const auto& file : files) {
      EXPECT_TRUE(!file.text.contains("run_" + name + "(int") || file.path == "src/app/" + name + ".cpp" ||
                  file.path == "src/app/command_table.cpp")
          << file.path << " names the command " << command;
    }
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

TEST(Tables, EveryKindOfFeedHasItsLine) {
  expect_all_listed(found_in("^src/feed/.*\\.cpp$", R"(\bconst FeedKind (k\w+)\b)"),
                    "src/feed/feed_table.cpp");
}

TEST(Tables, EveryKindOfFeedIsWholeInItsFile) {
  const auto files = source_files();
  for (const auto& kind : rows_of("src/feed/feed_table.cpp", R"(\bk(\w+)Feed\b)")) {
    const auto own_file = "src/feed/" + snake_case(kind) + "_feed.cpp";
    std::string scheme = snake_case(kind);
    std::ranges::replace(scheme, '_', '-');
    EXPECT_TRUE(text_of(own_file).contains(".scheme = \"" + scheme + "\"")) << own_file;
    const std::set<std::string> may_name_it = {own_file, "src/feed/transports.h", "src/feed/feed_table.cpp"};
    for (const auto& file : files) {
      EXPECT_TRUE(may_name_it.contains(file.path) || !file.text.contains("k" + kind + "Feed"))
          << file.path << " names the feed " << scheme;
    }
  }
}

// The structs of messages, and the file of each. One that others derive from is no message.
std::map<std::string, std::string> message_structs() {
  static const std::regex definition(R"(\nstruct (\w+) : (\w+))");
  std::map<std::string, std::string> structs;
  std::set<std::string> bases;
  for (const auto& file : source_files()) {
    if (file.path.starts_with("src/ais/messages/")) {
      for (std::sregex_iterator match(file.text.begin(), file.text.end(), definition), end; match != end;
           ++match) {
        structs[(*match)[1]] = file.path.substr(std::string_view("src/").size());
        bases.insert((*match)[2]);
      }
    }
  }
  for (const auto& base : bases) {
    structs.erase(base);
  }
  return structs;
}

// Why a file outside ais/messages may name a message. Reading, writing, JSON and the texts of tests may not:
// they come from the walk in the message's file.
const std::map<std::string, std::string> kNamesMessages = {
    {"src/ais/message.h", "the list of messages"},
    {"src/ais/to_report.cpp", "what the messages of vessels report; all others report nothing"},
    {"src/ais/static_pairs.h", "joins the two parts of type 24"},
    {"src/ais/static_pairs.cpp", "joins the two parts of type 24"},
    {"src/ais/json/message_json.cpp", "writes the two parts of type 24 as one"},
    {"src/simulate/load.cpp", "what simulated vessels send"},
    {"src/simulate/simulation.cpp", "what simulated vessels send"},
    {"src/simulate/transmitter.cpp", "what simulated vessels send"},
    {"tests/unit/ais/describe.h", "the head of satellite corrections"},
};

bool is_tool_of_all_messages(const std::string& path) {
  return path.starts_with("src/") || path == "tests/unit/ais/describe.h" ||
         path == "tests/unit/ais/random_message.h";
}

TEST(Tables, AMessageIsOneFileAndItsLinesInTheListOfMessages) {
  const auto structs = message_structs();
  ASSERT_GE(structs.size(), 24U);
  const auto list = text_of("src/ais/message.h");
  const auto variant = list.substr(list.find("std::variant<"));
  for (const auto& [name, file] : structs) {
    EXPECT_NE(list.find("#include \"" + file + "\""), std::string::npos) << file;
    EXPECT_TRUE(std::regex_search(variant, std::regex("\\b" + name + "\\b"))) << name;
  }
}

std::set<std::string> words_of(const std::string& text) {
  std::set<std::string> words;
  std::string word;
  for (const char letter : text + " ") {
    if (std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_') {
      word.push_back(letter);
    } else if (!word.empty()) {
      words.insert(std::exchange(word, {}));
    }
  }
  return words;
}

TEST(Tables, NoOtherFileNamesAMessage) {
  const auto structs = message_structs();
  std::set<std::string> naming;
  for (const auto& file : sources_and_tests()) {
    if (!is_tool_of_all_messages(file.path) || file.path.starts_with("src/ais/messages/")) {
      continue;
    }
    const auto words = words_of(file.text);
    for (const auto& [name, own] : structs) {
      if (words.contains(name)) {
        naming.insert(file.path);
        EXPECT_TRUE(kNamesMessages.contains(file.path)) << file.path << " names " << name << " of " << own;
      }
    }
  }
  for (const auto& [path, reason] : kNamesMessages) {
    EXPECT_TRUE(naming.contains(path)) << path << " names no message any more (" << reason << ")";
  }
}

TEST(Tables, AnApplicationIsOneFileAndItsLine) {
  const auto formats = found_in("^src/ais/application/.*\\.cpp$", R"(\bconst ApplicationFormat (k\w+)\b)");
  expect_all_listed(formats, "src/ais/application_table.h");
  for (const auto& file : source_files()) {
    if (file.path == "src/ais/application_table.h" || file.path.starts_with("src/ais/application/")) {
      continue;
    }
    const auto words = words_of(file.text);
    for (const auto& name : formats) {
      EXPECT_FALSE(words.contains(name)) << file.path << " names " << name;
    }
  }
}

std::set<std::string> rule_constants() {
  return found_in("^src/detect/rules/.*\\.cpp$", R"(\bconst RuleDescription k(\w+)\b)");
}

TEST(Tables, EveryRuleHasItsLine) {
  for (const auto& rule : rule_constants()) {
    expect_all_listed({"k" + rule}, "src/detect/rule_table.cpp");
  }
}

TEST(Tables, EveryRuleIsWholeInItsFile) {
  const auto rules = rule_constants();
  ASSERT_FALSE(rules.empty());
  for (const auto& rule : rules) {
    const auto id = snake_case(rule);
    const auto file = text_of("src/detect/rules/" + id + ".cpp");
    for (const std::string& part : {".id = \"" + id + "\"", std::string(".name = tr("),
                                    std::string(".meaning = tr("), std::string(".sentence = ")}) {
      EXPECT_TRUE(file.contains(part)) << id << " has no " << part;
    }
  }
}

// Who may name a rule beside its own file.
bool may_name_rules(const std::string& path) {
  static const std::set<std::string> kFiles = {"src/detect/rules/rules.h", "src/detect/rule_table.cpp",
                                               "src/model/anomaly.h",  // a severity is called "distress"
                                               // A command and a key of JSON are called "zone".
                                               "src/app/command_table.cpp",
                                               "src/app/context_form_options.cpp", "src/app/zone.cpp",
                                               "src/terminal/context_text.cpp"};
  // The simulator's ground truth says which rule has to find what was put in.
  return kFiles.contains(path) || path.starts_with("src/simulate/");
}

TEST(Tables, NoOtherFileNamesARule) {
  const auto rules = rule_constants();
  for (const auto& file : source_files()) {
    if (may_name_rules(file.path)) {
      continue;
    }
    const auto code = without_comments(file.path);
    for (const auto& rule : rules) {
      const auto id = snake_case(rule);
      if (file.path != "src/detect/rules/" + id + ".cpp") {
        EXPECT_FALSE(code.contains('"' + id + '"') || has_word(code, "k" + rule))
            << file.path << " names the rule " << id;
      }
    }
  }
}

// proto/README.md is what programs that read the commands rely on.
TEST(Tables, EveryCommandWithJsonIsOnThePage) {
  const std::string page = text_of("proto/README.md");
  static const std::regex name(R"re(line\(\s*"([a-z -]+)")re");
  int commands = 0;
  for (const auto& file : source_files()) {
    const std::string text = text_of(file.path);
    std::smatch command;
    if (file.folder != "app" || !text.contains("\"--json\"") || !std::regex_search(text, command, name)) {
      continue;
    }
    ++commands;
    const std::regex row("`selat " + command[1].str() + "( [a-z]+)?( --[a-z]+)* --json`");
    EXPECT_TRUE(std::regex_search(page, row)) << file.path << ": " << command[1] << " --json has no row";
  }
  EXPECT_GE(commands, 8);
  EXPECT_TRUE(page.contains("`selat watch list --json`") && page.contains("`selat zone list --json`"))
      << "one file for both";
}

// What of the page's JSON is written by which files, and what stands there in braces and is no member: the
// arguments of sentences, and what GeoJSON itself has.
struct JsonRows {
  std::vector<std::string> rows;  // how they begin, behind "| `"
  std::vector<std::string> files;
  std::set<std::string> no_members = {};
};

std::vector<JsonRows> json_rows() {
  return {{{"selat vessels --json"}, {"terminal/track_json.h", "service/vessel_search.cpp"}},
          {{"selat log --json"}, {"terminal/log_text.cpp"}},
          {{"selat log --handover --json"},
           {"terminal/handover_text.cpp", "terminal/operational_picture_json.cpp"},
           {"date", "held", "local", "name", "number", "severity", "state", "time", "who", "why"}},
          {{"selat watch list --json"},
           {"terminal/context_text.cpp"},
           {"by", "coordinates", "left", "length", "sign", "speed", "time", "type"}},
          {{"selat watch add --json", "selat config check --json", "selat chart check --json",
            "selat chart draw --json", "selat chart import --json", "selat keys make --json"},
           {"service/command_json.cpp", "service/added_entry.cpp"}},
          {{"selat audit verify --json"}, {"service/audit_report.cpp"}, {"file", "hash", "what"}},
          {{"selat evaluate --tracks --json"}, {"service/track_evaluation.cpp"}, {"distance", "found"}},
          {{"selat doctor --json"}, {"service/doctor.cpp"}},
          {{"selat chart at --json"}, {"service/chart_query_json.cpp", "sky/sky.h"}},
          {{"selat chart route --json"},
           {"service/route_report.cpp"},
           {"coordinates", "course", "distance", "duration", "features", "geometry", "latitude", "longitude",
            "name", "notice", "properties", "speed", "type"}},
          {{"selat decode`, of radars' targets", "selat decode`, of radars themselves"},
           {"service/radar_json.cpp"}},
          {{"selat ingest --json"},
           {"terminal/feed_json.h", "service/feed_counts.cpp", "terminal/json_values.h"}},
          {{"selat simulate --json"},
           {"service/simulate_service.cpp"},
           {"dropped", "file", "host", "port", "sent", "what", "why"}},
          {{"at`", "parts", "processes", "feeds", "accounting", "tracks", "alerts_by_rule", "sectors",
            "control_points", "log"},
           {"terminal/operational_picture_json.cpp", "terminal/feed_json.h", "terminal/track_json.h",
            "terminal/json_values.h"}},
          {{"alerts`"}, {"terminal/alert_json.cpp"}}};
}

std::set<std::string> matches_of(const std::regex& what, const std::string& text) {
  std::set<std::string> found;
  for (std::sregex_iterator at(text.begin(), text.end(), what), end; at != end; ++at) {
    found.insert((*at)[1].str());
  }
  return found;
}

// The row of a table that begins so, without its first cell where that is a command.
std::string row_of(const std::string& page, const std::string& beginning) {
  const auto at = page.find("\n| `" + beginning);
  EXPECT_NE(at, std::string::npos) << "no row " << beginning;
  const std::string row = page.substr(at + 1, page.find('\n', at + 1) - at - 1);
  return beginning.starts_with("selat ") ? row.substr(row.find(" | ")) : row;
}

// In both directions: what a command writes is on the page, and what is there is written.
TEST(Tables, TheJsonOfThePageIsThatOfTheCommands) {
  const std::string page = text_of("proto/README.md");
  static const std::regex member(R"re((?:\{|\[|members\.\w+\()\s*"([a-z][a-z0-9_]+)"\s*(?:,|\]))re");
  static const std::regex quoted(R"re("([a-z][a-z0-9_]+)")re");
  static const std::regex on_page(R"re(`([a-z][a-z0-9_]+)`)re");
  for (const JsonRows& group : json_rows()) {
    std::string code = text_of("src/model/feed_health.h") + text_of("src/model/process_health.h");
    std::set<std::string> members;
    for (const auto& file : group.files) {
      const std::string text = text_of("src/" + file);
      code += text;
      if (file == group.files.front()) {
        members = matches_of(member, text);
      }
    }
    std::string rows;
    for (const auto& row : group.rows) {
      rows += row_of(page, row);
    }
    const std::set<std::string> told = matches_of(on_page, rows);
    const std::set<std::string> written = matches_of(quoted, code);
    for (const auto& name : members) {
      EXPECT_NE(told.contains(name), group.no_members.contains(name))
          << group.files.front() << " writes " << name << ", which the row " << group.rows.front()
          << " lacks";
    }
    for (const auto& name : told) {
      EXPECT_TRUE(written.contains(name))
          << "the row " << group.rows.front() << " has " << name << ", which nothing writes";
    }
    for (const auto& name : group.no_members) {
      EXPECT_TRUE(members.contains(name)) << group.files.front() << " has no " << name << " any more";
    }
  }
}

// Counters of feeds are written by their names.
TEST(Tables, EveryCounterOfAFeedIsOnThePage) {
  const std::string page = row_of(text_of("proto/README.md"), "feeds");
  const std::string names = text_of("src/model/feed_health.h");
  const auto at = names.find("enum_names<model::FeedCount>");
  ASSERT_NE(at, std::string::npos);
  static const std::regex quoted(R"re("([a-z][a-z0-9_]+)")re");
  for (const auto& name : matches_of(quoted, names.substr(at, names.find(';', at) - at))) {
    EXPECT_TRUE(page.contains("`" + name + "`")) << name;
  }
}

}  // namespace
}  // namespace selat::architecture
