#pragma once
// The fields AIS messages are made of, read and written by one list per message: a message's file names
// its fields once, in the order of the standard, and FieldReader and FieldWriter both walk that list.
// Source of every field: ITU-R M.1371-5 annex 8 §3.
//
// FieldReader: bits past the end of a short message leave their field absent. FieldWriter: values beyond
// the limits of the air interface become these limits.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <type_traits>

#include "ais/message.h"
#include "ais/six_bit_text.h"
#include "base/bits.h"

namespace selat::ais {

inline constexpr std::size_t kNameCharacters = 20;
inline constexpr std::size_t kNameExtensionCharacters = 14;

// 1e-7° from 1/10,000 min, to the nearest: exact back again.
[[nodiscard]] constexpr std::int32_t e7_from_raw(std::int64_t raw, std::int64_t raw_per_degree) {
  const std::int64_t scaled = raw * 10'000'000;
  const std::int64_t half = raw < 0 ? -raw_per_degree / 2 : raw_per_degree / 2;
  return static_cast<std::int32_t>((scaled + half) / raw_per_degree);
}
[[nodiscard]] constexpr std::int32_t raw_from_e7(std::int64_t e7, std::int64_t raw_per_degree) {
  const std::int64_t scaled = e7 * raw_per_degree;
  return static_cast<std::int32_t>((scaled + (e7 < 0 ? -5'000'000 : 5'000'000)) / 10'000'000);
}

// Each value of the rate of turn field −128 … 127 (M.1371-5 table 45), from −128 on.
struct TurnField {
  double degrees_per_minute = 0;
  bool has_rate = false;    // else there is none, or it turns fast
  bool turns_fast = false;  // ±127: no indicator
};
inline constexpr auto kTurnFields = [] {
  std::array<TurnField, 256> fields{};
  for (int raw = -127; raw <= 127; ++raw) {
    const double root = raw / 4.733;
    const bool is_fast = raw == 127 || raw == -127;
    fields[static_cast<std::size_t>(raw + 128L)] = {root < 0 ? -(root * root) : root * root, !is_fast,
                                                    is_fast};
  }
  return fields;
}();

// Keeps or clears the value of an optional, without a branch; std::optional offers no way to do this. The
// processor cannot predict which fields of a stream are absent, and a wrong prediction costs as much as six
// fields. It needs an optional of a plain value to be that value followed by its flag, as in every standard
// library (a test verifies this).
template <typename Value>
[[gnu::always_inline]] inline void keep_if(std::optional<Value>& held, bool is_there) {
  struct Layout {
    Value value;
    bool is_there;
  };
  static_assert(std::is_trivially_copyable_v<Value> && sizeof(Layout) == sizeof(std::optional<Value>));
  std::memcpy(reinterpret_cast<char*>(&held) + offsetof(Layout, is_there), &is_there, sizeof(bool));
}
// Makes the optional hold the value or nothing.
template <typename Value>
[[gnu::always_inline]] inline void put_optional(std::optional<Value>& into, const Value& value,
                                                bool is_there) {
  into.emplace(value);
  keep_if(into, is_there);
}

// Every field of a message is read once, at a place the compiler then knows.
#define SELAT_FOLDED [[gnu::always_inline]]

class FieldReader {
 public:
  explicit FieldReader(const Bits& bits) : bits_(bits) {}

