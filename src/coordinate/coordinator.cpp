#include "coordinate/coordinator.h"

#include <algorithm>
#include <utility>

namespace selat::coordinate {
namespace {

constexpr Span kBetweenPlans = Span::milliseconds(100);
constexpr Span kBetweenRevocations = Span::seconds(2);
constexpr Span kBetweenAlertSweeps = Span::minutes(1);

// What an open alert adds to its sector's priority of 1; together at most kMostPriority.
constexpr double weight_of(model::Severity severity) {
  switch (severity) {
    case model::Severity::information:
      return 0.1;
    case model::Severity::caution:
      return 0.5;
    case model::Severity::warning:
      return 1.0;
    case model::Severity::alarm:
      return 2.0;
    case model::Severity::distress:
      return 4.0;
  }
  return 0.0;
}
constexpr double kMostPriority = 10.0;

std::vector<model::ControlPointId> names_of(const std::vector<model::ControlPoint>& control_points) {
  std::vector<model::ControlPointId> names;
  names.reserve(control_points.size());
  for (const auto& control_point : control_points) {
    names.push_back(control_point.id);
  }
  return names;
}

// One record a sector, in the sectors' order; what has none on disk begins unowned.
std::vector<SectorRecord> in_order(const std::vector<model::Sector>& sectors,
                                   const std::vector<SectorRecord>& known) {
  std::vector<SectorRecord> records;
  for (const model::Sector& sector : sectors) {
    const auto found = std::ranges::find(known, sector.id, &SectorRecord::sector);
    records.push_back(found != known.end() ? *found : SectorRecord{});
    records.back().sector = sector.id;
  }
  return records;
}

}  // namespace

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
  const IncomingLetter& letter;
  Now now;
  std::size_t control_point = 0;  // index of the sender, once admitted
  Effects effects;
};

Coordinator::Coordinator(CoordinatorSettings settings, PersistedState persisted, Now now)
    : settings_(std::move(settings)),
      names_(names_of(settings_.control_points)),
      map_(settings_.sectors),
      term_(persisted.term),
      book_(in_order(settings_.sectors, persisted.records), persisted.term, settings_.timing, now),
      alerts_(settings_.alert_limits, std::move(persisted.alerts)),
      presences_(names_.size()),
      priorities_(settings_.sectors.size(), 1.0),
      open_alerts_(settings_.sectors.size(), 0),
      started_at_(now.steady),
      next_alert_sweep_(now.steady + kBetweenAlertSweeps) {
  for (Exclusion& exclusion : persisted.exclusions) {
    exclusions_[{exclusion.sector, exclusion.control_point}] = exclusion;
  }
  for (std::size_t sector = 0; sector < book_.size(); ++sector) {
    if (book_.holder(sector).empty()) {
      continue;
    }
    const auto holder = control_point_index(book_.holder(sector));
    if (!holder || !may_hold(sector, *holder)) {
      book_.end_lease(sector);
    }
    plan_version_ = std::max(plan_version_, book_.assignment(sector, now).plan_version);
  }
}

Effects Coordinator::receive(const IncomingLetter& letter, Now now) {
  ++counters_.letters;
  pass_time(now);
  Question question{.letter = letter, .now = now, .control_point = 0, .effects = {}};
  if (admit(question, std::get_if<Join>(&letter.body))) {
    std::visit([&](const auto& body) { answer(question, body); }, letter.body);
  }
  conclude(now, question.effects);
  return std::move(question.effects);
}

Effects Coordinator::observe(const model::Anomaly& anomaly, std::uint64_t detector_term, Now now) {
  Effects effects;
  pass_time(now);
  const auto sector = map_.sector_at(anomaly.place);
  const model::SectorId sector_id = sector ? settings_.sectors[*sector].id : model::SectorId();
  if (const model::Alert* alert = alerts_.apply(anomaly, detector_term, sector_id, now.wall)) {
    effects.alerts.push_back(*alert);
    needs_plan_ = true;
  }
  conclude(now, effects);
  return effects;
}

Effects Coordinator::tick(Now now) {
  Effects effects;
  pass_time(now);
  needs_plan_ = true;
  if (now.steady >= next_alert_sweep_) {
    next_alert_sweep_ = now.steady + kBetweenAlertSweeps;
    effects.forgotten_alerts = alerts_.forget(now.wall);
  }
  conclude(now, effects);
  return effects;
}

