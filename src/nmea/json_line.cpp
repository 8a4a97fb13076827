#include "nmea/json_line.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "nmea/json_values.h"
#include "nmea/time_text.h"

namespace selat::nmea {
namespace {

constexpr auto kTimes = std::to_array<std::string_view>({"rxuxtime", "rxtime", "toa", "timestamp"});

bool is_sentence(std::string_view text) {
  return !text.empty() && (text.front() == '!' || text.front() == '$' || text.starts_with("\\\\"));
}

}  // namespace

std::optional<Instant> time_of_json(std::string_view line) {
  std::optional<Instant> best;
  std::size_t best_place = kTimes.size();
  for (JsonValues values(line); values.next();) {
    const auto place = static_cast<std::size_t>(std::ranges::find(kTimes, values.key()) - kTimes.begin());
    // In messages of base stations a text of that name is the time in the message.
    const bool is_of_message = values.key() == "timestamp" && values.is_text();
    if (place >= best_place || is_of_message) {
      continue;
    }
    const auto time =
        kTimes[place] == "rxtime" ? parse_compact_time(values.value()) : parse_prefix_time(values.value());
    if (time) {
      best = time;
      best_place = place;
    }
  }
  return best;
}

void cut_into_lines(std::string& json) {
  bool is_in_text = false;
  std::size_t object_end = std::string::npos;  // if only blanks and commas have followed
  for (std::size_t at = 0; at < json.size(); ++at) {
    char& c = json[at];
    if (is_in_text) {
      at += c == '\\' ? 1U : 0U;
      is_in_text = c != '"';
      continue;
    }
    if (c == '\n' || c == '\r') {
      c = ' ';
    }
    if (c == '{' && object_end != std::string::npos) {
      std::fill(json.begin() + static_cast<std::ptrdiff_t>(object_end) + 1,
                json.begin() + static_cast<std::ptrdiff_t>(at), '\n');
    }
    if (c == '}') {
      object_end = at;
    } else if (c != ' ' && c != '\t' && c != ',') {
      object_end = std::string::npos;
    }
    is_in_text = c == '"';
  }
}

bool JsonLine::read(Line line) {
  if (!is_json(line.text())) {
    return false;
  }
  if (!text_) {
    text_ = std::make_unique_for_overwrite<char[]>(kMaxLineLength + kRoomBehindLine);
  }
  size_ = 0;
  for (JsonValues values(line.text()); values.next();) {
    if (values.is_text() && is_sentence(values.value())) {
      size_ += unescape(values.value(), text_.get() + size_);
    }
  }
  return size_ > 0;
}

}  // namespace selat::nmea
