// How the Coordinator answers the requests of control points.

#include <algorithm>
#include <string>
#include <utility>
#include <variant>

#include "coordinate/coordinator.h"

namespace selat::coordinate {

using model::RefusalCode;

Span rest_after(model::DeclineCode code) {
  switch (code) {
    case model::DeclineCode::jurisdiction:
    case model::DeclineCode::policy:
      return Span::hours(12);
    case model::DeclineCode::crew_rest:
    case model::DeclineCode::maintenance:
      return Span::hours(4);
    case model::DeclineCode::no_asset:
    case model::DeclineCode::weather:
      return Span::hours(1);
  }
  return Span::hours(1);
}

struct Coordinator::Question {
  const model::ReceivedRequest& request;
  Now now;
  std::size_t control_point = 0;  // index of the sender; set by admit()
  Effects effects;
};

Effects Coordinator::receive(const model::ReceivedRequest& request, Now now) {
  ++counters_.requests;
  pass_time(now);
  Question question{.request = request, .now = now, .control_point = 0, .effects = {}};
  if (admit(question, std::get_if<model::Join>(&request.body))) {
    std::visit([&](const auto& body) { answer(question, body); }, request.body);
  }
  conclude(now, question.effects);
  return std::move(question.effects);
}

// Whether the sender is the terminal that acts for its control point; if not, sends the answer that says so.
bool Coordinator::admit(Question& question, const model::Join* join) {
  const model::ReceivedRequest& request = question.request;
  const auto index = control_point_index(request.from);
  if (!index) {
    refuse(question, RefusalCode::unknown_control_point);
    return false;
  }
  question.control_point = *index;
  ControlPointPresence& presence = presences_[*index];
  if (request.term < presence.term || (request.term == presence.term && presence.has_left)) {
    if (std::holds_alternative<model::Leave>(request.body)) {
      reply(question, model::Receipt{});
    } else {
      refuse(question, RefusalCode::superseded);
    }
    return false;
  }
  if (request.term > presence.term) {
    const SteadyTime heard_at = presence.term == 0 ? started_at_ : presence.heard_at;
    const bool may_other_be_alive = !presence.has_left &&
                                    question.now.steady - heard_at < settings_.timing.silent_after &&
                                    (presence.term != 0 || !leases_.held_by(request.from).empty());
    const bool is_the_holder = presence.term == 0 && (join == nullptr || !join->holding.empty());
    const bool takes_over = join != nullptr && join->take_over;
    if (may_other_be_alive && !takes_over && !is_the_holder) {
      refuse(question, RefusalCode::already_served);
      return false;
    }
    if (presence.term != 0) {
      leases_.terminal_changed(request.from);
    }
    presence = {};
    presence.term = request.term;
  }
  if (!presence.is_connected) {
    presence.is_connected = true;
    needs_plan_ = has_table_changed_ = true;
  }
  presence.heard_at = question.now.steady;
  presence.heard_at_wall = question.now.wall;
  return true;
}

void Coordinator::answer(Question& question, const model::Join& /*join*/) {
  const auto& from = question.request.from;
  if (!leases_.renew(from, question.now).empty()) {
    has_table_changed_ = true;
  }
  reply(question, model::Welcome{.holding = held_assignments(question.control_point, question.now),
                                 .lease_for = settings_.timing.lease,
                                 .places = places_});
}

void Coordinator::answer(Question& question, const model::Renew& /*renew*/) {
  leases_.renew(question.request.from, question.now);
  reply(question,
        model::Renewed{held_assignments(question.control_point, question.now), settings_.timing.lease});
}

void Coordinator::answer(Question& question, const model::Accept& accept) {
  const auto sector = sector_index(accept.sector);
  if (!sector) {
    return refuse(question, RefusalCode::unknown_sector, accept.sector);
  }
  if (!may_hold(*sector, question.control_point)) {
    return refuse(question, RefusalCode::not_permitted, accept.sector);
  }
  const bool is_repetition =
      leases_.holder(*sector) == question.request.from && leases_.epoch(*sector) == accept.epoch;
  switch (leases_.accept(*sector, question.request.from, accept.epoch, question.now)) {
    case SectorLeases::Acceptance::stale:
      return refuse(question, RefusalCode::stale_epoch, accept.sector, leases_.epoch(*sector));
    case SectorLeases::Acceptance::waiting:
      waiting_[*sector] = {.to = question.control_point,
                           .term = question.request.term,
                           .request = question.request.id,
                           .epoch = accept.epoch,
                           .revoke_next_at = waiting_[*sector].revoke_next_at};
      return;
    case SectorLeases::Acceptance::held:
      if (!is_repetition) {
        ++counters_.grants;
        has_table_changed_ = true;
        question.effects.log.push_back(log_entry(question, LogKind::accepted, accept.sector));
        question.effects.log.back().epoch = accept.epoch;
      }
      reply(question, model::Grant{leases_.assignment(*sector, question.now), settings_.timing.lease});
  }
}

void Coordinator::answer(Question& question, const model::Decline& decline) {
  const auto sector = sector_index(decline.sector);
  if (!sector) {
    return refuse(question, RefusalCode::unknown_sector, decline.sector);
  }
  if (leases_.decline(*sector, question.request.from, decline.epoch)) {
    ++counters_.declines;
    needs_plan_ = has_table_changed_ = true;
    exclude(question, decline.sector, decline.code, decline.remark);
    LogEntry entry = log_entry(question, LogKind::declined, decline.sector);
    entry.epoch = decline.epoch;
    entry.code = decline.code;
    entry.text = decline.remark;
    question.effects.log.push_back(std::move(entry));
  }
  reply(question, model::Receipt{});
}

void Coordinator::answer(Question& question, const model::Release& release) {
  const auto sector = sector_index(release.sector);
  if (!sector) {
    return refuse(question, RefusalCode::unknown_sector, release.sector);
  }
  if (leases_.release(*sector, question.request.from, release.epoch, question.now)) {
    needs_plan_ = has_table_changed_ = true;
    if (release.code) {
      exclude(question, release.sector, *release.code, release.remark);
    }
    LogEntry entry = log_entry(question, LogKind::released, release.sector);
    entry.epoch = release.epoch;
    entry.code = release.code;
    entry.text = release.remark;
    question.effects.log.push_back(std::move(entry));
  }
  reply(question, model::Receipt{});
}

void Coordinator::answer(Question& question, const model::PatrolReport& report) {
  const auto sector = sector_index(report.sector);
  if (!sector) {
    return refuse(question, RefusalCode::unknown_sector, report.sector);
  }
  const std::uint64_t current = leases_.epoch(*sector);
  if (report.epoch < current) {
    return refuse(question, RefusalCode::stale_epoch, report.sector, current);
  }
  if (leases_.holder(*sector) != question.request.from || report.epoch != current) {
    return refuse(question, RefusalCode::not_holder, report.sector, current);
  }
  LogEntry entry = log_entry(question, LogKind::patrol_report, report.sector);
  entry.epoch = report.epoch;
  entry.place = report.place;
  entry.text = report.text;
  question.effects.log.push_back(std::move(entry));
  reply(question, model::Receipt{});
}

void Coordinator::answer(Question& question, const model::AcknowledgeAlert& acknowledge) {
  const model::Alert* alert = alerts_.find(acknowledge.alert);
  if (alert == nullptr) {
    return refuse(question, RefusalCode::unknown_alert);
  }
  // Only the holder of the sector may acknowledge its alerts; in a sector without a holder, any control
  // point.
  if (const auto sector = sector_index(alert->sector)) {
    const auto& holder = leases_.holder(*sector);
    if (!holder.empty() && holder != question.request.from) {
      return refuse(question, RefusalCode::not_holder, alert->sector, leases_.epoch(*sector));
    }
  }
  alert =
      alerts_.acknowledge(acknowledge.alert, question.request.from, acknowledge.severity, question.now.wall);
  if (alert != nullptr) {
    question.effects.alerts.push_back(*alert);
    LogEntry entry = log_entry(question, LogKind::acknowledged, alert->sector);
    entry.alert = alert->id;
    question.effects.log.push_back(std::move(entry));
    needs_plan_ = true;
  }
  reply(question, model::Receipt{});
}

void Coordinator::answer(Question& question, const model::Resume& /*body*/) {
  reply(question, model::Receipt{});
}

void Coordinator::answer(Question& question, const model::NoticeReceipt& /*body*/) {
  reply(question, model::Receipt{});
}

void Coordinator::answer(Question& question, const model::CommentAlert& /*body*/) {
  reply(question, model::Receipt{});
}

void Coordinator::answer(Question& question, const model::CloseAlert& /*body*/) {
  reply(question, model::Receipt{});
}

void Coordinator::answer(Question& question, const model::WriteLog& /*body*/) {
  reply(question, model::Receipt{});
}

void Coordinator::answer(Question& question, const model::AddContextEntry& /*body*/) {
  reply(question, model::Receipt{});
}

void Coordinator::answer(Question& question, const model::EndContextEntry& /*body*/) {
  reply(question, model::Receipt{});
}

void Coordinator::answer(Question& question, const model::Leave& /*leave*/) {
  ControlPointPresence& presence = presences_[question.control_point];
  presence.has_left = true;
  presence.is_connected = false;
  leases_.leave(question.request.from, question.now);
  needs_plan_ = has_table_changed_ = true;
  reply(question, model::Receipt{});
}

void Coordinator::reply(Question& question, model::Order body) {
  question.effects.orders.push_back({.to = question.request.from,
                                     .to_term = question.request.term,
                                     .in_reply_to = question.request.id,
                                     .body = std::move(body)});
}

void Coordinator::refuse(Question& question, RefusalCode code, const model::SectorId& sector,
                         std::uint64_t current_epoch) {
  counters_.refusals.add(code);
  model::Refusal refusal{.code = code, .current_epoch = current_epoch, .sector = sector, .remark = {}};
  if (code == RefusalCode::unknown_control_point) {
    refusal.remark = known_control_points();
  }
  reply(question, std::move(refusal));
}

std::string Coordinator::known_control_points() const {
  std::string known;
  for (const model::ControlPointId& name : names_) {
    known += (known.empty() ? "known are " : ", ") + std::string(name.view());
  }
  return known;
}

LogEntry Coordinator::log_entry(const Question& question, LogKind kind, const model::SectorId& sector) const {
  LogEntry entry;
  entry.at = question.now.wall;
  entry.kind = kind;
  entry.from = question.request.from;
  entry.from_term = question.request.term;
  entry.request = question.request.id;
  entry.sector = sector;
  return entry;
}

void Coordinator::exclude(Question& question, const model::SectorId& sector, model::DeclineCode code,
                          const std::string& remark) {
  const model::ControlPointId& from = question.request.from;
  const Exclusion exclusion{.sector = sector,
                            .control_point = from,
                            .until = question.now.wall + rest_after(code),
                            .code = code,
                            .remark = remark};
  exclusions_[{sector, from}] = exclusion;
  question.effects.exclusions.push_back(exclusion);
}

}  // namespace selat::coordinate