  SELAT_FOLDED void header(MessageHeader& header) {
    header.type = number<std::uint8_t, 6>();
    header.repeat = number<std::uint8_t, 2>();
    header.mmsi = model::Mmsi(number<std::uint32_t, 30>());
  }
  SELAT_FOLDED void spare(unsigned width) { at_ += width; }
  SELAT_FOLDED void flag(bool& value) { value = number<unsigned, 1>() != 0; }
  // A flag where 1 means no, such as "DTE not available"; false too if the message ends before it.
  SELAT_FOLDED void inverted_flag(bool& value) {
    const bool is_there = bits_.has(at_, 1);
    value = number<unsigned, 1>() == 0 && is_there;
  }
  template <unsigned Width, typename Number>
  SELAT_FOLDED void number(Number& value) {
    value = number<Number, Width>();
  }
  // A number of which one value, and all outside [low, high], mean "not available".
  template <unsigned Width, typename Number>
  SELAT_FOLDED void number_or_absent(std::optional<Number>& value, std::uint32_t low, std::uint32_t high,
                                     std::uint32_t /*absent*/) {
    const bool is_there = bits_.has(at_, Width);
    const auto raw = number<std::uint32_t, Width>();
    put_optional(value, static_cast<Number>(raw), is_there & (raw >= low) & (raw <= high));
  }
  SELAT_FOLDED void status(model::NavigationStatus& value) {
    value = static_cast<model::NavigationStatus>(number<std::uint8_t, 4>());
  }
  SELAT_FOLDED void turn(std::optional<TurnRate>& rate, std::optional<Side>& turns_fast) {
    const auto raw = signed_number<8>();
    const TurnField& field = kTurnFields[static_cast<std::size_t>(raw + 128L)];
    put_optional(rate, TurnRate::degrees_per_minute(field.degrees_per_minute), field.has_rate);
    put_optional(turns_fast, raw > 0 ? Side::starboard : Side::port, field.turns_fast);
  }
  // 10 bits, 1,023 = not available. Tenths are divided by ten, as the wire divides: the quotient is the
  // double nearest to the decimal, so a value is the same before and after it travelled.
  SELAT_FOLDED void sog(std::optional<Speed>& value, double units_per_knot = 10.0) {
    const auto raw = number<std::uint32_t, 10>();
    put_optional(value, Speed::knots(raw / units_per_knot), raw != 1023);
  }
  SELAT_FOLDED void cog(std::optional<Bearing>& value) {
    const auto raw = number<std::uint32_t, 12>();
    const bool is_there = raw < 3600;
    put_optional(value, Bearing::within_circle(raw / 10.0), is_there);
  }
  SELAT_FOLDED void heading(std::optional<Bearing>& value) {
    const auto raw = number<std::uint32_t, 9>();
    const bool is_there = raw < 360;
    put_optional(value, Bearing::within_circle(raw), is_there);
  }
  SELAT_FOLDED void position(std::optional<geo::Position>& value) {
    const auto longitude = signed_number<28>();
    const auto latitude = signed_number<27>();
    take_position(value, longitude, latitude, 600'000);
  }
  SELAT_FOLDED void long_range_position(std::optional<geo::Position>& value) {
    const auto longitude = signed_number<18>();
    const auto latitude = signed_number<17>();
    take_position(value, longitude, latitude, 600);
  }
  SELAT_FOLDED void long_range_sog(std::optional<Speed>& value) {
    const auto raw = number<std::uint32_t, 6>();
    put_optional(value, Speed::knots(raw), raw != 63);
  }
  SELAT_FOLDED void long_range_cog(std::optional<Bearing>& value) { heading(value); }
  SELAT_FOLDED void time_stamp(TimeStamp& value) {
    const auto raw = number<std::uint8_t, 6>();
    const bool is_second = raw < 60;
    put_optional(value.utc_second, raw, is_second);
    value.mode = static_cast<PositioningMode>((raw - 60) & -static_cast<int>(!is_second));
  }
  SELAT_FOLDED void special_manoeuvre(std::optional<bool>& value) {
    const auto raw = number<unsigned, 2>();
    put_optional(value, raw == 2, raw - 1 < 2);
  }
  SELAT_FOLDED void fixing_device(std::optional<FixingDevice>& value) {
    const bool is_there = bits_.has(at_, 4);
    const auto raw = number<unsigned, 4>();
    const auto device = raw == 15 ? FixingDevice::internal_gnss : static_cast<FixingDevice>(raw - 1);
    put_optional(value, device, is_there & ((raw - 1 < 8) | (raw == 15)));
  }
  SELAT_FOLDED void communication(CommunicationState& value, bool is_itdma) {
    value = {is_itdma, number<std::uint32_t, 19>()};
  }
  SELAT_FOLDED void communication_with_selector(CommunicationState& value) {
    flag(value.is_itdma);
    value.bits = number<std::uint32_t, 19>();
  }
  SELAT_FOLDED void altitude(std::optional<Distance>& value) {
    const auto raw = number<std::uint32_t, 12>();
    put_optional(value, Distance::metres(raw), raw != 4095);
  }
  SELAT_FOLDED void draught(std::optional<Distance>& value) {
    const auto raw = number<std::uint32_t, 8>();
    put_optional(value, Distance::metres(raw / 10.0), raw != 0);
  }
  SELAT_FOLDED void dimensions(std::optional<model::Dimensions>& value) {
    const bool is_there = bits_.has(at_, 30);
    const auto bow = number<std::uint32_t, 9>();
    const auto stern = number<std::uint32_t, 9>();
    const auto port = number<std::uint32_t, 6>();
    const auto starboard = number<std::uint32_t, 6>();
    put_optional(value,
                 model::Dimensions{Distance::metres(bow), Distance::metres(stern), Distance::metres(port),
                                   Distance::metres(starboard)},
                 is_there & ((bow | stern | port | starboard) != 0));
  }
  SELAT_FOLDED void mothership(std::optional<model::Mmsi>& value) {
    const bool is_there = bits_.has(at_, 30);
    const auto raw = number<std::uint32_t, 30>();
    put_optional(value, model::Mmsi(raw), is_there & (raw != 0));
  }
  // Ends at the first '@'; spaces at the end are padding; a character cut off by the message's end is left
  // out; nothing but padding is absence.
  template <std::size_t Capacity>
  SELAT_FOLDED void text(std::optional<ShortText<Capacity>>& value) {
    std::array<char, kLongestTextField> characters;
    const std::size_t length = read_text_field(bits_, at_, Capacity, characters.data());
    at_ += Capacity * 6;
    value.emplace().assign_zero_filled(characters.data(), length);
    keep_if(value, length > 0);
  }
  // All that is left, at most `Capacity` characters.
  template <std::size_t Capacity>
  SELAT_FOLDED void remaining_text(ShortText<Capacity>& value) {
    std::array<char, whole_eights(Capacity)> characters;
    value = ShortText<Capacity>(std::string_view(characters.data(), read_text(characters.data(), Capacity)));
  }
  // The name field of an aid, 20 characters; its extension, if any, comes at the message's end.
  SELAT_FOLDED void name_with_extension(std::optional<ShortText<34>>& value, std::size_t extension_at) {
    std::array<char, kNameCharacters + whole_eights(kNameExtensionCharacters)> characters;
    std::size_t length = raw_text(characters.data(), kNameCharacters);
    if (length == kNameCharacters) {
      const std::size_t back = at_;
      at_ = extension_at;
      length += raw_text(characters.data() + length, kNameExtensionCharacters);
      at_ = back;
    }
    length = without_padding(characters.data(), length);
    if (length > 0) {
      value = ShortText<34>(std::string_view(characters.data(), length));
    }
  }
  SELAT_FOLDED void name_extension(const std::optional<ShortText<34>>&) {}
  // 0 on the air is 1.
  template <unsigned Width, typename Number>
  SELAT_FOLDED void number_from_one(Number& value) {
    value = static_cast<Number>(number<Number, Width>() + 1);
  }
  SELAT_FOLDED void mmsi(model::Mmsi& value) { value = model::Mmsi(number<std::uint32_t, 30>()); }
  // A part that only longer messages have; nullptr if this one does not have it. The reader decides by the
  // length, the writer by the message.
  template <typename Part>
  SELAT_FOLDED Part* begin_part(std::optional<Part>& part, unsigned width) {
    return bits_.has(at_, width) ? &part.emplace() : nullptr;
  }
  // A part that a flag announces; nullptr if the message ends before it.
  template <typename Part>
  SELAT_FOLDED Part* begin_part(std::optional<Part>& part, unsigned width, bool is_announced) {
    return is_announced ? begin_part(part, width) : nullptr;
  }
  // The flag that announces a part.
  template <typename Part>
  SELAT_FOLDED bool presence(const std::optional<Part>&) {
    return number<unsigned, 1>() != 0;
  }
  SELAT_FOLDED void application(ApplicationId& value) {
    value.dac = number<std::uint16_t, 10>();
    value.fi = number<std::uint8_t, 6>();
  }
  // All bits up to the last `after`.
  SELAT_FOLDED void data(Bits& value, std::size_t after = 0) {
    const std::size_t left = bits_.size() > at_ + after ? bits_.size() - at_ - after : 0;
    value.assign(bits_, at_, left);
    at_ += left;
  }
  // Fills up to whole bytes.
  SELAT_FOLDED void byte_boundary() {}
  // A bit elsewhere in the message that decides how to read on.
  SELAT_FOLDED bool flag_at(std::size_t at, bool /*value*/) const { return bits_.unsigned_at(at, 1) != 0; }

 private:
  template <typename Number, unsigned Width>
  [[nodiscard]] SELAT_FOLDED Number number() {
    const std::uint64_t raw = bits_.unsigned_at(at_, Width);
    at_ += Width;
    return static_cast<Number>(raw);
  }
  template <unsigned Width>
  [[nodiscard]] SELAT_FOLDED std::int32_t signed_number() {
    const auto raw = static_cast<std::int32_t>(bits_.signed_at(at_, Width));
    at_ += Width;
    return raw;
  }
  SELAT_FOLDED static void take_position(std::optional<geo::Position>& value, std::int32_t longitude,
                                         std::int32_t latitude, std::int32_t per_degree) {
    put_optional(value,
                 geo::Position::e7(e7_from_raw(latitude, per_degree), e7_from_raw(longitude, per_degree)),
                 (std::abs(longitude) <= 180 * per_degree) & (std::abs(latitude) <= 90 * per_degree));
  }
  // Up to `count` characters before the first '@' or the end; reading continues after the field. Writes whole
  // eights.
  [[nodiscard]] SELAT_FOLDED std::size_t raw_text(char* into, std::size_t count) {
    const std::size_t length = text_at(bits_, at_, into, count);
    at_ += count * 6;
    return length;
  }
  [[nodiscard]] SELAT_FOLDED std::size_t read_text(char* into, std::size_t count) {
    const std::size_t length = raw_text(into, count);
    return without_padding(into, length);
  }

  const Bits& bits_;
  std::size_t at_ = 0;
};

class FieldWriter {
 public:
  explicit FieldWriter(Bits& bits) : bits_(bits) {}

