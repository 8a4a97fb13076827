#pragma once
// Receives topics from publishers, whole and in order: subscribes and buffers first, asks for a snapshot at
// sequence S, applies it, drops what it buffered up to S, then every envelope must be the next one of its
// (publisher, term, topic). A gap is asked for again; beyond what is retained, or with a new term, a new
// snapshot. Duplicates are dropped and counted. No publisher need be there first.
//
// Thread: that of the Bus; readers are called on it. What cannot be read is counted and dropped.

#include <memory>
#include <vector>

#include "bus/bus.h"
#include "bus/subscription.h"
#include "model/process_health.h"

namespace selat::bus {

class Subscriber {
 public:
  Subscriber(Bus& bus, std::vector<Subscription> subscriptions);
  ~Subscriber();
  Subscriber(const Subscriber&) = delete;
  Subscriber& operator=(const Subscriber&) = delete;

  // Of each stream, by publisher. `behind`: sent to handled, of the last live envelope; while something is
  // missing, how long it has been.
  [[nodiscard]] std::vector<model::SubscriptionHealth> health() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::bus
