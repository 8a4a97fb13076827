#include "coordinate/escalations.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace selat::coordinate {
namespace {

std::uint32_t told_to_more(const model::Alert& alert) {
  return static_cast<std::uint32_t>(
      std::ranges::count(alert.recipients, model::DueReason::escalated, &model::AlertRecipient::due));
}

}  // namespace

Span Escalations::patience(model::Severity severity) const {
  return severity == model::Severity::distress ? timing_.escalate_distress_after
                                               : timing_.escalate_alarm_after;
}

bool Escalations::update(model::Alert& alert, Now now) {
  const model::Severity severity = alert.anomaly.severity;
  if (!model::is_unacknowledged(alert) || severity < model::Severity::alarm) {
    since_.erase(alert.id);
    return std::exchange(alert.waits, std::nullopt).has_value();
  }
  const bool has_moved = alert.waits && !since_.contains(alert.id) && go_on(alert, *alert.waits, now);
  if (alert.waits && severity <= alert.waits->severity) {
    return has_moved;
  }
  const std::uint32_t before = alert.waits ? count(alert, now.steady) : told_to_more(alert);
  alert.waits = {.severity = severity, .since = now.wall, .before = before};
  since_[alert.id] = now.steady;
  return true;
}

// An earlier server left it waiting. True if the time does not simply count on.
bool Escalations::go_on(const model::Alert& alert, model::EscalationWait& waits, Now now) {
  const Span full = patience(waits.severity);
  const Span waited = now.wall - waits.since;
  const std::uint32_t told = told_to_more(alert);
  const bool was_clock_set_back = waited < Span();
  const bool is_overdue =
      !was_clock_set_back && waits.before + static_cast<std::uint32_t>(waited / full) > told;
  if (!was_clock_set_back && !is_overdue) {
    since_[alert.id] = now.steady - waited;
    return false;
  }
  const Span left = is_overdue ? std::min(timing_.silent_after, full) : full;
  waits.before = told;
  waits.since = now.wall - (full - left);
  since_[alert.id] = now.steady - (full - left);
  return true;
}

std::uint32_t Escalations::count(const model::Alert& alert, SteadyTime now) const {
  const auto since = since_.find(alert.id);
  if (!alert.waits || since == since_.end()) {
    return 0;
  }
  return alert.waits->before +
         static_cast<std::uint32_t>((now - since->second) / patience(alert.waits->severity));
}

}  // namespace selat::coordinate
