#pragma once
// Receives topics from publishers, whole and in order: subscribes and buffers first, asks for a snapshot at
// sequence S, applies it, drops what it buffered up to S, then every envelope must be the next one of its
// (publisher, term, topic). A gap is asked for again; beyond what is retained, or with a new term, a new
// snapshot. Duplicates are dropped and counted. No publisher need be there first.
//
// Thread: that of the Bus; the handler is called on it. Envelopes that cannot be parsed are counted, dropped.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "bus/bus.h"
#include "bus/topic.h"
#include "units/instant.h"

namespace selat::v1 {
class Envelope;
}

namespace selat::bus {

enum class Join : std::uint8_t {
  history,  // snapshot, or all that is retained; then live, without loss
  live,     // from now on; gaps are repaired still
};

struct Subscription {
  std::string publisher;  // process name
  Topic topic;
  Join join = Join::history;
};

struct SubscriptionCounters {
  Subscription subscription;
  std::uint64_t term = 0;
  std::uint64_t envelopes = 0;  // handed on
  std::uint64_t last_sequence = 0;
  std::uint64_t duplicates = 0;
  std::uint64_t gaps = 0;
  std::uint64_t gaps_repaired = 0;
  std::uint64_t envelopes_lost = 0;  // beyond repair
  std::uint64_t malformed = 0;
  // Sent to handled, of the last live envelope; while something is missing, how long it has been.
  Span behind;
  bool is_stale = true;  // more than 5 s behind, or no heartbeat for 3 s, or never heard
};

class Subscriber {
 public:
  // The envelope may be taken apart by the handler; it is reused afterwards.
  using Handler = std::function<void(v1::Envelope&)>;
  // The system's clock, handed in (only for `behind` and staleness).
  using Clock = std::function<Instant()>;

  Subscriber(Bus& bus, const std::vector<Subscription>& subscriptions, Handler handler, Clock clock);
  ~Subscriber();
  Subscriber(const Subscriber&) = delete;
  Subscriber& operator=(const Subscriber&) = delete;

  // Called before the first envelope of a snapshot: what was known of this stream is out of date.
  void on_snapshot(std::function<void(const Subscription&)> begin);
  [[nodiscard]] std::vector<SubscriptionCounters> counters() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::bus
