// Who listens: while nothing can be stored nobody is welcomed, but a person who sits at a terminal that asks
// to be is told of alarms and distress all the same, each time it asks. It has no fence and sends no receipt,
// so that the alert escalates as if it had not been told, and is told anew once the terminal has been
// welcomed. Nothing is noted: it says then what it was told, and hears what concerns it no longer.

#include <algorithm>
#include <functional>
#include <iterator>
#include <optional>
#include <tuple>
#include <utility>

#include "coordinate/alert_desk.h"

namespace selat::coordinate {

// What is due to its control point; what rests with no person who is heard; what those have left unanswered.
bool AlertDesk::is_for_listener(const model::Alert& alert, std::size_t control_point) const {
  if (!model::is_unacknowledged(alert) || alert.anomaly.severity < model::Severity::alarm) {
    return false;
  }
  bool rests_with_person = false;
  for (const model::AlertRecipient& recipient : alert.recipients) {
    const std::size_t one = index_of(recipient.control_point);
    if (recipient.due == model::DueReason::escalated || (recipient.due && one == control_point)) {
      return true;
    }
    const auto& there = standing_.control_points[one];
    const bool may_act = recipient.due && recipient.due != model::DueReason::took_report;
    rests_with_person = rests_with_person || (may_act && there.is_heard && there.has_person);
  }
  return !rests_with_person;
}

// The gravest, then the newest. Of more than may be sent at once the first half each time, the others in
// turn.
std::vector<std::uint64_t> AlertDesk::for_listener(std::size_t control_point, std::uint64_t turn) const {
  constexpr std::size_t kHalf = kMostUnanswered / 2;
  std::vector<const model::Alert*> alerts;
  for (const auto& [id, alert] : registry_.alerts()) {
    if (is_for_listener(alert, control_point)) {
      alerts.push_back(&alert);
    }
  }
  std::ranges::sort(alerts, std::greater<>(), [](const model::Alert* alert) {
    return std::tuple(alert->anomaly.severity, alert->raised_at, alert->id);
  });
  if (alerts.size() > kMostUnanswered) {
    const auto others = alerts.begin() + kHalf;
    const std::size_t first = turn % alerts.size() * kHalf % (alerts.size() - kHalf);
    std::rotate(others, others + static_cast<std::ptrdiff_t>(first), alerts.end());
    alerts.resize(kMostUnanswered);
  }
  std::vector<std::uint64_t> ids;
  std::ranges::transform(alerts, std::back_inserter(ids), &model::Alert::id);
  return ids;
}

void AlertDesk::tell_listener(std::size_t control_point, std::uint64_t terminal, std::uint64_t turn,
                              Effects& effects) const {
  const model::ControlPointId& to = settings_.control_points[control_point].id;
  for (const std::uint64_t id : for_listener(control_point, turn)) {
    const model::Alert& alert = *registry_.find(id);
    const auto recipient = std::ranges::find(alert.recipients, to, &model::AlertRecipient::control_point);
    const bool is_known = recipient != alert.recipients.end();
    model::Notice notice{
        .cause = is_known && recipient->told ? model::NoticeCause::standing : model::NoticeCause::passed_on,
        .alert = shown(alert),
        .nearest = craft_for(alert, control_point),
        .risen_to = is_known ? recipient->risen_to : std::nullopt};
    notice.alert.is_stored = false;  // that it was told
    effects.orders.push_back(
        {.to = to, .to_term = terminal, .in_reply_to = std::nullopt, .body = std::move(notice)});
  }
}

void AlertDesk::note_heard(std::size_t control_point, const std::vector<std::uint64_t>& alerts) {
  for (const std::uint64_t id : alerts) {
    model::Alert* const alert = registry_.find(id);
    if (alert == nullptr || unanswered_[control_point].contains(id)) {
      continue;
    }
    model::AlertRecipient& recipient = recipient_of(*alert, settings_.control_points[control_point].id);
    const bool is_due = recipient.due && model::is_open(*alert);
    if (!is_due && !notice_due(*alert, recipient, standing_.control_points[control_point].fence)) {
      recipient.sent_change = ++alert->change;  // so that it is told what it may not know
      changed_.insert(id);
    }
  }
}

}  // namespace selat::coordinate
