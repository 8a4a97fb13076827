#include "coordinate/control_point_agent.h"

#include <algorithm>
#include <utility>

namespace selat::coordinate {
namespace {

using model::RefusalCode;

constexpr Span kAcceptAgainAfter = Span::seconds(2);
constexpr Span kLongestLease = Span::hours(1);  // a longer one from a faulty server counts as this
// No system has more sectors than this; at this limit new sectors from a faulty server are ignored.
constexpr std::size_t kMaxSectors = 1'000;

}  // namespace

AgentActions ControlPointAgent::receive(const model::ReceivedOrder& order, std::optional<SteadyTime> asked_at,
                                        Now now) {
  AgentActions actions;
  if (is_over_) {
    return actions;
  }
  mind_the_clock(now, actions);
  if (!obeys(order, asked_at, now, actions)) {
    return actions;
  }
  heard_at_ = now.steady;
  if (asked_at && *asked_at < believed_from_) {
    asked_at.reset();
  }
  std::visit([&](const auto& body) { take(body, asked_at, now, actions); }, order.body);
  return actions;
}

bool ControlPointAgent::obeys(const model::ReceivedOrder& order, std::optional<SteadyTime> asked_at, Now now,
                              AgentActions& actions) {
  const std::uint32_t term = order.coordinator_term;
  if (term < memory_.term) {
    if (!only_earlier_since_) {
      only_earlier_since_ = now.steady;
      actions.events.push_back({AgentEvent::Kind::earlier_server, {}, {}, {}});
    }
    const Span patience = std::max(memory_.lease, settings_.timing.lease) + skew_bound_ * 2.0;
    // Late messages of a server that is gone answer nothing that was asked by then.
    if (!asked_at || *asked_at - *only_earlier_since_ < patience) {
      return false;
    }
  }
  if (term < memory_.term) {
    held_.clear();  // long over, and their epochs are above all that this server will say
    offered_.clear();
    given_back_.clear();
  }
  memory_.term = term;
  memory_.run = order.coordinator_run;
  only_earlier_since_.reset();
  return true;
}

void ControlPointAgent::note_promise(Span lease) {
  memory_.lease = std::max(memory_.lease, std::min(lease, kLongestLease));
}

// What is held counts again as soon as the server confirms it. What was asked before, a first Welcome too, is
// not known to be young: it is asked again.
void ControlPointAgent::mind_the_clock(Now now, AgentActions& actions) {
  if (!standstill_.note(now, skew_bound_)) {
    return;
  }
  next_sign_at_ = believed_from_ = now.steady;
  if (held_.empty()) {
    return;
  }
  for (auto& [sector, held] : held_) {
    held.leased_until = std::min(held.leased_until, now.steady);
  }
  actions.events.push_back({AgentEvent::Kind::clock_jumped, {}, {}, {}});
}

void ControlPointAgent::let_time_pass(Now now, AgentActions& actions) {
  for (auto& [sector, held] : held_) {
    if (!held.is_lapsed && now.steady >= effective_until(held)) {
      held.is_lapsed = true;
      actions.events.push_back({AgentEvent::Kind::lapsed, sector, {}, {}});
    }
  }
  for (auto it = offered_.begin(); it != offered_.end();) {
    Offered& offered = it->second;
    // After acceptance the grant may wait for the former holder, at most until the lease of that one ends.
    const SteadyTime end =
        offered.is_accepted ? offered.expires_at + settings_.timing.lease + skew_bound_ : offered.expires_at;
    if (now.steady >= end) {
      actions.events.push_back({AgentEvent::Kind::offer_passed, it->first, {}, {}});
      it = offered_.erase(it);
      continue;
    }
    if (offered.is_accepted && now.steady >= offered.next_accept_at) {
      offered.next_accept_at = now.steady + kAcceptAgainAfter;
      actions.requests.emplace_back(model::Accept{it->first, offered.assignment.epoch});
    }
    ++it;
  }
}

AgentActions ControlPointAgent::tick(Now now) {
  AgentActions actions;
  if (is_over_) {
    return actions;
  }
  mind_the_clock(now, actions);
  let_time_pass(now, actions);
  if (is_connected_ && now.steady - heard_at_ >= settings_.timing.silent_after) {
    is_connected_ = false;
  }
  if (now.steady >= next_sign_at_) {
    next_sign_at_ = now.steady + std::min(settings_.timing.alive_every, settings_.timing.renew_every);
    if (is_connected_ && !must_say_rank_) {
      actions.requests.emplace_back(
          model::Renew{is_asked_for_claims_ ? claims(now) : std::vector<model::HeldSector>()});
    } else {
      has_asked_ = true;
      actions.requests.emplace_back(model::Join{.take_over = settings_.take_over,
                                                .is_standby = settings_.is_standby,
                                                .longest_lease = memory_.lease,
                                                .skew_bound = settings_.timing.skew_bound,
                                                .speaker_fence = speaker_fence_});
    }
  }
  return actions;
}

void ControlPointAgent::set_standby(bool is_standby, Now now) {
  if (std::exchange(settings_.is_standby, is_standby) != is_standby && has_asked_) {
    must_say_rank_ = true;
    next_sign_at_ = now.steady;
  }
}

void ControlPointAgent::take(const model::Welcome& welcome, std::optional<SteadyTime> asked_at, Now now,
                             AgentActions& actions) {
  if (!asked_at) {
    return;
  }
  was_welcomed_ = true;
  was_told_that_it_cannot_store_ = false;
  must_say_rank_ = false;
  if (const auto before = std::exchange(past_since_, welcome.past_since);
      before && *before != welcome.past_since) {
    actions.events.push_back({AgentEvent::Kind::past_lost, {}, {}, {}});
  }
  fence_ = welcome.fence;
  fence_term_ = memory_.term;
  if (!std::exchange(is_connected_, true)) {
    actions.events.push_back({AgentEvent::Kind::connected, {}, {}, {}});
  }
  settings_.take_over = false;  // done once; repeated, it would end a terminal that has taken over from us
  skew_bound_ = std::max(settings_.timing.skew_bound, welcome.skew_bound);
  is_asked_for_claims_ = welcome.asks_for_claims;
  if (is_asked_for_claims_ && !held_.empty()) {
    actions.requests.emplace_back(model::Renew{claims(now)});
  }
  hold_all(welcome.holding, *asked_at, welcome.lease_for, now, actions);
}

void ControlPointAgent::take(const model::Renewed& renewed, std::optional<SteadyTime> asked_at, Now now,
                             AgentActions& actions) {
  if (!asked_at) {
    return;
  }
  is_asked_for_claims_ = renewed.asks_for_claims;
  hold_all(renewed.holding, *asked_at, renewed.lease_for, now, actions);
}

// `holding` is all that the server knew this control point to hold when it answered. A sector that we held
// before the request and that is not in it, is lost; unless the server says that it does not know.
void ControlPointAgent::drop_unlisted(const std::vector<model::Assignment>& holding, SteadyTime asked_at,
                                      AgentActions& actions) {
  std::vector<model::SectorId> lost;
  for (const auto& [sector, held] : held_) {
    const bool is_listed = std::ranges::find(holding, sector, &model::Assignment::sector) != holding.end();
    if (!is_listed && held.asked_at < asked_at) {
      lost.push_back(sector);
    }
  }
  for (const auto& sector : lost) {
    held_.erase(sector);
    actions.events.push_back({AgentEvent::Kind::lost, sector, {}, {}});
  }
}

void ControlPointAgent::hold_all(const std::vector<model::Assignment>& holding, SteadyTime asked_at,
                                 Span lease_for, Now now, AgentActions& actions) {
  note_promise(lease_for);
  if (!is_asked_for_claims_) {
    drop_unlisted(holding, asked_at, actions);
  }
  for (const auto& assignment : holding) {
    if (assignment.epoch < least_epoch(assignment.sector)) {
      // We have given this sector back, but the server has not heard it yet.
      const GivenBack& given = given_back_.at(assignment.sector);
      actions.requests.emplace_back(
          model::Release{assignment.sector, assignment.epoch, given.code, given.remark});
      continue;
    }
    hold(assignment, asked_at, lease_for, now, actions);
  }
}

void ControlPointAgent::take(const model::Offer& offer, std::optional<SteadyTime> /*asked_at*/, Now now,
                             AgentActions& actions) {
  if (!is_connected_) {
    return;  // the offer is for another terminal of our name, or was sent before the server admitted us
  }
  const model::Assignment& assignment = offer.assignment;
  if (assignment.epoch < least_epoch(assignment.sector)) {
    // We have declined this offer, but the server has not heard it yet.
    const GivenBack& given = given_back_.at(assignment.sector);
    if (given.code) {
      actions.requests.emplace_back(
          model::Decline{assignment.sector, assignment.epoch, *given.code, given.remark});
    }
    return;
  }
  const auto known = offered_.find(assignment.sector);
  if (known != offered_.end() && known->second.assignment.epoch >= assignment.epoch) {
    if (known->second.is_accepted) {
      actions.requests.emplace_back(model::Accept{assignment.sector, known->second.assignment.epoch});
    }
    return;
  }
  const auto held = held_.find(assignment.sector);
  if (held != held_.end() && held->second.assignment.epoch >= assignment.epoch) {
    return;
  }
  if (offered_.size() >= kMaxSectors) {
    return;
  }
  const Span left = std::clamp(offer.answer_within, Span(), settings_.timing.answer_within);
  offered_.insert_or_assign(assignment.sector, Offered{assignment, now.steady + left, false, SteadyTime()});
  actions.events.push_back({AgentEvent::Kind::offered, assignment.sector, left, {}});
  if (settings_.is_auto_accepting) {
    std::ignore = accept(assignment.sector, now, actions);
  }
}

void ControlPointAgent::take(const model::Grant& grant, std::optional<SteadyTime> asked_at, Now now,
                             AgentActions& actions) {
  if (!asked_at || grant.assignment.epoch < least_epoch(grant.assignment.sector)) {
    return;
  }
  note_promise(grant.lease_for);
  hold(grant.assignment, *asked_at, grant.lease_for, now, actions);
}

void ControlPointAgent::take(const model::Revoke& revoke, std::optional<SteadyTime> /*asked_at*/, Now /*now*/,
                             AgentActions& actions) {
  const auto held = held_.find(revoke.sector);
  if (held != held_.end() && held->second.assignment.epoch <= revoke.epoch) {
    actions.events.push_back({AgentEvent::Kind::lost, revoke.sector, {}, {}});
  }
  let_go(revoke.sector, {.epoch = revoke.epoch, .code = {}, .remark = {}});
  const auto given = given_back_.find(revoke.sector);  // by us before, or just now
  const bool was_ours = given != given_back_.end() && given->second.epoch == revoke.epoch;
  actions.requests.emplace_back(model::Release{revoke.sector, revoke.epoch,
                                               was_ours ? given->second.code : std::nullopt,
                                               was_ours ? given->second.remark : std::string()});
}

void ControlPointAgent::take(const model::Places& /*places*/, std::optional<SteadyTime> /*asked_at*/,
                             Now /*now*/, AgentActions& /*actions*/) {}

void ControlPointAgent::take(const model::Notice& /*notice*/, std::optional<SteadyTime> /*asked_at*/,
                             Now /*now*/, AgentActions& /*actions*/) {}

void ControlPointAgent::take(const model::Receipt& /*receipt*/, std::optional<SteadyTime> /*asked_at*/,
                             Now /*now*/, AgentActions& /*actions*/) {}

void ControlPointAgent::take(const model::Refusal& refusal, std::optional<SteadyTime> /*asked_at*/, Now now,
                             AgentActions& actions) {
  const auto told = [&](AgentEvent::Kind kind) {
    actions.events.push_back({kind, refusal.sector, {}, refusal.code});
  };
  const bool is_of_the_terminal =
      refusal.code == RefusalCode::superseded || refusal.code == RefusalCode::already_served;
  if (is_of_the_terminal && memory_.term == fence_term_ && refusal.current_epoch < fence_) {
    return;  // said while another spoke, before us
  }
  switch (refusal.code) {
    case RefusalCode::superseded:
    case RefusalCode::unknown_control_point:
      is_over_ = true;
      held_.clear();
      offered_.clear();
      told(refusal.code == RefusalCode::superseded ? AgentEvent::Kind::superseded
                                                   : AgentEvent::Kind::unknown_here);
      return;
    case RefusalCode::already_served:
      is_connected_ = false;
      if (refusal.current_epoch == 0) {  // nobody speaks there: the server knows nothing of before, and of us
        speaker_fence_ = 0;
        next_sign_at_ = now.steady;
        return;
      }
      if (std::exchange(speaker_fence_, refusal.current_epoch) != refusal.current_epoch) {
        next_sign_at_ = now.steady;  // with the fence of the one that speaks it may take its place
      } else {
        told(AgentEvent::Kind::already_served);
      }
      return;
    case RefusalCode::stale_epoch:
    case RefusalCode::not_permitted: {
      const auto offered = offered_.find(refusal.sector);
      if (offered != offered_.end() && offered->second.is_accepted) {
        offered_.erase(offered);
        told(AgentEvent::Kind::too_late);
        return;
      }
      told(AgentEvent::Kind::refused);
      return;
    }
    case RefusalCode::cannot_store:
      if (!is_connected_ && !std::exchange(was_told_that_it_cannot_store_, true)) {
        told(AgentEvent::Kind::cannot_store);
      }
      return;
    case RefusalCode::unknown_sector:
    case RefusalCode::not_holder:
    case RefusalCode::unknown_alert:
    case RefusalCode::malformed:
    case RefusalCode::unknown_entry:
    case RefusalCode::not_possible:
      told(AgentEvent::Kind::refused);
      return;
  }
}

void ControlPointAgent::hold(const model::Assignment& assignment, SteadyTime asked_at, Span lease_for,
                             Now now, AgentActions& actions) {
  const auto offered = offered_.find(assignment.sector);
  if (offered != offered_.end() && offered->second.assignment.epoch <= assignment.epoch) {
    offered_.erase(offered);
  }
  const Span bounded = std::min(lease_for, kLongestLease);
  auto found = held_.find(assignment.sector);
  if (found == held_.end() && held_.size() >= kMaxSectors) {
    return;
  }
  const bool is_new = found == held_.end() || found->second.assignment.epoch < assignment.epoch;
  if (found != held_.end() && found->second.assignment.epoch > assignment.epoch) {
    return;
  }
  if (is_new) {
    found = held_.insert_or_assign(assignment.sector, Held{assignment, asked_at, asked_at, true}).first;
  }
  Held& held = found->second;
  held.assignment = assignment;
  held.asked_at = std::max(held.asked_at, asked_at);
  held.leased_until = std::max(held.leased_until, asked_at + bounded);
  const bool was_lapsed = std::exchange(held.is_lapsed, now.steady >= effective_until(held));
  if (was_lapsed && !held.is_lapsed) {
    actions.events.push_back({is_new ? AgentEvent::Kind::held : AgentEvent::Kind::regained,
                              assignment.sector,
                              effective_until(held) - now.steady,
                              {}});
  }
}

std::optional<CommandProblem> ControlPointAgent::accept(const model::SectorId& sector, Now now,
                                                        AgentActions& actions) {
  const auto offered = offered_.find(sector);
  if (offered == offered_.end()) {
    return CommandProblem::no_such_offer;
  }
  offered->second.is_accepted = true;
  offered->second.next_accept_at = now.steady + kAcceptAgainAfter;
  actions.requests.emplace_back(model::Accept{sector, offered->second.assignment.epoch});
  return std::nullopt;
}

std::optional<CommandProblem> ControlPointAgent::decline(const model::SectorId& sector,
                                                         model::DeclineCode code, std::string remark,
                                                         AgentActions& actions) {
  const auto offered = offered_.find(sector);
  if (offered == offered_.end()) {
    return CommandProblem::no_such_offer;
  }
  const std::uint64_t epoch = offered->second.assignment.epoch;
  offered_.erase(offered);
  note_given_back(sector, {.epoch = epoch, .code = code, .remark = remark});
  actions.requests.emplace_back(model::Decline{sector, epoch, code, std::move(remark)});
  return std::nullopt;
}

std::optional<CommandProblem> ControlPointAgent::release(const model::SectorId& sector,
                                                         model::DeclineCode code, std::string remark,
                                                         AgentActions& actions) {
  const auto held = held_.find(sector);
  if (held == held_.end()) {
    return CommandProblem::not_held;
  }
  const std::uint64_t epoch = held->second.assignment.epoch;
  let_go(sector, {.epoch = epoch, .code = code, .remark = remark});
  actions.requests.emplace_back(model::Release{sector, epoch, code, std::move(remark)});
  return std::nullopt;
}

model::PatrolReport ControlPointAgent::report(const model::SectorId& sector, std::string text,
                                              std::optional<geo::Position> place) const {
  const auto held = held_.find(sector);
  const std::uint64_t epoch = held == held_.end() ? 0 : held->second.assignment.epoch;
  return {.sector = sector, .epoch = epoch, .place = place, .text = std::move(text)};
}

void ControlPointAgent::remember(const model::Decline& decline) {
  note_given_back(decline.sector, {.epoch = decline.epoch, .code = decline.code, .remark = decline.remark});
}

void ControlPointAgent::remember(const model::Release& release) {
  let_go(release.sector, {.epoch = release.epoch, .code = release.code, .remark = release.remark});
}

AgentActions ControlPointAgent::leave() {
  AgentActions actions;
  if (is_over_) {
    return actions;
  }
  is_over_ = true;
  held_.clear();
  offered_.clear();
  if (has_asked_) {  // the server may have admitted it already, though the Welcome is on its way
    actions.requests.emplace_back(model::Leave{});
  }
  return actions;
}

// Also when this is asked before the first tick after the machine stood still.
bool ControlPointAgent::is_effective(const Held& held, Now now) const {
  return now.steady < effective_until(held) && !standstill_.is_seen(now, skew_bound_);
}

bool ControlPointAgent::is_effective(const model::SectorId& sector, Now now) const {
  const auto held = held_.find(sector);
  return held != held_.end() && is_effective(held->second, now);
}

std::vector<OwnSector> ControlPointAgent::sectors(Now now) const {
  std::vector<OwnSector> own;
  for (const auto& [sector, held] : held_) {
    const bool is_over = !is_effective(held, now);
    own.push_back({is_over ? OwnSector::State::lapsed : OwnSector::State::held, held.assignment,
                   std::max(Span(), effective_until(held) - now.steady)});
  }
  for (const auto& [sector, offered] : offered_) {
    own.push_back({offered.is_accepted ? OwnSector::State::accepting : OwnSector::State::offered,
                   offered.assignment, std::max(Span(), offered.expires_at - now.steady)});
  }
  std::ranges::sort(own, {}, [](const OwnSector& sector) { return sector.assignment.sector; });
  return own;
}

std::uint64_t ControlPointAgent::least_epoch(const model::SectorId& sector) const {
  const auto given = given_back_.find(sector);
  return given == given_back_.end() ? 0 : given->second.epoch + 1;
}

void ControlPointAgent::note_given_back(const model::SectorId& sector, GivenBack given) {
  const auto known = given_back_.find(sector);
  const bool is_newer = known == given_back_.end() || known->second.epoch < given.epoch;
  if (is_newer && (known != given_back_.end() || given_back_.size() < kMaxSectors)) {
    given_back_.insert_or_assign(sector, std::move(given));
  }
}

void ControlPointAgent::let_go(const model::SectorId& sector, GivenBack given) {
  const auto held = held_.find(sector);
  if (held != held_.end() && held->second.assignment.epoch <= given.epoch) {
    held_.erase(held);
  }
  note_given_back(sector, std::move(given));
}

std::vector<model::HeldSector> ControlPointAgent::claims(Now now) const {
  std::vector<model::HeldSector> all;
  for (const auto& [sector, held] : held_) {
    if (is_effective(held, now)) {
      all.push_back({sector, held.assignment.epoch});
    }
  }
  return all;
}

}  // namespace selat::coordinate
