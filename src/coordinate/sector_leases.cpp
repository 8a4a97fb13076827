#include "coordinate/sector_leases.h"

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "model/epoch.h"

namespace selat::coordinate {

SectorLeases::SectorLeases(const std::vector<Start>& starts, std::uint32_t term, Timing timing,
                           Span longest_lease, Now now)
    : first_term_(term),
      term_(term),
      timing_(timing),
      longest_lease_(std::max(longest_lease, timing.lease)),
      earlier_servers_until_(now.steady + longest_lease_) {
  for (const Start& start : starts) {
    require(model::term_of_epoch(start.record.epoch) < term,
            "a term must be greater than that of every epoch before");
    Sector sector;
    sector.is_silent = true;
    sector.leased_until = sector.earlier_until = earlier_servers_until_;
    sector.record = start.record;
    if (start.past != Past::recorded) {
      forget(sector, start.past);
    }
    sector.is_ending = sector.is_given_back = start.is_given_back && is_owned(sector);
    sectors_.push_back(sector);
  }
}

// What this server itself promised to the holder counts too.
void SectorLeases::forget(Sector& sector, Past past) const {
  sector.unknown_until = std::max({sector.unknown_until, earlier_servers_until_, sector.earlier_until,
                                   is_owned(sector) ? sector.leased_until : SteadyTime()});
  sector.record.holder = Id();
  sector.record.lease = 0;
  sector.offer.reset();
  sector.is_silent = sector.is_ending = sector.is_given_back = false;
  sector.past = past;
}

std::vector<SectorLeases::Expiry> SectorLeases::expire(Now now) {
  std::vector<Expiry> expiries;
  for (Index i = 0; i < sectors_.size(); ++i) {
    Sector& sector = sectors_[i];
    if (sector.offer && !sector.offer->is_accepted && now.steady >= sector.offer->expires_at) {
      expiries.push_back({Expiry::Kind::offer_unanswered, i, sector.offer->to});
      sector.offer.reset();
    }
    if (sector.past != Past::recorded && now.steady > sector.unknown_until + timing_.skew_bound) {
      expiries.push_back({Expiry::Kind::known_again, i, {}});
      sector.past = Past::recorded;
      sector.record.changed_at = now.wall;
      sector.has_changed = true;
    }
    if (is_owned(sector) && now.steady > sector.leased_until + timing_.skew_bound) {
      expiries.push_back({Expiry::Kind::lease_ended, i, sector.record.holder});
      let_go(sector, now);
    }
  }
  return expiries;
}

bool SectorLeases::adopt(Index index, const Id& by, std::uint64_t epoch, Now now) {
  Sector& sector = sectors_[index];
  if (sector.past != Past::lost || epoch < sector.record.epoch || model::term_of_epoch(epoch) >= term_) {
    return false;
  }
  sector.past = Past::recorded;
  sector.record.holder = by;
  sector.record.epoch = epoch;
  sector.record.lease = epoch;
  sector.record.changed_at = now.wall;
  sector.record.reason = {};
  // An earlier server may have promised it a longer lease.
  sector.leased_until = std::max(now.steady + timing_.lease, sector.unknown_until);
  // An earlier terminal of the same name may hold it too.
  sector.earlier_until = sector.unknown_until;
  sector.is_silent = sector.is_ending = sector.is_given_back = false;
  sector.has_changed = true;
  return true;
}

// A later server may have given the sectors to others. Its leases, too, were promised before this one began.
// What this server gave since has an epoch below that of the later server: its holder gets a new one.
void SectorLeases::begin_term(std::uint32_t term, Now now) {
  require(term > term_, "terms only grow");
  term_ = term;
  counter_ = 0;
  for (Sector& sector : sectors_) {
    sector.offer.reset();
    const bool is_of_this_run = model::term_of_epoch(sector.record.epoch) >= first_term_;
    if (sector.past != Past::recorded) {
      continue;
    }
    if (!is_of_this_run && !are_earlier_leases_over(now)) {
      forget(sector, Past::lost);
    } else if (is_owned(sector)) {
      sector.former_epoch = sector.record.epoch;
      sector.record.epoch = sector.record.lease = next_epoch();
      sector.record.changed_at = now.wall;
      sector.has_changed = true;
    }
  }
}

void SectorLeases::stretch_earlier(Span longest_lease, Now now) {
  const Span further = longest_lease - longest_lease_;
  if (further <= Span() || are_earlier_leases_over(now)) {
    return;
  }
  longest_lease_ = longest_lease;
  earlier_servers_until_ = earlier_servers_until_ + further;
  for (Sector& sector : sectors_) {
    const bool is_of_this_run = model::term_of_epoch(sector.record.epoch) >= first_term_;
    if (sector.past != Past::recorded) {
      sector.unknown_until = std::max(sector.unknown_until, earlier_servers_until_);
    } else if (is_owned(sector) && !is_of_this_run) {
      sector.leased_until = std::max(sector.leased_until, earlier_servers_until_);
    }
  }
}

void SectorLeases::nobody_held() {
  earlier_servers_until_ = SteadyTime();  // there was none: what is granted from now on is the whole past
  for (Sector& sector : sectors_) {
    if (sector.past == Past::lost) {
      sector.past = Past::recorded;
      sector.has_changed = true;
    }
  }
}

bool SectorLeases::is_asking() const {
  return std::ranges::find(sectors_, Past::lost, &Sector::past) != sectors_.end();
}

std::uint64_t SectorLeases::next_epoch() {
  require(counter_ < model::kMostEpochsInATerm, "a term has numbers for years");
  return model::epoch_of_server(term_, ++counter_);
}

void SectorLeases::stood_still(Span span) {
  earlier_servers_until_ = earlier_servers_until_ + span;
  for (Sector& sector : sectors_) {
    sector.unknown_until = sector.unknown_until + span;
    sector.leased_until = sector.leased_until + span;
    sector.earlier_until = sector.earlier_until + span;
    if (sector.offer) {
      sector.offer->expires_at = sector.offer->expires_at + span;
      sector.offer->next_try_at = sector.offer->next_try_at + span;
    }
  }
}

void SectorLeases::offer(Index index, const Id& to, const model::AssignmentReason& reason,
                         std::uint64_t plan_version, Now now) {
  Sector& sector = sectors_[index];
  require(!sector.offer, "one offer at a time");
  require(sector.past == Past::recorded, "what may be held by somebody unknown is offered to nobody");
  require(sector.record.holder != to || sector.is_given_back, "nobody is offered what it holds");
  const std::uint64_t epoch = next_epoch();
  sector.offer = RunningOffer{.to = to,
                              .epoch = epoch,
                              .lease = epoch,
                              .next_try_at = now.steady,
                              .expires_at = now.steady + timing_.answer_within,
                              .plan_version = plan_version,
                              .reason = reason};
}

std::vector<SectorLeases::Index> SectorLeases::due_offers(Now now) {
  std::vector<Index> due;
  const Span between = timing_.answer_within * (1.0 / std::max<std::uint32_t>(timing_.offer_tries, 1));
  for (Index i = 0; i < sectors_.size(); ++i) {
    auto& offer = sectors_[i].offer;
    if (offer && !offer->is_accepted && now.steady >= offer->next_try_at && now.steady < offer->expires_at) {
      offer->next_try_at = now.steady + between;
      due.push_back(i);
    }
  }
  return due;
}

SectorLeases::Acceptance SectorLeases::accept(Index index, const Id& by, std::uint64_t epoch, Now now) {
  Sector& sector = sectors_[index];
  if (sector.record.holder == by && sector.record.epoch == epoch) {
    // A repeated acceptance, since our answer was lost: extends the lease, unless the holder must give it
    // back.
    if (sector.is_ending || is_waiting_for_holder(index)) {
      return Acceptance::stale;
    }
    sector.leased_until = std::max(sector.leased_until, now.steady + timing_.lease);
    sector.is_silent = false;
    return Acceptance::held;
  }
  if (!sector.offer || sector.offer->to != by || sector.offer->epoch != epoch) {
    return Acceptance::stale;
  }
  sector.offer->is_accepted = true;
  if (is_owned(sector) && sector.record.holder != by) {
    return Acceptance::waiting;
  }
  grant(sector, now);
  return Acceptance::held;
}

bool SectorLeases::decline(Index index, const Id& by, std::uint64_t epoch) {
  Sector& sector = sectors_[index];
  if (!sector.offer || sector.offer->to != by || sector.offer->epoch != epoch) {
    return false;
  }
  sector.offer.reset();
  return true;
}

bool SectorLeases::release(Index index, const Id& by, std::uint64_t epoch, Now now) {
  Sector& sector = sectors_[index];
  const bool is_its_epoch =
      sector.record.epoch == epoch || (sector.former_epoch == epoch && sector.former_epoch != 0);
  if (sector.record.holder != by || !is_its_epoch || by.empty()) {
    return false;
  }
  free_sector(sector, now);
  return true;
}

std::vector<SectorLeases::Index> SectorLeases::renew(const Id& by, Now now) {
  std::vector<Index> renewed = held_by(by);
  for (const Index i : renewed) {
    Sector& sector = sectors_[i];
    sector.is_silent = false;
    sector.leased_until = std::max(sector.leased_until, now.steady + timing_.lease);
  }
  return renewed;
}

void SectorLeases::terminal_changed(const Id& by) {
  for (Sector& sector : sectors_) {
    if (sector.record.holder == by) {
      sector.earlier_until = sector.leased_until;
    }
    if (sector.offer && sector.offer->to == by) {
      sector.offer.reset();
    }
  }
}

void SectorLeases::leave(const Id& by, Now now) {
  for (Sector& sector : sectors_) {
    if (sector.offer && sector.offer->to == by) {
      sector.offer.reset();
    }
    if (sector.record.holder != by) {
      continue;
    }
    if (may_be_held_by_earlier(sector, now)) {
      // Until then it stays with the control point: its next terminal goes on with it.
      sector.is_silent = true;
      sector.leased_until = sector.earlier_until;
    } else {
      let_go(sector, now);
    }
  }
}

void SectorLeases::fell_silent(const Id& by) {
  for (Sector& sector : sectors_) {
    if (sector.record.holder == by) {
      sector.is_silent = true;
    }
    if (sector.offer && sector.offer->to == by) {
      sector.offer.reset();
    }
  }
}

void SectorLeases::end_lease(Index index) {
  Sector& sector = sectors_[index];
  if (is_owned(sector)) {
    sector.is_ending = true;
  }
}

// An earlier terminal of the holder's name may still act on its lease.
bool SectorLeases::may_be_held_by_earlier(const Sector& sector, Now now) const {
  return now.steady <= sector.earlier_until + timing_.skew_bound;
}

void SectorLeases::free_sector(Sector& sector, Now now) {
  if (may_be_held_by_earlier(sector, now)) {
    sector.is_ending = sector.is_given_back = true;
    sector.leased_until = sector.earlier_until;
    return;
  }
  let_go(sector, now);
}

void SectorLeases::let_go(Sector& sector, Now now) {
  if (sector.offer && sector.offer->is_accepted) {
    grant(sector, now);
    return;
  }
  sector.record.holder = Id();
  sector.record.lease = 0;
  sector.record.changed_at = now.wall;
  sector.is_silent = sector.is_ending = sector.is_given_back = false;
  sector.has_changed = true;
}

const SectorLeases::RunningOffer& SectorLeases::offer_of(const Sector& sector) {
  if (const auto& offer = sector.offer) {
    return *offer;
  }
  contract_broken("there is an offer", std::source_location::current());
}

void SectorLeases::grant(Sector& sector, Now now) {
  const RunningOffer offer = offer_of(sector);
  sector.offer.reset();
  require(offer.epoch > sector.record.epoch, "epochs only grow");
  const bool takes_it_again = sector.record.holder == offer.to;
  sector.earlier_until = takes_it_again ? sector.earlier_until : SteadyTime();
  sector.record.holder = offer.to;
  sector.record.epoch = offer.epoch;
  sector.former_epoch = 0;
  sector.record.lease = offer.lease;
  sector.record.changed_at = now.wall;
  sector.record.plan_version = offer.plan_version;
  sector.record.reason = offer.reason;
  sector.leased_until = now.steady + timing_.lease;
  sector.is_silent = sector.is_ending = sector.is_given_back = false;
  sector.has_changed = true;
}

model::Assignment SectorLeases::assignment(Index index, Now now) const {
  const Sector& sector = sectors_[index];
  if (sector.past != Past::recorded) {
    model::Assignment unknown;
    unknown.sector = sector.record.sector;
    unknown.state = model::SectorState::unknown;
    unknown.epoch = sector.record.epoch;
    unknown.expires_at = now.wall_at(sector.unknown_until + timing_.skew_bound);
    return unknown;
  }
  const Instant changed_at = sector.record.changed_at;
  const auto since = changed_at == Instant() ? std::nullopt : std::optional(changed_at);
  if (!is_owned(sector) || sector.is_given_back) {
    if (sector.offer && !sector.offer->is_accepted) {
      return offered(index, now);
    }
    model::Assignment unowned;
    unowned.sector = sector.record.sector;
    unowned.epoch = sector.record.epoch;
    unowned.since = since;
    if (is_owned(sector)) {
      unowned.uncovered_because = model::UncoveredCause::former_lease;
      unowned.expires_at = now.wall_at(sector.leased_until + timing_.skew_bound);
    }
    return unowned;
  }
  return {.sector = sector.record.sector,
          .state = is_held(index) ? model::SectorState::held : model::SectorState::expiring,
          .holder = sector.record.holder,
          .epoch = sector.record.epoch,
          .lease = sector.record.lease,
          .expires_at = now.wall_at(sector.leased_until),
          .plan_version = sector.record.plan_version,
          .reason = sector.record.reason,
          .since = since};
}

model::Assignment SectorLeases::offered(Index index, Now now) const {
  const Sector& sector = sectors_[index];
  const RunningOffer& offer = offer_of(sector);
  return {.sector = sector.record.sector,
          .state = model::SectorState::offered,
          .holder = offer.to,
          .epoch = offer.epoch,
          .lease = offer.lease,
          .expires_at = now.wall_at(offer.expires_at),
          .plan_version = offer.plan_version,
          .reason = offer.reason};
}

Span SectorLeases::offer_left(Index index, Now now) const {
  return offer_of(sectors_[index]).expires_at - now.steady;
}

bool SectorLeases::is_held(Index index) const {
  const Sector& sector = sectors_[index];
  return is_owned(sector) && !sector.is_silent && !sector.is_ending;
}

bool SectorLeases::is_waiting_for_holder(Index index) const {
  const Sector& sector = sectors_[index];
  return is_owned(sector) && sector.offer && sector.offer->is_accepted;
}

const SectorLeases::Id* SectorLeases::offered_to(Index index) const {
  const auto& offer = sectors_[index].offer;
  return offer ? &offer->to : nullptr;
}

std::vector<SectorLeases::Index> SectorLeases::held_by(const Id& control_point) const {
  std::vector<Index> held;
  for (Index i = 0; i < sectors_.size(); ++i) {
    // When another control point has accepted the sector, the holder's lease is no longer extended.
    if (sectors_[i].record.holder == control_point && !sectors_[i].is_ending && !is_waiting_for_holder(i)) {
      held.push_back(i);
    }
  }
  return held;
}

std::vector<SectorRecord> SectorLeases::changed_records() {
  std::vector<SectorRecord> changed;
  for (Sector& sector : sectors_) {
    if (std::exchange(sector.has_changed, false)) {
      changed.push_back(sector.record);
    }
  }
  return changed;
}

}  // namespace selat::coordinate
