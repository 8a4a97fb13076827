#pragma once
// Publishes envelopes on topics and keeps the last of them in a bounded memory, from which gaps and new
// subscribers are served. Live fan-out may drop for a slow subscriber; the gap is seen and repaired.
//
// Thread: that of the Bus. Never blocks.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "bus/bus.h"
#include "bus/topic.h"
#include "units/instant.h"

namespace selat::v1 {
class Envelope;
}

namespace selat::bus {

struct PublisherOptions {
  std::uint64_t term = 0;                          // grows with every start; app/ takes the clock's microseconds
  std::size_t retained_bytes = 64 * 1024 * 1024;   // per topic; the oldest go first
  int send_high_water_mark = 4096;                 // envelopes queued for one subscriber before it loses some
};

struct PublisherCounters {
  std::uint64_t envelopes = 0;
  std::uint64_t bytes = 0;
  std::uint64_t repairs = 0;    // requests served
  std::uint64_t snapshots = 0;  // requests served
};

class Publisher {
 public:
  // The state of a topic as envelopes to send to whoever joins or lost too much, in place of what is
  // retained. Only `body` need be set.
  using Snapshot = std::function<std::vector<v1::Envelope>()>;

  Publisher(Bus& bus, PublisherOptions options);
  ~Publisher();
  Publisher(const Publisher&) = delete;
  Publisher& operator=(const Publisher&) = delete;

  // Sets publisher, term, sequence and sent time in the envelope and sends it.
  void publish(Topic topic, v1::Envelope& envelope, Instant now);
  // For topics whose state is smaller than their history (tracks, alerts, assignments). Without one, a
  // new subscriber gets everything retained, from the oldest on.
  void set_snapshot(Topic topic, Snapshot snapshot);
  [[nodiscard]] std::uint64_t last_sequence(Topic topic) const;
  [[nodiscard]] PublisherCounters counters() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::bus