// Whether the sender is the terminal that speaks for its control point; answers it when it is not.
bool Coordinator::admit(Question& question, const Join* join) {
  const IncomingLetter& letter = question.letter;
  const auto index = control_point_index(letter.from);
  if (!index) {
    refuse(question, RefusalCode::unknown_control_point);
    return false;
  }
  question.control_point = *index;
  ControlPointPresence& presence = presences_[*index];
  if (letter.term < presence.term || (letter.term == presence.term && presence.has_left)) {
    if (std::holds_alternative<Leave>(letter.body)) {
      reply(question, Receipt{});
    } else {
      refuse(question, RefusalCode::superseded);
    }
    return false;
  }
  if (letter.term > presence.term) {
    const Instant heard_at = presence.term == 0 ? started_at_ : presence.heard_at;
    const bool may_other_be_alive = !presence.has_left &&
                                    question.now.steady - heard_at < settings_.timing.silent_after &&
                                    (presence.term != 0 || !book_.held_by(letter.from).empty());
    const bool is_the_holder = presence.term == 0 && (join == nullptr || !join->holding.empty());
    const bool takes_over = join != nullptr && join->take_over;
    if (may_other_be_alive && !takes_over && !is_the_holder) {
      refuse(question, RefusalCode::already_served);
      return false;
    }
    if (presence.term != 0) {
      book_.terminal_changed(letter.from);
    }
    presence = {};
    presence.term = letter.term;
  }
  if (!presence.is_connected) {
    presence.is_connected = true;
    needs_plan_ = has_table_changed_ = true;
  }
  presence.heard_at = question.now.steady;
  presence.heard_at_wall = question.now.wall;
  return true;
}

void Coordinator::answer(Question& question, const Join& /*join*/) {
  const auto& from = question.letter.from;
  if (!book_.renew(from, question.now).empty()) {
    has_table_changed_ = true;
  }
  auto holding = held_assignments(question.control_point, question.now);
  auto alerts = alerts_in(holding);
  reply(question, Welcome{std::move(holding), std::move(alerts), settings_.timing.lease});
}

void Coordinator::answer(Question& question, const Renew& /*renew*/) {
  book_.renew(question.letter.from, question.now);
  reply(question, Renewed{held_assignments(question.control_point, question.now), settings_.timing.lease});
}

void Coordinator::answer(Question& question, const Accept& accept) {
  const auto sector = sector_index(accept.sector);
  if (!sector) {
    return refuse(question, RefusalCode::unknown_sector, accept.sector);
  }
  if (!may_hold(*sector, question.control_point)) {
    return refuse(question, RefusalCode::not_permitted, accept.sector);
  }
  const bool is_repetition =
      book_.holder(*sector) == question.letter.from && book_.epoch(*sector) == accept.epoch;
  switch (book_.accept(*sector, question.letter.from, accept.epoch, question.now)) {
    case SectorBook::Acceptance::stale:
      return refuse(question, RefusalCode::stale_epoch, accept.sector, book_.epoch(*sector));
    case SectorBook::Acceptance::waiting:
      waiting_[*sector] = {.to = question.control_point,
                           .term = question.letter.term,
                           .letter = question.letter.id,
                           .epoch = accept.epoch,
                           .revoke_next_at = waiting_[*sector].revoke_next_at};
      return;
    case SectorBook::Acceptance::held:
      if (!is_repetition) {
        ++counters_.grants;
        has_table_changed_ = true;
        question.effects.log.push_back(log_entry(question, LogKind::accepted, accept.sector));
        question.effects.log.back().epoch = accept.epoch;
      }
      reply(question, Grant{book_.assignment(*sector, question.now), settings_.timing.lease});
  }
}

void Coordinator::answer(Question& question, const Decline& decline) {
  const auto sector = sector_index(decline.sector);
  if (!sector) {
    return refuse(question, RefusalCode::unknown_sector, decline.sector);
  }
  if (book_.decline(*sector, question.letter.from, decline.epoch)) {
    ++counters_.declines;
    needs_plan_ = has_table_changed_ = true;
    exclude(decline.sector, question.letter.from, decline.code, question.now, question.effects);
    LogEntry entry = log_entry(question, LogKind::declined, decline.sector);
    entry.epoch = decline.epoch;
    entry.code = decline.code;
    entry.text = decline.remark;
    question.effects.log.push_back(std::move(entry));
  }
  reply(question, Receipt{});
}

