#pragma once
// Turns the fields of a message into members of gpsd's JSON, in the walk of the message (terms.h). Numbers
// come from the bits, so that unscaled values are those on the air; texts and data, which are the same in
// both, come from the message. Private to this folder: message_json.h has the promises.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "ais/application.h"
#include "ais/fields/field_values.h"
#include "ais/fields/terms.h"
#include "ais/json/application_json.h"
#include "ais/json/json_text.h"
#include "ais/message_header.h"
#include "ais/words.h"
#include "base/bits.h"
#include "base/short_text.h"
#include "geo/position.h"
#include "model/report.h"
#include "units/angle.h"

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

template <bool kIsScaled>
class JsonFields {
 public:
  // From bit `at` on.
  JsonFields(const Bits& bits, std::size_t at, JsonText& out) : bits_(bits), at_(at), out_(out) {}

  // To be called behind the walk: takes back the members that the message is too short to have.
  void end() {
    if (is_cut_) [[unlikely]] {
      out_.shorten(whole_);
    }
  }

  // Written before the object's other members (message_json.cpp).
  SELAT_FOLDED void header(const MessageHeader&) { at_ += 38; }
  SELAT_FOLDED void spare(Width width) { at_ += width.bits; }
  SELAT_FOLDED void reserved(Name name, Width width) { number_of(name, width); }
  SELAT_FOLDED void byte_boundary() {}
  SELAT_FOLDED void part_number(Name name, unsigned number) {
    begin(2_bits);
    at_ += 2;
    key(name);
    out_.word(number == 0 ? "A" : "B");
  }

  SELAT_FOLDED void flag(Name name, const bool&) {
    begin(1_bits);
    key(name);
    out_.boolean(take(1_bits) != 0);
  }
  SELAT_FOLDED void inverted_flag(Name name, const bool&) { number_of(name, 1_bits); }
  SELAT_FOLDED void flag_and_reserved(Name name, Width width, const bool&) { number_of(name, width); }
  template <typename Number>
  SELAT_FOLDED void number(Name name, Width width, const Number&) {
    number_of(name, width);
  }
  template <typename Number>
  SELAT_FOLDED void number_from_one(Name name, Width width, const Number&) {
    number_of(name, width);
  }
  template <typename Number>
  SELAT_FOLDED void number_or_absent(Name name, Width width, const std::optional<Number>&, std::uint32_t,
                                     std::uint32_t, std::uint32_t) {
    number_of(name, width);
  }
  template <typename Code>
  SELAT_FOLDED void code(Name name, Width width, WordOf word_of, const Code&) {
    const auto raw = number_of(name, width);
    out_.key(name.text, "_text");
    out_.word(word_of(raw));
  }
  SELAT_FOLDED void fixing_device(Name name, const std::optional<FixingDevice>& value) {
    code(name, 4_bits, fixing_device_word, value);
  }

