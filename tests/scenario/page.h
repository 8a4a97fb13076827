#pragma once
// How every scenario is written: a heading in the first column ("title:", "timeline:"), what belongs to it
// behind it or indented beneath. Times are of the day of `start:`; one before the start is of the next day.
// A mistake is a Problem that says file, line and column.

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "base/enum_names.h"
#include "units/instant.h"

namespace selat::scenario {

struct Place {  // in the file, both from 1
  int line = 1, column = 1;
};

struct Problem {  // thrown by readers
  Place place;
  std::string what;
};

struct Word {
  std::string text;
  Place place;
  bool is_quoted = false;
};

struct Line {
  int number = 0;
  std::string text;
  std::vector<Word> words;
};

struct Section {
  std::string heading;
  Place place;
  std::vector<Line> lines;
};

inline std::vector<Word> words_of(const std::string& text, int line, std::size_t from) {
  std::vector<Word> words;
  for (std::size_t i = from; (i = text.find_first_not_of(' ', i)) != std::string::npos;) {
    const Place place{line, static_cast<int>(i) + 1};
    const bool is_quoted = text[i] == '"';
    const std::size_t end = is_quoted ? text.find('"', i + 1) : std::min(text.find(' ', i), text.size());
    if (end == std::string::npos) {
      throw Problem{place, "a quotation mark without its other half"};
    }
    const std::size_t first = is_quoted ? i + 1 : i;
    words.push_back({text.substr(first, end - first), place, is_quoted});
    i = is_quoted ? end + 1 : end;
  }
  return words;
}

// Prose may hold a lone quotation mark.
inline bool is_prose(std::string_view heading) {
  return heading == "title" || heading == "why" || heading == "chart";
}

inline Line line_of(const Section& section, const std::string& text, int number, std::size_t from) {
  return {number, text, is_prose(section.heading) ? std::vector<Word>() : words_of(text, number, from)};
}

inline std::vector<Section> sections_of(const std::string& page) {
  std::vector<Section> sections;
  std::istringstream lines(page);
  int number = 0;
  for (std::string text; std::getline(lines, text);) {
    ++number;
    const auto first = text.find_first_not_of(' ');
    if (first == std::string::npos) {
      continue;
    }
    if (first == 0) {
      const auto colon = text.find(':');
      if (colon == std::string::npos) {
        throw Problem{{number, 1}, "a heading ends with a colon; what belongs to one is indented"};
      }
      sections.push_back({text.substr(0, colon), {number, 1}, {}});
      if (text.find_first_not_of(' ', colon + 1) != std::string::npos) {
        sections.back().lines.push_back(line_of(sections.back(), text, number, colon + 1));
      }
    } else if (sections.empty()) {
      throw Problem{{number, 1}, "a heading such as \"title:\" comes first"};
    } else {
      sections.back().lines.push_back(line_of(sections.back(), text, number, first));
    }
  }
  return sections;
}

// Reads the words of one line, one after the other.
class Reading {
 public:
  explicit Reading(const Line& line) : line_(line) {}

  [[nodiscard]] bool is_at_end() const { return next_ == line_.words.size(); }
  [[nodiscard]] Place place() const {
    return is_at_end() ? Place{line_.number, static_cast<int>(line_.text.size()) + 1}
                       : line_.words[next_].place;
  }
  [[noreturn]] void fail(const std::string& wanted) const {
    throw Problem{place(), wanted + " is missing" +
                               (is_at_end() ? "" : "; found \"" + line_.words[next_].text + "\" instead")};
  }

  const Word& word(const std::string& wanted) {
    if (is_at_end()) {
      fail(wanted);
    }
    return line_.words[next_++];
  }
  // Whether the next word is this one; takes it if so.
  bool take(std::string_view text) {
    const bool is_it = !is_at_end() && !line_.words[next_].is_quoted && line_.words[next_].text == text;
    next_ += is_it ? 1 : 0;
    return is_it;
  }
  std::string quoted(const std::string& wanted) {
    if (is_at_end() || !line_.words[next_].is_quoted) {
      fail(wanted + " in quotation marks");
    }
    return line_.words[next_++].text;
  }
  double number(const std::string& wanted) {
    double value = 0;
    if (is_at_end() || !read_whole(line_.words[next_].text, value)) {
      fail(wanted + ", a number,");
    }
    ++next_;
    return value;
  }
  std::uint32_t mmsi() {
    std::uint32_t value = 0;
    if (is_at_end() || line_.words[next_].text.size() != 9 || !read_whole(line_.words[next_].text, value)) {
      fail("an MMSI of nine digits");
    }
    ++next_;
    return value;
  }
  template <typename Enum>
  std::optional<Enum> maybe() {
    const auto value = is_at_end() ? std::nullopt : from_name<Enum>(line_.words[next_].text);
    next_ += value ? 1 : 0;
    return value;
  }
  template <typename Enum>
  Enum one_of(const std::string& wanted) {
    const auto value = maybe<Enum>();
    if (!value) {
      fail(wanted);
    }
    return *value;
  }
  // "12:00" or "12:00:30".
  Instant time(Instant start) {
    if (is_at_end()) {
      fail("a time of day");
    }
    const Instant at = read_time(line_.words[next_].text, start);
    ++next_;
    return at;
  }
  // "12:00-12:30", or one time as both.
  std::pair<Instant, Instant> times(Instant start) {
    if (is_at_end()) {
      fail("a time");
    }
    const std::string& text = line_.words[next_].text;
    const auto dash = text.find('-');
    const Instant from = read_time(text.substr(0, dash), start);
    const Instant to = dash == std::string::npos ? from : read_time(text.substr(dash + 1), start);
    if (to < from) {
      throw Problem{place(), "this span ends before it begins"};
    }
    ++next_;
    return {from, to};
  }
  void end() const {
    if (!is_at_end()) {
      throw Problem{place(), "nothing more is expected here; found \"" + line_.words[next_].text + "\""};
    }
  }