void Coordinator::answer(Question& question, const Release& release) {
  const auto sector = sector_index(release.sector);
  if (!sector) {
    return refuse(question, RefusalCode::unknown_sector, release.sector);
  }
  if (book_.release(*sector, question.letter.from, release.epoch, question.now)) {
    needs_plan_ = has_table_changed_ = true;
    if (release.code) {
      exclude(release.sector, question.letter.from, *release.code, question.now, question.effects);
    }
    LogEntry entry = log_entry(question, LogKind::released, release.sector);
    entry.epoch = release.epoch;
    entry.code = release.code;
    question.effects.log.push_back(std::move(entry));
  }
  reply(question, Receipt{});
}

void Coordinator::answer(Question& question, const PatrolReport& report) {
  const auto sector = sector_index(report.sector);
  if (!sector) {
    return refuse(question, RefusalCode::unknown_sector, report.sector);
  }
  const std::uint64_t current = book_.epoch(*sector);
  if (report.epoch < current) {
    return refuse(question, RefusalCode::stale_epoch, report.sector, current);
  }
  if (book_.holder(*sector) != question.letter.from || report.epoch != current) {
    return refuse(question, RefusalCode::not_holder, report.sector, current);
  }
  LogEntry entry = log_entry(question, LogKind::patrol_report, report.sector);
  entry.epoch = report.epoch;
  entry.place = report.place;
  entry.text = report.text;
  question.effects.log.push_back(std::move(entry));
  reply(question, Receipt{});
}

void Coordinator::answer(Question& question, const AcknowledgeAlert& acknowledge) {
  const model::Alert* alert = alerts_.find(acknowledge.alert);
  if (alert == nullptr) {
    return refuse(question, RefusalCode::unknown_alert);
  }
  // Whose sector it is acknowledges it; where nobody answers, whoever saw it may.
  if (const auto sector = sector_index(alert->sector)) {
    const auto& holder = book_.holder(*sector);
    if (!holder.empty() && holder != question.letter.from) {
      return refuse(question, RefusalCode::not_holder, alert->sector, book_.epoch(*sector));
    }
  }
  const bool is_first = !alert->acknowledged_at;
  alert = alerts_.acknowledge(acknowledge.alert, question.letter.from, question.now.wall);
  if (is_first) {
    question.effects.alerts.push_back(*alert);
    LogEntry entry = log_entry(question, LogKind::acknowledged, alert->sector);
    entry.alert = alert->id;
    question.effects.log.push_back(std::move(entry));
    needs_plan_ = true;
  }
  reply(question, Receipt{});
}

void Coordinator::answer(Question& question, const Leave& /*leave*/) {
  ControlPointPresence& presence = presences_[question.control_point];
  presence.has_left = true;
  presence.is_connected = false;
  book_.leave(question.letter.from, question.now);
  needs_plan_ = has_table_changed_ = true;
  reply(question, Receipt{});
}

void Coordinator::reply(Question& question, ToControlPoint body) {
  question.effects.letters.push_back({.to = question.letter.from,
                                      .to_term = question.letter.term,
                                      .in_reply_to = question.letter.id,
                                      .body = std::move(body)});
}

void Coordinator::refuse(Question& question, RefusalCode code, const model::SectorId& sector,
                         std::uint64_t current_epoch) {
  counters_.refusals.add(code);
  reply(question, Refusal{code, current_epoch, sector});
}

LogEntry Coordinator::log_entry(const Question& question, LogKind kind, const model::SectorId& sector) const {
  LogEntry entry;
  entry.at = question.now.wall;
  entry.kind = kind;
  entry.from = question.letter.from;
  entry.from_term = question.letter.term;
  entry.letter = question.letter.id;
  entry.sector = sector;
  return entry;
}

void Coordinator::exclude(const model::SectorId& sector, const model::ControlPointId& control_point,
                          model::DeclineCode code, Now now, Effects& effects) {
  const Exclusion exclusion{sector, control_point, now.wall + rest_after(code), code};
  exclusions_[{sector, control_point}] = exclusion;
  effects.exclusions.push_back(exclusion);
}

// `rest`: for how long one is left out that let an offer pass.
bool Coordinator::is_excluded(std::size_t sector, std::size_t control_point, Span rest, Now now) const {
  const std::pair key{settings_.sectors[sector].id, names_[control_point]};
  const auto declined = exclusions_.find(key);
  if (declined != exclusions_.end() && now.wall < declined->second.until) {
    return true;
  }
  const auto unanswered = unanswered_.find(key);
  return unanswered != unanswered_.end() && now.steady < unanswered->second + rest;
}

