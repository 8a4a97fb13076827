#pragma once
// The fields of one message as members of a JSON object. Private to this folder: message_json.h has the
// promises.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "ais/application.h"
#include "ais/json/application_json.h"
#include "ais/json/json_text.h"
#include "ais/six_bit_text.h"
#include "base/bits.h"

namespace selat::ais {

// The rate of turn of each indicator value 0–126, degrees a minute to the nearest.
inline constexpr auto kTurnRates = [] {
  std::array<std::int16_t, 127> rates{};
  for (int raw = 0; raw < 127; ++raw) {
    const double root = raw / 4.733;
    // NOLINTNEXTLINE(bugprone-incorrect-roundings): positive, and std::lround is no constant expression
    rates[static_cast<std::size_t>(raw)] = static_cast<std::int16_t>(root * root + 0.5);
  }
  return rates;
}();

// Writes the fields of one message, each by its name and its place in the bits. One function a message; they
// are defined in the files of their families.
template <bool kIsScaled>
class JsonFields {
 public:
  JsonFields(const Bits& bits, JsonText& out) : bits_(bits), out_(out) {}

  template <unsigned kAt, unsigned kWidth, std::size_t N>
  std::uint32_t number(const char (&name)[N]) {
    const auto value = at<kAt, kWidth>();
    out_.key(name);
    out_.number(value);
    return value;
  }
  // A number; zero if the message ends before it.
  template <std::size_t N>
  std::uint32_t number_at(const char (&name)[N], std::size_t at, unsigned width) {
    const auto value = at < Bits::kMaxSize ? static_cast<std::uint32_t>(bits_.unsigned_at(at, width)) : 0U;
    out_.key(name);
    out_.number(value);
    return value;
  }
  template <unsigned kAt, std::size_t N>
  bool flag(const char (&name)[N]) {
    const bool value = at<kAt, 1>() != 0;
    out_.key(name);
    out_.boolean(value);
    return value;
  }
  // Tenths.
  template <unsigned kAt, unsigned kWidth, std::size_t N>
  void tenths(const char (&name)[N]) {
    out_.key(name);
    scaled_tenths(at<kAt, kWidth>());
  }
  // Speed over ground of Class A: tenths of a knot, with words for its sentinels.
  template <unsigned kAt, std::size_t N>
  void speed(const char (&name)[N]) {
    const auto value = at<kAt, 10>();
    out_.key(name);
    if (kIsScaled && value >= 1022) {
      out_.word(value == 1023 ? "nan" : "fast");
    } else {
      scaled_tenths(value);
    }
  }
  // A whole number whose last two values are words.
  template <unsigned kAt, unsigned kWidth, std::size_t N>
  void number_or_words(const char (&name)[N], std::string_view at_limit) {
    constexpr std::uint32_t kNotAvailable = (1U << kWidth) - 1;
    const auto value = at<kAt, kWidth>();
    out_.key(name);
    if (kIsScaled && value >= kNotAvailable - 1) {
      out_.word(value == kNotAvailable ? std::string_view("nan") : at_limit);
    } else {
      out_.number(value);
    }
  }
  template <unsigned kAt, std::size_t N>
  void turn(const char (&name)[N]) {
    const auto value = static_cast<int>(bits_.signed_at(kAt, 8));
    out_.key(name);
    if (!kIsScaled) {
      out_.number(value);
    } else if (value == -128) {
      out_.literal("\"nan\"");
    } else if (value == 127 || value == -127) {
      out_.word(value > 0 ? "fastright" : "fastleft");
    } else {
      const int rate = kTurnRates[static_cast<std::size_t>(value < 0 ? -value : value)];
      out_.number(value < 0 ? -rate : rate);
    }
  }
  // Longitude and latitude of 1/10,000 minute, as degrees to six places.
  template <unsigned kAt>
  void place() {
    out_.key("lon");
    degrees(bits_.signed_at(kAt, 28));
    out_.key("lat");
    degrees(bits_.signed_at(kAt + 28, 27));
  }
  // The same of 1/10 minute.
  template <unsigned kAt, std::size_t N>
  void coarse(const char (&name)[N], unsigned width) {
    out_.key(name);
    const auto raw = bits_.signed_at(kAt, width);
    if constexpr (kIsScaled) {
      out_.decimal<4>(rounded(raw * 50, 3));
    } else {
      out_.number(raw);
    }
  }
  // The corner of a region: degrees to six places in quotes, as gpsd has it.
  template <unsigned kAt, std::size_t N>
  void corner(const char (&name)[N], unsigned width) {
    out_.key(name);
    const auto raw = bits_.signed_at(kAt, width);
    if constexpr (kIsScaled) {
      out_.character('"');
      out_.decimal<6>(rounded(raw * 5000, 3));
      out_.character('"');
    } else {
      out_.number(raw);
    }
  }
  template <unsigned kAt, unsigned kWidth, std::size_t N>
  void coded(const char (&name)[N], std::string_view (*word)(std::uint32_t)) {
    const auto value = number<kAt, kWidth>(name);
    out_.key(std::string_view(name, N - 1), "_text");
    out_.word(word(value));
  }
  // Six-bit text up to the first '@', without spaces at its end.
  template <std::size_t N>
  void text(const char (&name)[N], std::size_t at, std::size_t characters) {
    std::array<char, Bits::kMaxSize / 6> text;
    const std::size_t whole = bits_.size() > at ? (bits_.size() - at) / 6 : 0;
    const std::size_t size = read_text(text.data(), at, std::min(characters, whole));
    out_.key(name);
    out_.text({text.data(), trimmed(text.data(), size)});
  }
  // The name of an aid, and its extension if the name is full.
  void aid_name() {
    std::array<char, 34> text;
    std::size_t size = read_text(text.data(), 43, 20);
    if (size == 20 && bits_.size() > 272) {
      size += read_text(text.data() + 20, 272, std::min<std::size_t>((bits_.size() - 272) / 6, 14));
    }
    out_.key("name");
    out_.text({text.data(), trimmed(text.data(), size)});
  }
  void dimensions(std::size_t at) {
    number_at("to_bow", at, 9);
    number_at("to_stern", at + 9, 9);
    number_at("to_port", at + 18, 6);
    number_at("to_starboard", at + 24, 6);
  }
  // All bits from here to `end` as "count:hex".
  void data(std::size_t from, std::size_t end) {
    constexpr char kHex[] = "0123456789abcdef";
    const std::size_t count = end > from ? end - from : 0;
    out_.key("data");
    out_.character('"');
    out_.number(static_cast<std::int64_t>(count));
    out_.character(':');
    for (std::size_t at = from; at < from + count; at += 8) {
      const auto left = static_cast<unsigned>(std::min<std::size_t>(from + count - at, 8));
      const auto byte = bits_.unsigned_at(at, left) << (8 - left);
      out_.character(kHex[byte >> 4]);
      out_.character(kHex[byte & 15U]);
    }
    out_.character('"');
  }
  // The fields of a known application, or its bits.
  void application_or_data(bool is_addressed, std::size_t id_at, std::size_t from, std::size_t end) {
    if (!application(is_addressed, id_at, from, end)) {
      data(from, end);
    }
  }
  bool application(bool is_addressed, std::size_t id_at, std::size_t from, std::size_t end) {
    const ApplicationId id{static_cast<std::uint16_t>(bits_.unsigned_at(id_at, 10)),
                           static_cast<std::uint8_t>(bits_.unsigned_at(id_at + 10, 6))};
    Bits data;
    for (std::size_t at = from; at < end; at += 32) {
      const auto width = static_cast<unsigned>(std::min<std::size_t>(end - at, 32));
      data.append(bits_.unsigned_at(at, width), width);
    }
    const auto* format = application_format(is_addressed, id, data);
    if (format == nullptr) {
      return false;
    }
    write_application_json(*format, data, kIsScaled, out_);
    return true;
  }

