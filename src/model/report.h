#pragma once
// A report: one claim about one vessel at one time from one source. What AIS calls "not available" is an
// empty optional here and never a number. Plain values; thread-safe as such. Source of the fields: ITU-R
// M.1371-5, annex 8, §3.

#include <cstdint>
#include <optional>
#include <variant>

#include "base/enum_names.h"
#include "base/short_text.h"
#include "geo/position.h"
#include "model/mmsi.h"
#include "units/angle.h"
#include "units/distance.h"
#include "units/instant.h"
#include "units/speed.h"

namespace selat::model {

// The source: the label of the feed, or `s:` of the TAG block if the sentence has one.
using SourceName = ShortText<31>;
// The feed's configured name.
using FeedName = ShortText<31>;

enum class Transponder : std::uint8_t {
  class_a,            // types 1–3, 5, 27
  class_b,            // types 14, 18, 19, 24 (14 where nothing else is known)
  base_station,       // types 4, 11, 16, 17, 20, 22, 23
  sar_aircraft,       // type 9
  aid_to_navigation,  // type 21
};

// M.1371-5 annex 8, table 45, "navigational status"; the numbers are those of the air interface.
enum class NavigationStatus : std::uint8_t {
  under_way_using_engine = 0,
  at_anchor = 1,
  not_under_command = 2,
  restricted_manoeuvrability = 3,
  constrained_by_draught = 4,
  moored = 5,
  aground = 6,
  fishing = 7,
  under_way_sailing = 8,
  reserved_9 = 9,
  reserved_10 = 10,
  towing_astern = 11,
  towing_alongside = 12,
  reserved_13 = 13,
  distress_device_active = 14,  // AIS-SART, MOB-AIS or EPIRB-AIS active
  undefined = 15,               // also: a distress device under test
};

// The beginning of each report.
struct ReportHeader {
  Mmsi mmsi;
  std::uint8_t message_type = 0;  // AIS message type, 1–27
  Transponder transponder = Transponder::class_a;
  Instant observed_at;  // when the vessel sent it: the best of the TAG block's time and the UTC second
  Instant received_at;  // when the feed read it, by the station's clock
  SourceName source;
  std::uint64_t fingerprint = 0;  // of the AIS payload: equal for one transmission heard by two stations
  friend constexpr bool operator==(const ReportHeader&, const ReportHeader&) = default;
};

struct PositionReport : ReportHeader {
  std::optional<geo::Position> position;
  std::optional<Speed> sog;
  bool is_sog_at_limit = false;  // "102.2 knots or more" (Class A), "1022 knots or more" (SAR aircraft)
  std::optional<Bearing> cog;
  std::optional<Bearing> heading;
  std::optional<TurnRate> turn_rate;  // ±708°/min or more is given as ±720
  NavigationStatus status = NavigationStatus::undefined;
  bool is_high_accuracy = false;  // better than 10 m
  bool has_raim = false;
  bool is_dead_reckoning = false;       // UTC second 62
  std::optional<Distance> altitude;     // SAR aircraft
  std::optional<bool> is_off_position;  // aids to navigation
  friend bool operator==(const PositionReport&, const PositionReport&) = default;
};

// Distances from the reported position to the hull; length = bow + stern, beam = port + starboard.
struct Dimensions {
  Distance to_bow, to_stern, to_port, to_starboard;
  [[nodiscard]] constexpr Distance length() const { return to_bow + to_stern; }
  [[nodiscard]] constexpr Distance beam() const { return to_port + to_starboard; }
  friend constexpr bool operator==(const Dimensions&, const Dimensions&) = default;
};

// Static and voyage data. In a part of it (type 24 A or B) the other fields are empty.
struct StaticReport : ReportHeader {
  std::optional<std::uint32_t> imo;
  std::optional<ShortText<7>> call_sign;
  std::optional<ShortText<34>> name;      // 20 characters; an aid's extension makes it 34
  std::optional<std::uint8_t> ship_type;  // M.1371-5 annex 8, table 53; aids: type of aid, table 74
  std::optional<Dimensions> dimensions;
  std::optional<Distance> draught;
  std::optional<ShortText<20>> destination;
  std::optional<ShortText<12>> eta;  // "MM-DDTHH:MM" as sent, absent parts as "--"
  std::optional<Mmsi> mothership;    // craft of a parent (type 24 B)
  friend bool operator==(const StaticReport&, const StaticReport&) = default;
};

// Safety-related text, such as "SART ACTIVE": to one station (type 12), or to all (type 14).
struct SafetyReport : ReportHeader {
  ShortText<161> text;
  friend constexpr bool operator==(const SafetyReport&, const SafetyReport&) = default;
};

// A transmission that is already reported was received by another source within 30 s.
struct AlsoHeard : ReportHeader {
  friend constexpr bool operator==(const AlsoHeard&, const AlsoHeard&) = default;
};

using Report = std::variant<PositionReport, StaticReport, SafetyReport, AlsoHeard>;

[[nodiscard]] inline const ReportHeader& header_of(const Report& report) {
  return std::visit([](const auto& any) -> const ReportHeader& { return any; }, report);
}

}  // namespace selat::model

namespace selat {
template <>
inline constexpr auto enum_names<model::Transponder> = std::to_array<std::string_view>(
    {"class_a", "class_b", "base_station", "sar_aircraft", "aid_to_navigation"});
template <>
inline constexpr auto enum_names<model::NavigationStatus> = std::to_array<std::string_view>(
    {"under_way_using_engine", "at_anchor", "not_under_command", "restricted_manoeuvrability",
     "constrained_by_draught", "moored", "aground", "fishing", "under_way_sailing", "reserved_9",
     "reserved_10", "towing_astern", "towing_alongside", "reserved_13", "distress_device_active",
     "undefined"});
}  // namespace selat
