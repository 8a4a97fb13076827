#include "nmea/time_of_line.h"

#include "nmea/json_line.h"
#include "nmea/suffix.h"
#include "nmea/tag_block.h"
#include "nmea/time_text.h"
#include "nmea/wrapper.h"

namespace selat::nmea {
namespace {

std::optional<Instant> time_of_tag(std::string_view line) {
  const auto end = line.find('\\', 1);
  if (end == std::string_view::npos) {
    return std::nullopt;
  }
  const auto block = parse_tag_block(line.substr(1, end - 1));
  return block ? block->time : std::nullopt;
}

// After the two digits of the checksum.
std::optional<Instant> time_of_suffix(std::string_view sentence) {
  const auto checksum = sentence.find('*');
  const auto comma = sentence.find(',', checksum == std::string_view::npos ? sentence.size() : checksum);
  return comma == std::string_view::npos ? std::nullopt : parse_suffix(sentence.substr(comma + 1)).time;
}

}  // namespace

std::optional<Instant> time_of_line(std::string_view line) {
  if (is_json(line)) {
    return time_of_json(line);
  }
  const auto start = line.find_first_of("!$\\");
  if (start == std::string_view::npos) {
    return std::nullopt;
  }
  if (const auto time = start > 0 ? parse_prefix_time(line.substr(0, start)) : std::nullopt) {
    return time;
  }
  line.remove_prefix(start);
  if (line.front() == '\\') {
    return time_of_tag(line);
  }
  if (is_wrapper(line)) {
    const auto wrapper = parse_wrapper(line);
    return wrapper ? std::optional(wrapper->time) : std::nullopt;
  }
  return time_of_suffix(line);
}

}  // namespace selat::nmea
