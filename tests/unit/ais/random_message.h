#pragma once
// Random messages of every type, of the air interface's resolution, for round-trip tests.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "ais/message.h"
#include "ais/six_bit_text.h"
#include "base/bits.h"
#include "base/random.h"

namespace selat::ais::test {

// Fills the fields of a message with random values, in the walk of the message (ais/fields/terms.h). One
// field in ten is absent; parts that a message may lack are absent half the time.
class RandomFields {
 public:
  RandomFields(Random& random, const MessageForm& form) : random_(random), form_(form) {}

  // The type is the caller's.
  void header(MessageHeader& header) {
    size_ += 38;
    header.repeat = static_cast<std::uint8_t>(below(4));
    const bool is_craft_of_parent = random_.chance(0.1);
    header.mmsi = model::Mmsi(is_craft_of_parent ? between(980'000'000, 989'999'999)
                                                 : between(200'000'000, 799'999'999));
  }
  void spare(Width width) { size_ += width.bits; }
  void reserved(Name, Width width) { size_ += width.bits; }
  void byte_boundary() {}
  void part_number(Name, unsigned) { size_ += 2; }

  void flag(Name, bool& value) { value = raw(1_bits) != 0; }
  void inverted_flag(Name name, bool& value) { flag(name, value); }
  void flag_and_reserved(Name name, Width width, bool& value) {
    flag(name, value);
    spare({width.bits - 1});
  }
  template <typename Number>
  void number(Name, Width width, Number& value) {
    value = static_cast<Number>(raw(width));
  }
  template <typename Number>
  void number_from_one(Name, Width width, Number& value) {
    value = static_cast<Number>(raw(width) + 1);
  }
  template <typename Number>
  void number_or_absent(Name, Width width, std::optional<Number>& value, std::uint32_t low,
                        std::uint32_t high, std::uint32_t) {
    size_ += width.bits;
    maybe(value, [&] { return static_cast<Number>(between(low, high)); });
  }
  template <typename Code>
  void code(Name name, Width width, WordOf, Code& value) {
    number(name, width, value);
  }
  template <typename Code>
  void code(Name name, Width width, WordOf, std::optional<Code>& value) {
    number_or_absent(name, width, value, 1, (1U << width.bits) - 1, 0);
  }
  void fixing_device(Name, std::optional<FixingDevice>& value) {
    size_ += 4;
    maybe(value, [&] { return static_cast<FixingDevice>(below(9)); });
  }

