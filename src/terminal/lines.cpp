#include "terminal/lines.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "text/terminal.h"

namespace selat::terminal {
namespace {

// SGR parameters, by Tone.
constexpr auto kSgr = std::to_array<std::string_view>({"", "1", "2", "1;31", "33", "32", "7"});

}  // namespace

std::string finished(const Line& line, std::size_t columns, bool has_colour) {
  std::string text = text::cut(line.text, columns);
  if (!has_colour || line.tone == Tone::plain) {
    return text;
  }
  return "\x1b[" + std::string(kSgr[static_cast<std::size_t>(line.tone)]) + "m" + text + "\x1b[0m";
}

std::string cells(const std::vector<Column>& columns, const std::vector<std::string>& values) {
  std::string out;
  for (std::size_t i = 0; i < columns.size() && i < values.size(); ++i) {
    out += i > 0 ? " " : "";
    if (i + 1 == columns.size()) {
      out += values[i];
    } else {
      out += columns[i].is_right ? text::fitted_right(values[i], columns[i].width)
                                 : text::fitted(values[i], columns[i].width);
    }
  }
  return out;
}

Line titles_of(const std::vector<Column>& columns) {
  std::vector<std::string> titles;
  std::ranges::transform(columns, std::back_inserter(titles), &Column::title);
  return {cells(columns, titles), Tone::dim};
}

void append(Lines& lines, Lines more) {
  std::ranges::move(more, std::back_inserter(lines));
}

}  // namespace selat::terminal
