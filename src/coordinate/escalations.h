#pragma once
// Alarms and distress that wait for an acknowledgement, and how many more control points are to be told of
// each by now. An alert that becomes graver waits from then on, with what it had come to.
//
// Since when an alert waits is part of it (model::Alert::waits), so that the time counts on over a restart of
// the server. While the server was down nobody could acknowledge: what fell due meanwhile is one escalation,
// and waits until those who spoke before have had time to be heard.
//
// Pure; not thread-safe. A running server counts by its steady clock, whatever the wall clock does.

#include <cstdint>
#include <map>

#include "coordinate/timing.h"
#include "model/alert.h"
#include "units/clock.h"

namespace selat::coordinate {

class Escalations {
 public:
  explicit Escalations(Timing timing) : timing_(timing) {}

  // To be called after each change of an alert, and with each that waits now and then. True if `alert.waits`
  // changed, which is to be written to disk.
  bool update(model::Alert& alert, Now now);
  // How many more control points are to be told of it.
  [[nodiscard]] std::uint32_t count(const model::Alert& alert, SteadyTime now) const;
  void forget(std::uint64_t alert) { since_.erase(alert); }

 private:
  [[nodiscard]] Span patience(model::Severity severity) const;
  bool go_on(const model::Alert& alert, model::EscalationWait& waits, Now now);

  Timing timing_;
  std::map<std::uint64_t, SteadyTime> since_;  // by alert: Alert::waits->since
};

}  // namespace selat::coordinate
