#include "nmea/wrapper.h"

#include <chrono>

#include "nmea/checksum.h"
#include "nmea/field_list.h"
#include "nmea/sentence.h"

namespace selat::nmea {

bool is_wrapper(std::string_view text) {
  return text.starts_with("$PGHP,");
}

std::optional<Wrapper> parse_wrapper(std::string_view text) {
  const auto sentence = parse_sentence(text, ChecksumRule::strict);
  if (!sentence) {
    return std::nullopt;
  }
  FieldList list(sentence->fields);
  list.next();  // PGHP
  list.next();  // message type
  const auto year = parse_number<int>(list.next_or_empty());
  const auto month = parse_number<unsigned>(list.next_or_empty());
  const auto day = parse_number<unsigned>(list.next_or_empty());
  const auto hour = parse_number<std::int64_t>(list.next_or_empty());
  const auto minute = parse_number<std::int64_t>(list.next_or_empty());
  const auto second = parse_number<std::int64_t>(list.next_or_empty());
  const auto millisecond = parse_number<std::int64_t>(list.next_or_empty());
  list.next();  // country
  list.next();  // region
  Wrapper wrapper;
  wrapper.station = model::SourceName(list.next_or_empty());
  list.next();  // whether it is live
  wrapper.checksum_of_next = parse_hex_byte(list.next_or_empty());
  if (!year || *year < 1970 || *year > 9999 || !month || !day || !hour || *hour > 23 || !minute ||
      *minute > 59 || !second || *second > 60 || !millisecond || *millisecond > 999) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(*month),
                                         std::chrono::day(*day)};
  if (!date.ok()) {
    return std::nullopt;
  }
  const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
  wrapper.time = Instant::unix_milliseconds((((days * 24 + *hour) * 60 + *minute) * 60 + *second) * 1'000 +
                                            *millisecond);
  return wrapper;
}

}  // namespace selat::nmea
