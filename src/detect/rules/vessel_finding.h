#pragma once
// The part of an anomaly that rules about one vessel fill in alike.

#include "detect/rule.h"

namespace selat::detect {

[[nodiscard]] inline model::Anomaly vessel_finding(const RuleDescription& rule, const VesselMoment& moment) {
  const model::Mmsi mmsi = moment.tracker.vessel().mmsi;
  model::Anomaly finding;
  finding.rule = rule.id;
  finding.rule_version = rule.version;
  finding.vessels = {{mmsi, {}}};  // names are filled in when it is published
  const track::Fix* last = moment.tracker.last();
  finding.place = last != nullptr ? last->position : kUnknownPlace;
  finding.started_at = moment.fix.at;
  finding.decided_at = moment.fix.at;
  finding.reports = {reference_to(mmsi, moment.fix, moment.sources)};
  return finding;
}

}  // namespace selat::detect
