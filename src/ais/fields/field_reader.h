#pragma once
// Reads the fields of a message from its bits, in the walk of the message (terms.h). Bits past the end of a
// short message leave their field absent. Source of every field: ITU-R M.1371-5 annex 8 §3.

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string_view>
#include <type_traits>

#include "ais/application_id.h"
#include "ais/fields/field_values.h"
#include "ais/fields/optional.h"
#include "ais/fields/terms.h"
#include "ais/message_header.h"
#include "ais/six_bit_text.h"
#include "base/bits.h"
#include "base/short_text.h"
#include "geo/position.h"
#include "model/report.h"
#include "units/angle.h"
#include "units/distance.h"
#include "units/speed.h"

namespace selat::ais {

// 1e-7° from 1/10,000 min, to the nearest: exact back again.
[[nodiscard]] constexpr std::int32_t e7_from_raw(std::int64_t raw, std::int64_t raw_per_degree) {
  const std::int64_t scaled = raw * 10'000'000;
  const std::int64_t half = raw < 0 ? -raw_per_degree / 2 : raw_per_degree / 2;
  return static_cast<std::int32_t>((scaled + half) / raw_per_degree);
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

class FieldReader {
 public:
  explicit FieldReader(const Bits& bits) : bits_(bits) {}

  SELAT_FOLDED void header(MessageHeader& header) {
    header.type = take<std::uint8_t>(6_bits);
    header.repeat = take<std::uint8_t>(2_bits);
    header.mmsi = model::Mmsi(take(30_bits));
  }
  SELAT_FOLDED void spare(Width width) { at_ += width.bits; }
  SELAT_FOLDED void reserved(Name, Width width) { at_ += width.bits; }
  SELAT_FOLDED void part_number(Name, unsigned) { at_ += 2; }
  SELAT_FOLDED void byte_boundary() {}

  SELAT_FOLDED void flag(Name, bool& value) { value = take(1_bits) != 0; }
  // False too if the message ends before it.
  SELAT_FOLDED void inverted_flag(Name, bool& value) {
    const bool is_there = bits_.has(at_, 1);
    value = take(1_bits) == 0 && is_there;
  }
  SELAT_FOLDED void flag_and_reserved(Name name, Width width, bool& value) {
    flag(name, value);
    at_ += width.bits - 1;
  }
  template <typename Number>
  SELAT_FOLDED void number(Name, Width width, Number& value) {
    value = take<Number>(width);
  }
  template <typename Number>
  SELAT_FOLDED void number_from_one(Name, Width width, Number& value) {
    value = static_cast<Number>(take(width) + 1);
  }
  template <typename Number>
  SELAT_FOLDED void number_or_absent(Name, Width width, std::optional<Number>& value, std::uint32_t low,
                                     std::uint32_t high, std::uint32_t /*absent*/) {
    const bool is_there = bits_.has(at_, width.bits);
    const auto raw = take(width);
    put_optional(value, static_cast<Number>(raw), is_there & (raw >= low) & (raw <= high));
  }
  template <typename Code>
  SELAT_FOLDED void code(Name, Width width, WordOf, Code& value) {
    value = take<Code>(width);
  }
  template <typename Code>
  SELAT_FOLDED void code(Name name, Width width, WordOf, std::optional<Code>& value) {
    number_or_absent(name, width, value, 1, (1U << width.bits) - 1, 0);
  }
  SELAT_FOLDED void fixing_device(Name, std::optional<FixingDevice>& value) {
    const bool is_there = bits_.has(at_, 4);
    const auto raw = take(4_bits);
    const auto device = raw == 15 ? FixingDevice::internal_gnss : static_cast<FixingDevice>(raw - 1);
    put_optional(value, device, is_there & ((raw - 1 < 8) | (raw == 15)));
  }

  // Tenths are divided by ten, as the wire divides: the quotient is the double nearest to the decimal, so a
  // value is the same before and after it travelled.
  template <typename Quantity>
  SELAT_FOLDED void quantity(Name, const QuantityFormat& format, std::optional<Quantity>& value) {
    const auto raw = take({format.width});
    const double amount = format.divisor == 1 ? raw : raw / static_cast<double>(format.divisor);
    if constexpr (std::is_same_v<Quantity, Speed>) {
      put_optional(value, Speed::knots(amount), raw != format.absent);
    } else {
      put_optional(value, Distance::metres(amount), raw != format.absent);
    }
  }
  SELAT_FOLDED void course(Name, std::optional<Bearing>& value) {
    const bool is_there = bits_.has(at_, 12);
    const auto raw = take(12_bits);
    put_optional(value, Bearing::within_circle(raw / 10.0), is_there & (raw < 3600));
  }
  SELAT_FOLDED void heading(Name, std::optional<Bearing>& value) {
    const bool is_there = bits_.has(at_, 9);
    const auto raw = take(9_bits);
    put_optional(value, Bearing::within_circle(raw), is_there & (raw < 360));
  }
  SELAT_FOLDED void turn(Name, std::optional<TurnRate>& rate, std::optional<Side>& turns_fast) {
    const auto raw = take_signed(8_bits);
    const TurnField& field = kTurnFields[static_cast<std::size_t>(raw + 128L)];
    put_optional(rate, TurnRate::degrees_per_minute(field.degrees_per_minute), field.has_rate);
    put_optional(turns_fast, raw > 0 ? Side::starboard : Side::port, field.turns_fast);
  }
  SELAT_FOLDED void position(std::optional<geo::Position>& value) {
    take_position(28_bits, 27_bits, 600'000, value);
  }
  SELAT_FOLDED void coarse_position(std::optional<geo::Position>& value) {
    take_position(18_bits, 17_bits, 600, value);
  }
  SELAT_FOLDED void corner(Name, Name, std::optional<geo::Position>& value) { coarse_position(value); }
  SELAT_FOLDED void time_stamp(Name, TimeStamp& value) {
    const bool is_there = bits_.has(at_, 6);
    const auto raw = take<std::uint8_t>(6_bits);
    const bool is_second = raw < 60;
    put_optional(value.utc_second, raw, is_there & is_second);
    value.mode = static_cast<PositioningMode>((raw - 60) & -static_cast<int>(!is_second));
  }
  SELAT_FOLDED void date_and_time(Name name, DateAndTime& value) {
    number_or_absent(name, 14_bits, value.year, 1, 9999, 0);
    number_or_absent(name, 4_bits, value.month, 1, 12, 0);
    number_or_absent(name, 5_bits, value.day, 1, 31, 0);
    number_or_absent(name, 5_bits, value.hour, 0, 23, 24);
    number_or_absent(name, 6_bits, value.minute, 0, 59, 60);
    number_or_absent(name, 6_bits, value.second, 0, 59, 60);
  }
  SELAT_FOLDED void eta(Name name, Eta& value) {
    number_or_absent(name, 4_bits, value.month, 1, 12, 0);
    number_or_absent(name, 5_bits, value.day, 1, 31, 0);
    number_or_absent(name, 5_bits, value.hour, 0, 23, 24);
    number_or_absent(name, 6_bits, value.minute, 0, 59, 60);
  }
  SELAT_FOLDED void special_manoeuvre(Name, std::optional<bool>& value) {
    const auto raw = take(2_bits);
    put_optional(value, raw == 2, raw - 1 < 2);
  }
  SELAT_FOLDED void communication(Name, CommunicationState& value, bool is_itdma) {
    value = {is_itdma, take(19_bits)};
  }
  SELAT_FOLDED void communication_with_selector(Name name, CommunicationState& value) {
    flag(name, value.is_itdma);
    value.bits = take(19_bits);
  }
  SELAT_FOLDED void dimensions(std::optional<model::Dimensions>& value) {
    const bool is_there = bits_.has(at_, 30);
    const auto bow = take(9_bits);
    const auto stern = take(9_bits);
    const auto port = take(6_bits);
    const auto starboard = take(6_bits);
    put_optional(value,
                 model::Dimensions{Distance::metres(bow), Distance::metres(stern), Distance::metres(port),
                                   Distance::metres(starboard)},
                 is_there & ((bow | stern | port | starboard) != 0));
  }
  SELAT_FOLDED void mmsi(Name, model::Mmsi& value) { value = model::Mmsi(take(30_bits)); }
  SELAT_FOLDED void mmsi_or_absent(Name, std::optional<model::Mmsi>& value) {
    const bool is_there = bits_.has(at_, 30);
    const auto raw = take(30_bits);
    put_optional(value, model::Mmsi(raw), is_there & (raw != 0));
  }

  // Ends at the first '@'; spaces at the end are padding; a last character cut off by the message's end is
  // left out; nothing but padding is absence, and so is a text of which more may be cut off.
  template <std::size_t kCapacity>
  SELAT_FOLDED void text(Name, std::optional<ShortText<kCapacity>>& value) {
    std::array<char, kLongestTextField> characters;
    const std::size_t length = read_text_field(bits_, at_, kCapacity, characters.data());
    const bool is_there = bits_.has(at_, (kCapacity - 1) * 6) ||
                          (bits_.has(at_, (length + 1) * 6) && bits_.unsigned_at(at_ + length * 6, 6) == 0);
    at_ += kCapacity * 6;
    value.emplace().assign_zero_filled(characters.data(), length);
    keep_if(value, is_there & (length > 0));
  }
  template <std::size_t kCapacity>
  SELAT_FOLDED void remaining_text(Name, ShortText<kCapacity>& value) {
    std::array<char, whole_eights(kCapacity)> characters;
    const std::size_t length = text_at(bits_, at_, characters.data(), kCapacity);
    at_ += kCapacity * 6;
    value =
        ShortText<kCapacity>(std::string_view(characters.data(), without_padding(characters.data(), length)));
  }
  SELAT_FOLDED void name_with_extension(Name, std::optional<ShortText<34>>& value, std::size_t extension_at) {
    std::array<char, kNameCharacters + whole_eights(kNameExtensionCharacters)> characters;
    std::size_t length = text_at(bits_, at_, characters.data(), kNameCharacters);
    at_ += kNameCharacters * 6;
    if (length == kNameCharacters) {
      length += text_at(bits_, extension_at, characters.data() + length, kNameExtensionCharacters);
    }
    length = without_padding(characters.data(), length);
    if (length > 0) {
      value = ShortText<34>(std::string_view(characters.data(), length));
    }
  }
  SELAT_FOLDED void name_extension(const std::optional<ShortText<34>>&) {}

  SELAT_FOLDED void application(ApplicationId& value) {
    value.dac = take<std::uint16_t>(10_bits);
    value.fi = take<std::uint8_t>(6_bits);
  }
  SELAT_FOLDED void slot_application(ApplicationId& value) { application(value); }
  SELAT_FOLDED void data(Name, Bits& value) { take_data(value, 0); }
  SELAT_FOLDED void application_data(bool, const ApplicationId&, Bits& value) { take_data(value, 0); }
  SELAT_FOLDED void slot_data(bool, const std::optional<ApplicationId>&, Bits& value, std::size_t after) {
    take_data(value, after);
  }

  template <typename Part, typename Walk>
  SELAT_FOLDED bool part(std::optional<Part>& part, Width width, const Walk& walk) {
    const bool is_there = bits_.has(at_, width.bits);
    if (is_there) {
      walk(part.emplace());
    }
    return is_there;
  }
  template <typename Part>
  SELAT_FOLDED bool presence(Name, const std::optional<Part>&) {
    return take(1_bits) != 0;
  }
  // Also left out if the message ends before it.
  template <typename Part, typename Walk>
  SELAT_FOLDED void announced_part(bool is_announced, std::optional<Part>& value, Width width,
                                   const Walk& walk) {
    if (is_announced) {
      part(value, width, walk);
    }
  }
  SELAT_FOLDED bool flag_ahead(std::size_t at, bool) const { return bits_.unsigned_at(at, 1) != 0; }
  template <typename Part>
  SELAT_FOLDED Part& choice(std::optional<Part>& part) {
    return part.emplace();
  }
  SELAT_FOLDED void flag_read_ahead(Name, bool) { at_ += 1; }

 private:
  template <typename Number = std::uint32_t>
  [[nodiscard]] SELAT_FOLDED Number take(Width width) {
    const std::uint64_t raw = bits_.unsigned_at(at_, width.bits);
    at_ += width.bits;
    return static_cast<Number>(raw);
  }
  [[nodiscard]] SELAT_FOLDED std::int32_t take_signed(Width width) {
    const auto raw = static_cast<std::int32_t>(bits_.signed_at(at_, width.bits));
    at_ += width.bits;
    return raw;
  }
  SELAT_FOLDED void take_position(Width longitude_width, Width latitude_width, std::int32_t per_degree,
                                  std::optional<geo::Position>& value) {
    const auto longitude = take_signed(longitude_width);
    const auto latitude = take_signed(latitude_width);
    put_optional(value,
                 geo::Position::e7(e7_from_raw(latitude, per_degree), e7_from_raw(longitude, per_degree)),
                 (std::abs(longitude) <= 180 * per_degree) & (std::abs(latitude) <= 90 * per_degree));
  }
  SELAT_FOLDED void take_data(Bits& value, std::size_t after) {
    const std::size_t left = bits_.size() > at_ + after ? bits_.size() - at_ - after : 0;
    value.assign(bits_, at_, left);
    at_ += left;
  }

  const Bits& bits_;
  std::size_t at_ = 0;
};

}  // namespace selat::ais
