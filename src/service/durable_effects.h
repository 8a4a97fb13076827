#pragma once
// What becomes of the effects of the coordination server: written to disk, several in one transaction, and
// only then handed on.
//
// While the disk fails they are kept, and tried again each second. What promises nothing new goes on:
//   - the answers to renewals, and the welcome of a terminal that spoke before and is back, of what is on
//     disk: a lease under an old record is no new promise. A sector whose record waits for the disk is left
//     out, and a terminal that waits to be noted as the speaking one gets none;
//   - that a terminal cannot speak now, since nothing can be stored, with the reason;
//   - alerts and the notices of them, marked as not stored. Once they are, the alerts are published unmarked.
// Everything else waits: grants, other welcomes, receipts for words. So that memory is bounded, requests that
// would add to the log are postponed once is_full(): they are not answered, and so repeated.
//
// Where nothing is to be written for some seconds, flush() tries whether the disk takes anything.
//
// Thread: one; flush() blocks for an fsync. Errors: problem() while the disk fails; `give_up` once, if no
// later save can count (store/store_error.h), and from then on nothing is saved or handed on.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <tuple>
#include <utility>

#include "base/localized_message.h"
#include "coordinate/effects.h"
#include "model/alert.h"
#include "model/order.h"
#include "store/coordination_store.h"
#include "units/clock.h"

namespace selat::service {

class DurableEffects {
 public:
  struct Outlets {
    std::function<void(const model::AddressedOrder&)> send;
    std::function<void(const model::Alert&)> publish;
    // The rest of what has been saved: records, log, context.
    std::function<void(const coordinate::Effects&)> saved;
    std::function<void(const store::StoreError&)> give_up;
  };
  DurableEffects(store::CoordinationStore& store, Outlets outlets);

  // To be written by the next flush().
  void gather(coordinate::Effects effects);
  // To be called some times a second.
  void flush(SteadyTime now);

  // Also where nothing is to be written: notices that another server has taken the place of this one, or that
  // the database is gone, and gives up.
  void look_at_the_file() { std::ignore = is_still_the_server(); }

  [[nodiscard]] std::size_t alerts_waiting() const { return unsaved_.alerts.size(); }
  // Whether what is known of it now is on disk.
  [[nodiscard]] bool is_stored(std::uint64_t alert) const;
  [[nodiscard]] bool is_stored(const model::SectorId& sector) const;
  [[nodiscard]] bool is_full() const;
  [[nodiscard]] const std::optional<LocalizedMessage>& problem() const { return problem_; }
  [[nodiscard]] std::uint64_t log_entries_dropped() const { return log_entries_dropped_; }

 private:
  void hand_on(const coordinate::Effects& saved);
  void fail(const store::StoreError& error, SteadyTime now);
  [[nodiscard]] bool may_extend_leases(std::span<const model::AddressedOrder> orders);
  [[nodiscard]] bool is_still_the_server();
  void show(std::span<const model::Alert> changed);
  void put_off(const model::AddressedOrder& welcome);
  void say_what_it_waits_for(const model::AddressedOrder& welcome);
  template <typename Holding>
  void keep_what_is_stored(Holding& order) const;
  [[nodiscard]] bool promises_nothing_new(model::AddressedOrder& order) const;
  void drop_own_entries();

  store::CoordinationStore& store_;
  Outlets outlets_;
  coordinate::Effects unsaved_;
  std::optional<LocalizedMessage> problem_;
  std::set<std::pair<model::ControlPointId, std::uint64_t>> told_to_wait_;  // and the term of the terminal
  SteadyTime retry_at_, saved_at_;
  bool has_given_up_ = false;
  std::uint64_t log_entries_dropped_ = 0;
};

}  // namespace selat::service
