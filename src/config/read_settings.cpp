#include "config/read_settings.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <optional>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "base/library_words.h"
#include "base/system_words.h"
#include "config/settings_schema.h"
#include "config/value_problem.h"

namespace selat::config {
namespace {

constexpr std::size_t kLargestFile = 4 * 1024 * 1024;
constexpr std::size_t kMaxProblems = 100;

std::string joined(std::string_view section, std::string_view name) {
  return section.empty() || name.empty() ? std::string(section) + std::string(name)
                                         : fmt::format("{}.{}", section, name);
}

// The type of the value, as the end of a sentence.
LocalizedMessage kind_of(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::table:
      return tr("a table");
    case toml::node_type::array:
      return tr("an array");
    case toml::node_type::string:
      return tr("a text");
    case toml::node_type::integer:
      return tr("a whole number");
    case toml::node_type::floating_point:
      return tr("a number");
    case toml::node_type::boolean:
      return tr("true or false");
    default:
      return tr("a date or time");
  }
}

class SettingsReader {
 public:
  SettingsReader(const std::filesystem::path& file, const Vocabulary& vocabulary, Settings defaults)
      : file_(file), known_(vocabulary) {
    draft_.settings = std::move(defaults);
  }

  void read(const toml::table& root) { read_section("", "", root, root.source()); }
  void add_problem(const toml::source_region& at, ProblemKind kind, std::string key, LocalizedMessage found,
                   LocalizedMessage expected) {
    if (problems_.size() < kMaxProblems) {
      problems_.push_back({kind, file_.string(), at.begin.line, at.begin.column, std::move(key),
                           std::move(found), std::move(expected)});
    }
  }
  std::expected<Settings, std::vector<SettingsProblem>> take() {
    std::ranges::stable_sort(problems_, {},
                             [](const SettingsProblem& p) { return std::pair(p.line, p.column); });
    if (!std::ranges::all_of(problems_, is_warning)) {
      return std::unexpected(std::move(problems_));
    }
    for (const SettingsProblem& warning : problems_) {
      if (known_.on_warning) {
        known_.on_warning(warning);
      }
    }
    return std::move(draft_.settings);
  }

 private:
  // Reads one table of the file by the rows of `path` ("rules.*"); `shown` is its name in the file
  // ("rules.zone").
  void read_section(std::string_view path, const std::string& shown, const toml::table& table,
                    const toml::source_region& at, std::string_view name = {}) {
    const SectionRow& section = *std::ranges::find(settings_sections(), path, &SectionRow::path);
    const std::size_t problems_before = problems_.size();
    section.begin(draft_);
    // Values first: the sections below may depend on them (control points on the geodata path).
    for (const bool is_value : {true, false}) {
      for (const auto& [key, node] : table) {
        if (is_key(path, key.str()) == is_value) {
          read_entry(path, shown, key, node, name);
        }
      }
    }
    require_keys(path, shown, table, at);
    // A missing key may be the consequence of a problem that has been reported already.
    const bool is_sound = problems_.size() == problems_before;
    const AddProblem add_problem_here = [&](std::string_view key, ProblemKind kind, LocalizedMessage found,
                                            LocalizedMessage expected) {
      const toml::node* node = key.empty() ? nullptr : table.get(key);
      if (node != nullptr || is_sound) {
        add_problem(node != nullptr ? node->source() : at, kind, joined(shown, key), std::move(found),
                    std::move(expected));
      }
    };
    section.finish(draft_, name, known_, add_problem_here);
  }

  static bool is_key(std::string_view path, std::string_view name) {
    return std::ranges::any_of(settings_keys(),
                               [&](const KeyRow& row) { return row.section == path && row.name == name; });
  }

  void read_entry(std::string_view path, const std::string& shown, const toml::key& key,
                  const toml::node& node, std::string_view name) {
    const std::string full = joined(shown, key.str().empty() ? R"("")" : key.str());
    for (const KeyRow& row : settings_keys()) {
      if (row.section == path && row.name == key.str()) {
        if (const auto value = value_of(row, node, full)) {
          row.store(draft_, *value);
        }
        return;
      }
    }
    if (!read_below(path, full, key, node) && !read_threshold(path, full, key, node, name)) {
      unknown_key(path, full, key, name);
    }
  }

