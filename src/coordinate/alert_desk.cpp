#include "coordinate/alert_desk.h"

#include <algorithm>
#include <utility>

namespace selat::coordinate {
namespace {

constexpr Span kBetweenLooks = Span::seconds(10);
constexpr Span kBetweenSweeps = Span::minutes(1);
constexpr Span kSendAgainAfter = Span::seconds(3);
constexpr Span kClockStep = Span::minutes(1);  // forward; set back, the detector begins anew

}  // namespace

AlertDesk::AlertDesk(Settings settings, SectorMap map, std::vector<model::Alert> persisted,
                     std::uint32_t last_number)
    : settings_(std::move(settings)),
      map_(std::move(map)),
      registry_(settings_.limits, std::move(persisted), last_number),
      escalations_(settings_.timing),
      untold_(settings_.control_points.size()),
      unanswered_(settings_.control_points.size()) {
  standing_.control_points.resize(settings_.control_points.size());
  standing_.holders.resize(settings_.sectors.size());
}

// ---- what changes alerts

model::SectorId AlertDesk::sector_at(geo::Position place) const {
  const auto sector = map_.sector_at(place);
  return sector ? settings_.sectors[*sector] : model::SectorId();
}

bool AlertDesk::note_change(model::Alert* alert) {
  if (alert != nullptr) {
    changed_.insert(alert->id);
  }
  return alert != nullptr;
}

bool AlertDesk::apply(const model::Anomaly& anomaly, std::uint64_t detector_term, Now now) {
  return note_change(registry_.apply(anomaly, detector_term, sector_at(anomaly.place), now.wall));
}

bool AlertDesk::end_snapshot(std::uint64_t detector_term, Now now) {
  const auto ids = registry_.end_snapshot(detector_term, now.wall);
  changed_.insert(ids.begin(), ids.end());
  return !ids.empty();
}

const model::Alert& AlertDesk::raise(const model::Sighting& sighting, Now now) {
  model::Alert& alert = registry_.raise(sighting, sector_at(sighting.place), now.wall);
  note_change(&alert);
  return alert;
}

bool AlertDesk::acknowledge(const model::AcknowledgeAlert& request, const model::ControlPointId& by,
                            Now now) {
  if (model::Alert* const alert = registry_.find(request.alert)) {
    note_seen_by(by, *alert, request.severity, now);
  }
  return note_change(registry_.acknowledge(request.alert, by, request.severity, now.wall));
}

// Who acknowledges has seen it, even if the receipt that says so was lost with a terminal, or does not come
// since the disk there takes nothing; the notice is repeated until it does.
void AlertDesk::note_seen_by(const model::ControlPointId& by, model::Alert& alert, model::Severity severity,
                             Now now) {
  const auto recipient = std::ranges::find(alert.recipients, by, &model::AlertRecipient::control_point);
  if (recipient == alert.recipients.end()) {
    return;
  }
  const auto sent = unanswered_[index_of(by)].find(alert.id);
  if (sent != unanswered_[index_of(by)].end()) {
    note_seen(sent->second.telling, severity, now.wall);
  }
  auto& told = recipient->told;
  if (!told && recipient->sent_change > 0) {
    told = telling(alert, *recipient, standing_.control_points[index_of(by)].fence);
    told->change = 0;
    told->severity = std::min(severity, alert.anomaly.severity);
    told->stored_at = told->first_stored_at = now.wall;
    recipient->risen_to = recipient->risen_to > severity ? recipient->risen_to : std::nullopt;
    changed_.insert(alert.id);
  }
  if (told && note_seen(*told, severity, now.wall)) {
    changed_.insert(alert.id);
  }
}

bool AlertDesk::comment(const model::CommentAlert& request, const model::ControlPointId& by, Now now) {
  return note_change(registry_.comment(request.alert, by, request.text, now.wall));
}

// What a person adds when he closes an alert once more is kept as a comment.
bool AlertDesk::close(const model::CloseAlert& request, const model::ControlPointId& by, Now now) {
  const bool has_comment =
      !request.text.empty() && note_change(registry_.comment(request.alert, by, request.text, now.wall));
  const bool is_closed = note_change(registry_.close(request.alert, by, request.outcome, now.wall));
  return has_comment || is_closed;
}

const model::Alert* AlertDesk::take_receipt(std::size_t control_point, std::uint64_t fence,
                                            const model::NoticeReceipt& receipt, Now now) {
  model::Alert* const alert = registry_.find(receipt.alert);
  if (alert == nullptr) {
    return nullptr;
  }
  const auto recipient = std::ranges::find(alert->recipients, settings_.control_points[control_point].id,
                                           &model::AlertRecipient::control_point);
  if (recipient == alert->recipients.end()) {
    return nullptr;
  }
  std::optional<model::Telling>& told = recipient->told;
  const bool is_first = !told || told->change == 0;
  auto& waiting = unanswered_[control_point];
  const auto sent = waiting.find(receipt.alert);
  if (sent != waiting.end() && sent->second.telling.change == receipt.change &&
      sent->second.telling.fence == fence) {
    const Instant first = told ? told->first_stored_at : now.wall;
    told = sent->second.telling;
    told->stored_at = now.wall;
    told->first_stored_at = first;
    if (receipt.is_seen) {
      told->seen_at = now.wall;
      told->not_seen.reset();
    }
    recipient->risen_to = sent->second.risen_to;
    waiting.erase(sent);
    untold_[control_point].insert(alert->id);
    changed_.insert(alert->id);
  } else if (told && told->change == receipt.change && receipt.is_seen &&
             note_seen(*told, model::Severity::distress, now.wall)) {
    changed_.insert(alert->id);
  }
  const bool is_grave = alert->anomaly.severity >= model::Severity::alarm;
  return is_first && told && is_grave ? alert : nullptr;
}

// ---- who is to be told

void AlertDesk::settle(AlertStanding standing, Now now, Effects& effects) {
  if (standing != standing_) {
    take(std::move(standing), now);
  }
  for (const std::uint64_t id : changed_) {
    if (model::Alert* const alert = registry_.find(id)) {
      std::ignore = route(*alert, now);
      note_recipients(*alert);
    }
  }
  for (std::size_t i = 0; i < untold_.size(); ++i) {
    send_notices(i, now, effects);
  }
  for (const std::uint64_t id : std::exchange(changed_, {})) {
    if (const model::Alert* const alert = registry_.find(id)) {
      effects.alerts.push_back(shown(*alert));
      if (!effects.alerts.back().fixes.empty()) {
        shown_at_[id] = effects.alerts.back().fixes.front().observed_at;
      }
    }
  }
}

// What each recipient is to be told now is looked at anew. A rise that was missed is also told to who
// believes that the alert still concerns it, though it may be over by now.
void AlertDesk::note_recipients(model::Alert& alert) {
  bool is_told_on = false;
  for (model::AlertRecipient& recipient : alert.recipients) {
    const std::size_t control_point = index_of(recipient.control_point);
    untold_[control_point].insert(alert.id);
    const bool believes = alert.missed_rise && recipient.told && recipient.told->was_due;
    if (!recipient.due && !believes) {
      continue;
    }
    is_told_on = true;
    note_severity(alert, recipient.told ? &*recipient.told : nullptr, recipient.risen_to);
    const auto sent = unanswered_[control_point].find(alert.id);
    if (sent != unanswered_[control_point].end()) {
      note_severity(alert, &sent->second.telling, sent->second.risen_to);
    }
  }
  alert.missed_rise = is_told_on ? std::nullopt : alert.missed_rise;
}

// Another terminal that speaks for a control point is told all anew.
void AlertDesk::take(AlertStanding standing, Now now) {
  for (std::size_t i = 0; i < unanswered_.size(); ++i) {
    if (standing.control_points[i].fence != standing_.control_points[i].fence) {
      unanswered_[i].clear();
      untold_[i].clear();
      for (const auto& [id, alert] : registry_.alerts()) {
        untold_[i].insert(untold_[i].end(), id);
      }
    }
  }
  standing_ = std::move(standing);
  for (const auto& [id, alert] : registry_.alerts()) {
    model::Alert& open = *registry_.find(id);
    if (model::is_open(open) && route(open, now)) {
      changed_.insert(id);
    }
  }
}

// True if the alert changed.
bool AlertDesk::route(model::Alert& alert, Now now) {
  const bool waits_otherwise = escalations_.update(alert, now);
  return update_recipients(alert, view_of(alert, now), now.wall) || waits_otherwise;
}

RoutingView AlertDesk::view_of(const model::Alert& alert, Now now) const {
  RoutingView view;
  const auto sector = std::ranges::find(settings_.sectors, alert.sector);
  if (sector != settings_.sectors.end() && !alert.sector.empty()) {
    const auto& id = standing_.holders[static_cast<std::size_t>(sector - settings_.sectors.begin())];
    if (!id.empty()) {
      const auto& there = standing_.control_points[index_of(id)];
      view.holder = {.id = id, .is_heard = there.is_heard, .has_person = there.has_person};
    }
  }
  view.escalations = escalations_.count(alert, now.steady);
  view.is_gathering = standing_.is_gathering;
  view.took_report = alert.sighting && is_control_point(alert.sighting->entered_by);
  if (needs_nearest(alert, view)) {
    view.nearest = by_nearness(alert);
  }
  return view;
}

std::size_t AlertDesk::index_of(const model::ControlPointId& id) const {
  const auto found = std::ranges::find(settings_.control_points, id, &model::ControlPoint::id);
  return found == settings_.control_points.end()
             ? 0
             : static_cast<std::size_t>(found - settings_.control_points.begin());
}

// ---- notices

// Of the alerts of which the control point has not been told all, the most severe, then the newest. Those of
// which it has are looked at no more; those whose notice it has yet to answer, not until it answers or is
// late.
std::vector<std::uint64_t> AlertDesk::most_urgent(std::size_t control_point, std::size_t most) {
  using Rank = std::tuple<model::Severity, Instant, std::uint64_t>;
  std::vector<Rank> ranks;
  auto& untold = untold_[control_point];
  for (auto it = untold.begin(); it != untold.end();) {
    const model::Alert* const alert = registry_.find(*it);
    const auto recipient =
        alert == nullptr ? decltype(alert->recipients.begin())()
                         : std::ranges::find(alert->recipients, settings_.control_points[control_point].id,
                                             &model::AlertRecipient::control_point);
    const bool is_due =
        alert != nullptr && recipient != alert->recipients.end() &&
        notice_due(*alert, *recipient, standing_.control_points[control_point].fence).has_value();
    const bool is_waited_for = unanswered_[control_point].contains(*it);
    if (is_due && !is_waited_for) {
      ranks.emplace_back(alert->anomaly.severity, alert->raised_at, *it);
    }
    it = is_due && !is_waited_for ? std::next(it) : untold.erase(it);
  }
  const auto end = ranks.begin() + static_cast<std::ptrdiff_t>(std::min(most, ranks.size()));
  std::partial_sort(ranks.begin(), end, ranks.end(), std::greater<>());
  std::vector<std::uint64_t> urgent;
  for (auto rank = ranks.begin(); rank != end; ++rank) {
    urgent.push_back(std::get<2>(*rank));
  }
  return urgent;
}

// A terminal that did not answer in time is told again, what the alert is by then.
void AlertDesk::send_notices(std::size_t control_point, Now now, Effects& effects) {
  auto& waiting = unanswered_[control_point];
  std::erase_if(waiting, [&](const auto& entry) {
    const bool is_late = now.steady - entry.second.sent_at >= kSendAgainAfter;
    if (is_late) {
      untold_[control_point].insert(entry.first);
    }
    return is_late;
  });
  const bool may_send = standing_.control_points[control_point].is_heard &&
                        waiting.size() < kMostUnanswered && !untold_[control_point].empty();
  if (!may_send) {
    return;
  }
  for (const std::uint64_t id : most_urgent(control_point, kMostUnanswered - waiting.size())) {
    send_notice(control_point, *registry_.find(id), now, effects);
  }
}

void AlertDesk::send_notice(std::size_t control_point, model::Alert& alert, Now now, Effects& effects) {
  const auto& terminal = standing_.control_points[control_point];
  const model::ControlPointId& to = settings_.control_points[control_point].id;
  model::AlertRecipient& recipient =
      *std::ranges::find(alert.recipients, to, &model::AlertRecipient::control_point);
  const auto cause = notice_due(alert, recipient, terminal.fence);
  if (!cause) {
    return;
  }
  if (std::exchange(recipient.sent_change, alert.change) != alert.change) {
    changed_.insert(alert.id);
  }
  effects.orders.push_back({.to = to,
                            .to_term = terminal.term,
                            .in_reply_to = std::nullopt,
                            .body = model::Notice{.cause = *cause,
                                                  .alert = shown(alert),
                                                  .nearest = craft_for(alert, control_point),
                                                  .risen_to = rise_due(recipient, terminal.fence)}});
  unanswered_[control_point][alert.id] = {.telling = telling(alert, recipient, terminal.fence),
                                          .sent_at = now.steady};
}

// ---- as time passes

bool AlertDesk::pass_time(Now now, Effects& effects) {
  if (passed_at_ && now.wall - passed_at_->wall_at(now.steady) > kClockStep) {
    registry_.note_clock_step(now.wall);
  }
  passed_at_ = now;
  if (now.steady >= next_second_) {
    next_second_ = now.steady + Span::seconds(1);
    each_second(now, effects);
  }
  if (now.steady >= next_look_) {
    next_look_ = now.steady + kBetweenLooks;
    follow_vessels(effects);
  }
  if (now.steady >= next_sweep_) {
    next_sweep_ = now.steady + kBetweenSweeps;
    forget_old(now, effects);
  }
  return !changed_.empty();
}

void AlertDesk::each_second(Now now, Effects& effects) {
  for (const std::uint64_t id : registry_.end_in_time(now.wall)) {
    changed_.insert(id);
  }
  for (const auto& [id, alert] : registry_.alerts()) {
    const bool may_escalate =
        model::is_unacknowledged(alert) && alert.anomaly.severity >= model::Severity::alarm;
    if (may_escalate && route(*registry_.find(id), now)) {
      changed_.insert(id);
      log_escalations(alert, now, effects);
    }
  }
}

void AlertDesk::forget_old(Now now, Effects& effects) {
  fixes_.forget_old();
  auto forgotten = registry_.forget(now.wall);
  for (const std::uint64_t id : forgotten.ids) {
    escalations_.forget(id);
    seen_in_.erase(id);
    shown_at_.erase(id);
  }
  effects.forgotten_alerts = std::move(forgotten.ids);
  effects.crowded_out_alerts = std::move(forgotten.crowded_out);
}

void AlertDesk::log_escalations(const model::Alert& alert, Now now, Effects& effects) {
  for (const model::AlertRecipient& recipient : alert.recipients) {
    if (recipient.due == model::DueReason::escalated && recipient.due_since == now.wall) {
      effects.log.push_back({.at = now.wall,
                             .kind = model::LogKind::escalated,
                             .sector = alert.sector,
                             .alert = alert.id,
                             .alert_number = alert.number,
                             .severity = alert.anomaly.severity,
                             .text = std::string(recipient.control_point.view())});
    }
  }
}

// A vessel is in another sector when two looks in succession find it there, so that one that sails along a
// boundary is not told of again and again.
void AlertDesk::follow_vessels(Effects& effects) {
  for (const auto& [id, alert] : registry_.alerts()) {
    if (!model::is_open(alert)) {
      continue;
    }
    if (const auto place = place_of(alert)) {
      const model::SectorId found = sector_at(*place);
      const auto before = seen_in_.find(id);
      if (found == alert.sector) {
        seen_in_.erase(id);
      } else if (before == seen_in_.end() || before->second != found) {
        seen_in_[id] = found;
      } else {
        seen_in_.erase(before);
        note_change(registry_.move(id, found));
      }
    }
    note_change(registry_.name_vessels(
        id, [&, place = alert.anomaly.place](model::Mmsi mmsi) { return fixes_.name(mmsi, place); }));
    model::Alert now_shown = shown(alert);
    if (!now_shown.fixes.empty() && !changed_.contains(id)) {
      const Instant at = now_shown.fixes.front().observed_at;
      if (std::exchange(shown_at_[id], at) != at) {
        effects.moved_alerts.push_back(std::move(now_shown));
      }
    }
  }
}

}  // namespace selat::coordinate