  template <typename Quantity>
  SELAT_FOLDED void quantity(Name name, const QuantityFormat& format, const std::optional<Quantity>&) {
    begin({format.width});
    const auto raw = take({format.width});
    key(name);
    if (kIsScaled && !format.limit_word.empty() && raw >= format.absent - 1) {
      out_.word(raw == format.absent ? std::string_view("nan") : format.limit_word);
    } else if (kIsScaled && format.divisor == 10) {
      out_.decimal<1>(raw);
    } else {
      out_.number(raw);
    }
  }
  SELAT_FOLDED void course(Name name, const std::optional<Bearing>&) {
    begin(12_bits);
    const auto raw = take(12_bits);
    key(name);
    if constexpr (kIsScaled) {
      out_.decimal<1>(raw);
    } else {
      out_.number(raw);
    }
  }
  SELAT_FOLDED void heading(Name name, const std::optional<Bearing>&) { number_of(name, 9_bits); }
  SELAT_FOLDED void turn(Name name, const std::optional<TurnRate>&, const std::optional<Side>&) {
    begin(8_bits);
    const auto raw = static_cast<int>(take_signed(8_bits));
    key(name);
    if (!kIsScaled) {
      out_.number(raw);
    } else if (raw == -128) {
      out_.word("nan");
    } else if (raw == 127 || raw == -127) {
      out_.word(raw > 0 ? "fastright" : "fastleft");
    } else {
      const int rate = kTurnRates[static_cast<std::size_t>(raw < 0 ? -raw : raw)];
      out_.number(raw < 0 ? -rate : rate);
    }
  }
  // Degrees to six places.
  SELAT_FOLDED void position(const std::optional<geo::Position>&) {
    for_each_coordinate("lon", 28_bits, "lat", 27_bits, [this](std::int64_t raw) {
      if constexpr (kIsScaled) {
        out_.decimal<6>(rounded(raw * 5, 3));
      } else {
        out_.number(raw);
      }
    });
  }
  // Degrees to four places.
  SELAT_FOLDED void coarse_position(const std::optional<geo::Position>&) {
    for_each_coordinate("lon", 18_bits, "lat", 17_bits, [this](std::int64_t raw) {
      if constexpr (kIsScaled) {
        out_.decimal<4>(rounded(raw * 50, 3));
      } else {
        out_.number(raw);
      }
    });
  }
  // Degrees to six places in quotes.
  SELAT_FOLDED void corner(Name lon, Name lat, const std::optional<geo::Position>&) {
    for_each_coordinate(lon, 18_bits, lat, 17_bits, [this](std::int64_t raw) {
      if constexpr (kIsScaled) {
        out_.character('"');
        out_.decimal<6>(rounded(raw * 5000, 3));
        out_.character('"');
      } else {
        out_.number(raw);
      }
    });
  }
  SELAT_FOLDED void time_stamp(Name name, const TimeStamp&) { number_of(name, 6_bits); }
  SELAT_FOLDED void date_and_time(Name name, const DateAndTime&) {
    begin(40_bits);
    key(name);
    out_.character('"');
    out_.digits(take(14_bits), 4);
    digits('-', 4_bits);
    digits('-', 5_bits);
    digits('T', 5_bits);
    digits(':', 6_bits);
    digits(':', 6_bits);
    out_.literal("Z\"");
  }
  SELAT_FOLDED void eta(Name name, const Eta&) {
    begin(20_bits);
    key(name);
    digits('"', 4_bits);
    digits('-', 5_bits);
    digits('T', 5_bits);
    digits(':', 6_bits);
    out_.literal("Z\"");
  }
  SELAT_FOLDED void special_manoeuvre(Name name, const std::optional<bool>&) { number_of(name, 2_bits); }
  SELAT_FOLDED void communication(Name name, const CommunicationState&, bool) { number_of(name, 19_bits); }
  SELAT_FOLDED void communication_with_selector(Name name, const CommunicationState&) {
    number_of(name, 20_bits);
  }
  SELAT_FOLDED void dimensions(const std::optional<model::Dimensions>&) {
    number_of("to_bow", 9_bits);
    number_of("to_stern", 9_bits);
    number_of("to_port", 6_bits);
    number_of("to_starboard", 6_bits);
  }
  SELAT_FOLDED void mmsi(Name name, const model::Mmsi&) { number_of(name, 30_bits); }
  SELAT_FOLDED void mmsi_or_absent(Name name, const std::optional<model::Mmsi>&) { number_of(name, 30_bits); }

  template <std::size_t kCapacity>
  SELAT_FOLDED void text(Name name, const std::optional<ShortText<kCapacity>>& value) {
    if (!value) {  // one that is there may end before its field does
      begin({(kCapacity - 1) * 6});
    }
    at_ += kCapacity * 6;
    key(name);
    out_.text(value ? value->view() : std::string_view());
  }
  template <std::size_t kCapacity>
  SELAT_FOLDED void remaining_text(Name name, const ShortText<kCapacity>& value) {
    key(name);
    out_.text(value);
  }
  SELAT_FOLDED void name_with_extension(Name name, const std::optional<ShortText<34>>& value, std::size_t) {
    at_ += kNameCharacters * 6;
    key(name);
    out_.text(value ? value->view() : std::string_view());
  }
  SELAT_FOLDED void name_extension(const std::optional<ShortText<34>>&) {}

