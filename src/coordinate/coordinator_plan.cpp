// How the Coordinator plans which control point is to answer for which sector, and carries out the plan:
// offers, handovers, and grants that wait for the former holder.

#include <algorithm>
#include <utility>

#include "coordinate/coordinator.h"

namespace selat::coordinate {
namespace {

constexpr Span kBetweenPlans = Span::milliseconds(100);
constexpr Span kBetweenRevocations = Span::seconds(2);

// What each active alert adds to the priority of its sector, which is 1 without alerts and at most
// kMostPriority.
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

}  // namespace

void Coordinator::replan(Now now) {
  const bool is_settled = now.steady - started_at_ >= settings_.timing.settle;
  if (!needs_plan_ || !is_settled || now.steady - planned_at_ < kBetweenPlans) {
    return;
  }
  needs_plan_ = false;
  planned_at_ = now.steady;
  ++counters_.plans;
  recount_priorities();
  auto input = plan_input(now);
  if (input != planned_for_) {
    planned_for_ = std::move(input);
    planned_ = plan::allocate_sectors(planned_for_, settings_.travel, names_, settings_.weights);
  }
  carry_out(planned_, now);
}

plan::AllocationInput Coordinator::plan_input(Now now) const {
  plan::AllocationInput input;
  for (const auto& control_point : settings_.control_points) {
    input.capacity.push_back(control_point.capacity);
  }
  for (std::size_t sector = 0; sector < leases_.size(); ++sector) {
    plan::SectorDemand given;
    given.priority = priorities_[sector];
    given.open_alerts = open_alerts_[sector];
    given.is_fixed = leases_.is_unknown(sector) || leases_.has_offer(sector) || !may_be_offered(sector);
    const auto* const offered_to = leases_.offered_to(sector);
    given.owner = control_point_index(offered_to != nullptr ? *offered_to : leases_.holder(sector));
    given.allowed = allowed(sector, now);
    input.sectors.push_back(std::move(given));
  }
  return input;
}

// Nobody has it, or who has it is heard; or it was given back, perhaps not by all who may act there.
bool Coordinator::may_be_offered(std::size_t sector) const {
  return leases_.holder(sector).empty() || leases_.is_held(sector) || leases_.is_given_back(sector);
}

// How many sectors each control point has or is offered: until a handover ends the sector counts at both.
std::vector<std::uint32_t> Coordinator::places_taken() const {
  std::vector<std::uint32_t> taken(names_.size());
  for (std::size_t sector = 0; sector < leases_.size(); ++sector) {
    if (const auto holder = control_point_index(leases_.holder(sector));
        holder && !leases_.is_given_back(sector)) {
      ++taken[*holder];
    }
    const auto* const offered_to = leases_.offered_to(sector);
    if (const auto to = offered_to != nullptr ? control_point_index(*offered_to) : std::nullopt) {
      ++taken[*to];
    }
  }
  return taken;
}

// The plan is the goal; what there is no room for yet waits until a handover has made room. A chain of
// handovers always ends at a control point with room, so a sector that nobody has never waits for ever: where
// every move goes to a control point that is full, as many leave those as come to them, and all are of
// holders who would only change places. That is not done. (With the places of handovers taken out of the plan
// itself, the goal changed with every handover, and three sectors went round for ever.)
void Coordinator::carry_out(const std::vector<plan::AllocatedSector>& planned, Now now) {
  bool is_new_plan = false;
  std::vector<std::uint32_t> taken = places_taken();
  for (std::size_t sector = 0; sector < planned.size(); ++sector) {
    const auto& to = planned[sector].control_point;
    if (!to || leases_.has_offer(sector) || !may_be_offered(sector) ||
        (leases_.is_held(sector) && leases_.holder(sector) == names_[*to]) ||
        taken[*to] >= settings_.control_points[*to].capacity) {
      continue;
    }
    ++taken[*to];
    if (!std::exchange(is_new_plan, true)) {
      ++plan_version_;
    }
    counters_.handovers += leases_.is_held(sector) ? 1U : 0U;
    ++counters_.offers;
    leases_.offer(sector, names_[*to], planned[sector].reason, plan_version_, now);
    has_table_changed_ = true;
  }
}

void Coordinator::send_offers(Now now, Effects& effects) {
  for (const std::size_t sector : leases_.due_offers(now)) {
    const auto to = control_point_index(*leases_.offered_to(sector));
    if (!to) {
      continue;
    }
    effects.orders.push_back(
        {.to = names_[*to],
         .to_term = terminals_[*to].speaker.term,
         .in_reply_to = std::nullopt,
         .body = model::Offer{leases_.offered(sector, now), leases_.offer_left(sector, now)}});
  }
}

void Coordinator::send_waiting_grants(Now now, Effects& effects) {
  for (auto it = waiting_.begin(); it != waiting_.end();) {
    const auto& [sector, accept] = *it;
    if (leases_.is_waiting_for_holder(sector)) {
      ++it;
      continue;
    }
    if (leases_.holder(sector) == names_[accept.to] && leases_.epoch(sector) == accept.epoch) {
      ++counters_.grants;
      has_table_changed_ = true;
      effects.orders.push_back(
          {.to = names_[accept.to],
           .to_term = accept.term,
           .in_reply_to = accept.request,
           .body = model::Grant{leases_.assignment(sector, now), settings_.timing.lease}});
      model::LogEntry entry;
      entry.at = now.wall;
      entry.kind = model::LogKind::accepted;
      entry.from = names_[accept.to];
      entry.from_term = accept.term;
      entry.request = accept.request;
      entry.sector = settings_.sectors[sector].id;
      entry.epoch = accept.epoch;
      effects.log.push_back(std::move(entry));
    }
    it = waiting_.erase(it);
  }
}

void Coordinator::send_revocations(Now now, Effects& effects) {
  for (auto& [sector, accept] : waiting_) {
    const auto holder = control_point_index(leases_.holder(sector));
    if (!holder || now.steady < accept.revoke_next_at) {
      continue;
    }
    accept.revoke_next_at = now.steady + kBetweenRevocations;
    effects.orders.push_back({.to = names_[*holder],
                              .to_term = terminals_[*holder].speaker.term,
                              .in_reply_to = std::nullopt,
                              .body = model::Revoke{settings_.sectors[sector].id, leases_.epoch(sector)}});
  }
}

void Coordinator::recount_priorities() {
  std::ranges::fill(priorities_, 1.0);
  std::ranges::fill(open_alerts_, 0);
  for (const auto& [id, alert] : alerts_.registry().alerts()) {
    const auto sector = sector_index(alert.sector);
    if (!sector || !model::is_active(alert)) {
      continue;
    }
    ++open_alerts_[*sector];
    priorities_[*sector] = std::min(kMostPriority, priorities_[*sector] + weight_of(alert.anomaly.severity));
  }
}

// `rest`: for how long a control point is left out after an offer that it did not answer.
bool Coordinator::is_excluded(std::size_t sector, std::size_t control_point, Span rest, Now now) const {
  const std::pair key{settings_.sectors[sector].id, names_[control_point]};
  if (exclusions_.holds(key.first, key.second, now)) {
    return true;
  }
  const auto unanswered = unanswered_.find(key);
  return unanswered != unanswered_.end() && now.steady < unanswered->second + rest;
}

// Which control points may be offered the sector. One that did not answer an offer is asked again sooner if
// there is no other. While a former lease of it may run, only its own control point can take it again.
std::vector<bool> Coordinator::allowed(std::size_t sector, Now now) const {
  const auto holder = control_point_index(leases_.holder(sector));
  for (const Span rest : {settings_.timing.unanswered_rest, settings_.timing.answer_within}) {
    std::vector<bool> answer;
    for (std::size_t point = 0; point < names_.size(); ++point) {
      const bool is_holder = leases_.is_held(sector) && holder == point;
      const bool can_take_it = !leases_.is_given_back(sector) || holder == point;
      answer.push_back(
          may_hold(sector, point) && can_take_it &&
          (is_holder || (terminals_[point].is_connected && !is_excluded(sector, point, rest, now))));
    }
    if (std::ranges::find(answer, true) != answer.end()) {
      return answer;
    }
  }
  return std::vector<bool>(names_.size(), false);
}

// What the plan that leaves it to nobody was bound by: of those that may have it, how far the one got that
// came nearest to having it.
model::UncoveredCause Coordinator::uncovered_cause(std::size_t sector, Now now) const {
  using enum model::UncoveredCause;
  const std::vector<std::uint32_t> taken = places_taken();
  const auto stopped_by = [&](std::size_t point) {
    if (!may_hold(sector, point)) {
      return no_permit;
    }
    if (!terminals_[point].is_connected) {
      return none_answers;
    }
    if (exclusions_.holds(settings_.sectors[sector].id, names_[point], now)) {
      return left_out;
    }
    if (is_excluded(sector, point, settings_.timing.answer_within, now)) {
      return unanswered;
    }
    if (!settings_.travel.response(sector, point)) {
      return out_of_reach;
    }
    return taken[point] >= settings_.control_points[point].capacity ? full : next_plan;
  };
  model::UncoveredCause cause = no_permit;
  for (std::size_t point = 0; point < names_.size(); ++point) {
    cause = std::max(cause, stopped_by(point));
  }
  return cause;
}

bool Coordinator::may_hold(std::size_t sector, std::size_t control_point) const {
  return settings_.sectors[sector].permit_of(settings_.control_points[control_point].nation) ==
         model::Permit::full;
}

}  // namespace selat::coordinate
