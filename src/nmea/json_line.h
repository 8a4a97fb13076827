#pragma once
// A line of JSON that holds sentences, as AIS-catcher, brokers and loggers send them: its sentences as a line
// of their own, and when they were received, by the member that says so. Where in the object they stand makes
// no difference, and neither does what else it holds: every text that begins as a sentence or TAG block does
// is one.
//
//   {"class":"AIS","rxuxtime":1777908449.351,"nmea":["!AIVDM,1,1,,A,13`fL1PP140KCELMBO7SS?wH0@Jv,0*50"]}
//
// Linear in the length of the line, which need not be sound JSON. No allocation after the first line; not
// thread-safe.

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "nmea/line.h"
#include "units/instant.h"

namespace selat::nmea {

[[nodiscard]] constexpr bool is_json(std::string_view line) {
  return !line.empty() && (line.front() == '{' || line.front() == '[');
}

// The time in a line of JSON: rxuxtime (seconds since 1970), rxtime (20260131060000, UTC), else toa, or
// a number named timestamp, as times before sentences are written.
[[nodiscard]] std::optional<Instant> time_of_json(std::string_view line);

// Cuts JSON of several lines, or with several messages in a list, into one line for each message: line ends
// become blanks, and what stands between two objects becomes a line end. Its length stays the same.
void cut_into_lines(std::string& json);

class JsonLine {
 public:
  // Takes the sentences out of a line; false if it is no JSON, or has none.
  [[nodiscard]] bool read(Line line);

  // One behind the other, with room behind them; valid until the next read().
  [[nodiscard]] Line sentences() const { return Line::with_room_behind({text_.get(), size_}); }

 private:
  std::unique_ptr<char[]> text_;
  std::size_t size_ = 0;
};

}  // namespace selat::nmea
