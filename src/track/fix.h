#pragma once
// A report in the form that a track keeps: 28 bytes, since ten minutes of them are kept for every vessel:
// half of the detector's memory. Each number has the resolution and hardly more bits than ITU-R M.1371-5
// gives it (0.1 kn, 0.1°, 1°), so nothing of a message is lost; the time is whole, and orders the reports.

#include <cstdint>
#include <optional>

#include "geo/position.h"
#include "model/report.h"
#include "units/instant.h"

namespace selat::track {

// What is not available: all bits of the number are set.
inline constexpr std::uint16_t kNoSog = 0x3fff;
inline constexpr std::uint16_t kNoCog = 0x0fff;
inline constexpr std::uint16_t kNoHeading = 0x01ff;

// Whole metres from the reported position to the hull, up to the maxima of M.1371-5 (511 m, 63 m).
struct Hull {
  std::uint32_t bow_m : 9 = 0;
  std::uint32_t stern_m : 9 = 0;
  std::uint32_t port_m : 6 = 0;
  std::uint32_t starboard_m : 6 = 0;
  [[nodiscard]] constexpr bool is_known() const { return bow_m + stern_m > 0; }
  [[nodiscard]] constexpr double length_m() const { return bow_m + stern_m; }
  [[nodiscard]] constexpr double beam_m() const { return port_m + starboard_m; }
  friend constexpr bool operator==(const Hull&, const Hull&) = default;
};

[[nodiscard]] Hull hull_of(const std::optional<model::Dimensions>& dimensions);

enum class FixKind : std::uint8_t { position, static_data, safety_text };

// Numbers the objects that have sent one MMSI, in the order in which they began; wraps round. At most four
// are live, and none is remembered for longer than two hours.
using ObjectTag = std::uint8_t;
inline constexpr ObjectTag kNobody = 0xff;

// The greatest index of a source.
inline constexpr std::uint16_t kMostSource = 0x0fff;

struct Fix {
  geo::Position position;  // undefined unless has_position
  // observed_at, Unix time; until 2106. In two parts: one of eight bytes would have to lie at a multiple of
  // them.
  std::uint32_t at_us_low = 0;
  std::uint32_t at_us_high : 20 = 0;
  std::uint32_t source : 12 = 0;  // index in the engine's SourceTable
  std::uint32_t fingerprint = 0;
  std::uint16_t sog_01kn : 14 = kNoSog;
  bool is_accepted : 1 = false;  // by the tracker: neither an outlier nor a copy
  bool is_copy : 1 = false;      // the same transmission, heard by another station
  std::uint16_t cog_01deg : 12 = kNoCog;
  model::NavigationStatus status : 4 = model::NavigationStatus::undefined;
  std::uint16_t heading_deg : 9 = kNoHeading;
  std::uint8_t message_type : 5 = 0;
  FixKind kind : 2 = FixKind::position;
  ObjectTag object = kNobody;  // the object it was taken for, when the reports were folded
  model::Transponder transponder : 3 = model::Transponder::class_a;
  bool has_position : 1 = false;
  bool is_high_accuracy : 1 = false;
  bool has_raim : 1 = false;
  bool is_dead_reckoning : 1 = false;
  bool is_settled : 1 = false;  // see Tracker::is_settled()
  friend bool operator==(const Fix&, const Fix&) = default;

  [[nodiscard]] Instant at() const {
    return Instant::unix_microseconds(static_cast<std::int64_t>(std::uint64_t{at_us_high} << 32 | at_us_low));
  }
  void set_at(Instant at) {
    const auto at_us = static_cast<std::uint64_t>(at.in_unix_microseconds());
    at_us_low = static_cast<std::uint32_t>(at_us);
    at_us_high = static_cast<std::uint32_t>(at_us >> 32) & kMostHigh;
  }
  [[nodiscard]] std::optional<Speed> sog() const {
    if (sog_01kn == kNoSog) {
      return std::nullopt;
    }
    return Speed::knots(sog_01kn / 10.0);
  }
  [[nodiscard]] std::optional<Bearing> cog() const {
    if (cog_01deg == kNoCog) {
      return std::nullopt;
    }
    return Bearing::degrees(cog_01deg / 10.0);
  }
  [[nodiscard]] std::optional<Bearing> heading() const {
    if (heading_deg == kNoHeading) {
      return std::nullopt;
    }
    return Bearing::degrees(heading_deg);
  }

 private:
  static constexpr std::uint32_t kMostHigh = (1U << 20) - 1;
};
static_assert(sizeof(Fix) == 28);

// Whether only one class of station sends such messages. Types 11, 12, 14 and 27 come from several.
[[nodiscard]] constexpr bool tells_class(std::uint8_t message_type) {
  return message_type != 11 && message_type != 12 && message_type != 14 && message_type != 27;
}
// Whether the message has a navigational status (types 1-3 and 27).
[[nodiscard]] constexpr bool tells_status(std::uint8_t message_type) {
  return (message_type >= 1 && message_type <= 3) || message_type == 27;
}

// Made from the header and, of a position report, from its body. `source` is the caller's index.
[[nodiscard]] Fix fix_of(const model::Report& report, std::uint16_t source);

// The short form of a report's fingerprint that a fix keeps.
[[nodiscard]] constexpr std::uint32_t short_fingerprint(std::uint64_t fingerprint) {
  return static_cast<std::uint32_t>(fingerprint ^ (fingerprint >> 32));
}

// Dead reckoning: the position at `at` by the course and speed of this fix; without them, the fix itself.
[[nodiscard]] geo::Position predict(const Fix& fix, Instant at);

}  // namespace selat::track
