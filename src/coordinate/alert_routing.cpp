#include "coordinate/alert_routing.h"

#include <algorithm>

#include "base/fingerprint.h"

namespace selat::coordinate {
namespace {

using model::Alert;
using model::AlertRecipient;
using model::AlertState;
using model::DueReason;
using model::NoticeCause;

AlertRecipient& recipient_of(Alert& alert, const model::ControlPointId& id) {
  const auto at = std::ranges::lower_bound(alert.recipients, id, {}, &AlertRecipient::control_point);
  if (at != alert.recipients.end() && at->control_point == id) {
    return *at;
  }
  return *alert.recipients.insert(at, {.control_point = id, .due = {}, .due_since = {}, .told = {}});
}

bool is_due(const Alert& alert, const model::ControlPointId& id) {
  const auto found = std::ranges::find(alert.recipients, id, &AlertRecipient::control_point);
  return found != alert.recipients.end() && found->due;
}

using Due = std::map<model::ControlPointId, DueReason>;

// Who is told where nobody answers for the place. Those that know of the alert keep it.
void add_nearest(const Alert& alert, const RoutingView& view, Due& due) {
  if (!alert.anomaly.place.is_valid() && alert.fixes.empty() &&
      alert.anomaly.severity >= model::Severity::alarm) {
    for (const auto& id : view.nearest) {
      due.emplace(id, DueReason::nearest);
    }
    return;
  }
  const auto knows = std::ranges::find_if(view.nearest, [&](const auto& id) { return is_due(alert, id); });
  const auto chosen = knows != view.nearest.end() ? knows : view.nearest.begin();
  if (chosen != view.nearest.end()) {
    due.emplace(*chosen, DueReason::nearest);
  }
}

void add_escalated(const Alert& alert, const RoutingView& view, Due& due) {
  for (const AlertRecipient& recipient : alert.recipients) {
    if (recipient.due == DueReason::escalated) {
      due.emplace(recipient.control_point, DueReason::escalated);
    }
  }
  auto escalated = static_cast<std::uint32_t>(
      std::ranges::count(due, DueReason::escalated, [](const auto& entry) { return entry.second; }));
  for (const auto& id : view.nearest) {
    if (escalated < view.escalations && due.emplace(id, DueReason::escalated).second) {
      ++escalated;
    }
  }
}

Due due_to(const Alert& alert, const RoutingView& view) {
  Due due;
  if (!model::is_open(alert)) {
    return due;
  }
  if (!view.holder.empty()) {
    due.emplace(view.holder, DueReason::holds_sector);
  } else {
    add_nearest(alert, view, due);
  }
  add_escalated(alert, view, due);
  return due;
}

std::uint64_t names_of(const Alert& alert) {
  std::uint64_t names = 1;
  for (const model::AnomalyVessel& vessel : alert.anomaly.vessels) {
    names = join(names, fingerprint(vessel.name.view()));
  }
  return names;
}

// Has the alert come into its sector since, or has only the holder of the sector changed? It was there before
// if another answered for it there, or this one was told that it is there and not its own.
NoticeCause cause_for_holder(const Alert& alert, const AlertRecipient& recipient) {
  const bool was_here = std::ranges::any_of(alert.recipients, [&](const AlertRecipient& one) {
    const bool is_other = one.control_point != recipient.control_point;
    return one.told && one.told->sector == alert.sector && one.told->was_due == is_other;
  });
  return was_here ? NoticeCause::holder_changed : NoticeCause::entered;
}

NoticeCause first_cause(const Alert& alert, const AlertRecipient& recipient, DueReason due) {
  const bool is_known_elsewhere = std::ranges::any_of(alert.recipients, [&](const AlertRecipient& other) {
    return other.control_point != recipient.control_point && other.told;
  });
  switch (due) {
    case DueReason::nearest:
      return NoticeCause::passed_on;
    case DueReason::escalated:
      return NoticeCause::escalated;
    case DueReason::holds_sector:
      break;
  }
  return is_known_elsewhere ? cause_for_holder(alert, recipient) : NoticeCause::raised;
}

// What has changed since the terminal stored what it knows.
std::optional<NoticeCause> change_since(const model::Telling& told, const Alert& alert,
                                        const AlertRecipient& recipient, DueReason due) {
  if (!told.was_due) {
    const NoticeCause cause = first_cause(alert, recipient, due);
    return cause == NoticeCause::raised ? cause_for_holder(alert, recipient) : cause;
  }
  if (alert.anomaly.severity > told.severity) {
    return NoticeCause::graver;
  }
  if (alert.state != told.state) {
    return alert.state == AlertState::acknowledged ? NoticeCause::acknowledged : NoticeCause::returned;
  }
  if (alert.sector != told.sector && due != DueReason::escalated) {
    return due == DueReason::holds_sector ? NoticeCause::entered : NoticeCause::passed_on;
  }
  if (alert.comments_ever != told.comments) {
    return NoticeCause::commented;
  }
  const bool has_other_names = told.names != 0 && told.names != names_of(alert);
  return has_other_names ? std::optional(NoticeCause::named) : std::nullopt;
}

// Whether a terminal with this knowledge believes that it has to do with an open alert.
bool believes_it_is_concerned(const model::Telling& told) {
  return told.was_due && told.state != AlertState::ended && told.state != AlertState::retracted;
}

Span patience(model::Severity severity, const Timing& timing) {
  return severity == model::Severity::distress ? timing.escalate_distress_after : timing.escalate_alarm_after;
}

}  // namespace

bool update_recipients(Alert& alert, const RoutingView& view, Instant wall) {
  const Due due = due_to(alert, view);
  bool has_changed = false;
  for (const auto& [id, reason] : due) {
    AlertRecipient& recipient = recipient_of(alert, id);
    if (recipient.due != reason) {
      recipient.due = reason;
      recipient.due_since = wall;
      has_changed = true;
    }
  }
  for (AlertRecipient& recipient : alert.recipients) {
    if (recipient.due && !due.contains(recipient.control_point)) {
      recipient.due.reset();
      recipient.due_since = wall;
      has_changed = true;
    }
  }
  alert.change += has_changed ? 1U : 0U;
  return has_changed;
}

void note_fall(Alert& alert) {
  if (!model::is_unacknowledged(alert)) {
    return;
  }
  for (AlertRecipient& recipient : alert.recipients) {
    if (recipient.told) {
      recipient.told->severity = std::min(recipient.told->severity, alert.anomaly.severity);
    }
  }
}

std::optional<NoticeCause> notice_due(const Alert& alert, const AlertRecipient& recipient,
                                      std::uint64_t fence) {
  const bool may_have_stored_more = recipient.sent_change > (recipient.told ? recipient.told->change : 0);
  if (!recipient.due || !model::is_open(alert)) {
    const bool must_hear_it =
        may_have_stored_more || (recipient.told && believes_it_is_concerned(*recipient.told));
    const NoticeCause cause = model::is_open(alert) ? NoticeCause::left : NoticeCause::over;
    return must_hear_it ? std::optional(cause) : std::nullopt;
  }
  if (!recipient.told) {
    return first_cause(alert, recipient, *recipient.due);
  }
  const auto cause = change_since(*recipient.told, alert, recipient, *recipient.due);
  if (!cause && recipient.told->fence != fence) {
    return NoticeCause::standing;
  }
  if (cause || !may_have_stored_more) {
    return cause;
  }
  return alert.state == AlertState::acknowledged ? NoticeCause::acknowledged : NoticeCause::returned;
}

model::Telling telling(const Alert& alert, const AlertRecipient& recipient, std::uint64_t fence) {
  return {.fence = fence,
          .change = alert.change,
          .severity = alert.anomaly.severity,
          .state = alert.state,
          .sector = alert.sector,
          .comments = alert.comments_ever,
          .names = names_of(alert),
          .was_due = recipient.due.has_value() || !model::is_open(alert),
          .stored_at = {},
          .seen_at = {}};
}

std::uint32_t Escalations::count(const Alert& alert, SteadyTime now) {
  const bool is_waiting = model::is_unacknowledged(alert) && alert.anomaly.severity >= model::Severity::alarm;
  if (!is_waiting) {
    waiting_.erase(alert.id);
    return 0;
  }
  const auto steps = [&](const Waiting& waiting) {
    const Span waited = now - waiting.since;
    return waiting.before + static_cast<std::uint32_t>(waited / patience(waiting.severity, timing_));
  };
  const auto [at, is_new] = waiting_.try_emplace(alert.id, Waiting{alert.anomaly.severity, now, 0});
  Waiting& waiting = at->second;
  if (alert.anomaly.severity > waiting.severity) {
    waiting = {alert.anomaly.severity, now, steps(waiting)};
  }
  return steps(waiting);
}

}  // namespace selat::coordinate