  // Whether `key` of the section `path` is itself a section (or an array or map of them).
  bool read_below(std::string_view path, const std::string& full, const toml::key& key,
                  const toml::node& node) {
    const std::string below = joined(path, key.str());
    bool is_known = false;
    if (key.str().empty()) {
      return false;  // the path of the file as a whole
    }
    for (const SectionRow& section : settings_sections()) {
      if (section.path == below) {
        read_single(section, full, node);
        return true;
      }
      if (section.path == below + ".*") {
        read_named(section, full, node);
        return true;
      }
      if (section.path == below + "[]") {
        read_repeated(section, full, node);
        return true;
      }
      is_known = is_known || section.path.starts_with(below + ".");
    }
    return is_known;
  }

  void read_single(const SectionRow& section, const std::string& full, const toml::node& node) {
    if (const toml::table* table = node.as_table()) {
      read_section(section.path, full, *table, node.source());
    } else {
      wrong_shape(node, full, tr("is {kind}, not a table"), "[" + full + "]");
    }
  }

  void wrong_shape(const toml::node& node, const std::string& key, MessageId found,
                   const std::string& expected) {
    add_problem(node.source(), ProblemKind::wrong_type, key,
                LocalizedMessage(found, {{"kind", kind_of(node)}}),
                LocalizedMessage(tr("write {what}"), {{"what", expected}}));
  }

  void read_named(const SectionRow& section, const std::string& full, const toml::node& node) {
    const toml::table* tables = node.as_table();
    if (tables == nullptr) {
      wrong_shape(node, full, tr("is {kind}, not tables by name"), "[" + full + ".<name>]");
      return;
    }
    for (const auto& [name, element] : *tables) {
      const std::string shown = joined(full, name.str());
      if (const toml::table* table = element.as_table()) {
        read_section(section.path, shown, *table, element.source(), name.str());
      } else if (is_unknown_rule(section.path, name.str())) {
        read_section(section.path, shown, toml::table(), element.source(), name.str());
      } else {
        wrong_shape(element, shown, tr("is {kind}, not a table"), "[" + shown + "]");
      }
    }
  }

  void read_repeated(const SectionRow& section, const std::string& full, const toml::node& node) {
    const toml::array* elements = node.as_array();
    if (elements == nullptr) {
      wrong_shape(node, full, tr("is {kind}, not a list of tables"), "[[" + full + "]]");
      return;
    }
    std::size_t number = 0;
    for (const toml::node& element : *elements) {
      const std::string shown = fmt::format("{}[{}]", full, ++number);
      if (const toml::table* table = element.as_table()) {
        read_section(section.path, shown, *table, element.source());
      } else {
        wrong_shape(element, shown, tr("is {kind}, not a table"), "[[" + full + "]]");
      }
    }
  }

  // Its name is told to be wrong, whatever its value is.
  [[nodiscard]] bool is_unknown_rule(std::string_view path, std::string_view name) const {
    return path == "rules.*" && !known_.rules.empty() &&
           std::ranges::find(known_.rules, name, &KnownRule::id) == known_.rules.end();
  }

  // [rules.<id>] takes the thresholds its rule declares.
  bool read_threshold(std::string_view path, const std::string& full, const toml::key& key,
                      const toml::node& node, std::string_view name) {
    if (path != "rules.*") {
      return false;
    }
    const auto rule = std::ranges::find(known_.rules, name, &KnownRule::id);
    if (rule == known_.rules.end()) {
      return true;  // the rule itself is unknown, which is reported once
    }
    const auto threshold = std::ranges::find(rule->thresholds, key.str(), &KnownThreshold::name);
    if (threshold == rule->thresholds.end()) {
      return false;
    }
    const KeyRow row{path, threshold->name, ValueType::number, threshold->low, threshold->high, false, {},
                     {},   nullptr};
    if (const auto value = value_of(row, node, full)) {
      draft_.rule.thresholds.insert_or_assign(threshold->name, value->number);
    }
    return true;
  }