  SELAT_FOLDED void application(const ApplicationId&) {
    number_of("dac", 10_bits);
    number_of("fid", 6_bits);
  }
  // As one number, zero if there is none; then as the two it is made of.
  SELAT_FOLDED void slot_application(const ApplicationId& value) {
    number_of("app_id", 16_bits);
    if (!is_missing_) {
      key("dac");
      out_.number(value.dac);
      key("fid");
      out_.number(value.fi);
    }
  }
  // "count:hex"
  void data(Name name, const Bits& value) {
    constexpr char kHex[] = "0123456789abcdef";
    at_ += value.size();
    key(name);
    out_.character('"');
    out_.number(static_cast<std::int64_t>(value.size()));
    out_.character(':');
    for (std::size_t at = 0; at < value.size(); at += 8) {
      const auto left = static_cast<unsigned>(std::min<std::size_t>(value.size() - at, 8));
      const auto byte = value.unsigned_at(at, left) << (8 - left);
      out_.character(kHex[byte >> 4]);
      out_.character(kHex[byte & 15U]);
    }
    out_.character('"');
  }
  // The fields of a known application, or its bits.
  void application_data(bool is_addressed, const ApplicationId& id, const Bits& value) {
    if (const auto* format = application_format(is_addressed, id, value)) {
      write_application_json(*format, value, kIsScaled, out_);
    } else {
      data("data", value);
    }
  }
  // The bits, and the fields of a known application.
  void slot_data(bool is_addressed, const std::optional<ApplicationId>& id, const Bits& value, std::size_t) {
    data("data", value);
    const auto* format = id ? application_format(is_addressed, *id, value) : nullptr;
    if (format != nullptr) {
      write_application_json(*format, value, kIsScaled, out_);
    }
  }

  // gpsd writes the members of a missing part as zeros. Always true: further parts follow, missing or not.
  template <typename Part, typename Walk>
  bool part(const std::optional<Part>& part, Width, const Walk& walk) {
    static constexpr Part kMissing{};
    const std::size_t before = at_;
    is_missing_ = !part.has_value();
    walk(part ? *part : kMissing);
    if (is_missing_) {
      at_ = before;
      is_missing_ = false;
    }
    return true;
  }
  template <typename Part>
  bool presence(Name name, const std::optional<Part>& part) {
    flag(name, part.has_value());
    return part.has_value();
  }
  template <typename Part, typename Walk>
  void announced_part(bool, const std::optional<Part>& value, Width width, const Walk& walk) {
    part(value, width, walk);
  }
  SELAT_FOLDED bool flag_ahead(std::size_t, bool is_set) const { return is_set; }
  template <typename Part>
  SELAT_FOLDED const Part& choice(const std::optional<Part>& part) {
    return *part;  // NOLINT(bugprone-unchecked-optional-access): the walk has asked presence()
  }
  SELAT_FOLDED void flag_read_ahead(Name name, bool is_set) { flag(name, is_set); }

 private:
  // Before each member: whether the message has its bits.
  SELAT_FOLDED void begin(Width width) {
    if (!bits_.has(at_, width.bits) && !is_missing_ && !is_cut_) [[unlikely]] {
      is_cut_ = true;
      whole_ = out_.size();
    }
  }
  [[nodiscard]] SELAT_FOLDED std::uint32_t take(Width width) {
    const auto raw = is_missing_ ? 0U : static_cast<std::uint32_t>(bits_.unsigned_at(at_, width.bits));
    at_ += width.bits;
    return raw;
  }
  [[nodiscard]] SELAT_FOLDED std::int64_t take_signed(Width width) {
    const auto raw = bits_.signed_at(at_, width.bits);
    at_ += width.bits;
    return raw;
  }
  SELAT_FOLDED void key(Name name) {
    if (name.ending.empty()) {
      out_.key(name.text);
    } else {
      out_.key(name.text, name.ending);
    }
  }
  SELAT_FOLDED std::uint32_t number_of(Name name, Width width) {
    begin(width);
    const auto raw = take(width);
    key(name);
    out_.number(raw);
    return raw;
  }
  SELAT_FOLDED void digits(char before, Width width) {
    out_.character(before);
    out_.digits(take(width), 2);
  }
  template <typename Write>
  SELAT_FOLDED void for_each_coordinate(Name lon, Width lon_width, Name lat, Width lat_width,
                                        const Write& write) {
    begin({lon_width.bits + lat_width.bits});
    const auto longitude = take_signed(lon_width);
    key(lon);
    write(longitude);
    const auto latitude = take_signed(lat_width);
    key(lat);
    write(latitude);
  }
  // raw / divisor to the nearest; the divisors used here leave no halves.
  [[nodiscard]] static constexpr std::int64_t rounded(std::int64_t raw, std::int64_t divisor) {
    return (raw + (raw < 0 ? -divisor / 2 : divisor / 2)) / divisor;
  }

  const Bits& bits_;
  std::size_t at_;
  JsonText& out_;
  bool is_cut_ = false;      // the message has ended …
  std::size_t whole_ = 0;    // … and this much of the text was written before
  bool is_missing_ = false;  // within a part that this message does not have: all its numbers are zero
};

}  // namespace selat::ais
