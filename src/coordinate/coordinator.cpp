#include "coordinate/coordinator.h"

#include <algorithm>
#include <utility>

namespace selat::coordinate {
namespace {

// A longer time from one event or tick to the next: the server itself stood still.
constexpr Span kStandstill = Span::seconds(3);

std::vector<model::ControlPointId> names_of(const std::vector<model::ControlPoint>& control_points) {
  std::vector<model::ControlPointId> names;
  names.reserve(control_points.size());
  for (const auto& control_point : control_points) {
    names.push_back(control_point.id);
  }
  return names;
}

std::vector<model::SectorId> ids_of(const std::vector<model::Sector>& sectors) {
  std::vector<model::SectorId> ids;
  ids.reserve(sectors.size());
  for (const model::Sector& sector : sectors) {
    ids.push_back(sector.id);
  }
  return ids;
}

std::vector<std::array<model::Permit, model::kNationCount>> permits_of(
    const std::vector<model::Sector>& sectors) {
  std::vector<std::array<model::Permit, model::kNationCount>> permits;
  permits.reserve(sectors.size());
  for (const model::Sector& sector : sectors) {
    permits.push_back(sector.permits);
  }
  return permits;
}

std::vector<model::PlaceName> places_of(const CoordinatorSettings& settings) {
  std::vector<model::PlaceName> places = settings.zones;
  for (const model::Sector& sector : settings.sectors) {
    places.push_back({.id = std::string(sector.id.view()), .names = sector.names});
  }
  return places;
}

}  // namespace

Coordinator::Coordinator(CoordinatorSettings settings, PersistedState persisted, Now now)
    : settings_(std::move(settings)),
      names_(names_of(settings_.control_points)),
      places_(places_of(settings_)),
      map_(settings_.sectors),
      term_(first_term_of(persisted)),
      has_term_changed_(term_ != persisted.term),
      has_past_(persisted.has_past),
      past_since_(persisted.began_at),
      leases_(starts_of(settings_.sectors, persisted), term_, settings_.timing, persisted.promise.lease, now),
      alerts_({.limits = settings_.alert_limits,
               .timing = settings_.timing,
               .control_points = settings_.control_points,
               .assets = settings_.assets,
               .sectors = ids_of(settings_.sectors),
               .permits = permits_of(settings_.sectors)},
              map_, std::move(persisted.alerts), persisted.last_alert_number),
      terminals_(names_, persisted.speakers, settings_.timing, now),
      applied_words_(persisted.words),
      context_(persisted.context),
      sightings_(std::move(persisted.sightings)),
      exclusions_(persisted.exclusions, now),
      priorities_(settings_.sectors.size(), 1.0),
      open_alerts_(settings_.sectors.size(), 0),
      started_at_(now.steady),
      passed_at_(now.steady) {
  terminals_.begin_term(term_);
  was_past_lost_told_ =
      !persisted.is_past_lost && std::ranges::find(persisted.words, model::LogKind::past_lost,
                                                   &model::LogEntry::kind) != persisted.words.end();
  if (persisted.is_past_lost) {
    note_past_lost();
  }
  for (std::size_t sector = 0; sector < leases_.size(); ++sector) {
    if (leases_.holder(sector).empty()) {
      continue;
    }
    const auto holder = control_point_index(leases_.holder(sector));
    if (!holder || !may_hold(sector, *holder)) {
      leases_.end_lease(sector);
    }
    plan_version_ = std::max(plan_version_, leases_.assignment(sector, now).plan_version);
  }
}

Effects Coordinator::observe(const model::Anomaly& anomaly, std::uint64_t detector_term, Now now) {
  Effects effects;
  pass_time(now);
  needs_plan_ |= alerts_.apply(anomaly, detector_term, now);
  conclude(now, effects);
  return effects;
}

Effects Coordinator::end_anomaly_snapshot(std::uint64_t detector_term, Now now) {
  Effects effects;
  pass_time(now);
  needs_plan_ |= alerts_.end_snapshot(detector_term, now);
  conclude(now, effects);
  return effects;
}

Effects Coordinator::tick(Now now) {
  Effects effects;
  pass_time(now);
  needs_plan_ = true;
  alerts_.pass_time(now, effects);
  expire_context(now, effects);
  effects.forgotten_sightings = sightings_.forget(now.wall);
  conclude(now, effects);
  return effects;
}

void Coordinator::pass_time(Now now) {
  if (const Span still = now.steady - std::exchange(passed_at_, now.steady); still >= kStandstill) {
    terminals_.stood_still(still);
    leases_.stood_still(still);
  }
  for (const std::size_t silent : terminals_.fell_silent(now)) {
    leases_.fell_silent(names_[silent]);
    needs_plan_ = has_table_changed_ = true;
  }
  for (const SectorLeases::Expiry& expiry : leases_.expire(now)) {
    needs_plan_ = has_table_changed_ = true;
    if (expiry.kind == SectorLeases::Expiry::Kind::offer_unanswered) {
      ++counters_.offers_unanswered;
      unanswered_[{settings_.sectors[expiry.sector].id, expiry.control_point}] = now.steady;
    } else if (expiry.kind == SectorLeases::Expiry::Kind::lease_ended) {
      ++counters_.leases_ended;
    }
  }
}

Effects Coordinator::could_not_tell(const model::ControlPointId& name, Now now) {
  Effects effects;
  if (const auto index = control_point_index(name)) {
    for (const std::size_t sector : leases_.held_by(name)) {
      leases_.end_lease(sector);
    }
    terminals_.note_unreachable(*index);
    leases_.fell_silent(name);
    needs_plan_ = has_table_changed_ = true;
  }
  conclude(now, effects);
  return effects;
}

void Coordinator::conclude(Now now, Effects& effects) {
  replan(now);
  send_offers(now, effects);
  send_waiting_grants(now, effects);
  send_revocations(now, effects);
  alerts_.settle(alert_standing(now), now, effects);
  tell_past_lost(now, effects);
  for (model::LogEntry& entry : effects.log) {
    if (entry.from.empty() && entry.request == 0) {  // of the server itself
      entry.from_term = term_;
      entry.request = ++own_entries_;
    }
  }
  effects.records = leases_.changed_records();
  effects.speakers = terminals_.changed_records();
  forget_earlier_promises(now, effects);
  if (std::exchange(has_term_changed_, false)) {
    effects.term = term_;
  }
  for (model::AddressedOrder& order : effects.orders) {
    order.coordinator_term = term_;
    order.coordinator_run = settings_.run;
  }
  has_table_changed_ |= !effects.records.empty();
  effects.has_table_changed = std::exchange(has_table_changed_, false);
}

// After a restart of the server those that spoke before have yet to be heard: until then nobody else is told
// in their place.
AlertStanding Coordinator::alert_standing(Now now) const {
  AlertStanding standing;
  standing.is_gathering = now.steady - started_at_ < settings_.timing.lease;
  const bool may_yet_be_heard = now.steady - started_at_ < settings_.timing.silent_after;
  for (const ControlPointPresence& presence : terminals_.presences()) {
    const bool has_spoken = presence.speaker.term != 0 && !presence.speaker.has_left;
    standing.control_points.push_back({.is_heard = presence.is_connected,
                                       .term = presence.speaker.term,
                                       .fence = presence.speaker.fence,
                                       .is_expected = may_yet_be_heard && has_spoken && !presence.was_heard,
                                       .has_person = !presence.speaker.is_standby});
  }
  for (std::size_t sector = 0; sector < leases_.size(); ++sector) {
    const bool is_held = leases_.is_held(sector) || may_yet_be_heard;
    standing.holders.push_back(is_held ? leases_.holder(sector) : model::ControlPointId());
  }
  return standing;
}

std::vector<model::Assignment> Coordinator::assignments(Now now) const {
  std::vector<model::Assignment> all;
  all.reserve(leases_.size());
  for (std::size_t sector = 0; sector < leases_.size(); ++sector) {
    all.push_back(assignment(sector, now));
  }
  return all;
}

model::Assignment Coordinator::assignment(std::size_t sector, Now now) const {
  model::Assignment assignment = leases_.assignment(sector, now);
  if (assignment.state == model::SectorState::unowned && !assignment.uncovered_because) {
    assignment.uncovered_because = uncovered_cause(sector, now);
  }
  return assignment;
}

model::SectorTable Coordinator::sector_table(const std::vector<std::uint32_t>& vessels, Now now) const {
  model::SectorTable table{.plan_version = plan_version_, .rows = {}, .control_points = {}};
  for (std::size_t sector = 0; sector < leases_.size(); ++sector) {
    table.rows.push_back({.assignment = assignment(sector, now),
                          .vessels = sector < vessels.size() ? vessels[sector] : 0,
                          .exclusions = exclusions_.of(settings_.sectors[sector].id, now)});
  }
  for (std::size_t point = 0; point < names_.size(); ++point) {
    const ControlPointPresence& presence = terminals_[point];
    table.control_points.push_back(
        {.control_point = settings_.control_points[point],
         .is_connected = presence.is_connected,
         .is_standby = presence.speaker.is_standby,
         .last_heard_at = presence.was_heard ? std::optional(presence.heard_at_wall) : std::nullopt,
         .sectors_held = sectors_held(point)});
  }
  return table;
}

std::uint32_t Coordinator::sectors_held(std::size_t control_point) const {
  return static_cast<std::uint32_t>(leases_.held_by(names_[control_point]).size());
}

std::vector<model::Assignment> Coordinator::held_assignments(std::size_t control_point, Now now) const {
  std::vector<model::Assignment> held;
  for (const std::size_t sector : leases_.held_by(names_[control_point])) {
    held.push_back(leases_.assignment(sector, now));
  }
  return held;
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
