#pragma once
// The meaning of the data in binary messages (types 6, 8, 25, 26), by application: designated area code (DAC)
// and function identifier. Each application is a list of fields in one file of ais/application/, and a line
// of application_table.h. One walk over that list reads, writes and prints it.
//
// Sources: IMO SN.1/Circ.289 and SN/Circ.236 (DAC 1), ECE/TRANS/SC.3/176 (200, inland), IALA A-126 (235,
// 250), USCG (367), Saint Lawrence Seaway (316), ITU-R M.1371-5 annex 5 (0 and the functions 0–5 of DAC 1).
// Thread-safe; an ApplicationRecord allocates.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ais/application_id.h"
#include "base/bits.h"

namespace selat::ais {

enum class FieldKind : std::uint8_t {
  spare,
  number,           // unsigned
  signed_number,    //
  sign_and_amount,  // one bit of sign, 1 is positive, then the amount; 0 is "not available"
  quoted_number,    // unsigned, in quotes in JSON as in that of gpsd
  word,             // a code for which scaled JSON gives only the word
  flag,             //
  text,             // six-bit characters: width / 6
  remaining_text,   // six-bit characters to the end of the data
  remaining_bits,   // uninterpreted bits to the end of the data
  time,             // date and time of day: parts in the order of `layout`
  count,            // the number of items of the list that follows
  list,             // items one after the other
  selector,         // chooses the layout of the variant that follows
  variant,          // fields chosen by the selector, in `width` bits
};

// The parts of a time, in the order in which they are transmitted.
enum class TimeLayout : std::uint8_t {
  month_day_hour_minute,  // 4, 5, 5, 6 bits: "MM-DDTHH:MMZ"
  day_month_hour_minute,  // 5, 4, 5, 6 bits: "MM-DDTHH:MM"
  day_hour_minute,        // 5, 5, 6 bits: "DDTHH:MMZ"
  bare,                   // the bits of the first, written without leading zeros: "M-DTH:M"
};

struct Field {
  FieldKind kind = FieldKind::spare;
  std::string_view name{};  // as in gpsd, if gpsd has the field
  std::uint16_t width = 0;  // bits
  TimeLayout layout{};      // of a time
  // The value of a number: (raw + offset) / divisor, in `unit`, with `places` decimal places.
  std::int32_t offset = 0;
  double divisor = 1;
  std::uint8_t places = 0;
  std::string_view unit{};
  // Raw values outside this range are "not available" or reserved.
  std::int64_t low = INT64_MIN;
  std::int64_t high = INT64_MAX;
  // The words for the numbers of a code, and the word for all others (empty: none).
  std::span<const std::string_view> words{};
  std::string_view otherwise{};
  std::string_view (*word_of)(std::int64_t raw) = nullptr;  // in place of `words`, for sparse codes
  std::span<const Field> item{};                            // of a list
  std::uint8_t most = 0;                                    // items of a list
  std::span<const std::span<const Field>> layouts{};        // of a variant, by selector
};

struct ApplicationFormat {
  ApplicationId id;
  bool is_addressed = false;  // to one station (types 6, 25, 26); otherwise broadcast
  std::string_view title;
  std::span<const Field> fields;
  // The number of bits of the data, without the identifier of the application. Data of another length, too
  // short for the fields that each message of this format has, or with more behind them, are left as
  // uninterpreted bits.
  std::uint16_t min_bits = 0;
  std::uint16_t max_bits = Bits::kMaxSize;
  // If one identifier has several formats: whether these bits have this format.
  bool (*is_of)(const Bits& data) = nullptr;
};

// All formats, by identifier.
[[nodiscard]] std::span<const ApplicationFormat* const> application_formats();

// The format of these data; nullptr if none is known or the length is wrong.
[[nodiscard]] const ApplicationFormat* application_format(bool is_addressed, ApplicationId id,
                                                          const Bits& data);

// One value, in the order of transmission. Counts, lists and variants are separate values, so that a record
// can be written again.
struct ApplicationValue {
  const Field* field = nullptr;
  std::int64_t raw = 0;   // of numbers, flags, codes, counts and times (their bits)
  std::string text;       // of texts
  Bits bits;              // of remaining_bits
  std::size_t items = 0;  // of a list: how many items follow
  friend bool operator==(const ApplicationValue&, const ApplicationValue&) = default;
};

struct ApplicationRecord {
  const ApplicationFormat* format = nullptr;
  std::vector<ApplicationValue> values;
  friend bool operator==(const ApplicationRecord&, const ApplicationRecord&) = default;
};

[[nodiscard]] ApplicationRecord read_application(const ApplicationFormat& format, const Bits& data);
// The inverse: read_application(write_application(record)) == record, spare bits being zero.
[[nodiscard]] Bits write_application(const ApplicationRecord& record);

// The value of a number, code or time; empty if it is "not available".
[[nodiscard]] std::optional<double> value_of(const ApplicationValue& value);
// The word of a code; empty if it has none.
[[nodiscard]] std::string_view word_of(const Field& field, std::int64_t raw);

// Month, day, hour, minute of a time, as transmitted; those it lacks are zero.
struct TimeParts {
  std::uint8_t month = 0, day = 0, hour = 0, minute = 0;
};
[[nodiscard]] TimeParts time_parts(TimeLayout layout, std::int64_t raw);

}  // namespace selat::ais
