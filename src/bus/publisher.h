#pragma once
// Publishes values of model/ on their topics and keeps the last envelopes in a bounded memory, from which
// gaps and new subscribers are served. Live fan-out may drop for a slow subscriber; the gap is seen and
// repaired.
//
// Thread: that of the Bus. Never blocks.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "bus/bus.h"
#include "bus/report_batch.h"
#include "bus/topic.h"
#include "model/alert.h"
#include "model/anomaly.h"
#include "model/feed_health.h"
#include "model/process_health.h"
#include "model/sector_table.h"
#include "model/track.h"
#include "units/instant.h"

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

// How far subscribers are behind what is published, for a publisher that can wait (one that reads a
// recording).
struct Backlog {
  // Published since the slowest subscriber last reported its position, as a share of what is retained: at 1
  // it begins to lose envelopes beyond repair. Without subscribers: since the start.
  double share = 0;
  std::uint64_t slowest = 0;  // the position of that subscriber; 0: there is none
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
  Publisher(Bus& bus, PublisherOptions options);
  ~Publisher();
  Publisher(const Publisher&) = delete;
  Publisher& operator=(const Publisher&) = delete;

  // Sends one value as one envelope on its topic. False when that is larger than kMostEnvelopeBytes: then
  // nothing is sent, and no sequence used.
  bool publish(const model::FeedTable& table);
  bool publish(const model::Anomaly& anomaly);
  bool publish(const model::Alert& alert);
  bool publish(const model::SectorTable& table);
  bool publish(const model::ProcessHealth& health);
  // The batch may be published again, or cleared for the next.
  bool publish(ReportBatch& batch);
  // In as many envelopes as they need.
  void publish(std::span<const model::Track> tracks);

  // The state of a topic where it is smaller than its history, for whoever joins or lost too much. Without
  // one, a new subscriber gets everything retained, from the oldest on.
  void set_snapshot(std::function<std::vector<model::Track>()> tracks);
  void set_snapshot(std::function<std::vector<model::Anomaly>()> anomalies);
  void set_snapshot(std::function<std::vector<model::Alert>()> alerts);

  [[nodiscard]] std::uint64_t last_sequence(Topic topic) const;
  [[nodiscard]] Backlog backlog(Topic topic) const;
  [[nodiscard]] PublisherCounters counters() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::bus
