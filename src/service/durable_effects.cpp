#include "service/durable_effects.h"

#include <algorithm>
#include <utility>
#include <variant>

#include <spdlog/spdlog.h>

namespace selat::service {
namespace {

constexpr Span kRetryAfter = Span::seconds(1);
// After a save, where nothing is to be saved: that the disk fails is known before somebody depends on it.
constexpr Span kProbeAfter = Span::seconds(2);
// Entries of the log that wait for the disk, at some 300 bytes (2 KB with the longest text).
constexpr std::size_t kMostEntries = 4'096;
constexpr std::size_t kMostEntriesWithOwn = 3 * kMostEntries;

bool extends_a_lease(const model::AddressedOrder& order) {
  if (const auto* renewed = std::get_if<model::Renewed>(&order.body)) {
    return !renewed->holding.empty();
  }
  const auto* welcome = std::get_if<model::Welcome>(&order.body);
  return welcome != nullptr && !welcome->holding.empty();
}

// That another terminal speaks, or that there is no such control point.
bool is_of_the_terminal(const model::Order& order) {
  const auto* refusal = std::get_if<model::Refusal>(&order);
  return refusal != nullptr && (refusal->code == model::RefusalCode::already_served ||
                                refusal->code == model::RefusalCode::superseded ||
                                refusal->code == model::RefusalCode::unknown_control_point);
}

model::Refusal* that_nothing_is_stored(model::Order& order) {
  auto* const refusal = std::get_if<model::Refusal>(&order);
  return refusal != nullptr && refusal->code == model::RefusalCode::cannot_store ? refusal : nullptr;
}

}  // namespace

DurableEffects::DurableEffects(store::CoordinationStore& store, Outlets outlets)
    : store_(store), outlets_(std::move(outlets)) {}

void DurableEffects::gather(coordinate::Effects effects) {
  const std::vector<model::Alert> changed = problem_ ? effects.alerts : std::vector<model::Alert>();
  coordinate::merge(unsaved_, std::move(effects));
  if (problem_ && may_extend_leases(unsaved_.orders)) {
    show(changed);
    drop_own_entries();
  }
}

void DurableEffects::flush(SteadyTime now) {
  const bool is_anything = unsaved_.is_durable_change() || !unsaved_.orders.empty() ||
                           !unsaved_.moved_alerts.empty() || !unsaved_.crowded_out_alerts.empty() ||
                           unsaved_.has_table_changed;
  const bool must_probe = problem_ || now - saved_at_ >= kProbeAfter;
  if ((!is_anything && !must_probe) || has_given_up_ || (problem_ && now < retry_at_)) {
    return;
  }
  if (!may_extend_leases(unsaved_.orders)) {
    return;
  }
  const bool is_durable = unsaved_.is_durable_change();
  if (const auto saved = is_durable || !must_probe ? store_.save(unsaved_) : store_.probe(); !saved) {
    return fail(saved.error(), now);
  }
  saved_at_ = is_durable || must_probe ? now : saved_at_;
  if (problem_) {
    spdlog::info("the database can be written again");
    problem_.reset();
    told_to_wait_.clear();
  }
  hand_on(std::exchange(unsaved_, {}));
}

// A renewal is not saved, so that no failing save tells a server that another one has taken its place.
bool DurableEffects::may_extend_leases(std::span<const model::AddressedOrder> orders) {
  return std::ranges::any_of(orders, extends_a_lease) ? is_still_the_server() : !has_given_up_;
}

bool DurableEffects::is_still_the_server() {
  if (has_given_up_) {
    return false;
  }
  const auto confirmed = store_.confirm();
  if (!confirmed && store::ends_the_server(confirmed.error().problem())) {
    has_given_up_ = true;
    outlets_.give_up(confirmed.error());
  }
  return !has_given_up_;
}

void DurableEffects::hand_on(const coordinate::Effects& saved) {
  outlets_.saved(saved);
  for (const model::AddressedOrder& order : saved.orders) {
    outlets_.send(order);
  }
  for (const auto* alerts : {&saved.crowded_out_alerts, &saved.alerts, &saved.moved_alerts}) {
    std::ranges::for_each(*alerts, outlets_.publish);
  }
}

void DurableEffects::fail(const store::StoreError& error, SteadyTime now) {
  if (store::ends_the_server(error.problem())) {
    has_given_up_ = true;
    return outlets_.give_up(error);
  }
  const bool is_first = !problem_;
  problem_ = error.message();
  retry_at_ = now + kRetryAfter;
  if (is_first) {
    spdlog::error("nothing is acknowledged until this is mended: {}", error.what());
    show(unsaved_.alerts);
  }
}

// What has been shown stays among what is unsaved only if the disk must have it.
void DurableEffects::show(std::span<const model::Alert> changed) {
  const auto publish = [this](model::Alert alert) {
    alert.is_stored = is_stored(alert.id);
    outlets_.publish(alert);
  };
  std::ranges::for_each(std::exchange(unsaved_.crowded_out_alerts, {}), publish);
  std::ranges::for_each(changed, publish);
  std::ranges::for_each(std::exchange(unsaved_.moved_alerts, {}), publish);
  // What cannot be sent gathers effects anew, so that orders are taken out before they are looked at.
  for (model::AddressedOrder& order : std::exchange(unsaved_.orders, {})) {
    if (auto* const refusal = that_nothing_is_stored(order.body)) {
      refusal->why = problem_.value_or(LocalizedMessage());
      if (!unsaved_.term) {  // nobody hears of a term that is not on the disk
        outlets_.send(order);
      }
      continue;  // who asked asks again
    }
    if (promises_nothing_new(order)) {
      if (std::holds_alternative<model::Welcome>(order.body)) {
        say_what_it_waits_for(order);
      }
      outlets_.send(order);
      continue;
    }
    if (std::holds_alternative<model::Welcome>(order.body) || is_of_the_terminal(order.body)) {
      put_off(order);
    }
    unsaved_.orders.push_back(std::move(order));
  }
}

// A terminal that joins asks again and again, and one welcome will do. Until then it is told what it waits
// for.
void DurableEffects::put_off(const model::AddressedOrder& welcome) {
  std::erase_if(unsaved_.orders, [&](const model::AddressedOrder& order) {
    return order.to == welcome.to && order.to_term == welcome.to_term &&
           (std::holds_alternative<model::Welcome>(order.body) || is_of_the_terminal(order.body));
  });
  if (!unsaved_.term) {  // nobody hears of a term that is not on the disk
    say_what_it_waits_for(welcome);
  }
}

// Once to each terminal.
void DurableEffects::say_what_it_waits_for(const model::AddressedOrder& welcome) {
  if (!told_to_wait_.emplace(welcome.to, welcome.to_term).second) {
    return;
  }
  outlets_.send({.to = welcome.to,
                 .to_term = welcome.to_term,
                 .in_reply_to = std::nullopt,
                 .body = model::Refusal{.code = model::RefusalCode::cannot_store,
                                        .current_epoch = 0,
                                        .sector = {},
                                        .why = problem_.value_or(LocalizedMessage())},
                 .coordinator_term = welcome.coordinator_term,
                 .coordinator_run = welcome.coordinator_run});
}

// Takes from the order what is not on disk.
bool DurableEffects::promises_nothing_new(model::AddressedOrder& order) const {
  if (std::holds_alternative<model::Places>(order.body)) {
    return true;
  }
  if (auto* notice = std::get_if<model::Notice>(&order.body)) {
    notice->alert.is_stored = notice->alert.is_stored && is_stored(notice->alert.id);
    return true;
  }
  auto* renewed = std::get_if<model::Renewed>(&order.body);
  auto* welcome = std::get_if<model::Welcome>(&order.body);
  const bool is_noted =
      std::ranges::find(unsaved_.speakers, order.to, &coordinate::SpeakerRecord::control_point) ==
      unsaved_.speakers.end();
  if (is_of_the_terminal(order.body)) {
    return is_noted && !unsaved_.term;  // who would take its place needs the fence of the one that speaks
  }
  if ((renewed == nullptr && welcome == nullptr) || !is_noted || unsaved_.term) {
    return false;
  }
  if (renewed != nullptr) {
    keep_what_is_stored(*renewed);
  } else {
    keep_what_is_stored(*welcome);
  }
  return true;
}

// Of a sector that is left out the control point keeps what it was promised before, and no more.
template <typename Holding>
void DurableEffects::keep_what_is_stored(Holding& order) const {
  order.asks_for_claims |= std::erase_if(order.holding, [this](const model::Assignment& assignment) {
                             return !is_stored(assignment.sector);
                           }) > 0;
}

bool DurableEffects::is_stored(std::uint64_t alert) const {
  return std::ranges::find(unsaved_.alerts, alert, &model::Alert::id) == unsaved_.alerts.end();
}

bool DurableEffects::is_stored(const model::SectorId& sector) const {
  return std::ranges::find(unsaved_.records, sector, &coordinate::SectorRecord::sector) ==
         unsaved_.records.end();
}

bool DurableEffects::is_full() const {
  return unsaved_.log.size() >= kMostEntries;
}

// The server's own entries come without being asked for; what persons wrote is never dropped.
void DurableEffects::drop_own_entries() {
  if (unsaved_.log.size() <= kMostEntriesWithOwn) {
    return;
  }
  log_entries_dropped_ +=
      std::erase_if(unsaved_.log, [](const model::LogEntry& entry) { return entry.from.empty(); });
}

}  // namespace selat::service
