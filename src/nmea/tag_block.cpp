#include "nmea/tag_block.h"

#include <algorithm>

#include "nmea/checksum.h"
#include "nmea/field_list.h"
#include "nmea/time_text.h"

namespace selat::nmea {

namespace {

[[nodiscard]] std::optional<TagGroup> parse_group(std::string_view value) {
  FieldList list(value, '-');
  const auto number = parse_number<std::uint8_t>(list.next_or_empty());
  const auto count = parse_number<std::uint8_t>(list.next_or_empty());
  const auto id = parse_number<std::uint64_t>(list.next_or_empty());
  if (!number || !count || !id || *number == 0 || *number > *count || list.next()) {
    return std::nullopt;
  }
  return TagGroup{*number, *count, *id};
}

}  // namespace

bool take_tag_field(TagBlock& block, std::string_view code, std::string_view value) {
  if (code == "si") {
    block.network = model::SourceName(value);
    return true;
  }
  if (code.size() != 1) {
    return true;
  }
  switch (code.front()) {
    case 'c':
      block.time = parse_unix_time(value);
      return block.time.has_value();
    case 's':
      block.source.assign(value);
      return true;
    case 'd':
      block.destination = ShortText<31>(value);
      return true;
    case 'g':
      block.group = parse_group(value);
      return block.group.has_value();
    case 'n':
      block.line = parse_number<std::uint64_t>(value);
      return block.line.has_value();
    case 'r':
      block.relative_time = parse_number<std::uint64_t>(value);
      return block.relative_time.has_value();
    case 't':
    case 'i':
      block.text = ShortText<63>(value);
      return true;
    default:
      return true;
  }
}

void TagBlock::merge(const TagBlock& other) {
  const auto take = [](auto& own, const auto& others, bool is_there) {
    if (is_there) {
      own = others;
    }
  };
  take(time, other.time, other.time.has_value());
  take(source, other.source, !other.source.empty());
  take(destination, other.destination, !other.destination.empty());
  take(group, other.group, other.group.has_value());
  take(line, other.line, other.line.has_value());
  take(relative_time, other.relative_time, other.relative_time.has_value());
  take(text, other.text, !other.text.empty());
  take(network, other.network, !other.network.empty());
}

std::optional<TagProblem> read_tag_block(std::string_view between, TagBlock& into) {
  const auto star = between.rfind('*');
  if (star == std::string_view::npos || between.size() != star + 3) {
    return TagProblem::checksum_missing;
  }
  const auto fields = between.substr(0, star);
  if (parse_hex_byte(between.substr(star + 1)) != checksum_of(fields)) {
    return TagProblem::checksum_bad;
  }
  into.clear();
  for (std::string_view rest = fields;;) {
    const auto comma = std::min(rest.find(','), rest.size());
    const auto field = rest.substr(0, comma);
    const auto colon = field.size() > 1 && field[1] == ':' && field[0] != ':' ? 1 : field.find(':');
    if (colon == std::string_view::npos ||
        !take_tag_field(into, field.substr(0, colon), field.substr(colon + 1))) {
      return TagProblem::malformed_field;
    }
    if (comma == rest.size()) {
      return std::nullopt;
    }
    rest.remove_prefix(comma + 1);
  }
}

std::expected<TagBlock, TagProblem> parse_tag_block(std::string_view between) {
  TagBlock block;
  if (const auto problem = read_tag_block(between, block)) {
    return std::unexpected(*problem);
  }
  return block;
}

std::string write_tag_block(std::string_view source, std::optional<Instant> time) {
  std::string fields;
  if (!source.empty()) {
    fields = "s:" + std::string(source);
  }
  if (time) {
    fields += fields.empty() ? "c:" : ",c:";
    fields += std::to_string(time->in_unix_milliseconds());
  }
  return fields.empty() ? fields : "\\" + fields + checksum_suffix(fields) + "\\";
}

}  // namespace selat::nmea