// By control point. Who let an offer pass is asked again sooner when there is nobody else.
std::vector<bool> Coordinator::allowed(std::size_t sector, Now now) const {
  const auto holder = control_point_index(book_.holder(sector));
  for (const Span rest : {settings_.timing.unanswered_rest, settings_.timing.answer_within}) {
    std::vector<bool> answer;
    for (std::size_t point = 0; point < names_.size(); ++point) {
      const bool is_holder = book_.is_held(sector) && holder == point;
      answer.push_back(may_hold(sector, point) && (is_holder || (presences_[point].is_connected &&
                                                                 !is_excluded(sector, point, rest, now))));
    }
    if (std::ranges::find(answer, true) != answer.end()) {
      return answer;
    }
  }
  return std::vector<bool>(names_.size(), false);
}

bool Coordinator::may_hold(std::size_t sector, std::size_t control_point) const {
  return settings_.sectors[sector].permit_of(settings_.control_points[control_point].nation) ==
         model::Permit::full;
}

void Coordinator::pass_time(Now now) {
  for (std::size_t i = 0; i < presences_.size(); ++i) {
    ControlPointPresence& presence = presences_[i];
    if (presence.is_connected && now.steady - presence.heard_at >= settings_.timing.silent_after) {
      presence.is_connected = false;
      book_.fell_silent(names_[i]);
      needs_plan_ = has_table_changed_ = true;
    }
  }
  for (const SectorBook::Expiry& expiry : book_.expire(now)) {
    needs_plan_ = has_table_changed_ = true;
    if (expiry.kind == SectorBook::Expiry::Kind::offer_unanswered) {
      ++counters_.offers_unanswered;
      unanswered_[{settings_.sectors[expiry.sector].id, expiry.control_point}] = now.steady;
    } else {
      ++counters_.leases_ended;
    }
  }
}

void Coordinator::conclude(Now now, Effects& effects) {
  replan(now);
  send_offers(now, effects);
  send_waiting_grants(now, effects);
  send_revocations(now, effects);
  effects.records = book_.changed_records();
  has_table_changed_ |= !effects.records.empty();
  effects.has_table_changed = std::exchange(has_table_changed_, false);
}

void Coordinator::replan(Now now) {
  const bool is_settled = now.steady - started_at_ >= settings_.timing.settle;
  if (!needs_plan_ || !is_settled || now.steady - planned_at_ < kBetweenPlans) {
    return;
  }
  needs_plan_ = false;
  planned_at_ = now.steady;
  ++counters_.plans;
  recount_priorities();
  carry_out(plan::allocate_sectors(plan_input(now), settings_.travel, names_, settings_.weights), now);
}

plan::AllocationInput Coordinator::plan_input(Now now) const {
  plan::AllocationInput input;
  for (const auto& control_point : settings_.control_points) {
    input.capacity.push_back(control_point.capacity);
  }
  for (std::size_t sector = 0; sector < book_.size(); ++sector) {
    plan::SectorDemand given;
    given.priority = priorities_[sector];
    given.open_alerts = open_alerts_[sector];
    given.is_fixed = book_.has_offer(sector) || (!book_.holder(sector).empty() && !book_.is_held(sector));
    const auto holder = control_point_index(book_.holder(sector));
    given.owner = holder;
    if (const auto* offered_to = book_.offered_to(sector)) {
      given.owner = control_point_index(*offered_to);
      // Until a handover is over the giver's place is taken too.
      if (holder && input.capacity[*holder] > 0) {
        --input.capacity[*holder];
      }
    }
    given.allowed = allowed(sector, now);
    input.sectors.push_back(std::move(given));
  }
  return input;
}

void Coordinator::carry_out(const std::vector<plan::AllocatedSector>& planned, Now now) {
  bool is_new_plan = false;
  for (std::size_t sector = 0; sector < planned.size(); ++sector) {
    const auto& to = planned[sector].control_point;
    const bool is_free = book_.holder(sector).empty() || book_.is_held(sector);
    if (!to || book_.has_offer(sector) || !is_free || book_.holder(sector) == names_[*to]) {
      continue;
    }
    if (!std::exchange(is_new_plan, true)) {
      ++plan_version_;
    }
    if (!book_.holder(sector).empty()) {
      ++counters_.handovers;
    }
    ++counters_.offers;
    book_.offer(sector, names_[*to], planned[sector].reason, plan_version_, now);
    has_table_changed_ = true;
  }
}

