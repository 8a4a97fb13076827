#include "coordinate/alert_routing.h"

#include <algorithm>
#include <limits>
#include <map>

#include "base/fingerprint.h"

namespace selat::coordinate {
namespace {

using model::Alert;
using model::AlertRecipient;
using model::AlertState;
using model::DueReason;
using model::NoticeCause;

// It entered the sighting.
bool took_report(const Alert& alert, const model::ControlPointId& id) {
  return alert.sighting && alert.sighting->entered_by == id;
}

// Since when it is due to the control point for what it may do there; the far future where it is not.
Instant due_since(const Alert& alert, const model::ControlPointId& id) {
  const auto found = std::ranges::find(alert.recipients, id, &AlertRecipient::control_point);
  const bool is_due = found != alert.recipients.end() && found->due && found->due != DueReason::took_report;
  return is_due ? found->due_since : Instant::unix_seconds(std::numeric_limits<std::int32_t>::max());
}

using Due = std::map<model::ControlPointId, DueReason>;

// Why the control point stands in for a holder already; empty: it does not.
std::optional<DueReason> stands_in(const Alert& alert, const model::ControlPointId& id) {
  const auto found = std::ranges::find(alert.recipients, id, &AlertRecipient::control_point);
  const bool does = found != alert.recipients.end() &&
                    (found->due == DueReason::nearest || found->due == DueReason::has_person);
  return does ? found->due : std::nullopt;
}

// Who is told where nobody answers for the place. Whoever has it keeps it, and of several who has had it
// longest.
void add_nearest(const Alert& alert, const RoutingView& view, Due& due) {
  if (!alert.anomaly.place.is_valid() && alert.fixes.empty() &&
      alert.anomaly.severity >= model::Severity::alarm) {
    for (const RoutingView::ControlPoint& one : view.nearest) {
      due.emplace(one.id, DueReason::nearest);
    }
    return;
  }
  const auto chosen = std::ranges::min_element(
      view.nearest, {}, [&](const RoutingView::ControlPoint& one) { return due_since(alert, one.id); });
  if (chosen != view.nearest.end()) {
    due.emplace(chosen->id, stands_in(alert, chosen->id).value_or(DueReason::nearest));
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
  for (const bool with_person : {true, false}) {
    for (const RoutingView::ControlPoint& one : view.nearest) {
      const bool is_next = one.is_heard && one.has_person == with_person && escalated < view.escalations &&
                           !took_report(alert, one.id);
      escalated += is_next && due.emplace(one.id, DueReason::escalated).second ? 1U : 0U;
    }
  }
}

// Distress is told to somebody at once, and to a person if there is one anywhere. Who stands in goes on to;
// while the server gathers who is there, each better one is told, too, until somebody has acknowledged it.
void add_stand_in(const Alert& alert, const RoutingView& view, Due& due) {
  using ControlPoint = RoutingView::ControlPoint;
  if (alert.anomaly.severity < model::Severity::distress) {
    return;
  }
  std::vector<ControlPoint> heard = view.nearest;
  const bool is_holder_heard = view.holder && view.holder->is_heard;
  if (is_holder_heard) {
    heard.push_back(*view.holder);
  }
  std::erase_if(heard, [](const ControlPoint& one) { return !one.is_heard; });
  auto best = heard;
  if (std::ranges::any_of(heard, &ControlPoint::has_person)) {
    std::erase_if(best, [](const ControlPoint& one) { return !one.has_person; });
  }
  const bool rests_with_holder = is_holder_heard && std::ranges::any_of(best, [&](const ControlPoint& one) {
                                   return one.id == view.holder->id;
                                 });
  if (best.empty() || rests_with_holder) {
    return;
  }
  for (const ControlPoint& one : heard) {
    if (const auto reason = stands_in(alert, one.id)) {
      due.emplace(one.id, *reason);
    }
  }
  const auto add = [&](const ControlPoint& one) {
    const auto here = std::ranges::find(heard, one.id, &ControlPoint::id);
    const bool outranks = is_holder_heard || !std::all_of(heard.begin(), here, [](const auto& nearer) {
                            return nearer.has_person;
                          });
    due.emplace(one.id, one.has_person && outranks ? DueReason::has_person : DueReason::nearest);
  };
  if (view.is_gathering && model::is_unacknowledged(alert)) {
    add(best.front());
  } else if (std::ranges::none_of(best, [&](const ControlPoint& one) { return due.contains(one.id); })) {
    add(*std::ranges::min_element(best, {},
                                  [&](const ControlPoint& one) { return due_since(alert, one.id); }));
  }
}

Due due_to(const Alert& alert, const RoutingView& view) {
  Due due;
  if (!model::is_open(alert)) {
    return due;
  }
  if (view.holder) {
    due.emplace(view.holder->id, DueReason::holds_sector);
  } else {
    add_nearest(alert, view, due);
  }
  add_escalated(alert, view, due);
  add_stand_in(alert, view, due);
  if (view.took_report) {
    due.emplace(alert.sighting->entered_by, DueReason::took_report);
  }
  return due;
}

std::uint64_t names_of(const Alert& alert) {
  std::uint64_t names = 1;
  for (const model::AnomalyVessel& vessel : alert.anomaly.vessels) {
    names = join(names, fingerprint(vessel.name.view()));
  }
  return names;
}

// Another who was told since it is due to this one (it escalated, or this one did not answer) says nothing of
// who had it before.
bool was_told_before(const Alert& alert, const AlertRecipient& other, const AlertRecipient& recipient) {
  return other.control_point != recipient.control_point && other.told &&
         other.told->first_stored_at <= recipient.due_since && !took_report(alert, other.control_point);
}

// Has the alert come into its sector since, or has only the holder of the sector changed? It was there before
// if another answered for it there, or this one was told that it is there and not its own.
NoticeCause cause_for_holder(const Alert& alert, const AlertRecipient& recipient) {
  const bool was_here = std::ranges::any_of(alert.recipients, [&](const AlertRecipient& one) {
    const bool is_own = one.control_point == recipient.control_point;
    return one.told && one.told->sector == alert.sector && !took_report(alert, one.control_point) &&
           (is_own ? !one.told->was_due : one.told->was_due && was_told_before(alert, one, recipient));
  });
  return was_here ? NoticeCause::holder_changed : NoticeCause::entered;
}

NoticeCause first_cause(const Alert& alert, const AlertRecipient& recipient, DueReason due) {
  const bool is_known_elsewhere = std::ranges::any_of(alert.recipients, [&](const AlertRecipient& other) {
    return was_told_before(alert, other, recipient);
  });
  switch (due) {
    case DueReason::nearest:
    case DueReason::has_person:
      return NoticeCause::passed_on;
    case DueReason::escalated:
      return NoticeCause::escalated;
    case DueReason::took_report:
      return NoticeCause::raised;
    case DueReason::holds_sector:
      break;
  }
  return is_known_elsewhere ? cause_for_holder(alert, recipient) : NoticeCause::raised;
}

// Whether a terminal with this knowledge believes that it has to do with an open alert.
bool believes_it_is_concerned(const model::Telling& told) {
  return told.was_due && told.state != AlertState::ended && told.state != AlertState::retracted;
}

// What has changed since the terminal stored what it knows.
std::optional<NoticeCause> change_since(const model::Telling& told, const Alert& alert,
                                        const AlertRecipient& recipient, DueReason due) {
  if (!told.was_due) {
    const NoticeCause cause = first_cause(alert, recipient, due);
    return cause == NoticeCause::raised ? cause_for_holder(alert, recipient) : cause;
  }
  if (recipient.risen_to && believes_it_is_concerned(told)) {
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

// What a person of the control point has seen stays seen, whichever terminal speaks.
bool is_seen(const Alert& alert, const AlertRecipient& recipient) {
  return recipient.told && recipient.told->seen_at && !recipient.told->not_seen && !recipient.risen_to &&
         alert.anomaly.severity <= recipient.told->severity;
}

// Beyond what its receipts say.
bool may_have_stored_more(const AlertRecipient& recipient) {
  return recipient.sent_change > (recipient.told ? recipient.told->change : 0);
}

}  // namespace

AlertRecipient& recipient_of(Alert& alert, const model::ControlPointId& id) {
  const auto at = std::ranges::lower_bound(alert.recipients, id, {}, &AlertRecipient::control_point);
  if (at != alert.recipients.end() && at->control_point == id) {
    return *at;
  }
  return *alert.recipients.insert(at, {.control_point = id, .due = {}, .due_since = {}, .told = {}});
}

bool needs_nearest(const Alert& alert, const RoutingView& view) {
  const bool is_with_holder = view.holder && view.holder->is_heard;
  const bool is_with_nobody =
      alert.anomaly.severity >= model::Severity::distress && is_with_holder && !view.holder->has_person;
  return !is_with_holder || is_with_nobody || view.escalations > 0;
}

bool update_recipients(Alert& alert, const RoutingView& view, Instant wall) {
  const Due due = due_to(alert, view);
  bool has_changed = false;
  for (const auto& [id, reason] : due) {
    AlertRecipient& recipient = recipient_of(alert, id);
    if (!recipient.due && recipient.told && may_have_stored_more(recipient)) {
      recipient.told->was_due = false;  // perhaps that it was concerned no longer, or that it was over
    }
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

void note_severity(const Alert& alert, model::Telling* told, std::optional<model::Severity>& risen_to) {
  const model::Severity now = alert.anomaly.severity;
  const model::Severity rise = std::max(alert.missed_rise.value_or(now), now);
  const bool knows = told != nullptr && believes_it_is_concerned(*told);
  if (!knows || rise > told->severity) {
    risen_to = std::max(risen_to.value_or(rise), rise);
  }
  if (told != nullptr && model::is_unacknowledged(alert)) {
    told->severity = std::min(told->severity, now);
  }
}

std::optional<NoticeCause> notice_due(const Alert& alert, const AlertRecipient& recipient,
                                      std::uint64_t fence) {
  if (!recipient.due || !model::is_open(alert)) {
    const bool owes_an_answer = took_report(alert, recipient.control_point) && !recipient.told;
    const bool must_hear_it =
        owes_an_answer || may_have_stored_more(recipient) ||
        (recipient.told && (believes_it_is_concerned(*recipient.told) || recipient.told->fence != fence));
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
  if (cause || !may_have_stored_more(recipient)) {
    return cause;
  }
  return alert.state == AlertState::acknowledged ? NoticeCause::acknowledged : NoticeCause::returned;
}

std::optional<model::Severity> rise_due(const AlertRecipient& recipient, std::uint64_t fence) {
  const bool was_told_elsewhere = recipient.told && recipient.told->fence != fence;
  return was_told_elsewhere ? std::max(recipient.risen_to, recipient.told->not_seen) : recipient.risen_to;
}

model::Telling telling(const Alert& alert, const AlertRecipient& recipient, std::uint64_t fence) {
  const model::Severity now = alert.anomaly.severity;
  return {.fence = fence,
          .change = alert.change,
          .severity = now,
          .state = alert.state,
          .sector = alert.sector,
          .comments = alert.comments_ever,
          .names = names_of(alert),
          .was_due = recipient.due.has_value() || !model::is_open(alert),
          .stored_at = {},
          .first_stored_at = {},
          .seen_at = recipient.told ? recipient.told->seen_at : std::nullopt,
          .not_seen = is_seen(alert, recipient)
                          ? std::nullopt
                          : std::max({recipient.told ? recipient.told->not_seen : std::nullopt,
                                      recipient.risen_to, std::optional(now)})};
}

bool note_seen(model::Telling& told, model::Severity severity, Instant wall) {
  const bool is_news = told.not_seen ? *told.not_seen <= severity : !told.seen_at;
  if (is_news) {
    told.seen_at = wall;
    told.not_seen.reset();
  }
  return is_news;
}

}  // namespace selat::coordinate
