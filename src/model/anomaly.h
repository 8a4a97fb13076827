#pragma once
// An anomaly: a rule's finding, with the evidence that made it. One event is one anomaly that lives:
// raised → updated → ended, or retracted when late data disproves it. The words a person reads are made
// from these values by text/, in three languages.

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/enum_names.h"
#include "base/short_text.h"
#include "model/report.h"

namespace selat::model {

enum class Severity : std::uint8_t { information, caution, warning, alarm, distress };
enum class AnomalyPhase : std::uint8_t { raised, updated, ended, retracted };

// What a piece of evidence measures; the unit follows from it and is part of its name.
enum class Quantity : std::uint8_t {
  distance_m,         // between two vessels, hull to hull where dimensions are known
  speed_kn,           // SOG of the first vessel
  other_speed_kn,     // SOG of the second vessel
  relative_speed_kn,  // between two vessels
  duration_s,         // how long the condition has held
  apart_before_m,     // largest distance in the hour before
  implied_speed_kn,   // needed to get from the last fix to this one
  jump_m,             // innovation: measured minus predicted position
  innovation_sigma,   // the same in standard deviations
  depth_inside_m,     // how far inside a zone
  navigation_status,  // the number of M.1371
  mmsi_prefix,        // 970, 972, 974
  list_match,         // 1 exact … 0 none; the similarity of names
  reports_per_min,    // that a station told
  new_vessels,        // MMSIs that nobody had heard of before
};

struct Evidence {
  Quantity quantity = Quantity::duration_s;
  double measured = 0;
  std::optional<double> threshold;  // absent where the rule compares with nothing
  friend bool operator==(const Evidence&, const Evidence&) = default;
};

// One of the very reports a finding rests on.
struct ReportReference {
  Mmsi mmsi;
  Instant observed_at;
  std::uint64_t fingerprint = 0;  // the lower and the upper half of the report's, joined by exclusive or
  SourceName source;
  std::optional<geo::Position> position;
  std::optional<Speed> sog;
  friend bool operator==(const ReportReference&, const ReportReference&) = default;
};

struct AnomalyVessel {
  Mmsi mmsi;
  ShortText<34> name;  // empty when not known
  friend bool operator==(const AnomalyVessel&, const AnomalyVessel&) = default;
};

// How grave an anomaly was once, where it is less grave now.
struct Peak {
  Severity severity = Severity::information;
  Instant from, until;  // event time
  template <typename Archive>
  void archive(Archive& archive) {
    archive(severity, from, until);
  }
  friend bool operator==(const Peak&, const Peak&) = default;
};

struct Anomaly {
  std::uint64_t id = 0;  // of rule, tracks and subject: the same live and replayed, whatever comes late
  // Of rule, kind, subject and MMSIs: the same for all anomalies of this kind about these vessels. A detector
  // that lost its memory may give another id to what goes on; by the condition it is recognised. 0: not
  // known.
  std::uint64_t condition = 0;
  std::uint32_t revision = 1;  // 1 when raised; grows with each change of the finding
  // How often late reports have changed what was published before. The later message about an anomaly is the
  // one with more corrections, then with the higher revision.
  std::uint32_t corrections = 0;
  ShortText<31> rule;  // id in the rule table, such as "rendezvous"
  std::uint16_t rule_version = 1;
  std::uint64_t context_version = 0;  // of the zones and the watch list it was judged by
  ShortText<31> grade;                // the rule's variant: "entry", "test", "ship_to_ship", "name" …
  AnomalyPhase phase = AnomalyPhase::raised;
  Severity severity = Severity::information;
  // The gravest that was published of it, so that who was not there then can tell; empty: no graver than now.
  std::optional<Peak> peak = {};
  double confidence = 1.0;  // 0…1
  std::vector<AnomalyVessel> vessels;
  geo::Position place;  // not is_valid() where no position was ever heard (a distress text)
  std::string subject;  // zone id, watch-list entry, or the received distress text; may be empty; hostile
  Instant started_at;   // when the condition began (event time)
  Instant decided_at;   // when it became decidable (event time)
  std::optional<Instant> ended_at;
  std::vector<Evidence> evidence;
  std::vector<ReportReference> reports;
  template <typename Archive>
  void archive(Archive& archive) {
    archive(id, condition, revision, corrections, rule, rule_version, context_version, grade, phase, severity,
            peak, confidence, vessels, place, subject, started_at, decided_at, ended_at, evidence, reports);
  }
  friend bool operator==(const Anomaly&, const Anomaly&) = default;
  // Of two messages about the same anomaly from one detector.
  [[nodiscard]] bool is_newer_than(const Anomaly& other) const {
    return std::pair(corrections, revision) > std::pair(other.corrections, other.revision);
  }
};

// The gravest that it is or was.
[[nodiscard]] inline Severity gravest(const Anomaly& anomaly) {
  return anomaly.peak ? anomaly.peak->severity : anomaly.severity;
}

// What `after` is to say of its peak where it takes the place of `before`, which was published until then.
[[nodiscard]] inline std::optional<Peak> peak_of(const Anomaly& before, const Anomaly& after, Instant until) {
  std::optional<Peak> peak = before.peak;
  if (!peak || before.severity >= peak->severity) {
    peak = {
        .severity = before.severity, .from = before.decided_at, .until = std::max(until, before.decided_at)};
  }
  return peak->severity > after.severity ? peak : std::nullopt;
}

}  // namespace selat::model

namespace selat {
template <>
inline constexpr auto enum_names<model::Severity> =
    std::to_array<std::string_view>({"information", "caution", "warning", "alarm", "distress"});
template <>
inline constexpr auto enum_names<model::AnomalyPhase> =
    std::to_array<std::string_view>({"raised", "updated", "ended", "retracted"});
template <>
inline constexpr auto enum_names<model::Quantity> = std::to_array<std::string_view>(
    {"distance_m", "speed_kn", "other_speed_kn", "relative_speed_kn", "duration_s", "apart_before_m",
     "implied_speed_kn", "jump_m", "innovation_sigma", "depth_inside_m", "navigation_status", "mmsi_prefix",
     "list_match", "reports_per_min", "new_vessels"});
}  // namespace selat
