#pragma once
// Which control point answers for each sector. Leases free a sector whose holder is silent; epochs make sure
// that no old order is obeyed.
//
//   UNOWNED ──offer──► OFFERED ──accept──► HELD ──holder silent──► EXPIRING ──lease + skew──► UNOWNED
//                         │ no answer, decline ► UNOWNED   ▲─────── renewed ──────┘
//
// A held sector may be offered to another control point at the same time (a handover). The holder answers for
// the sector until the other has accepted and the holder has given it back, or the holder's lease and the
// skew bound have passed.
//
// A sector that is given back while an earlier terminal of its holder may still act on a lease keeps its
// holder: nobody answers for it, and until that lease is over it can be offered to the same control point
// only. That one then holds it by a new epoch, beside the former terminal with the old one; whoever has heard
// of the new one refuses the old.
//
// Where this server cannot know who holds a sector (it has no record of it, as when its database was lost; or
// the outline has changed, so that an earlier holder may act in these waters) the sector is UNKNOWN: it is
// offered to nobody until every lease that may have been promised before the start is over. If the past is
// lost, a control point that holds such a sector by its own clock may claim it, and keeps it.
//
// Promises: at any moment at most one control point holds an unexpired lease of a sector, if the clocks drift
// less than the skew bound within one lease. The epochs of a sector only grow, also over restarts
// (model/epoch.h). The caller must write changed_records() to disk before it sends any answer. Pure; not
// thread-safe.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "coordinate/timing.h"
#include "model/assignment.h"
#include "units/clock.h"

namespace selat::coordinate {

// The record of one sector on disk.
struct SectorRecord {
  model::SectorId sector;
  model::ControlPointId holder;  // empty: unowned
  std::uint64_t epoch = 0;       // of the holder, or of the last one
  std::uint64_t lease = 0;
  Instant changed_at;  // wall clock
  std::uint64_t plan_version = 0;
  model::AssignmentReason reason;
  std::uint64_t outline = 0;  // fingerprint of the sector's polygon; 0: not known
  bool is_damaged = false;    // on disk; only `sector` is known, and anybody may hold it
  friend bool operator==(const SectorRecord&, const SectorRecord&) = default;
};

class SectorLeases {
 public:
  using Index = std::size_t;  // of a sector, in the order of the constructor's records
  using Id = model::ControlPointId;

  // What is known of a sector at the start.
  enum class Past : std::uint8_t {
    recorded,
    lost,             // no record, or an unreadable one: its holder may claim it
    outline_changed,  // whoever held it, held other waters
  };
  struct Start {
    SectorRecord record;
    Past past = Past::recorded;
    bool is_given_back = false;  // its holder has given it back, and a lease may run still
  };
  // One start for each sector, in order. A sector that was held before the restart is still held, as by a
  // silent holder, until `longest_lease`, the longest that may have been promised, must have ended. `term`
  // must be greater than that of the epoch of any record.
  SectorLeases(const std::vector<Start>& starts, std::uint32_t term, Timing timing, Span longest_lease,
               Now now);

  // What ended because its time has passed.
  struct Expiry {
    enum class Kind : std::uint8_t { offer_unanswered, lease_ended, known_again } kind;
    Index sector;
    Id control_point;
  };
  [[nodiscard]] std::vector<Expiry> expire(Now now);

  // Offers a sector that has no running offer. If another control point holds it, this starts a handover; to
  // its holder it is offered only while it is_given_back().
  void offer(Index sector, const Id& to, const model::AssignmentReason& reason, std::uint64_t plan_version,
             Now now);
  // Sectors whose offer must be sent now, for the first time or again.
  [[nodiscard]] std::vector<Index> due_offers(Now now);

