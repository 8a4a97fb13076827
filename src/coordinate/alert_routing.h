#pragma once
// To whom an alert is due, and what a control point must be told of it now.
//
// An open alert is due to the control point that holds its sector. Where nobody holds it, or the holder is
// not heard, it is due to the nearest control point that is heard; where its place is not known, to all that
// are heard if it is an alarm or distress, otherwise to the first. What nobody acknowledges in time goes to
// the next nearest as well, one more each time (Escalations). Who was told and is concerned no longer is told
// that, once.
//
// Pure functions of values; not thread-safe.

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "coordinate/timing.h"
#include "model/alert.h"
#include "model/order.h"
#include "units/clock.h"

namespace selat::coordinate {

// What routing needs to know of the control points.
struct RoutingView {
  model::ControlPointId holder;                // of the alert's sector; empty: none that is heard
  std::vector<model::ControlPointId> nearest;  // all that are heard, the nearest to the alert first
  std::uint32_t escalations = 0;               // how many more are to be told, since nobody acknowledged
};

// Sets `due` of the alert's recipients. True if one of them changed; that is a change of the alert.
bool update_recipients(model::Alert& alert, const RoutingView& view, Instant wall);

// A fall of an alert that nobody acknowledged is not told, but the rise after it is: what the terminals were
// told counts as no more severe than the alert has become.
void note_fall(model::Alert& alert);

// What the terminal with this fence must be told of the alert now; empty: it knows all there is to know.
[[nodiscard]] std::optional<model::NoticeCause> notice_due(const model::Alert& alert,
                                                           const model::AlertRecipient& recipient,
                                                           std::uint64_t fence);

// What the terminal knows once it has stored the alert as it is now.
[[nodiscard]] model::Telling telling(const model::Alert& alert, const model::AlertRecipient& recipient,
                                     std::uint64_t fence);

// Alarms and distress that wait for an acknowledgement, and since when. An alert that becomes graver waits
// from then on. After a restart of the server all wait from the start.
class Escalations {
 public:
  explicit Escalations(Timing timing) : timing_(timing) {}

  // To be called with each open alert now and then; returns how many more control points are to be told.
  std::uint32_t count(const model::Alert& alert, SteadyTime now);
  void forget(std::uint64_t alert) { waiting_.erase(alert); }

 private:
  struct Waiting {
    model::Severity severity = model::Severity::alarm;
    SteadyTime since;
    std::uint32_t before = 0;  // escalations at lesser severity
  };
  Timing timing_;
  std::map<std::uint64_t, Waiting> waiting_;  // by alert
};

}  // namespace selat::coordinate