void Coordinator::send_offers(Now now, Effects& effects) {
  for (const std::size_t sector : book_.due_offers(now)) {
    const auto to = control_point_index(*book_.offered_to(sector));
    if (!to) {
      continue;
    }
    effects.letters.push_back({.to = names_[*to],
                               .to_term = presences_[*to].term,
                               .in_reply_to = std::nullopt,
                               .body = Offer{book_.offered(sector, now), book_.offer_left(sector, now)}});
  }
}

void Coordinator::send_waiting_grants(Now now, Effects& effects) {
  for (auto it = waiting_.begin(); it != waiting_.end();) {
    const auto& [sector, accept] = *it;
    if (book_.is_waiting_for_holder(sector)) {
      ++it;
      continue;
    }
    if (book_.holder(sector) == names_[accept.to] && book_.epoch(sector) == accept.epoch) {
      ++counters_.grants;
      has_table_changed_ = true;
      effects.letters.push_back({.to = names_[accept.to],
                                 .to_term = accept.term,
                                 .in_reply_to = accept.letter,
                                 .body = Grant{book_.assignment(sector, now), settings_.timing.lease}});
      LogEntry entry;
      entry.at = now.wall;
      entry.kind = LogKind::accepted;
      entry.from = names_[accept.to];
      entry.from_term = accept.term;
      entry.letter = accept.letter;
      entry.sector = settings_.sectors[sector].id;
      entry.epoch = accept.epoch;
      effects.log.push_back(std::move(entry));
    }
    it = waiting_.erase(it);
  }
}

void Coordinator::send_revocations(Now now, Effects& effects) {
  for (auto& [sector, accept] : waiting_) {
    const auto holder = control_point_index(book_.holder(sector));
    if (!holder || now.steady < accept.revoke_next_at) {
      continue;
    }
    accept.revoke_next_at = now.steady + kBetweenRevocations;
    effects.letters.push_back({.to = names_[*holder],
                               .to_term = presences_[*holder].term,
                               .in_reply_to = std::nullopt,
                               .body = Revoke{settings_.sectors[sector].id, book_.epoch(sector)}});
  }
}

void Coordinator::recount_priorities() {
  std::ranges::fill(priorities_, 1.0);
  std::ranges::fill(open_alerts_, 0);
  for (const auto& [id, alert] : alerts_.alerts()) {
    const auto sector = sector_index(alert.sector);
    if (!sector || !is_active(alert)) {
      continue;
    }
    ++open_alerts_[*sector];
    priorities_[*sector] = std::min(kMostPriority, priorities_[*sector] + weight_of(alert.anomaly.severity));
  }
}

std::vector<model::Assignment> Coordinator::assignments(Now now) const {
  std::vector<model::Assignment> all;
  all.reserve(book_.size());
  for (std::size_t sector = 0; sector < book_.size(); ++sector) {
    all.push_back(book_.assignment(sector, now));
  }
  return all;
}

std::uint32_t Coordinator::sectors_held(std::size_t control_point) const {
  return static_cast<std::uint32_t>(book_.held_by(names_[control_point]).size());
}

std::vector<model::Assignment> Coordinator::held_assignments(std::size_t control_point, Now now) const {
  std::vector<model::Assignment> held;
  for (const std::size_t sector : book_.held_by(names_[control_point])) {
    held.push_back(book_.assignment(sector, now));
  }
  return held;
}

std::vector<model::Alert> Coordinator::alerts_in(const std::vector<model::Assignment>& assignments) const {
  std::vector<model::Alert> open;
  for (const auto& [id, alert] : alerts_.alerts()) {
    const bool is_there =
        std::ranges::find(assignments, alert.sector, &model::Assignment::sector) != assignments.end();
    if (is_open(alert) && is_there) {
      open.push_back(alert);
    }
  }
  return open;
}

std::optional<std::size_t> Coordinator::control_point_index(const model::ControlPointId& id) const {
  const auto found = std::ranges::find(names_, id);
  if (id.empty() || found == names_.end()) {
    return std::nullopt;
  }
  return static_cast<std::size_t>(found - names_.begin());
}

std::optional<std::size_t> Coordinator::sector_index(const model::SectorId& id) const {
  const auto found = std::ranges::find(settings_.sectors, id, &model::Sector::id);
  if (id.empty() || found == settings_.sectors.end()) {
    return std::nullopt;
  }
  return static_cast<std::size_t>(found - settings_.sectors.begin());
}

}  // namespace selat::coordinate
