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

// The largest envelope; a publisher with more to say splits it (a snapshot may have any number).
inline constexpr std::size_t kMostEnvelopeBytes = 1000 * 1024;

struct PublisherOptions {
  // Grows with every start; runtime/ takes the clock's microseconds.
  std::uint64_t term = 0;
  // Per topic; the oldest go first. Of a topic whose last envelope is the state: a sixty-fourth of it.
  std::size_t retained_bytes = 64 * 1024 * 1024;
  // Envelopes queued for one subscriber before it loses some.
  int send_high_water_mark = 4096;
  Span heartbeat_every = Span::seconds(1);
};

// How far subscribers are behind what is published, for whoever can wait (a recording).
struct Backlog {
  // Published since the slowest subscriber's last word, as a share of what is retained: at 1 it begins to
  // lose for good. Without subscribers: since the start.
  double share = 0;
  std::uint64_t slowest = 0;  // how far that subscriber is; 0: nobody
};

struct PublisherCounters {
  std::uint64_t envelopes = 0;
  std::uint64_t bytes = 0;
  std::uint64_t repairs = 0;    // requests served
  std::uint64_t snapshots = 0;  // requests served
  std::uint64_t oversized = 0;  // envelopes not published for their size
  std::uint64_t malformed = 0;  // requests that could not be read, or more than can wait
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

  // Sets publisher, term, sequence and sent time in the envelope and sends it. False when it is larger than
  // kMostEnvelopeBytes: then nothing is sent, and no sequence used.
  bool publish(Topic topic, v1::Envelope& envelope, Instant now);
  // For topics whose state is smaller than their history (tracks, alerts, assignments). Without one, a
  // new subscriber gets everything retained, from the oldest on.
  void set_snapshot(Topic topic, Snapshot snapshot);
  [[nodiscard]] std::uint64_t last_sequence(Topic topic) const;
  [[nodiscard]] Backlog backlog(Topic topic) const;
  [[nodiscard]] PublisherCounters counters() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::bus
