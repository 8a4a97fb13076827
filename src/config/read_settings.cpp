#include "config/read_settings.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fstream>
#include <optional>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "config/settings_schema.h"

namespace selat::config {
namespace {

constexpr std::size_t kLargestFile = 4 * 1024 * 1024;
constexpr std::size_t kMaxProblems = 100;

std::string joined(std::string_view section, std::string_view name) {
  return section.empty() || name.empty() ? std::string(section) + std::string(name)
                                         : fmt::format("{}.{}", section, name);
}

bool is_date(std::string_view text) {
  static constexpr std::string_view kForm = "dddd-dd-dd";
  if (text.size() != kForm.size() ||
      !std::equal(text.begin(), text.end(), kForm.begin(),
                  [](char c, char form) { return form == 'd' ? c >= '0' && c <= '9' : c == form; })) {
    return false;
  }
  const auto number = [text](std::size_t at, std::size_t size) {
    unsigned value = 0;
    for (const char digit : text.substr(at, size)) {
      value = value * 10 + static_cast<unsigned>(digit - '0');
    }
    return value;
  };
  return std::chrono::year_month_day(std::chrono::year(static_cast<int>(number(0, 4))),
                                     std::chrono::month(number(5, 2)), std::chrono::day(number(8, 2)))
      .ok();
}

bool is_word_of(std::string_view word, std::string_view words) {
  while (!words.empty()) {
    const auto bar = words.find('|');
    if (words.substr(0, bar) == word) {
      return true;
    }
    words = bar == std::string_view::npos ? std::string_view() : words.substr(bar + 1);
  }
  return false;
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
    if (problems_.empty()) {
      return std::move(draft_.settings);
    }
    std::ranges::stable_sort(problems_, {},
                             [](const SettingsProblem& p) { return std::pair(p.line, p.column); });
    return std::unexpected(std::move(problems_));
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
    const std::string full = joined(shown, key.str());
    for (const KeyRow& row : settings_keys()) {
      if (row.section == path && row.name == key.str()) {
        if (const auto value = value_of(row, node, full)) {
          row.store(draft_, *value);
        }
        return;
      }
    }
    if (!read_below(path, full, key, node) && !read_threshold(path, full, key, node, name)) {
      unknown_key(path, full, key);
    }
  }

  // Whether `key` of the section `path` is itself a section (or an array or map of them).
  bool read_below(std::string_view path, const std::string& full, const toml::key& key,
                  const toml::node& node) {
    const std::string below = joined(path, key.str());
    bool is_known = false;
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

  void unknown_key(std::string_view path, const std::string& full, const toml::key& key) {
    if (const auto name = new_name_of(path, key.str())) {
      add_problem(key.source(), ProblemKind::unknown_key, full, tr("is not a key"),
                  {tr("its name is now {name}"), {{"name", *name}}});
      return;
    }
    std::string names;
    for (const KeyRow& row : settings_keys()) {
      if (row.section == path) {
        names += (names.empty() ? "" : ", ") + std::string(row.name);
      }
    }
    add_problem(key.source(), ProblemKind::unknown_key, full, tr("is not a key"),
                names.empty() ? LocalizedMessage(tr("see 'selat config keys'"))
                              : LocalizedMessage(tr("known here are {known} (see 'selat config keys')"),
                                                 {{"known", names}}));
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
    Value value;
    const auto wrong = [&](ProblemKind kind, LocalizedMessage found) {
      add_problem(node.source(), kind, full, std::move(found), give(row));
      return std::nullopt;
    };
    switch (row.type) {
      case ValueType::flag:
        if (const auto flag = node.value_exact<bool>()) {
          value.flag = *flag;
          return value;
        }
        return wrong(ProblemKind::wrong_type, LocalizedMessage(tr("is {kind}"), {{"kind", kind_of(node)}}));
      case ValueType::whole:
      case ValueType::number:
        return number_of(row, node, wrong);
      case ValueType::mmsi:
        return node.is_string() ? mmsi_of(node, wrong) : number_of(row, node, wrong);
      default:
        return text_of(row, node, wrong);
    }
  }

  template <typename Wrong>
  std::optional<Value> number_of(const KeyRow& row, const toml::node& node, const Wrong& wrong) {
    if (!node.is_number() || (row.type != ValueType::number && !node.is_integer())) {
      return wrong(ProblemKind::wrong_type, LocalizedMessage(tr("is {kind}"), {{"kind", kind_of(node)}}));
    }
    Value value;
    value.number = node.value<double>().value_or(std::nan(""));
    if (!(value.number >= row.low && value.number <= row.high)) {
      return wrong(ProblemKind::out_of_range, LocalizedMessage(tr("{value} is out of range"),
                                                               {{"value", fmt::format("{}", value.number)}}));
    }
    return value;
  }

  // In quotes it may begin with zeros, as those of coast stations and groups do.
  template <typename Wrong>
  std::optional<Value> mmsi_of(const toml::node& node, const Wrong& wrong) {
    constexpr std::size_t kDigits = 9;
    const auto text = node.value_exact<std::string>().value_or("");
    if (text.size() != kDigits || text.find_first_not_of("0123456789") != std::string::npos ||
        text == "000000000") {
      return wrong(ProblemKind::out_of_range, tr("is no MMSI of nine digits"));
    }
    Value value;
    value.number = std::stod(text);
    return value;
  }

  template <typename Wrong>
  std::optional<Value> text_of(const KeyRow& row, const toml::node& node, const Wrong& wrong) {
    const auto text = node.value_exact<std::string>();
    if (!text) {
      return wrong(ProblemKind::wrong_type, LocalizedMessage(tr("is {kind}"), {{"kind", kind_of(node)}}));
    }
    Value value;
    value.text = *text;
    if (row.type == ValueType::choice) {
      return is_word_of(*text, row.words) ? std::optional(value)
                                          : wrong(ProblemKind::out_of_range, tr("is another word"));
    }
    if (row.type == ValueType::date) {
      return is_date(*text) ? std::optional(value) : wrong(ProblemKind::out_of_range, tr("is not a date"));
    }
    if (row.low > 0 && text->empty()) {
      return wrong(ProblemKind::out_of_range, tr("is empty"));
    }
    if (row.type == ValueType::path && !text->empty()) {
      value.text = (std::filesystem::absolute(file_).parent_path() / *text).lexically_normal().string();
    }
    return static_cast<double>(value.text.size()) <= row.high
               ? std::optional(value)
               : wrong(ProblemKind::out_of_range, tr("is too long"));
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
                       LocalizedMessage(tr("is not TOML: {why}"), {{"why", what}}), tr("mend the line"));
  }
  return reader.take();
}

std::expected<Settings, std::vector<SettingsProblem>> read_settings(const std::filesystem::path& file,
                                                                    const Vocabulary& vocabulary,
                                                                    Settings defaults) {
  std::error_code failed;
  const auto size = std::filesystem::file_size(file, failed);
  if (failed) {
    return unreadable(file, LocalizedMessage(tr("cannot be read: {why}"), {{"why", failed.message()}}));
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