  void unknown_key(std::string_view path, const std::string& full, const toml::key& key,
                   std::string_view name) {
    if (const auto newer = new_name_of(path, key.str())) {
      add_problem(key.source(), ProblemKind::unknown_key, full, tr("is not a key"),
                  {tr("its name is now {name}"), {{"name", *newer}}});
      return;
    }
    add_problem(key.source(), ProblemKind::unknown_key, full, tr("is not a key"),
                hint_for(path, key.str(), thresholds_of(path, name)));
  }

  // The further keys of [rules.<name>].
  [[nodiscard]] std::vector<std::string> thresholds_of(std::string_view path, std::string_view name) const {
    std::vector<std::string> names;
    const auto rule = std::ranges::find(known_.rules, name, &KnownRule::id);
    if (path == "rules.*" && rule != known_.rules.end()) {
      std::ranges::transform(rule->thresholds, std::back_inserter(names), &KnownThreshold::name);
    }
    return names;
  }

  // Of a key of an earlier version.
  static std::optional<std::string_view> new_name_of(std::string_view path, std::string_view key) {
    if (path == "bus.remote.*" && key == "letters") {
      return "orders";
    }
    if (path == "bus.peer.*" && key == "letters_from") {
      return "orders_from";
    }
    return std::nullopt;
  }

  void require_keys(std::string_view path, const std::string& shown, const toml::table& table,
                    const toml::source_region& at) {
    for (const KeyRow& row : settings_keys()) {
      if (row.section == path && row.is_required && !table.contains(row.name)) {
        add_problem(at, ProblemKind::missing, joined(shown, row.name), tr("is missing"), give(row));
      }
    }
  }

  static LocalizedMessage give(const KeyRow& row) {
    return {tr("give {value}"), {{"value", expected_value(row)}}};
  }

  std::optional<Value> value_of(const KeyRow& row, const toml::node& node, const std::string& full) {
    switch (row.type) {
      case ValueType::flag:
        return flag_of(row, node, full);
      case ValueType::whole:
      case ValueType::number:
      case ValueType::imo:
        return number_of(row, node, full);
      case ValueType::mmsi:
        return node.is_string() ? quoted_mmsi_of(row, node, full) : number_of(row, node, full);
      default:
        return text_of(row, node, full);
    }
  }

  std::nullopt_t wrong(const KeyRow& row, const toml::node& node, const std::string& full, ProblemKind kind,
                       ValueProblem problem) {
    add_problem(node.source(), kind, full, std::move(problem.found),
                problem.expected.empty() ? give(row) : std::move(problem.expected));
    return std::nullopt;
  }
  std::nullopt_t wrong_type(const KeyRow& row, const toml::node& node, const std::string& full) {
    return wrong(row, node, full, ProblemKind::wrong_type, {{tr("is {kind}"), {{"kind", kind_of(node)}}}});
  }
  std::nullopt_t out_of_range(const KeyRow& row, const toml::node& node, const std::string& full,
                              ValueProblem problem) {
    return wrong(row, node, full, ProblemKind::out_of_range, std::move(problem));
  }

  std::optional<Value> flag_of(const KeyRow& row, const toml::node& node, const std::string& full) {
    const auto flag = node.value_exact<bool>();
    return flag ? std::optional(Value{.flag = *flag}) : wrong_type(row, node, full);
  }

  std::optional<Value> number_of(const KeyRow& row, const toml::node& node, const std::string& full) {
    if (!node.is_number() || (row.type != ValueType::number && !node.is_integer())) {
      return wrong_type(row, node, full);
    }
    Value value;
    value.number = node.value<double>().value_or(std::nan(""));
    if (!(value.number >= row.low && value.number <= row.high)) {
      return out_of_range(row, node, full,
                          {{tr("{value} is out of range"), {{"value", fmt::format("{}", value.number)}}}});
    }
    if (auto problem = problem_of_number(row, value.number)) {
      return out_of_range(row, node, full, *std::move(problem));
    }
    return value;
  }