  enum class Acceptance : std::uint8_t {
    held,     // the sender holds the sector with this epoch
    waiting,  // the former holder has not given it back yet; the grant follows when it has
    stale,    // there is no such offer, or no longer
  };
  [[nodiscard]] Acceptance accept(Index sector, const Id& by, std::uint64_t epoch, Now now);
  // True if there was such an offer.
  bool decline(Index sector, const Id& by, std::uint64_t epoch);
  // True if `by` held the sector with this epoch.
  bool release(Index sector, const Id& by, std::uint64_t epoch, Now now);
  // `by` says that it holds the sector at this moment. It does from now on, if the past of the sector is
  // lost.
  bool adopt(Index sector, const Id& by, std::uint64_t epoch, Now now);
  // There was a later server, of which this one has no record: whatever is not of this run may be out of
  // date. From now on epochs are of `term`.
  void begin_term(std::uint32_t term, Now now);
  // Leases of this length may have been promised by an earlier server, though that is not recorded.
  void stretch_earlier(Span longest_lease, Now now);
  // Nobody has ever held any sector: what has no record is free.
  void nobody_held();
  // Whether everything that an earlier server may have promised is over.
  [[nodiscard]] bool are_earlier_leases_over(Now now) const {
    return now.steady > earlier_servers_until_ + timing_.skew_bound;
  }
  // Whether the past of any sector is lost: control points are asked what they hold.
  [[nodiscard]] bool is_asking() const;
  // Extends the leases of the sectors that `by` holds and may keep; returns these sectors.
  std::vector<Index> renew(const Id& by, Now now);
  // A new terminal acts for `by`. The leases of the earlier terminal count as valid until they end, since it
  // may still be running.
  void terminal_changed(const Id& by);
  // `by` has given back all its sectors: they are free at once, unless an earlier terminal may still be
  // running.
  void leave(const Id& by, Now now);
  // The server stood still for this long: what it could not hear meanwhile may still have been said.
  void stood_still(Span span);
  // No message came from `by` for some time: its leases are left to expire, and offers to it are withdrawn.
  void fell_silent(const Id& by);
  // The holder may no longer have this sector (permit withdrawn): its lease is left to expire.
  void end_lease(Index sector);

  [[nodiscard]] std::size_t size() const { return sectors_.size(); }
  // For people: state, holder, epoch, expiry (wall clock).
  [[nodiscard]] model::Assignment assignment(Index sector, Now now) const;
  // The running offer as an assignment; contract: there is one.
  [[nodiscard]] model::Assignment offered(Index sector, Now now) const;
  [[nodiscard]] bool has_offer(Index sector) const { return sectors_[sector].offer.has_value(); }
  [[nodiscard]] Span offer_left(Index sector, Now now) const;
  [[nodiscard]] bool is_held(Index sector) const;                // by a holder that is heard and may keep it
  [[nodiscard]] bool is_waiting_for_holder(Index sector) const;  // a handover is accepted
  // Its holder has given it back, and an earlier terminal there may act until the lease ends.
  [[nodiscard]] bool is_given_back(Index sector) const { return sectors_[sector].is_given_back; }
  [[nodiscard]] bool is_unknown(Index sector) const { return sectors_[sector].past != Past::recorded; }
  [[nodiscard]] const Id& holder(Index sector) const { return sectors_[sector].record.holder; }
  [[nodiscard]] const Id* offered_to(Index sector) const;
  [[nodiscard]] std::uint64_t epoch(Index sector) const { return sectors_[sector].record.epoch; }
  [[nodiscard]] std::vector<Index> held_by(const Id& control_point) const;  // only those it may keep

  // The records that changed since the last call; they must be written to disk before any answer is sent.
  [[nodiscard]] std::vector<SectorRecord> changed_records();

 private:
  struct RunningOffer {
    Id to;
    std::uint64_t epoch = 0;
    std::uint64_t lease = 0;
    SteadyTime next_try_at, expires_at;
    bool is_accepted = false;
    std::uint64_t plan_version = 0;
    model::AssignmentReason reason;
  };
  struct Sector {
    SectorRecord record;
    SteadyTime leased_until;         // meaningful while record.holder is not empty
    SteadyTime earlier_until;        // until then a lease of an earlier terminal of the holder may be valid
    std::uint64_t former_epoch = 0;  // of the same holder, before begin_term() gave it a new one; 0: none
    Past past = Past::recorded;
    SteadyTime unknown_until;  // meaningful unless the past is recorded
    bool is_silent = false;
    bool is_ending = false;  // the lease is no longer renewed
    bool is_given_back = false;
    std::optional<RunningOffer> offer;
    bool has_changed = false;
  };

  [[nodiscard]] bool is_owned(const Sector& sector) const { return !sector.record.holder.empty(); }
  [[nodiscard]] bool may_be_held_by_earlier(const Sector& sector, Now now) const;
  void free_sector(Sector& sector, Now now);
  [[nodiscard]] static const RunningOffer& offer_of(const Sector& sector);  // there must be one
  void grant(Sector& sector, Now now);
  void let_go(Sector& sector, Now now);
  void forget(Sector& sector, Past past) const;
  [[nodiscard]] std::uint64_t next_epoch();

  std::vector<Sector> sectors_;
  std::uint32_t first_term_;  // of this run
  std::uint32_t term_;
  std::uint32_t counter_ = 0;
  Timing timing_;
  Span longest_lease_;                // that an earlier server may have promised
  SteadyTime earlier_servers_until_;  // until then a lease that an earlier server promised may be valid
};

}  // namespace selat::coordinate