  void quantity(Name, const QuantityFormat& format, std::optional<Speed>& value) {
    maybe(value, [&] { return Speed::knots(amount(format)); });
  }
  void quantity(Name, const QuantityFormat& format, std::optional<Distance>& value) {
    maybe(value, [&] { return Distance::metres(amount(format)); });
  }
  void course(Name, std::optional<Bearing>& value) {
    size_ += 12;
    maybe(value, [&] { return Bearing::degrees(below(3600) / 10.0); });
  }
  void heading(Name, std::optional<Bearing>& value) {
    size_ += 9;
    maybe(value, [&] { return Bearing::degrees(below(360)); });
  }
  void turn(Name, std::optional<TurnRate>& rate, std::optional<Side>& turns_fast) {
    const int indicator = static_cast<int>(raw(8_bits)) - 128;
    if (indicator == 127 || indicator == -127) {
      turns_fast = indicator > 0 ? Side::starboard : Side::port;
    } else if (indicator != -128) {
      const double root = indicator / 4.733;
      rate = TurnRate::degrees_per_minute(std::copysign(root * root, indicator));
    }
  }
  void position(std::optional<geo::Position>& value) {
    size_ += 55;
    place(value, 600'000);
  }
  void coarse_position(std::optional<geo::Position>& value) {
    size_ += 35;
    place(value, 600);
  }
  void corner(Name, Name, std::optional<geo::Position>& value) { coarse_position(value); }
  void time_stamp(Name, TimeStamp& value) {
    size_ += 6;
    maybe(value.utc_second, [&] { return static_cast<std::uint8_t>(below(60)); });
    if (!value.utc_second) {
      value.mode = static_cast<PositioningMode>(below(4));
    }
  }
  void date_and_time(Name name, DateAndTime& value) {
    number_or_absent(name, 14_bits, value.year, 1, 9999, 0);
    number_or_absent(name, 4_bits, value.month, 1, 12, 0);
    number_or_absent(name, 5_bits, value.day, 1, 31, 0);
    number_or_absent(name, 5_bits, value.hour, 0, 23, 24);
    number_or_absent(name, 6_bits, value.minute, 0, 59, 60);
    number_or_absent(name, 6_bits, value.second, 0, 59, 60);
  }
  void eta(Name name, Eta& value) {
    number_or_absent(name, 4_bits, value.month, 1, 12, 0);
    number_or_absent(name, 5_bits, value.day, 1, 31, 0);
    number_or_absent(name, 5_bits, value.hour, 0, 23, 24);
    number_or_absent(name, 6_bits, value.minute, 0, 59, 60);
  }
  void special_manoeuvre(Name, std::optional<bool>& value) {
    size_ += 2;
    maybe(value, [&] { return random_.chance(0.5); });
  }
  void communication(Name, CommunicationState& value, bool is_itdma) { value = {is_itdma, raw(19_bits)}; }
  void communication_with_selector(Name name, CommunicationState& value) {
    flag(name, value.is_itdma);
    value.bits = raw(19_bits);
  }
  void dimensions(std::optional<model::Dimensions>& value) {
    size_ += 30;
    maybe(value, [&] {
      return model::Dimensions{Distance::metres(between(1, 511)), Distance::metres(between(0, 511)),
                               Distance::metres(between(0, 63)), Distance::metres(between(0, 63))};
    });
  }
  void mmsi(Name, model::Mmsi& value) {
    size_ += 30;
    value = model::Mmsi(between(0, 999'999'999));
  }
  void mmsi_or_absent(Name, std::optional<model::Mmsi>& value) {
    size_ += 30;
    maybe(value, [&] { return model::Mmsi(between(1, 999'999'999)); });
  }

  template <std::size_t kCapacity>
  void text(Name, std::optional<ShortText<kCapacity>>& value) {
    size_ += kCapacity * 6;
    maybe(value, [&] { return ShortText<kCapacity>(characters(kCapacity)); });
  }
  template <std::size_t kCapacity>
  void remaining_text(Name, ShortText<kCapacity>& value) {
    value = ShortText<kCapacity>(characters(kCapacity));
  }
  void name_with_extension(Name, std::optional<ShortText<34>>& value, std::size_t) {
    size_ += kNameCharacters * 6;
    maybe(value, [&] { return ShortText<34>(characters(34)); });
  }
  void name_extension(const std::optional<ShortText<34>>&) {}

  void application(ApplicationId& value) {
    value.dac = static_cast<std::uint16_t>(raw(10_bits));
    value.fi = static_cast<std::uint8_t>(raw(6_bits));
  }
  void slot_application(ApplicationId& value) { application(value); }
  void data(Name, Bits& value) { bits(value, 0); }
  void application_data(bool, const ApplicationId&, Bits& value) { bits(value, 0); }
  void slot_data(bool, const std::optional<ApplicationId>&, Bits& value, std::size_t after) {
    bits(value, after);
  }

  // There if the message would be too short without it; none follows one that is missing.
  template <typename Part, typename Walk>
  bool part(std::optional<Part>& part, Width, const Walk& walk) {
    const bool is_there = size_ < form_.min_bits || (!is_ended_ && random_.chance(0.5));
    if (is_there) {
      walk(part.emplace());
    }
    is_ended_ = !is_there;
    return is_there;
  }
  template <typename Part>
  bool presence(Name, const std::optional<Part>&) {
    return raw(1_bits) != 0;
  }
  template <typename Part, typename Walk>
  void announced_part(bool is_announced, std::optional<Part>& part, Width, const Walk& walk) {
    if (is_announced) {
      walk(part.emplace());
    }
  }
  bool flag_ahead(std::size_t, bool) { return random_.chance(0.5); }
  template <typename Part>
  Part& choice(std::optional<Part>& part) {
    return part.emplace();
  }
  void flag_read_ahead(Name, bool) { size_ += 1; }

 private:
  std::uint32_t below(std::uint32_t limit) { return static_cast<std::uint32_t>(random_.below(limit)); }
  std::uint32_t between(std::uint32_t low, std::uint32_t high) { return low + below(high - low + 1); }
  std::uint32_t raw(Width width) {
    size_ += width.bits;
    return below(1U << width.bits);
  }
  template <typename Value, typename Make>
  void maybe(std::optional<Value>& value, const Make& make) {
    if (random_.chance(0.9)) {
      value = make();
    }
  }
  // Of a raw value that is not absence.
  double amount(const QuantityFormat& format) {
    size_ += format.width;
    return between(format.absent == 0 ? 1 : 0, format.highest()) / static_cast<double>(format.divisor);
  }
  void place(std::optional<geo::Position>& value, std::int64_t per_degree) {
    const auto e7_within = [&](std::int64_t degrees) {
      const auto limit = static_cast<std::uint32_t>(degrees * per_degree);
      const double exact =
          (static_cast<double>(below(2 * limit + 1)) - limit) * 1e7 / static_cast<double>(per_degree);
      return static_cast<std::int32_t>(std::lround(exact));
    };
    maybe(value, [&] {
      const auto latitude = e7_within(90);
      return geo::Position::e7(latitude, e7_within(180));
    });
  }
  // At least one; the last is no padding.
  std::string characters(std::size_t most) {
    std::string made;
    for (auto count = between(1, static_cast<std::uint32_t>(most)); count > 0; --count) {
      made.push_back(kTextAlphabet[between(1, 63)]);
    }
    if (made.back() == ' ') {
      made.back() = 'X';
    }
    return made;
  }
  void bits(Bits& value, std::size_t after) {
    const auto most = static_cast<std::uint32_t>(form_.usual_max_bits - size_ - after);
    const auto least =
        static_cast<std::uint32_t>(size_ + after < form_.min_bits ? form_.min_bits - size_ - after : 0);
    for (auto left = between(least, most); left > 0; --left) {
      value.append(below(2), 1);
    }
    size_ += value.size();
  }

  Random& random_;
  const MessageForm& form_;
  std::size_t size_ = 0;  // bits so far
  bool is_ended_ = false;
};

class RandomMessages {
 public:
  explicit RandomMessages(std::uint64_t seed) : random_(seed) {}

  Message next() { return of_type(static_cast<std::uint8_t>(1 + random_.below(kLastType))); }

  Message of_type(std::uint8_t type) { return make(type, static_cast<const Message*>(nullptr)); }

  Random& random() { return random_; }

 private:
  // One of the structs that represent the type.
  template <typename... Kinds>
  Message make(std::uint8_t type, const std::variant<Kinds...>*) {
    std::vector<Message> made;
    (add<Kinds>(type, made), ...);
    return made[random_.below(made.size())];
  }
  template <typename Kind>
  void add(std::uint8_t type, std::vector<Message>& to) {
    if constexpr (requires { Kind::kTypes; }) {
      if (std::ranges::find(Kind::kTypes, type) != Kind::kTypes.end()) {
        Kind message;
        message.type = type;
        RandomFields fields(random_, Kind::kForm);
        Kind::walk(fields, message);
        to.emplace_back(message);
      }
    }
  }

  Random random_;
};

}  // namespace selat::ais::test
