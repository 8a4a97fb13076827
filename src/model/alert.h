#pragma once
// An alert: an anomaly or a sighting shown to a person, with a life cycle after IMO MSC.302(87), and the
// record of who was told of it and who answered.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/anomaly.h"
#include "model/assignment.h"
#include "model/sector.h"
#include "model/sighting.h"
#include "units/angle.h"

namespace selat::model {

enum class AlertState : std::uint8_t {
  raised,                   // the condition holds; not acknowledged, or graver than what was acknowledged
  acknowledged,             // the condition holds; acknowledged
  returned_unacknowledged,  // the condition has ended; not acknowledged yet
  ended,
  retracted,  // late data disproved it
};

// What a person found out about an alert. It is what detection is judged by.
enum class Outcome : std::uint8_t { true_alert, false_alert, unclear, could_not_be_checked };

// A person took the alert over, as grave as it was then.
struct AlertAcknowledgement {
  Instant at;         // wall clock
  ControlPointId by;  // or kWatchDesk (model/request.h)
  Severity severity = Severity::information;
  friend bool operator==(const AlertAcknowledgement&, const AlertAcknowledgement&) = default;
};

struct AlertComment {
  Instant at;  // wall clock
  ControlPointId by;
  std::string text;
  friend bool operator==(const AlertComment&, const AlertComment&) = default;
};
inline constexpr std::size_t kMostComments = 50;  // of one alert; the oldest are dropped, the log keeps all

// Why a control point is to be told of an alert.
enum class DueReason : std::uint8_t {
  holds_sector,  // it answers for the sector of the alert
  nearest,       // nobody answers for the place, or the holder is not heard: the nearest that is heard
  escalated,     // nobody acknowledged it in time
  has_person,    // a person sits there, and none with the holder or where it is nearer
  took_report,   // it entered the sighting, and tells whoever reported it how it ended
};

// What the terminal of a control point has stored of an alert.
struct Telling {
  std::uint64_t fence = 0;   // of that terminal; another terminal must be told anew
  std::uint32_t change = 0;  // of the alert (Alert::change)
  Severity severity = Severity::information;
  AlertState state = AlertState::raised;
  SectorId sector;
  std::uint32_t comments = 0;      // how many the alert had, in all
  std::uint64_t names = 0;         // fingerprint of the names of its vessels; 0: not known
  bool was_due = true;             // false: it was told that the alert no longer concerns it
  Instant stored_at;               // wall clock
  Instant first_stored_at = {};    // of the first word of it there, at this terminal or an earlier one
  std::optional<Instant> seen_at;  // printed where a person sits, at this terminal or an earlier one
  // The gravest that was stored there and no person has seen: a terminal with a person is told of it.
  std::optional<Severity> not_seen = {};
  friend bool operator==(const Telling&, const Telling&) = default;
};

// A control point that is to be told of an alert, or was.
struct AlertRecipient {
  ControlPointId control_point;
  std::optional<DueReason> due;  // empty: it was told before and is concerned no longer
  Instant due_since;             // wall clock; of the last change of `due`
  std::optional<Telling> told;   // empty: its terminal has not stored any word of it yet
  // The newest change that was sent to it. While it is newer than what is told, the terminal may have stored
  // it or not.
  std::uint32_t sent_change = 0;
  // The gravest that the alert has been since what was told, where it does not know of anything so grave: a
  // rise that it is to be told of, even if the alert has become less grave meanwhile.
  std::optional<Severity> risen_to = {};
  friend bool operator==(const AlertRecipient&, const AlertRecipient&) = default;
};

// Where a vessel was last, and how it moved.
struct VesselFix {
  Mmsi mmsi;
  geo::Position position;
  std::optional<Speed> sog;
  std::optional<Bearing> cog;
  Instant observed_at;  // event time
  friend bool operator==(const VesselFix&, const VesselFix&) = default;
};

// A craft that could go to the place of an alert.
struct NearestCraft {
  ControlPointId control_point;  // whose it is
  AssetId asset;
  std::string name;
  bool is_heard = false;  // its place is from its own AIS; else it is its berth
  Instant observed_at;    // of the place, if heard
  Bearing bearing;        // from the craft to the place
  Distance range;         // along the geodesic
  Span travel_time;       // at sprint speed along the geodesic
  // Its nation, where that may not act in the sector of the alert; empty: it may.
  std::optional<Nation> without_permit = {};
  friend bool operator==(const NearestCraft&, const NearestCraft&) = default;
};

// That an alarm or distress waits for an acknowledgement: the time to its escalations counts from `since`.
struct EscalationWait {
  Severity severity = Severity::alarm;  // as grave as it has become while it waits
  Instant since;                        // wall clock
  std::uint32_t before = 0;             // escalations that were due at lesser severity
  friend bool operator==(const EscalationWait&, const EscalationWait&) = default;
};

inline constexpr std::string_view kSightingRule = "sighting";

struct Alert {
  std::uint64_t id = 0;      // that of the anomaly by which it was raised
  std::uint32_t number = 0;  // short, to be spoken; the same everywhere; used again after kLastAlertNumber
  std::uint32_t change = 1;  // grows with each change of what a person is to know
  AlertState state = AlertState::raised;
  Anomaly anomaly;
  std::uint64_t detector_term = 0;   // term of the detector that reported the anomaly; 0: not known
  Instant raised_at;                 // when the coordination server first received it, by its wall clock
  std::optional<Instant> closed_at;  // since when it is ended or retracted
  // Since when the detector, started anew, does not name its anomaly; empty: it does.
  std::optional<Instant> unconfirmed_since;
  std::optional<AlertAcknowledgement> acknowledged;  // of this activation; the one at the highest severity
  std::optional<Outcome> outcome;                    // set by the person who closed it
  ControlPointId closed_by;                          // who that was; or kWatchDesk; empty: nobody
  std::vector<AlertComment> comments;                // the oldest first
  std::uint32_t comments_ever = 0;                   // with those that were dropped
  SectorId sector;                                   // contains the place; empty outside all sectors
  std::optional<EscalationWait> waits;               // empty: it asks for no acknowledgement
  // A rise that was over before the server heard of it, and that is to be told to nobody yet.
  std::optional<Severity> missed_rise = {};
  // What was seen, where a person's word raised it; then `anomaly` has the rule kSightingRule, the place, the
  // time and how grave it is, and no detector speaks of it.
  std::optional<Sighting> sighting = {};
  // When it was last published; no part of its durable state.
  std::vector<VesselFix> fixes;            // of its vessels
  std::optional<NearestCraft> nearest;     // of all control points whose nation may act in the sector
  // Of all control points, where one that may not act there is nearer.
  std::optional<NearestCraft> nearest_of_all = {};
  std::vector<AlertRecipient> recipients;  // by id
  // False where it is shown although the server's disk has not taken this state of it; as with fixes.
  bool is_stored = true;
  friend bool operator==(const Alert&, const Alert&) = default;
};

inline constexpr std::uint32_t kLastAlertNumber = 9'999;

// The condition holds; the alert counts in the priority of its sector.
[[nodiscard]] inline bool is_active(const Alert& alert) {
  return alert.state == AlertState::raised || alert.state == AlertState::acknowledged;
}
// The condition holds, or it has ended and the alert is not acknowledged yet.
[[nodiscard]] inline bool is_open(const Alert& alert) {
  return is_active(alert) || alert.state == AlertState::returned_unacknowledged;
}
// A person has to acknowledge it.
[[nodiscard]] inline bool is_unacknowledged(const Alert& alert) {
  return alert.state == AlertState::raised || alert.state == AlertState::returned_unacknowledged;
}

}  // namespace selat::model

namespace selat {
template <>
inline constexpr auto enum_names<model::AlertState> = std::to_array<std::string_view>(
    {"raised", "acknowledged", "returned_unacknowledged", "ended", "retracted"});
template <>
inline constexpr auto enum_names<model::Outcome> =
    std::to_array<std::string_view>({"true_alert", "false_alert", "unclear", "could_not_be_checked"});
template <>
inline constexpr auto enum_names<model::DueReason> =
    std::to_array<std::string_view>({"holds_sector", "nearest", "escalated", "has_person", "took_report"});
}  // namespace selat
