#include "feed/unfinished_lines.h"

#include <algorithm>
#include <utility>

#include "nmea/checksum.h"
#include "nmea/json_line.h"

namespace selat::feed {
namespace {

// "…*hh" or "…*hh,suffix" where hh is the checksum of what stands between a start and the asterisk.
[[nodiscard]] bool is_whole_sentence(std::string_view line) {
  const auto start = line.find_last_of("!$");
  const auto star = line.find('*', start == std::string_view::npos ? line.size() : start);
  if (star == std::string_view::npos) {
    return false;
  }
  const auto written = nmea::parse_hex_byte(line.substr(star + 1));
  return written && *written == nmea::checksum_of(line.substr(start + 1, star - start - 1));
}

}  // namespace

bool UnfinishedLines::may_go_on(std::string_view line) {
  if (nmea::is_json(line)) {
    return !line.ends_with(line.front() == '{' ? '}' : ']');
  }
  return !line.empty() && !is_whole_sentence(line);
}

bool UnfinishedLines::goes_on(std::string_view line, std::string_view datagram) {
  if (datagram.empty() || datagram.front() == '$') {
    return false;
  }
  // A TAG block ends with a backslash, and its sentence follows.
  const bool is_in_tag_block = std::ranges::count(line, '\\') == 1;
  const bool is_behind_tag_block = line.ends_with('\\') && !is_in_tag_block;
  switch (datagram.front()) {
    case '\\':
      return is_in_tag_block;
    case '!':
      return is_behind_tag_block;
    case '{':
      return nmea::is_json(line);
    default:
      return true;
  }
}

std::optional<UnfinishedLines::Line> UnfinishedLines::keep(Line line) {
  std::optional<Line> longest;
  if (lines_.size() == kMostSenders) {
    longest = std::move(lines_.front());
    lines_.erase(lines_.begin());
  }
  lines_.push_back(std::move(line));
  return longest;
}

std::optional<UnfinishedLines::Line> UnfinishedLines::take(std::uint64_t sender) {
  const auto found = std::ranges::find(lines_, sender, &Line::sender);
  if (found == lines_.end()) {
    return std::nullopt;
  }
  auto line = std::move(*found);
  lines_.erase(found);
  return line;
}

std::optional<UnfinishedLines::Line> UnfinishedLines::take_expired(SteadyTime now) {
  if (lines_.empty() || now - lines_.front().since < kLongestWait) {
    return std::nullopt;
  }
  return take(lines_.front().sender);
}

}  // namespace selat::feed
