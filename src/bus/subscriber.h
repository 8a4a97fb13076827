#pragma once
// Receives topics from publishers, complete and in order. It subscribes and keeps live envelopes aside,
// requests a snapshot, applies it, and drops the envelopes kept aside that the snapshot includes. From then
// on each envelope must be the next one of its (publisher, term, topic). If one is missing, it is requested
// again; if it is no longer retained, or the publisher has a new term, a new snapshot is requested.
// Duplicates are dropped and counted. Every envelope is handed on once or counted as lost, and a term whose
// end is not known is counted as an unknown loss (StreamAssembly). Publishers may start later than
// subscribers.
//
// Thread: that of the Bus; readers are called on it. What cannot be read is counted and dropped.

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "bus/bus.h"
#include "bus/subscription.h"
#include "model/process_health.h"
#include "units/steady_time.h"

namespace selat::bus {

class Subscriber {
 public:
  Subscriber(Bus& bus, std::vector<Subscription> subscriptions);
  ~Subscriber();
  Subscriber(const Subscriber&) = delete;
  Subscriber& operator=(const Subscriber&) = delete;

  // The health of each stream, by publisher. It is stale when it was not complete for five seconds. `behind`:
  // the time from sending to handling of the last live envelope; while envelopes are missing, for how long
  // they have been missing.
  [[nodiscard]] std::vector<model::SubscriptionHealth> health() const;

  // When the reader of a stream last had all that the publisher had sent; empty: never yet. A publisher that
  // lives says each second how far its streams are, also when it has nothing new.
  [[nodiscard]] std::optional<SteadyTime> complete_at(std::string_view publisher, Topic topic) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::bus
