#include "nmea/wrapper.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>

#include "nmea/checksum.h"
#include "nmea/sentence.h"

namespace selat::nmea {

namespace {

// Takes field after field, each in one pass. A recording has a wrapper for nearly every sentence.
class Fields {
 public:
  explicit Fields(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {}

  // A decimal number within the limits, and 0 otherwise; then the fields are no longer good.
  std::int64_t number(std::int64_t low, std::int64_t high) {
    const char* const begin = at_;
    std::int64_t value = 0;
    for (; at_ < end_ && *at_ >= '0' && *at_ <= '9'; ++at_) {
      value = std::min<std::int64_t>(value * 10 + (*at_ - '0'), kTooLarge);
    }
    is_good_ = is_good_ && at_ > begin && value >= low && value <= high && (at_ == end_ || *at_ == ',');
    skip();
    return is_good_ ? value : 0;
  }
  std::string_view text() {
    const char* const begin = at_;
    while (at_ < end_ && *at_ != ',') {
      ++at_;
    }
    const std::string_view field(begin, static_cast<std::size_t>(at_ - begin));
    at_ += at_ < end_ ? 1 : 0;
    return field;
  }
  void skip() { (void)text(); }
  [[nodiscard]] bool are_good() const { return is_good_; }

 private:
  static constexpr std::int64_t kTooLarge = 1'000'000;  // for any number of a wrapper

  const char* at_;
  const char* end_;
  bool is_good_ = true;
};

}  // namespace

bool is_wrapper(std::string_view text) {
  return text.starts_with("$PGHP,");
}

std::optional<Wrapper> parse_wrapper(std::string_view text) {
  const auto sentence = parse_sentence(text, ChecksumRule::strict);
  if (!sentence) {
    return std::nullopt;
  }
  Fields fields(sentence->fields);
  fields.skip();  // PGHP
  fields.skip();  // message type
  const std::int64_t year = fields.number(1970, 9999);
  const std::int64_t month = fields.number(1, 12);
  const std::int64_t day = fields.number(1, 31);
  const std::int64_t hour = fields.number(0, 23);
  const std::int64_t minute = fields.number(0, 59);
  const std::int64_t second = fields.number(0, 60);
  const std::int64_t millisecond = fields.number(0, 999);
  fields.skip();  // country
  fields.skip();  // region
  Wrapper wrapper;
  wrapper.station = model::SourceName(fields.text());
  fields.skip();  // whether it is live
  wrapper.checksum_of_next = parse_hex_byte(fields.text());
  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(year)),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!fields.are_good() || !date.ok()) {
    return std::nullopt;
  }
  const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
  wrapper.time =
      Instant::unix_milliseconds((((days * 24 + hour) * 60 + minute) * 60 + second) * 1'000 + millisecond);
  return wrapper;
}

}  // namespace selat::nmea
