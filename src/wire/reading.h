#pragma once
// Reads one received message field by field and keeps the first problem; writes the values that many messages
// have in common. For the .cpp files of this folder. At a problem each read function returns a harmless
// value, so the caller reads all fields and checks once, at the end.

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/short_text.h"
#include "geo/position.h"
#include "model/mmsi.h"
#include "units/instant.h"
#include "wire/enum_value.h"
#include "wire/time.h"
#include "wire/wire_problem.h"

namespace selat::wire {

inline constexpr std::uint32_t kLargestMmsi = (1U << 30) - 1;  // 30 bits on the air interface
inline constexpr double kLargestKnots = 1e6;                   // implied speeds of jumps are far beyond ships

template <typename WirePosition>
void write_position(geo::Position position, WirePosition& wire) {
  wire.set_latitude_e7(position.latitude_e7());
  wire.set_longitude_e7(position.longitude_e7());
}

class Reading {
 public:
  void fail(WireProblem problem) {
    if (!problem_) {
      problem_ = problem;
    }
  }
  [[nodiscard]] std::optional<WireProblem> problem() const { return problem_; }

  template <typename Value>
  [[nodiscard]] std::expected<Value, WireProblem> result(Value value) const {
    if (problem_) {
      return std::unexpected(*problem_);
    }
    return value;
  }

  template <typename Value>
  [[nodiscard]] Value value(std::expected<Value, WireProblem> read) {
    if (read) {
      return *std::move(read);
    }
    fail(read.error());
    return Value{};
  }

  template <typename Enum>
  [[nodiscard]] Enum enumeration(int number) {
    return value(enum_from_wire<Enum>(number));
  }
  [[nodiscard]] Instant instant(std::int64_t unix_us) { return value(instant_from_wire(unix_us)); }
  [[nodiscard]] Span microseconds(std::uint64_t us) {
    return Span::microseconds(static_cast<std::int64_t>(at_most(us, std::uint64_t{kFurthestUnixUs})));
  }
  [[nodiscard]] Span milliseconds(std::uint64_t ms) {
    return Span::milliseconds(static_cast<std::int64_t>(at_most(ms, std::uint64_t{kFurthestUnixUs / 1'000})));
  }

  // An identity is never cut, since it could become that of another.
  template <typename Text>
  [[nodiscard]] Text identity(std::string_view text) {
    if (text.size() > Text::capacity()) {
      fail(WireProblem::text_too_long);
      return {};
    }
    return Text(text);
  }

  template <typename Integer>
  [[nodiscard]] Integer at_most(Integer number, Integer limit) {
    if (number > limit) {
      fail(WireProblem::out_of_domain);
      return {};
    }
    return number;
  }
  [[nodiscard]] double within(double number, double low, double high) {
    if (!(number >= low && number <= high)) {  // also when it is not a number
      fail(WireProblem::out_of_domain);
      return low;
    }
    return number;
  }
  [[nodiscard]] double finite(double number) {
    return within(number, std::numeric_limits<double>::lowest(), std::numeric_limits<double>::max());
  }
  [[nodiscard]] model::Mmsi mmsi(std::uint32_t number) { return model::Mmsi(at_most(number, kLargestMmsi)); }

  // A received position may be invalid; code that uses it must check is_valid().
  template <typename WirePosition>
  [[nodiscard]] geo::Position claimed_position(const WirePosition& position) {
    return geo::Position::e7(position.latitude_e7(), position.longitude_e7());
  }
  // A place of geodata must be on the Earth.
  template <typename WirePosition>
  [[nodiscard]] geo::Position place(const WirePosition& position) {
    const auto read = claimed_position(position);
    if (!read.is_valid()) {
      fail(WireProblem::out_of_domain);
      return {};
    }
    return read;
  }

 private:
  std::optional<WireProblem> problem_;
};

}  // namespace selat::wire
