#pragma once
// The terms in which the files of ais/messages describe their messages. Each message has one function walk()
// that names its fields once, in the order of the air interface. What is done with the fields is in the
// object that walks along: FieldReader reads them, FieldWriter writes them, JsonFields turns them into
// gpsd's JSON; tests print them and fill them with random values. Such an object has these members:
//
//   header(h)                             type, repeat, MMSI
//   spare(w)                              bits without a meaning
//   reserved(name, w)                     bits without a meaning that gpsd's JSON holds as a number
//   flag(name, v)                         1 = true
//   inverted_flag(name, v)                0 = true, as in "DTE not available"
//   flag_and_reserved(name, w, v)         a flag and the reserved bits that follow; one number in JSON
//   number(name, w, v)                    unsigned
//   number_from_one(name, w, v)           0 on the air is 1
//   number_or_absent(name, w, v, low, high, absent)   values outside [low, high] are absence
//   code(name, w, word, v)                a number that stands for a word; in an optional, 0 is absence
//   quantity(name, format, v)             a number that stands for a speed or a length
//   course(name, v), heading(name, v)     0.1° in 12 bits, 1° in 9
//   turn(name, rate, turns_fast)          the two meanings of the rate of turn
//   position(v)                           1/10,000 min
//   coarse_position(v), corner(lon, lat, v)   1/10 min; of a station, of a region
//   time_stamp, special_manoeuvre, fixing_device, dimensions, date_and_time, eta, communication,
//   communication_with_selector, mmsi, mmsi_or_absent, application, slot_application: fields of their own
//   text(name, v), remaining_text(name, v)    six-bit characters; all that are left
//   name_with_extension(name, v, at), name_extension(v)   a name whose end is at the end of the message
//   data(name, v)                         all bits that are left
//   application_data(is_addressed, id, v), slot_data(is_addressed, id, v, after)   the same, of an
//                                         application; all but the last `after` bits
//   byte_boundary()                       spare bits up to a whole byte
//   part_number(name, number)             of a message in several parts
//
// and for fields that not every message of a type has:
//
//   part(v, w, walk)                      if the message is long enough for `w` more bits; true if it is
//   presence(name, v)                     the flag that announces a part; true if it is set
//   announced_part(is_announced, v, w, walk)
//   flag_ahead(at, is_set), choice(v), flag_read_ahead(name, is_set)   a flag that comes after the fields it
//                                         decides on

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace selat::ais {

// What every walk and every member above needs to become straight code: each field of a message is then
// read at a place that the compiler knows.
#define SELAT_FOLDED [[gnu::always_inline]]

// How many bits a field has: 12_bits.
struct Width {
  unsigned bits;
};
consteval Width operator""_bits(unsigned long long bits) {
  return {static_cast<unsigned>(bits)};
}

// The name of a field, as gpsd's JSON has it. Of fields that come several times the ending is a digit.
struct Name {
  template <std::size_t kSize>
  consteval explicit(false) Name(const char (&literal)[kSize]) : text(literal, kSize - 1) {}
  constexpr Name(std::string_view own, std::string_view digit) : text(own), ending(digit) {}
  // "mmsi1" of "mmsi"; 1 to 9.
  [[nodiscard]] constexpr Name numbered(std::size_t number) const {
    constexpr std::string_view kDigits = "0123456789";
    return {text, kDigits.substr(number, 1)};
  }

  std::string_view text;
  std::string_view ending;
};

// The word that gpsd's JSON has for a code.
using WordOf = std::string_view (*)(std::uint32_t code);

// How a number on the air stands for a quantity: raw / divisor of `unit`.
struct QuantityFormat {
  unsigned width;
  std::uint32_t divisor;  // 1 or 10
  std::uint32_t absent;   // this raw value is "not available"
  // gpsd's word for the value before `absent`, which means "that or more"; `absent` is "nan" then. Without a
  // word both are numbers.
  std::string_view limit_word;
  std::string_view unit;

  [[nodiscard]] constexpr std::uint32_t highest() const {
    const std::uint32_t all_ones = (1U << width) - 1;
    return absent == all_ones ? all_ones - 1 : all_ones;
  }
};
inline constexpr QuantityFormat kSpeed = {
    .width = 10, .divisor = 10, .absent = 1023, .limit_word = "", .unit = "kn"};
inline constexpr QuantityFormat kClassASpeed = {
    .width = 10, .divisor = 10, .absent = 1023, .limit_word = "fast", .unit = "kn"};
inline constexpr QuantityFormat kAircraftSpeed = {
    .width = 10, .divisor = 1, .absent = 1023, .limit_word = "fast", .unit = "kn"};
inline constexpr QuantityFormat kLongRangeSpeed = {
    .width = 6, .divisor = 1, .absent = 63, .limit_word = "", .unit = "kn"};
inline constexpr QuantityFormat kAltitude = {
    .width = 12, .divisor = 1, .absent = 4095, .limit_word = "high", .unit = "m"};
inline constexpr QuantityFormat kDraught = {
    .width = 8, .divisor = 10, .absent = 0, .limit_word = "", .unit = "m"};

inline constexpr std::size_t kNameCharacters = 20;  // of an aid, without its extension
inline constexpr std::size_t kNameExtensionCharacters = 14;

}  // namespace selat::ais
