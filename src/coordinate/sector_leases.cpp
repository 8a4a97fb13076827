#include "coordinate/sector_leases.h"

#include <algorithm>
#include <utility>

#include "base/check.h"

namespace selat::coordinate {

SectorLeases::SectorLeases(const std::vector<SectorRecord>& records, std::uint32_t term, Timing timing,
                           Now now)
    : term_(term), timing_(timing) {
  for (const SectorRecord& record : records) {
    require(record.epoch >> 32 < term, "a term must be greater than that of every epoch before");
    Sector sector;
    sector.is_silent = true;
    sector.leased_until = now.steady + std::max(record.lease_for, timing.lease);
    sector.earlier_until = sector.leased_until;
    sector.record = record;
    sectors_.push_back(sector);
  }
}

std::vector<SectorLeases::Expiry> SectorLeases::expire(Now now) {
  std::vector<Expiry> expiries;
  for (Index i = 0; i < sectors_.size(); ++i) {
    Sector& sector = sectors_[i];
    if (sector.offer && !sector.offer->is_accepted && now.steady >= sector.offer->expires_at) {
      expiries.push_back({Expiry::Kind::offer_unanswered, i, sector.offer->to});
      sector.offer.reset();
    }
    if (is_owned(sector) && now.steady > sector.leased_until + timing_.skew_bound) {
      expiries.push_back({Expiry::Kind::lease_ended, i, sector.record.holder});
      let_go(sector, now);
    }
  }
  return expiries;
}

void SectorLeases::stood_still(Span span) {
  for (Sector& sector : sectors_) {
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
  require(sector.record.holder != to, "nobody is offered what it holds");
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
  if (is_owned(sector)) {
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
  if (sector.record.holder != by || sector.record.epoch != epoch || by.empty()) {
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
    if (sector.record.holder == by) {
      free_sector(sector, now);
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

// The holder has given the sector back, but an earlier terminal of the same name may still act on its lease.
void SectorLeases::free_sector(Sector& sector, Now now) {
  if (now.steady <= sector.earlier_until + timing_.skew_bound) {
    sector.is_ending = true;
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
  sector.is_silent = sector.is_ending = false;
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
  sector.record.holder = offer.to;
  sector.record.epoch = offer.epoch;
  sector.record.lease = offer.lease;
  sector.record.lease_for = timing_.lease;
  sector.record.changed_at = now.wall;
  sector.record.plan_version = offer.plan_version;
  sector.record.reason = offer.reason;
  sector.leased_until = now.steady + timing_.lease;
  sector.earlier_until = SteadyTime();
  sector.is_silent = sector.is_ending = false;
  sector.has_changed = true;
}

model::Assignment SectorLeases::assignment(Index index, Now now) const {
  const Sector& sector = sectors_[index];
  if (!is_owned(sector)) {
    if (sector.offer) {
      return offered(index, now);
    }
    model::Assignment unowned;
    unowned.sector = sector.record.sector;
    unowned.epoch = sector.record.epoch;
    return unowned;
  }
  return {.sector = sector.record.sector,
          .state = is_held(index) ? model::SectorState::held : model::SectorState::expiring,
          .holder = sector.record.holder,
          .epoch = sector.record.epoch,
          .lease = sector.record.lease,
          .expires_at = now.wall_at(sector.leased_until),
          .plan_version = sector.record.plan_version,
          .reason = sector.record.reason};
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
