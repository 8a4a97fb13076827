#pragma once
// Which control point answers for a sector, and why. Invariant: each epoch of a sector has one effective
// holder; epochs only grow (coordinate/sector_leases.h).

#include <cstdint>
#include <optional>
#include <string>

#include "base/enum_names.h"
#include "model/sector.h"
#include "units/instant.h"

namespace selat::model {

enum class SectorState : std::uint8_t {
  unowned,  // shown as uncovered
  offered,  // waiting for the control point's answer
  held,
  expiring,  // the holder is silent; offered to another only after its lease and the skew bound
  unknown,   // the server does not know who may hold it (its past is lost, the outline has changed)
};

// Free text in a message of the coordination protocol is cut at this many bytes.
inline constexpr std::size_t kLongestFreeText = 2'000;

enum class DeclineCode : std::uint8_t { jurisdiction, no_asset, weather, crew_rest, maintenance, policy };

// Why a sector was given to this control point. Where the second best is nearer, it has sectors enough.
struct AssignmentReason {
  Span travel_time;       // of the nearest available asset to the sector
  AssetId asset;          // that asset; empty when measured from the control point itself
  double priority = 1.0;  // of the sector when it was planned
  std::uint32_t open_alerts = 0;
  ControlPointId second_best;  // empty if no other control point may have the sector
  std::optional<Span> second_travel_time;
  friend bool operator==(const AssignmentReason&, const AssignmentReason&) = default;
};

// Why nobody answers for a sector.
enum class UncoveredCause : std::uint8_t {
  no_permit,     // no nation alone may order there
  none_answers,  // none of those that may have it is heard
  left_out,      // those that are heard have declined it or given it back
  unanswered,    // they did not answer the offer
  out_of_reach,  // no way over water to it is known
  full,          // they have as many sectors as they can answer for
  next_plan,     // it is offered next
  former_lease,  // nobody has it, but a terminal that had it may act there until its lease ends
};

struct Assignment {
  SectorId sector;
  SectorState state = SectorState::unowned;
  ControlPointId holder;  // offered to, or held by; empty when unowned
  std::uint64_t epoch = 0;
  std::uint64_t lease = 0;
  std::optional<Instant> expires_at;  // of the lease, also of a former one, or of the offer
  std::uint64_t plan_version = 0;
  AssignmentReason reason;
  // Since when the holder answers for it, or nobody does; wall clock of the server.
  std::optional<Instant> since = {};
  std::optional<UncoveredCause> uncovered_because = {};  // while it is unowned
  friend bool operator==(const Assignment&, const Assignment&) = default;
};

// A pair of sector and control point that the planner leaves out.
struct Exclusion {
  SectorId sector;
  ControlPointId control_point;
  Instant until;  // wall clock
  DeclineCode code = DeclineCode::no_asset;
  std::string remark;
  friend bool operator==(const Exclusion&, const Exclusion&) = default;
};

}  // namespace selat::model

namespace selat {
template <>
inline constexpr auto enum_names<model::SectorState> =
    std::to_array<std::string_view>({"unowned", "offered", "held", "expiring", "unknown"});
template <>
inline constexpr auto enum_names<model::UncoveredCause> =
    std::to_array<std::string_view>({"no_permit", "none_answers", "left_out", "unanswered", "out_of_reach",
                                     "full", "next_plan", "former_lease"});
template <>
inline constexpr auto enum_names<model::DeclineCode> = std::to_array<std::string_view>(
    {"jurisdiction", "no_asset", "weather", "crew_rest", "maintenance", "policy"});
}  // namespace selat
