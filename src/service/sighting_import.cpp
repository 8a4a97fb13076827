#include "service/sighting_import.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "coordinate/sighting_register.h"
#include "runtime/command_error.h"
#include "service/typed_time.h"
#include "text/typed_place.h"

namespace selat::service {
namespace {

using runtime::UsageError;

enum class Column : std::uint8_t { time, lat, lon, sigma, length, provider };
constexpr auto kColumns =
    std::to_array<std::string_view>({"time", "lat", "lon", "sigma", "length", "provider"});
constexpr std::size_t kNeeded = 3;  // of these

struct Cell {
  std::size_t column = 0;  // of the line, from 1
  std::string text;
};

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r";
  const auto from = text.find_first_not_of(kSpace);
  return from == std::string_view::npos ? std::string_view()
                                        : text.substr(from, text.find_last_not_of(kSpace) - from + 1);
}

// Fields may stand in quotes, in which a quote is doubled.
std::vector<Cell> cells_of(std::string_view line) {
  std::vector<Cell> cells(1);
  cells.back().column = 1;
  bool is_quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '"') {
      const bool is_doubled = is_quoted && i + 1 < line.size() && line[i + 1] == '"';
      if (is_doubled) {
        cells.back().text += c;
        ++i;
      } else {
        is_quoted = !is_quoted;
      }
    } else if (c == ',' && !is_quoted) {
      cells.push_back({.column = i + 2, .text = {}});
    } else {
      cells.back().text += c;
    }
  }
  for (Cell& cell : cells) {
    cell.text = trimmed(cell.text);
  }
  return cells;
}

std::optional<double> number_of(std::string_view typed) {
  double number = 0;
  const char* const end = typed.data() + typed.size();
  const auto [stop, error] = std::from_chars(typed.data(), end, number);
  return error == std::errc() && stop == end && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

// Which field of a line each column is.
using Layout = std::array<std::optional<std::size_t>, kColumns.size()>;

std::string lowered(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

std::optional<Layout> layout_of(std::string_view head, std::vector<BadLine>& bad) {
  Layout layout;
  const auto cells = cells_of(head);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    std::string name = lowered(cells[i].text);
    if (name.ends_with("_m")) {
      name.resize(name.size() - 2);
    }
    const auto known = std::ranges::find(kColumns, name);
    if (known != kColumns.end()) {
      layout[static_cast<std::size_t>(known - kColumns.begin())] = i;
    }
  }
  for (std::size_t i = 0; i < kNeeded; ++i) {
    if (!layout[i]) {
      bad.push_back(
          {.line = 1,
           .column = 1,
           .what = {tr("the first line names no column '{name}': it names time, lat, lon, and where "
                       "they are given sigma, length, provider"),
                    {{"name", kColumns[i]}}}});
      return std::nullopt;
    }
  }
  return layout;
}

class LineReader {
 public:
  LineReader(const Layout& layout, std::string_view line, Instant now)
      : layout_(layout), cells_(cells_of(line)), now_(now) {}

  [[nodiscard]] std::optional<model::Sighting> read() {
    model::Sighting sighting;
    sighting.source = model::SightingSource::satellite;
    read_time(sighting);
    read_place(sighting);
    if (const auto sigma = number(Column::sigma)) {
      sighting.sigma = Distance::metres(std::clamp(*sigma, -1.0, 1e6));
    }
    if (const auto length = number(Column::length)) {
      sighting.length = Distance::metres(std::clamp(*length, -1.0, 1e6));
    }
    sighting.reporter.name = text(Column::provider).substr(0, model::kLongestSightingText);
    if (what_.empty()) {
      if (auto problem = coordinate::problem_of(sighting, now_)) {
        fail(Column::time, *std::move(problem));
      }
    }
    return what_.empty() ? std::optional(std::move(sighting)) : std::nullopt;
  }
  [[nodiscard]] const LocalizedMessage& what() const { return what_; }
  [[nodiscard]] std::size_t column() const { return column_; }

 private:
  [[nodiscard]] const Cell* cell(Column column) const {
    const auto at = layout_[static_cast<std::size_t>(column)];
    return at && *at < cells_.size() ? &cells_[*at] : nullptr;
  }
  [[nodiscard]] std::string text(Column column) const {
    const Cell* const found = cell(column);
    return found == nullptr ? std::string() : found->text;
  }
  // Only the first is told.
  void fail(Column column, LocalizedMessage what) {
    if (what_.empty()) {
      const Cell* const found = cell(column);
      column_ = found == nullptr ? 1 : found->column;
      what_ = std::move(what);
    }
  }
  std::optional<double> number(Column column) {
    const std::string typed = text(column);
    if (typed.empty()) {
      return {};
    }
    const auto number = number_of(typed);
    if (!number) {
      fail(column,
           {tr("'{typed}' is no number: write it as {example}"), {{"typed", typed}, {"example", "12.5"}}});
    }
    return number;
  }
  void read_time(model::Sighting& sighting) {
    try {
      sighting.seen_at = dated_time_of(text(Column::time));
    } catch (const UsageError& error) {
      fail(Column::time, error.message());
    }
  }
  void read_place(model::Sighting& sighting) {
    const auto place = text::typed_place(text(Column::lat), text(Column::lon));
    if (place) {
      sighting.place = *place;
    } else {
      fail(Column::lat, place.error());
    }
  }

  const Layout& layout_;
  std::vector<Cell> cells_;
  Instant now_;
  LocalizedMessage what_;
  std::size_t column_ = 1;
};

}  // namespace

ReadDetections read_detections(std::string_view text, Instant now) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";  // as spreadsheets write it
  text.remove_prefix(text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0);
  ReadDetections read;
  std::optional<Layout> layout;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (trimmed(line).empty()) {
      continue;
    }
    if (!layout) {
      layout = layout_of(line, read.bad);
      if (!layout) {
        break;
      }
      continue;
    }
    if (read.detections.size() + read.bad.size() >= kMostDetections) {
      read.bad.push_back({.line = number,
                          .column = 1,
                          .what = {tr("more than {most} lines: put the rest into another file"),
                                   {{"most", kMostDetections}}}});
      break;
    }
    LineReader reader(*layout, line, now);
    if (auto sighting = reader.read()) {
      read.detections.push_back({.line = number, .sighting = *std::move(sighting)});
    } else {
      read.bad.push_back({.line = number, .column = reader.column(), .what = reader.what()});
    }
  }
  return read;
}

ReadDetections load_detections(const std::filesystem::path& file, Instant now) {
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);
  if (error || !std::filesystem::is_regular_file(file)) {
    throw UsageError({tr("{file} cannot be read: is it there, and a file?"), {{"file", file.string()}}});
  }
  if (size > kMostImportBytes) {
    throw UsageError({tr("{file} is larger than {most} bytes: split it"),
                      {{"file", file.string()}, {"most", kMostImportBytes}}});
  }
  std::ifstream in(file, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (in.bad()) {
    throw UsageError({tr("{file} cannot be read: is it there, and a file?"), {{"file", file.string()}}});
  }
  return read_detections(text, now);
}

}  // namespace selat::service
