#include "config/value_problem.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <string>

#include <fmt/format.h>

#include "model/imo_number.h"
#include "model/mmsi.h"
#include "model/placeholder.h"

namespace selat::config {
namespace {

constexpr std::int64_t kLeastLetters = 3;  // of a name or call sign, as of those a person adds while it runs
constexpr std::size_t kMmsiDigits = 9;
constexpr double kLeastMmsiOfNineDigits = 100'000'000;

bool is_date(std::string_view text) {
  static constexpr std::string_view kForm = "dddd-dd-dd";
  if (text.size() != kForm.size() ||
      !std::equal(text.begin(), text.end(), kForm.begin(),
                  [](char c, char form) { return form == 'd' ? c >= '0' && c <= '9' : c == form; })) {
    return false;
  }
  const auto number = [text](std::size_t at, std::size_t size) {
    unsigned value = 0;
    std::from_chars(text.data() + at, text.data() + at + size, value);
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

std::int64_t letters_in(std::string_view text) {
  return std::ranges::count_if(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
  });
}

bool has_control_character(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

}  // namespace

std::optional<ValueProblem> problem_of_text(const KeyRow& row, std::string_view text) {
  if (row.type == ValueType::choice) {
    return is_word_of(text, row.words) ? std::nullopt : std::optional(ValueProblem{tr("is another word")});
  }
  if (row.type == ValueType::date) {
    return is_date(text) ? std::nullopt : std::optional(ValueProblem{tr("is not a date")});
  }
  if (row.low > 0 && text.find_first_not_of(' ') == std::string_view::npos) {
    return ValueProblem{tr("is empty")};
  }
  if (has_control_character(text)) {
    return ValueProblem{tr("has control characters in it"), tr("leave them out")};
  }
  if (static_cast<double>(text.size()) > row.high) {
    return ValueProblem{tr("is too long")};
  }
  if (row.type == ValueType::identity && letters_in(text) < kLeastLetters) {
    return ValueProblem{{tr("has fewer than {least} letters or digits"), {{"least", kLeastLetters}}},
                        tr("leave it out: it would name half a fleet")};
  }
  if (row.type == ValueType::identity && model::is_placeholder_text(text)) {
    return ValueProblem{tr("stands for nothing: many vessels send it"), tr("leave it out")};
  }
  return std::nullopt;
}

std::optional<ValueProblem> problem_of_written_path(std::string_view path) {
  if (path.starts_with('~') || path.starts_with('$')) {
    return ValueProblem{
        {tr("begins with '{sign}', which only a shell fills in"), {{"sign", path.substr(0, 1)}}},
        tr("write the whole path, such as /home/NAME/selat")};
  }
  return std::nullopt;
}

std::optional<ValueProblem> problem_of_path(const KeyRow& row, const std::filesystem::path& path) {
  std::error_code unknown;
  const auto what = std::filesystem::status(path, unknown);
  const bool is_directory = std::filesystem::is_directory(what);
  if (row.type == ValueType::path && is_directory) {
    return ValueProblem{tr("is a directory"), tr("name a file")};
  }
  if (row.type == ValueType::directory && std::filesystem::exists(what) && !is_directory) {
    return ValueProblem{tr("is a file, not a directory"), tr("name a directory")};
  }
  return std::nullopt;
}

std::optional<ValueProblem> problem_of_number(const KeyRow& row, double number) {
  if (row.type == ValueType::mmsi) {
    if (number < kLeastMmsiOfNineDigits) {
      return ValueProblem{tr("has fewer than nine digits"),
                          tr("give nine digits; in quotes where they begin with zeros")};
    }
    if (model::is_placeholder(model::Mmsi(static_cast<std::uint32_t>(number)))) {
      return ValueProblem{tr("stands for nothing: many vessels send it"), tr("leave it out")};
    }
  }
  if (row.type == ValueType::imo && model::is_placeholder_imo(static_cast<std::uint32_t>(number))) {
    return ValueProblem{tr("is no IMO number: its last digit checks the others, and does not agree"),
                        tr("give the seven digits as they stand on the ship")};
  }
  return std::nullopt;
}

std::optional<double> mmsi_in_quotes(std::string_view text) {
  double number = 0;
  const bool is_written =
      text.size() == kMmsiDigits && text.find_first_not_of("0123456789") == std::string_view::npos;
  std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_one = is_written && !model::is_placeholder(model::Mmsi(static_cast<std::uint32_t>(number)));
  return is_one ? std::optional(number) : std::nullopt;
}

}  // namespace selat::config