 private:
  template <typename Number>
  static bool read_whole(const std::string& text, Number& value) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size();
  }
  [[nodiscard]] Instant read_time(const std::string& text, Instant start) const {
    int hour = 0, minute = 0, second = 0, used = 0;
    const bool is_long =
        std::sscanf(text.c_str(), "%2d:%2d:%2d%n", &hour, &minute, &second, &used) == 3;  // NOLINT
    if (!is_long) {
      second = 0;
      if (std::sscanf(text.c_str(), "%2d:%2d%n", &hour, &minute, &used) != 2) {  // NOLINT
        used = -1;
      }
    }
    if (used != static_cast<int>(text.size()) || hour < 0 || hour > 23 || minute < 0 || minute > 59 ||
        second < 0 || second > 59) {
      throw Problem{place(), "\"" + text + "\" is no time of day such as 12:05 or 12:05:30"};
    }
    const Instant midnight = Instant::unix_seconds(start.in_unix_seconds() / 86'400 * 86'400);
    const Instant at = midnight + Span::seconds(hour * 3600 + minute * 60 + second);
    return at < start ? at + Span::hours(24) : at;
  }

  const Line& line_;
  std::size_t next_ = 0;
};

// What lasts has a span, what happens has one time.
inline void check_times(bool lasts, Instant from, Instant to, Place place) {
  if (lasts && from == to) {
    throw Problem{place, "this lasts: a span such as 12:00-12:30 is wanted"};
  }
  if (!lasts && from != to) {
    throw Problem{place, "this happens at one time: a span says nothing"};
  }
}

// "2026-01-01 12:00"
inline Instant read_start(const Line& line) {
  Reading reading(line);
  const Word& date = reading.word("a date such as 2026-01-31");
  int year = 0;
  unsigned month = 0, day = 0;
  const bool is_read = std::sscanf(date.text.c_str(), "%4d-%2u-%2u", &year, &month, &day) == 3;  // NOLINT
  const std::chrono::year_month_day ymd{std::chrono::year(year), std::chrono::month(month),
                                        std::chrono::day(day)};
  if (!is_read || !ymd.ok()) {
    throw Problem{date.place, "\"" + date.text + "\" is no date such as 2026-01-31"};
  }
  const auto midnight =
      Instant::unix_seconds(std::chrono::sys_days(ymd).time_since_epoch().count() * std::int64_t{86'400});
  const Instant start = reading.time(midnight);
  reading.end();
  return start;
}

using Headings = std::initializer_list<std::string_view>;

// Those that must be there, and those that may.
inline void check_headings(const std::vector<Section>& sections, Headings required, Headings optional) {
  for (const Section& section : sections) {
    if (std::ranges::find(required, section.heading) == required.end() &&
        std::ranges::find(optional, section.heading) == optional.end()) {
      throw Problem{section.place, "there is no heading \"" + section.heading + ":\""};
    }
  }
  for (const std::string_view heading : required) {
    if (std::ranges::find(sections, heading, &Section::heading) == sections.end()) {
      throw Problem{{}, "\"" + std::string(heading) + ":\" is missing"};
    }
  }
}

template <typename Read>
void each_line(const std::vector<Section>& sections, std::string_view heading, Read read) {
  for (const Section& section : sections) {
    if (section.heading == heading) {
      std::ranges::for_each(section.lines, read);
    }
  }
}

inline const Line& only_line(const std::vector<Section>& sections, std::string_view heading) {
  const auto section = std::ranges::find(sections, heading, &Section::heading);
  if (section->lines.size() != 1) {
    throw Problem{section->place, "\"" + section->heading + ":\" takes one line"};
  }
  return section->lines.front();
}

// "12:05:30" of an instant.
inline std::string clock_of(Instant at) {
  const auto second = at.in_unix_seconds() % 86'400;
  char text[16];
  std::snprintf(text, sizeof text, "%02d:%02d:%02d", static_cast<int>(second / 3600),  // NOLINT
                static_cast<int>(second / 60 % 60), static_cast<int>(second % 60));
  return text;
}

// What a person clicks on.
inline std::string link(const std::string& file, Place place, const std::string& what) {
  return file + ":" + std::to_string(place.line) + ":" + std::to_string(place.column) + ": " + what;
}

inline std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// The names, without ".txt", of the scenarios in a folder, in order.
inline std::vector<std::string> scenarios_in(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".txt") {
      names.push_back(entry.path().stem().string());
    }
  }
  std::ranges::sort(names);
  return names;
}

inline std::string name_of_test(const testing::TestParamInfo<std::string>& info) {
  return info.param;
}

}  // namespace selat::scenario
