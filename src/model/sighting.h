#pragma once
// A sighting: what a person saw and told, or what a satellite found, of craft that may send no AIS.
//
// People aboard are in danger or victims until shown otherwise: a sighting is judged by what it says of them,
// and never by who they may be.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "base/enum_names.h"
#include "geo/position.h"
#include "model/anomaly.h"
#include "model/sector.h"
#include "units/angle.h"
#include "units/distance.h"
#include "units/instant.h"
#include "units/speed.h"

namespace selat::model {

// Who saw it. A satellite's detection is late by hours: it is kept as evidence and raises no alert.
enum class SightingSource : std::uint8_t {
  vts,
  merchant_ship,
  fisherman,
  aircraft,
  patrol,
  shore_post,
  satellite,
};

enum class SeenCondition : std::uint8_t {
  unknown,
  people_in_water,
  sinking,
  adrift,
  under_way,
  at_anchor,
};

enum class CraftKind : std::uint8_t {
  unknown,
  wooden_boat,
  fibreglass_boat,
  inflatable,
  fishing_boat,
  passenger_boat,
  tug_and_barge,
  ship,
};

// How high the side of the craft stands out of the water.
enum class Freeboard : std::uint8_t { unknown, awash, low, normal, high };

// NATO's Admiralty code (AJP-2.1), A first: from completely reliable to "cannot be judged".
enum class Reliability : std::uint8_t { a, b, c, d, e, f };
inline constexpr std::uint32_t kLeastCredible = 6;  // 1 confirmed … 5 improbable, 6 cannot be judged

struct SourceGrade {
  std::optional<Reliability> reliability;
  std::optional<std::uint32_t> credibility;  // 1 … kLeastCredible
  friend bool operator==(const SourceGrade&, const SourceGrade&) = default;
};

// Who told it and is to hear how it ended, and how to reach them. Each may be empty.
struct Reporter {
  std::string name;
  std::string call_sign;
  std::string channel;  // of VHF
  std::string phone;
  friend bool operator==(const Reporter&, const Reporter&) = default;
};

// Range and true bearing as an observer gave them.
struct SeenFrom {
  geo::Position observer;
  Distance range;
  Bearing bearing;
  friend bool operator==(const SeenFrom&, const SeenFrom&) = default;
};

inline constexpr Span kUsualTimeSigma = Span::seconds(60);
inline constexpr Distance kUsualPlaceSigma = Distance::nautical_miles(0.5);

struct Sighting {
  // Of its content (id_of()). Set by the server, as are `number`, `entered_by` and `entered_at`.
  std::uint64_t id = 0;
  std::uint32_t number = 0;   // of its alert, to be spoken; 0: it raises none
  ControlPointId entered_by;  // who took the report, and tells the reporter how it ended; or kWatchDesk
  Instant entered_at;         // wall clock of the server
  SightingSource source = SightingSource::shore_post;
  Reporter reporter;  // of a satellite's detection the provider
  SourceGrade grade;
  Instant seen_at;
  Span time_sigma = kUsualTimeSigma;
  geo::Position place;
  Distance sigma = kUsualPlaceSigma;  // of the place, the larger one of its two directions
  std::optional<SeenFrom> from;       // what the place was computed from
  std::optional<std::uint32_t> persons;
  bool is_about = false;  // the number of persons was estimated
  SeenCondition condition = SeenCondition::unknown;
  std::string needs;  // what the people need
  CraftKind craft = CraftKind::unknown;
  std::optional<std::uint32_t> craft_count;
  std::optional<std::uint32_t> engines;
  Freeboard freeboard = Freeboard::unknown;
  std::optional<Distance> length;
  std::optional<Bearing> course;
  std::optional<Speed> speed;
  std::string text;
  friend bool operator==(const Sighting&, const Sighting&) = default;
};

// The largest values that are taken; what is beyond was mistyped.
inline constexpr std::size_t kLongestSightingText = 500;  // bytes of each text
inline constexpr std::uint32_t kMostPersons = 20'000;
inline constexpr std::uint32_t kMostCraftSeen = 1'000;
inline constexpr std::uint32_t kMostEngines = 20;
inline constexpr Distance kLongestCraft = Distance::metres(500);
inline constexpr Speed kFastestCraft = Speed::knots(102.2);
inline constexpr Distance kFarthestSeen = Distance::nautical_miles(60);
inline constexpr Span kLeastTimeSigma = Span::seconds(1);
inline constexpr Span kMostTimeSigma = Span::hours(12);
inline constexpr Distance kLeastPlaceSigma = Distance::metres(1);
inline constexpr Distance kMostPlaceSigma = Distance::nautical_miles(30);

// Whether it becomes an alert.
[[nodiscard]] constexpr bool raises_alert(const Sighting& sighting) {
  return sighting.source != SightingSource::satellite;
}

// By what it says of the people: in the water or on a craft that sinks, distress; in need or adrift, alarm;
// aboard a small craft, or many of them, warning. A craft that is described, caution; else information.
[[nodiscard]] Severity severity_of(const Sighting& sighting);

// The place at this range and bearing of the observer, and how sure it is: 5° of bearing and 20 % of range as
// people estimate them. Sets `place`, `sigma` and `from`.
void set_place_seen_from(Sighting& sighting, const SeenFrom& from);

// Of source, reporter, place and time.
[[nodiscard]] std::uint64_t id_of(const Sighting& sighting);

// Whether `other` is the same told once more: source, reporter, place within 200 m, time within a minute.
// What is graver is news. Detections of a satellite must be equal.
[[nodiscard]] bool tells_the_same(const Sighting& sighting, const Sighting& other);

}  // namespace selat::model

namespace selat {
template <>
inline constexpr auto enum_names<model::SightingSource> = std::to_array<std::string_view>(
    {"vts", "merchant_ship", "fisherman", "aircraft", "patrol", "shore_post", "satellite"});
template <>
inline constexpr auto enum_names<model::SeenCondition> = std::to_array<std::string_view>(
    {"unknown", "people_in_water", "sinking", "adrift", "under_way", "at_anchor"});
template <>
inline constexpr auto enum_names<model::CraftKind> =
    std::to_array<std::string_view>({"unknown", "wooden_boat", "fibreglass_boat", "inflatable",
                                     "fishing_boat", "passenger_boat", "tug_and_barge", "ship"});
template <>
inline constexpr auto enum_names<model::Freeboard> =
    std::to_array<std::string_view>({"unknown", "awash", "low", "normal", "high"});
template <>
inline constexpr auto enum_names<model::Reliability> =
    std::to_array<std::string_view>({"a", "b", "c", "d", "e", "f"});
}  // namespace selat
