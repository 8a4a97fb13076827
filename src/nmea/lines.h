#pragma once
// Whole lines that lie one behind the other, cut as they are asked for: so the bytes of a line are in the
// processor's cache when it is decoded. A line ends at LF or CR (so CRLF too); empty lines are skipped. A
// view; a copy goes on from the same place. No allocation.

#include <bit>
#include <cstddef>
#include <optional>
#include <string_view>

#include "nmea/line.h"
#include "nmea/line_ends.h"

namespace selat::nmea {

class Lines {
 public:
  Lines() = default;
  // The caller promises that the last byte ends a line, that kRoomBehindLine more may be read behind it, and
  // that no line is longer than kMaxLineLength.
  [[nodiscard]] static Lines with_room_behind(std::string_view text) {
    return {text.data(), text.data() + text.size()};
  }

  [[nodiscard]] bool empty() const { return begin_ == end_; }
  // Where the next line begins; not if there is none.
  [[nodiscard]] const char* begin() const { return begin_; }
  // Nothing at the end.
  [[nodiscard]] std::optional<Line> next() {
    if (empty()) {
      return std::nullopt;
    }
    const char* end = begin_;
    std::uint64_t ends = line_ends_in(end);
    for (; ends == 0; ends = line_ends_in(end)) {
      end += kBytesAtOnce;
    }
    return take(end + std::countr_zero(ends));
  }
  // The next line, whose end the caller has found.
  Line take(const char* end) {
    const Line line = Line::with_room_behind({begin_, end});
    begin_ = end + 1;
    skip_line_ends();
    return line;
  }

  // These walk over the lines.
  [[nodiscard]] std::size_t count() const;
  // Cuts off the first `count` lines: returns them, and keeps the rest.
  [[nodiscard]] Lines take_first(std::size_t count);
  // Those before `rest`, a copy that has gone on.
  [[nodiscard]] Lines before(const Lines& rest) const { return {begin_, rest.begin_}; }

 private:
  Lines(const char* begin, const char* end) : begin_(begin), end_(end) { skip_line_ends(); }
  void skip_line_ends() {
    while (begin_ != end_ && (*begin_ == '\n' || *begin_ == '\r')) {
      ++begin_;
    }
  }

  const char* begin_ = nullptr;  // of the next line
  const char* end_ = nullptr;    // of the last line's end
};

}  // namespace selat::nmea