  void position_a();
  void base_station();
  void static_voyage();
  void addressed_binary();
  void acknowledgement();
  void broadcast_binary();
  void sar_aircraft();
  void time_inquiry();
  void addressed_safety();
  void safety_broadcast();
  void interrogation();
  void mode_assignment();
  void dgnss_broadcast();
  void motion_b();  // what 18 and 19 have in common
  void position_b();
  void extended_position_b();
  void link_management();
  void aid_to_navigation();
  void channel_management();
  void group_assignment();
  void static_part();
  void static_part_b();
  void slot_binary(std::size_t end);  // what 25 and 26 have in common
  void single_slot_binary();
  void multi_slot_binary();
  void long_range_position();

 private:
  template <unsigned kAt, unsigned kWidth>
  [[nodiscard]] std::uint32_t at() const {
    return static_cast<std::uint32_t>(bits_.unsigned_at(kAt, kWidth));
  }
  // raw / divisor to the nearest; the divisors used here leave no halves.
  [[nodiscard]] static constexpr std::int64_t rounded(std::int64_t raw, std::int64_t divisor) {
    return (raw + (raw < 0 ? -divisor / 2 : divisor / 2)) / divisor;
  }
  void scaled_tenths(std::uint32_t value) {
    if constexpr (kIsScaled) {
      out_.decimal<1>(value);
    } else {
      out_.number(value);
    }
  }
  void degrees(std::int64_t raw) {
    if constexpr (kIsScaled) {
      out_.decimal<6>(rounded(raw * 5, 3));
    } else {
      out_.number(raw);
    }
  }
  [[nodiscard]] std::size_t read_text(char* into, std::size_t at, std::size_t characters) const {
    std::size_t size = 0;
    while (size < characters) {
      const auto value = bits_.unsigned_at(at + size * 6, 6);
      if (value == 0) {
        break;
      }
      into[size++] = kTextAlphabet[value];
    }
    return size;
  }
  [[nodiscard]] static std::size_t trimmed(const char* text, std::size_t size) {
    while (size > 0 && text[size - 1] == ' ') {
      --size;
    }
    return size;
  }
  template <std::size_t N>
  void two_digits(const char (&before)[N], std::uint32_t value) {
    out_.literal(before);
    out_.digits(value, 2);
  }

  const Bits& bits_;
  JsonText& out_;
};

}  // namespace selat::ais
