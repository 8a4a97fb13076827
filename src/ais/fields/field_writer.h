#pragma once
// Writes the fields of a message as bits, in the walk of the message (terms.h). Values beyond the limits of
// the air interface become these limits. Source of every field: ITU-R M.1371-5 annex 8 §3.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>

#include "ais/application_id.h"
#include "ais/fields/field_values.h"
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

[[nodiscard]] constexpr std::int32_t raw_from_e7(std::int64_t e7, std::int64_t raw_per_degree) {
  const std::int64_t scaled = e7 * raw_per_degree;
  return static_cast<std::int32_t>((scaled + (e7 < 0 ? -5'000'000 : 5'000'000)) / 10'000'000);
}

class FieldWriter {
 public:
  explicit FieldWriter(Bits& bits) : bits_(bits) {}

  void header(const MessageHeader& header) {
    put(header.type, 6_bits);
    put(std::min<std::uint8_t>(header.repeat, 3), 2_bits);
    put(header.mmsi.number(), 30_bits);
  }
  void spare(Width width) { put(0, width); }
  void reserved(Name, Width width) { put(0, width); }
  void part_number(Name, unsigned number) { put(number, 2_bits); }
  void byte_boundary() { spare({static_cast<unsigned>((8 - bits_.size() % 8) % 8)}); }

  void flag(Name, bool value) { put(value ? 1 : 0, 1_bits); }
  void inverted_flag(Name, bool value) { put(value ? 0 : 1, 1_bits); }
  void flag_and_reserved(Name name, Width width, bool value) {
    flag(name, value);
    spare({width.bits - 1});
  }
  template <typename Number>
  void number(Name, Width width, const Number& value) {
    put(value, width);
  }
  template <typename Number>
  void number_from_one(Name, Width width, const Number& value) {
    put(std::clamp<std::uint64_t>(value, 1, 1U << width.bits) - 1, width);
  }
  template <typename Number>
  void number_or_absent(Name, Width width, const std::optional<Number>& value, std::uint32_t low,
                        std::uint32_t high, std::uint32_t absent) {
    put(value ? std::clamp<std::uint32_t>(*value, low, high) : absent, width);
  }
  template <typename Code>
  void code(Name, Width width, WordOf, const Code& value) {
    put(static_cast<std::uint64_t>(value), width);
  }
  template <typename Code>
  void code(Name name, Width width, WordOf, const std::optional<Code>& value) {
    number_or_absent(name, width, value, 1, (1U << width.bits) - 1, 0);
  }
  void fixing_device(Name, const std::optional<FixingDevice>& value) {
    if (value == FixingDevice::internal_gnss) {
      put(15, 4_bits);
    } else {
      put(value ? static_cast<std::uint64_t>(*value) + 1 : 0, 4_bits);
    }
  }