  void header(const MessageHeader& header) {
    put(header.type, 6);
    put(std::min<std::uint8_t>(header.repeat, 3), 2);
    put(header.mmsi.number(), 30);
  }
  void spare(unsigned width) { put(0, width); }
  void flag(bool value) { put(value ? 1 : 0, 1); }
  void inverted_flag(bool value) { flag(!value); }
  template <unsigned Width, typename Number>
  void number(Number value) {
    put(value, Width);
  }
  template <unsigned Width, typename Number>
  void number_or_absent(const std::optional<Number>& value, std::uint32_t low, std::uint32_t high,
                        std::uint32_t absent) {
    put(value ? std::clamp<std::uint32_t>(*value, low, high) : absent, Width);
  }
  void status(model::NavigationStatus value) { put(static_cast<std::uint64_t>(value), 4); }
  void turn(const std::optional<TurnRate>& rate, const std::optional<Side>& turns_fast) {
    long raw = -128;
    if (turns_fast) {
      raw = *turns_fast == Side::starboard ? 127 : -127;
    } else if (rate) {
      const double degrees = rate->in_degrees_per_minute();
      raw = std::lround(std::copysign(std::min(126.0, 4.733 * std::sqrt(std::abs(degrees))), degrees));
    }
    put(static_cast<std::uint64_t>(raw), 8);
  }
  void sog(const std::optional<Speed>& value, double units_per_knot = 10.0) {
    put(value ? rounded(value->in_knots() * units_per_knot, 1022) : 1023, 10);
  }
  void cog(const std::optional<Bearing>& value) {
    put(value ? rounded(value->in_degrees() * 10, 3600) % 3600 : 3600, 12);
  }
  void heading(const std::optional<Bearing>& value) {
    put(value ? rounded(value->in_degrees(), 360) % 360 : 511, 9);
  }
  void position(const std::optional<geo::Position>& value) { put_position(value, 28, 27, 600'000); }
  void long_range_position(const std::optional<geo::Position>& value) { put_position(value, 18, 17, 600); }
  void long_range_sog(const std::optional<Speed>& value) {
    put(value ? rounded(value->in_knots(), 62) : 63, 6);
  }
  void long_range_cog(const std::optional<Bearing>& value) { heading(value); }
  void time_stamp(const TimeStamp& value) {
    put(value.utc_second ? std::min<std::uint8_t>(*value.utc_second, 59)
                         : 60U + static_cast<unsigned>(value.mode),
        6);
  }
  void special_manoeuvre(const std::optional<bool>& value) { put(value ? (*value ? 2 : 1) : 0, 2); }
  void fixing_device(const std::optional<FixingDevice>& value) {
    if (value == FixingDevice::internal_gnss) {
      put(15, 4);
    } else {
      put(value ? static_cast<std::uint64_t>(*value) + 1 : 0, 4);
    }
  }
  void communication(const CommunicationState& value, bool /*is_itdma*/) { put(value.bits, 19); }
  void communication_with_selector(const CommunicationState& value) {
    flag(value.is_itdma);
    put(value.bits, 19);
  }
  void altitude(const std::optional<Distance>& value) {
    put(value ? rounded(value->in_metres(), 4094) : 4095, 12);
  }
  void draught(const std::optional<Distance>& value) {
    put(value ? rounded(value->in_metres() * 10, 255) : 0, 8);
  }
  void dimensions(const std::optional<model::Dimensions>& value) {
    const auto size = value.value_or(model::Dimensions{});
    put(rounded(size.to_bow.in_metres(), 511), 9);
    put(rounded(size.to_stern.in_metres(), 511), 9);
    put(rounded(size.to_port.in_metres(), 63), 6);
    put(rounded(size.to_starboard.in_metres(), 63), 6);
  }
  void mothership(const std::optional<model::Mmsi>& value) { put(value ? value->number() : 0, 30); }
  template <std::size_t Capacity>
  void text(const std::optional<ShortText<Capacity>>& value) {
    put_text(value ? value->view() : std::string_view(), Capacity);
  }
  template <std::size_t Capacity>
  void remaining_text(const ShortText<Capacity>& value) {
    put_text(value.view(), value.view().size());
  }
  void name_with_extension(const std::optional<ShortText<34>>& value, std::size_t /*extension_at*/) {
    put_text(value ? value->view() : std::string_view(), kNameCharacters);
  }
  // Filled up with spare bits to a whole number of bytes.
  void name_extension(const std::optional<ShortText<34>>& value) {
    if (value && value->view().size() > kNameCharacters) {
      const auto rest = value->view().substr(kNameCharacters);
      put_text(rest, rest.size());
      byte_boundary();
    }
  }
  template <unsigned Width, typename Number>
  void number_from_one(Number value) {
    put(std::clamp<std::uint64_t>(value, 1, 1U << Width) - 1, Width);
  }
  void mmsi(const model::Mmsi& value) { put(value.number(), 30); }
  template <typename Part>
  const Part* begin_part(const std::optional<Part>& part, unsigned /*width*/, bool /*is_announced*/ = true) {
    return part ? &*part : nullptr;
  }
  template <typename Part>
  bool presence(const std::optional<Part>& part) {
    flag(part.has_value());
    return part.has_value();
  }
  void application(const ApplicationId& value) {
    put(value.dac, 10);
    put(value.fi, 6);
  }
  void data(const Bits& value, std::size_t /*after*/ = 0) {
    for (std::size_t at = 0; at < value.size(); at += 32) {
      const auto width = static_cast<unsigned>(std::min<std::size_t>(value.size() - at, 32));
      put(value.unsigned_at(at, width), width);
    }
  }
  void byte_boundary() { spare(static_cast<unsigned>((8 - bits_.size() % 8) % 8)); }
  bool flag_at(std::size_t /*at*/, bool value) const { return value; }

 private:
  void put(std::uint64_t value, unsigned width) {
    if (width > 0) {
      bits_.append(value, width);
    }
  }
  [[nodiscard]] static std::uint64_t rounded(double value, double limit) {
    return static_cast<std::uint64_t>(std::lround(std::clamp(value, 0.0, limit)));
  }
  void put_position(const std::optional<geo::Position>& value, unsigned longitude_bits,
                    unsigned latitude_bits, std::int32_t per_degree) {
    const bool is_place = value && value->is_valid();
    put(static_cast<std::uint64_t>(is_place ? raw_from_e7(value->longitude_e7(), per_degree)
                                            : 181 * per_degree),
        longitude_bits);
    put(static_cast<std::uint64_t>(is_place ? raw_from_e7(value->latitude_e7(), per_degree)
                                            : 91 * per_degree),
        latitude_bits);
  }
  // Small letters become capitals; what the alphabet lacks becomes '?'; the rest is filled with '@'.
  void put_text(std::string_view text, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      char character = i < text.size() ? text[i] : '@';
      if (character >= 'a' && character <= 'z') {
        character = static_cast<char>(character - 'a' + 'A');
      }
      const auto value = kTextAlphabet.find(character);
      put(value == std::string_view::npos ? 63 : value, 6);
    }
  }

  Bits& bits_;
};

#undef SELAT_FOLDED

}  // namespace selat::ais