  std::optional<Value> quoted_mmsi_of(const KeyRow& row, const toml::node& node, const std::string& full) {
    const auto number = mmsi_in_quotes(node.value_exact<std::string>().value_or(""));
    return number ? std::optional(Value{.number = *number})
                  : out_of_range(row, node, full, {tr("is no MMSI of nine digits")});
  }

  std::optional<Value> text_of(const KeyRow& row, const toml::node& node, const std::string& full) {
    const auto text = node.value_exact<std::string>();
    if (!text) {
      return wrong_type(row, node, full);
    }
    Value value{.text = *text};
    const bool is_path = row.type == ValueType::path || row.type == ValueType::directory;
    if (is_path && !text->empty()) {
      if (auto problem = problem_of_written_path(*text)) {
        return out_of_range(row, node, full, *std::move(problem));
      }
      value.text = (std::filesystem::absolute(file_).parent_path() / *text).lexically_normal().string();
    }
    if (auto problem = problem_of_text(row, value.text)) {
      return out_of_range(row, node, full, *std::move(problem));
    }
    if (auto problem = is_path ? problem_of_path(row, value.text) : std::nullopt) {
      return out_of_range(row, node, full, *std::move(problem));
    }
    return value;
  }

  std::filesystem::path file_;
  const Vocabulary& known_;
  Draft draft_;
  std::vector<SettingsProblem> problems_;
};

std::unexpected<std::vector<SettingsProblem>> unreadable(const std::filesystem::path& file,
                                                         LocalizedMessage found) {
  return std::unexpected(std::vector<SettingsProblem>{
      {ProblemKind::unreadable, file.string(), 0, 0, "", std::move(found), tr("name another file")}});
}

}  // namespace

LocalizedMessage SettingsProblem::message() const {
  const std::string place = line > 0 ? fmt::format("{}:{}:{}", file, line, column) : file;
  return {key.empty() ? tr("{place}: {found}; {expected}") : tr("{place}: {key}: {found}; {expected}"),
          {{"place", place}, {"key", key}, {"found", found}, {"expected", expected}}};
}

std::optional<Language> language_of(const std::filesystem::path& file) {
  std::error_code failed;
  if (const auto size = std::filesystem::file_size(file, failed); failed || size > kLargestFile) {
    return std::nullopt;
  }
  try {
    const toml::table root = toml::parse_file(file.string());
    return from_name<Language>(root["language"].value_or(std::string_view()));
  } catch (const toml::parse_error&) {
    return std::nullopt;
  }
}

std::expected<Settings, std::vector<SettingsProblem>> parse_settings(std::string_view text,
                                                                     const std::filesystem::path& file,
                                                                     const Vocabulary& vocabulary,
                                                                     Settings defaults) {
  SettingsReader reader(file, vocabulary, std::move(defaults));
  try {
    reader.read(toml::parse(text, file.string()));
  } catch (const toml::parse_error& error) {
    std::string what(error.description());
    std::ranges::replace(what, '\n', ' ');
    reader.add_problem(error.source(), ProblemKind::not_toml, "",
                       LocalizedMessage(tr("is not TOML: {why}"), {{"why", toml_words(what)}}),
                       tr("mend the line"));
  }
  return reader.take();
}

std::expected<Settings, std::vector<SettingsProblem>> read_settings(const std::filesystem::path& file,
                                                                    const Vocabulary& vocabulary,
                                                                    Settings defaults) {
  std::error_code failed;
  const auto size = std::filesystem::file_size(file, failed);
  if (failed) {
    return unreadable(
        file, LocalizedMessage(tr("cannot be read: {why}"), {{"why", system_words(failed.message())}}));
  }
  if (size > kLargestFile) {
    return unreadable(file, LocalizedMessage(tr("is larger than {n} bytes"), {{"n", kLargestFile}}));
  }
  std::ifstream in(file, std::ios::binary);
  std::string text(static_cast<std::size_t>(size), '\0');
  if (!in.read(text.data(), static_cast<std::streamsize>(text.size()))) {
    return unreadable(file, tr("cannot be read"));
  }
  return parse_settings(text, file, vocabulary, std::move(defaults));
}

}  // namespace selat::config
