#pragma once
// The part of an anomaly that rules about one vessel fill in alike.

#include <algorithm>

#include "detect/rule.h"

namespace selat::detect {

// A report that is older than a day has a wrong clock.
inline constexpr Span kLongestAgo = Span::hours(24);

[[nodiscard]] inline model::Anomaly vessel_anomaly(const RuleDescription& rule, const VesselUpdate& update) {
  const model::Mmsi mmsi = update.tracker.vessel().mmsi;
  model::Anomaly anomaly;
  anomaly.rule = rule.id;
  anomaly.rule_version = rule.version;
  anomaly.context_version = update.context.version();
  anomaly.vessels = {{mmsi, {}}};  // the log fills in the name
  const track::Fix* last = update.tracker.last();
  anomaly.place = last != nullptr ? last->position : kUnknownPlace;
  anomaly.started_at = update.at - std::min(update.late_by, kLongestAgo);
  anomaly.decided_at = update.at;
  anomaly.reports = {reference_to(mmsi, update.fix, update.sources)};
  anomaly.reports.front().observed_at = anomaly.started_at;
  return anomaly;
}

}  // namespace selat::detect