  template <typename Quantity>
  void quantity(Name, const QuantityFormat& format, const std::optional<Quantity>& value) {
    put(value ? rounded(amount_of(*value) * format.divisor, format.highest()) : format.absent,
        {format.width});
  }
  void course(Name, const std::optional<Bearing>& value) {
    put(value ? rounded(value->in_degrees() * 10, 3600) % 3600 : 3600, 12_bits);
  }
  void heading(Name, const std::optional<Bearing>& value) {
    put(value ? rounded(value->in_degrees(), 360) % 360 : 511, 9_bits);
  }
  void turn(Name, const std::optional<TurnRate>& rate, const std::optional<Side>& turns_fast) {
    long raw = -128;
    if (turns_fast) {
      raw = *turns_fast == Side::starboard ? 127 : -127;
    } else if (rate) {
      const double degrees = rate->in_degrees_per_minute();
      raw = std::lround(std::copysign(std::min(126.0, 4.733 * std::sqrt(std::abs(degrees))), degrees));
    }
    put(static_cast<std::uint64_t>(raw), 8_bits);
  }
  void position(const std::optional<geo::Position>& value) { put_position(value, 28_bits, 27_bits, 600'000); }
  void coarse_position(const std::optional<geo::Position>& value) {
    put_position(value, 18_bits, 17_bits, 600);
  }
  void corner(Name, Name, const std::optional<geo::Position>& value) { coarse_position(value); }
  void time_stamp(Name, const TimeStamp& value) {
    put(value.utc_second ? std::min<std::uint8_t>(*value.utc_second, 59)
                         : 60U + static_cast<unsigned>(value.mode),
        6_bits);
  }
  void date_and_time(Name name, const DateAndTime& value) {
    number_or_absent(name, 14_bits, value.year, 1, 9999, 0);
    number_or_absent(name, 4_bits, value.month, 1, 12, 0);
    number_or_absent(name, 5_bits, value.day, 1, 31, 0);
    number_or_absent(name, 5_bits, value.hour, 0, 23, 24);
    number_or_absent(name, 6_bits, value.minute, 0, 59, 60);
    number_or_absent(name, 6_bits, value.second, 0, 59, 60);
  }
  void eta(Name name, const Eta& value) {
    number_or_absent(name, 4_bits, value.month, 1, 12, 0);
    number_or_absent(name, 5_bits, value.day, 1, 31, 0);
    number_or_absent(name, 5_bits, value.hour, 0, 23, 24);
    number_or_absent(name, 6_bits, value.minute, 0, 59, 60);
  }
  void special_manoeuvre(Name, const std::optional<bool>& value) {
    put(value ? (*value ? 2 : 1) : 0, 2_bits);
  }
  void communication(Name, const CommunicationState& value, bool /*is_itdma*/) { put(value.bits, 19_bits); }
  void communication_with_selector(Name name, const CommunicationState& value) {
    flag(name, value.is_itdma);
    put(value.bits, 19_bits);
  }
  void dimensions(const std::optional<model::Dimensions>& value) {
    const auto size = value.value_or(model::Dimensions{});
    put(rounded(size.to_bow.in_metres(), 511), 9_bits);
    put(rounded(size.to_stern.in_metres(), 511), 9_bits);
    put(rounded(size.to_port.in_metres(), 63), 6_bits);
    put(rounded(size.to_starboard.in_metres(), 63), 6_bits);
  }
  void mmsi(Name, const model::Mmsi& value) { put(value.number(), 30_bits); }
  void mmsi_or_absent(Name, const std::optional<model::Mmsi>& value) {
    put(value ? value->number() : 0, 30_bits);
  }

  template <std::size_t kCapacity>
  void text(Name, const std::optional<ShortText<kCapacity>>& value) {
    put_text(value ? value->view() : std::string_view(), kCapacity);
  }
  template <std::size_t kCapacity>
  void remaining_text(Name, const ShortText<kCapacity>& value) {
    put_text(value.view(), value.view().size());
  }
  void name_with_extension(Name, const std::optional<ShortText<34>>& value, std::size_t /*extension_at*/) {
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

  void application(const ApplicationId& value) {
    put(value.dac, 10_bits);
    put(value.fi, 6_bits);
  }
  void slot_application(const ApplicationId& value) { application(value); }
  void data(Name, const Bits& value) { bits_.append(value); }
  void application_data(bool, const ApplicationId&, const Bits& value) { bits_.append(value); }
  void slot_data(bool, const std::optional<ApplicationId>&, const Bits& value, std::size_t /*after*/) {
    bits_.append(value);
  }

  template <typename Part, typename Walk>
  bool part(const std::optional<Part>& part, Width /*width*/, const Walk& walk) {
    if (part) {
      walk(*part);
    }
    return part.has_value();
  }
  template <typename Part>
  bool presence(Name name, const std::optional<Part>& part) {
    flag(name, part.has_value());
    return part.has_value();
  }
  template <typename Part, typename Walk>
  void announced_part(bool /*is_announced*/, const std::optional<Part>& value, Width width,
                      const Walk& walk) {
    part(value, width, walk);
  }
  [[nodiscard]] bool flag_ahead(std::size_t /*at*/, bool is_set) const { return is_set; }
  template <typename Part>
  const Part& choice(const std::optional<Part>& part) {
    return *part;  // NOLINT(bugprone-unchecked-optional-access): the walk has asked presence()
  }
  void flag_read_ahead(Name name, bool is_set) { flag(name, is_set); }

 private:
  void put(std::uint64_t value, Width width) {
    if (width.bits > 0) {
      bits_.append(value, width.bits);
    }
  }
  [[nodiscard]] static double amount_of(Speed speed) { return speed.in_knots(); }
  [[nodiscard]] static double amount_of(Distance distance) { return distance.in_metres(); }
  [[nodiscard]] static std::uint64_t rounded(double value, double limit) {
    return static_cast<std::uint64_t>(std::lround(std::clamp(value, 0.0, limit)));
  }
  void put_position(const std::optional<geo::Position>& value, Width longitude, Width latitude,
                    std::int32_t per_degree) {
    const bool is_place = value && value->is_valid();
    put(static_cast<std::uint64_t>(is_place ? raw_from_e7(value->longitude_e7(), per_degree)
                                            : 181 * per_degree),
        longitude);
    put(static_cast<std::uint64_t>(is_place ? raw_from_e7(value->latitude_e7(), per_degree)
                                            : 91 * per_degree),
        latitude);
  }
  // Small letters become capitals; what the alphabet lacks becomes '?'; the rest is filled with '@'.
  void put_text(std::string_view text, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      char character = i < text.size() ? text[i] : '@';
      if (character >= 'a' && character <= 'z') {
        character = static_cast<char>(character - 'a' + 'A');
      }
      const auto value = kTextAlphabet.find(character);
      put(value == std::string_view::npos ? 63 : value, 6_bits);
    }
  }

  Bits& bits_;
};

}  // namespace selat::ais
