#pragma once
// Who answers for each sector: leases for liveness, epochs for safety.
//
//   UNOWNED ──offer──► OFFERED ──accept──► HELD ──holder silent──► EXPIRING ──lease + skew──► UNOWNED
//                         │ no answer, decline ► UNOWNED   ▲─────── renewed ──────┘
//
// A held sector may be offered to another at the same time; the holder keeps the duty until that one has
// accepted and the holder has let go (or its lease and the skew bound are over).
//
// Promises: at one real time at most one control point holds an unexpired lease of a sector, as long as
// clocks drift less than the skew bound within a lease; epochs of a sector only grow, over restarts too
// (epoch = term << 32 | counter). The caller makes changed_records() durable before it sends any answer.
// Pure; not thread-safe.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "coordinate/timing.h"
#include "model/assignment.h"
#include "units/clock.h"

namespace selat::coordinate {

// What is kept on disk of a sector.
struct SectorRecord {
  model::SectorId sector;
  model::ControlPointId holder;  // empty: unowned
  std::uint64_t epoch = 0;       // of the holder, or of the last one
  std::uint64_t lease = 0;
  Span lease_for;      // how long a lease given before a restart may still be good at most
  Instant changed_at;  // wall clock
  std::uint64_t plan_version = 0;
  model::AssignmentReason reason;
  friend bool operator==(const SectorRecord&, const SectorRecord&) = default;
};

class SectorLeases {
 public:
  using Index = std::size_t;  // of a sector, as handed to the constructor
  using Id = model::ControlPointId;

  // `records` in the order of the sectors, one each. The holder of a sector before the restart still holds
  // it, silently, until its lease must have ended; `term` must be greater than that of any record's epoch.
  SectorLeases(const std::vector<SectorRecord>& records, std::uint32_t term, Timing timing, Now now);

  // What happened by the passing of time.
  struct Expiry {
    enum class Kind : std::uint8_t { offer_unanswered, lease_ended } kind;
    Index sector;
    Id control_point;
  };
  [[nodiscard]] std::vector<Expiry> expire(Now now);

  // Offers a sector that has no offer running; to another than its holder, it becomes a handover.
  void offer(Index sector, const Id& to, const model::AssignmentReason& reason, std::uint64_t plan_version,
             Now now);
  // Sectors whose offer is to be sent (again) now.
  [[nodiscard]] std::vector<Index> due_offers(Now now);

  enum class Acceptance : std::uint8_t {
    held,     // the sender holds the sector with this epoch
    waiting,  // the former holder has not let go yet; the answer comes when it has
    stale,    // no such offer (any more)
  };
  [[nodiscard]] Acceptance accept(Index sector, const Id& by, std::uint64_t epoch, Now now);
  // True when there was such an offer.
  bool decline(Index sector, const Id& by, std::uint64_t epoch);
  // True when `by` held the sector with this epoch.
  bool release(Index sector, const Id& by, std::uint64_t epoch, Now now);
  // Extends the leases of everything `by` holds and may keep; returns these sectors.
  std::vector<Index> renew(const Id& by, Now now);
  // A new terminal serves `by`: leases given to an earlier one count as possibly alive until they end.
  void terminal_changed(const Id& by);
  // It left properly: everything it holds is free at once, unless an earlier terminal may still be alive.
  void leave(const Id& by, Now now);
  // No message for a while: its sectors expire, offers to it are taken back.
  void fell_silent(const Id& by);
  // The holder may not have this sector any more (permit withdrawn): it runs out.
  void end_lease(Index sector);

  [[nodiscard]] std::size_t size() const { return sectors_.size(); }
  // As shown to people: state, holder, epoch, expiry (wall clock).
  [[nodiscard]] model::Assignment assignment(Index sector, Now now) const;
  // The running offer as an assignment; contract: there is one.
  [[nodiscard]] model::Assignment offered(Index sector, Now now) const;
  [[nodiscard]] bool has_offer(Index sector) const { return sectors_[sector].offer.has_value(); }
  [[nodiscard]] Span offer_left(Index sector, Now now) const;
  [[nodiscard]] bool is_held(Index sector) const;                // and its holder is heard and may keep it
  [[nodiscard]] bool is_waiting_for_holder(Index sector) const;  // a handover is accepted
  [[nodiscard]] const Id& holder(Index sector) const { return sectors_[sector].record.holder; }
  [[nodiscard]] const Id* offered_to(Index sector) const;
  [[nodiscard]] std::uint64_t epoch(Index sector) const { return sectors_[sector].record.epoch; }
  [[nodiscard]] std::vector<Index> held_by(const Id& control_point) const;  // and renewable

  // Records that changed since the last call, to be made durable before anything is answered.
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
    SteadyTime leased_until;   // meaningful while record.holder is not empty
    SteadyTime earlier_until;  // a lease of an earlier terminal of the holder may be good until then
    bool is_silent = false;
    bool is_ending = false;  // not renewed any more
    std::optional<RunningOffer> offer;
    bool has_changed = false;
  };

  [[nodiscard]] bool is_owned(const Sector& sector) const { return !sector.record.holder.empty(); }
  void free_sector(Sector& sector, Now now);
  [[nodiscard]] static const RunningOffer& offer_of(const Sector& sector);  // there must be one
  void grant(Sector& sector, Now now);
  void let_go(Sector& sector, Now now);
  [[nodiscard]] std::uint64_t next_epoch() { return (static_cast<std::uint64_t>(term_) << 32) | ++counter_; }

  std::vector<Sector> sectors_;
  std::uint32_t term_;
  std::uint32_t counter_ = 0;
  Timing timing_;
};

}  // namespace selat::coordinate
