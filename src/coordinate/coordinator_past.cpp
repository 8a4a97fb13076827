// What the Coordinator knows of the time before it began, and what it does where it does not: its database
// was lost or is an old copy, a record is damaged, an outline has changed. Control points tell it: the
// highest term they have heard of comes with each request, what they hold when they are asked.

#include <algorithm>
#include <string>

#include "base/fingerprint.h"
#include "coordinate/question.h"
#include "model/epoch.h"

namespace selat::coordinate {
namespace {

// A term further ahead of the clock than half a year of seconds, and of the own one, is a faulty one:
// following it would use up all terms.
constexpr Instant kFirstTermIsOne = Instant::unix_seconds(1'767'225'600);  // 2026-01-01
constexpr std::uint32_t kMostAheadOfTheClock = 1U << 24;
constexpr std::uint32_t kMostAhead = 16;

// Longer leases are promised by nobody (config/settings_schema.cpp).
constexpr Span kLongestLease = Span::hours(1);

std::uint64_t outline_of(const model::Sector& sector) {
  std::uint64_t outline = 1;
  const auto add = [&outline](const geo::Ring& ring) {
    outline = join(outline, ring.size());
    for (const geo::Position vertex : ring) {
      outline =
          join(outline, (static_cast<std::uint64_t>(static_cast<std::uint32_t>(vertex.latitude_e7())) << 32) |
                            static_cast<std::uint32_t>(vertex.longitude_e7()));
    }
  };
  for (const geo::Polygon& polygon : sector.area.polygons()) {
    add(polygon.outer());
    std::ranges::for_each(polygon.holes(), add);
  }
  return outline;
}

// Who gave the sector back is its holder on disk still, while an earlier terminal there may act on a lease.
bool is_given_back(const SectorRecord& record, const std::vector<model::Exclusion>& exclusions) {
  return std::ranges::any_of(exclusions, [&record](const model::Exclusion& exclusion) {
    return exclusion.sector == record.sector && exclusion.control_point == record.holder &&
           exclusion.until > record.changed_at;
  });
}

}  // namespace

std::uint32_t term_by_clock(Instant wall) {
  return static_cast<std::uint32_t>(std::clamp((wall - kFirstTermIsOne).in_seconds(), 1.0, 4e9));
}

// An outline of 0 was recorded by a version that kept none.
std::vector<SectorLeases::Start> starts_of(const std::vector<model::Sector>& sectors,
                                           const PersistedState& persisted) {
  using Past = SectorLeases::Past;
  std::vector<SectorLeases::Start> starts;
  for (const model::Sector& sector : sectors) {
    const auto known = std::ranges::find(persisted.records, sector.id, &SectorRecord::sector);
    const bool has_record = known != persisted.records.end() && !known->is_damaged;
    const std::uint64_t outline = outline_of(sector);
    SectorLeases::Start start;
    if (!has_record) {
      const bool is_damaged = known != persisted.records.end();
      start.past = persisted.has_past && !is_damaged ? Past::outline_changed : Past::lost;
    } else {
      start.record = *known;
      const bool is_same = known->outline == 0 || known->outline == outline;
      const Past past = persisted.has_past ? Past::recorded : Past::lost;
      start.past = is_same ? past : Past::outline_changed;
      start.is_given_back = is_given_back(*known, persisted.exclusions);
    }
    start.record.sector = sector.id;
    start.record.outline = outline;
    start.record.is_damaged = false;
    starts.push_back(start);
  }
  return starts;
}

std::uint32_t first_term_of(const PersistedState& persisted) {
  std::uint32_t term = persisted.term;
  for (const SectorRecord& record : persisted.records) {
    term = std::max(term, model::term_of_epoch(record.epoch) + 1);
  }
  return term;
}

// A control point has heard of a server with a term that is not lower than ours, and it was not this one.
void Coordinator::hear_of_server(std::uint32_t heard, Now now) {
  if (heard - term_ > kMostAhead && heard > term_by_clock(now.wall) + kMostAheadOfTheClock) {
    ++counters_.terms_not_believed;
    return;
  }
  term_ = heard + 1;
  has_term_changed_ = true;
  note_past_lost();
  ++counters_.terms_lost;
  leases_.begin_term(term_, now);
  terminals_.begin_term(term_);
  needs_plan_ = has_table_changed_ = true;
}

// A claim is of this run if its sender has heard of it, and of its present term: a sector that was held when
// it was said, was held after this server began, and nobody else held it then.
void Coordinator::hear_claims(Question& question, const model::Renew& renew) {
  std::string adopted;
  bool is_news = false;  // an earlier server gave what this one has no record of
  for (const model::HeldSector& claim : renew.claims) {
    const auto sector = sector_index(claim.sector);
    if (!sector) {
      continue;
    }
    if (!leases_.is_unknown(*sector)) {
      tell_of_another_holder(question, *sector, claim.epoch);
      continue;
    }
    if (model::term_of_epoch(claim.epoch) >= term_) {
      hear_of_server(model::term_of_epoch(claim.epoch), question.now);
    }
    const model::RequestHead& head = question.request.head;
    const bool is_of_this_run = head.coordinator_term == term_ && head.coordinator_run == settings_.run;
    const bool is_recorded = leases_.epoch(*sector) == claim.epoch;
    if (is_of_this_run && may_hold(*sector, question.control_point) &&
        leases_.adopt(*sector, question.request.from, claim.epoch, question.now)) {
      adopted += (adopted.empty() ? "" : ", ") + std::string(claim.sector.view());
      ++counters_.claims_adopted;
      is_news = is_news || !is_recorded;
    }
  }
  if (!adopted.empty()) {
    if (!has_past_ && is_news) {
      note_past_lost();
    }
    needs_plan_ = has_table_changed_ = true;
    log(question, model::LogKind::claimed, {.text = adopted});
  }
}

// While control points are asked, what is not listed is not lost; so one that believes in an older lease of a
// sector is told.
void Coordinator::tell_of_another_holder(Question& question, std::size_t sector, std::uint64_t epoch) {
  const model::ControlPointId& holder = leases_.holder(sector);
  if (!holder.empty() && holder != question.request.from && epoch < leases_.epoch(sector)) {
    question.effects.orders.push_back({.to = question.request.from,
                                       .to_term = question.request.term,
                                       .in_reply_to = std::nullopt,
                                       .body = model::Revoke{settings_.sectors[sector].id, epoch}});
  }
}

// The terminal has just joined. Where every control point says that it has never heard of any server, this is
// a new system, and nobody holds anything.
void Coordinator::hear_past(Question& question, const model::Join& join) {
  if (!has_past_) {
    leases_.stretch_earlier(std::min(join.longest_lease, kLongestLease), question.now);
  }
  const model::RequestHead& head = question.request.head;
  if (head.coordinator_term == 0) {
    knows_no_server_.insert(question.control_point);
  } else if (!has_past_ && head.coordinator_run != settings_.run) {
    note_past_lost();
  }
  if (!has_past_ && knows_no_server_.size() == names_.size() && leases_.is_asking()) {
    leases_.nobody_held();
    needs_plan_ = has_table_changed_ = true;
  }
}

void Coordinator::note_past_lost() {
  if (!std::exchange(was_past_lost_told_, true)) {
    first_number_after_loss_ = alerts_.registry().last_number() % model::kLastAlertNumber + 1;
  }
}

// An entry of the log, so that every screen, and whoever reads the log later, is told.
void Coordinator::tell_past_lost(Now now, Effects& effects) {
  if (const auto first_number = std::exchange(first_number_after_loss_, std::nullopt)) {
    effects.log.push_back({.at = now.wall, .kind = model::LogKind::past_lost, .alert_number = *first_number});
  }
}

// What earlier terms promised is over some time after the start; from then on only what this one promises
// counts.
void Coordinator::forget_earlier_promises(Now now, Effects& effects) {
  const Promise own{.lease = settings_.timing.lease, .skew_bound = settings_.timing.skew_bound};
  if (is_promise_own_ || leases_.is_asking() || !leases_.are_earlier_leases_over(now)) {
    return;
  }
  is_promise_own_ = true;
  effects.promise = own;
}

}  // namespace selat::coordinate
