#pragma once
// Publishes values of model/ on their topics. Keeps the last envelopes in a bounded memory, from which gaps
// are repaired and new subscribers are served. A slow subscriber may lose envelopes; it sees the gap in their
// numbers and has it repaired.
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
#include "model/context_entry.h"
#include "model/feed_health.h"
#include "model/log_entry.h"
#include "model/process_health.h"
#include "model/sector_table.h"
#include "model/sighting.h"
#include "model/track.h"
#include "units/instant.h"

namespace selat::bus {

// The largest envelope. A larger value must be split; a snapshot may have any number of envelopes.
inline constexpr std::size_t kMostEnvelopeBytes = 1000 * 1024;

struct PublisherOptions {
  // Greater at each start of the process (runtime/next_term.h).
  std::uint64_t term = 0;
  // Memory for each topic; at this limit the oldest envelopes are dropped. Tracks have a quarter of
  // it, a topic whose last envelope is the state 1/64.
  std::size_t retained_bytes = 64 * 1024 * 1024;
  // Envelopes queued for one subscriber; at this limit it loses the next ones.
  int send_high_water_mark = 4096;
  Span heartbeat_every = Span::seconds(1);
};

// How far subscribers are behind, for a publisher that can wait for them (one that reads a recording).
struct Backlog {
  // What was published after the position of the slowest subscriber, as a share of the memory for the topic:
  // at 1 that subscriber begins to lose envelopes for good. Without subscribers: published since the start.
  double share = 0;
  std::uint64_t slowest = 0;  // the position that the slowest subscriber last reported; 0: no subscriber
};

struct PublisherCounters {
  std::uint64_t envelopes = 0;
  std::uint64_t bytes = 0;
  std::uint64_t repairs = 0;    // requests taken
  std::uint64_t snapshots = 0;  // requests taken
  std::uint64_t oversized = 0;  // envelopes not published because they were too large
};

class Publisher {
 public:
  Publisher(Bus& bus, PublisherOptions options);
  ~Publisher();
  Publisher(const Publisher&) = delete;
  Publisher& operator=(const Publisher&) = delete;

  // Sends one value as one envelope on its topic. False if the envelope is larger than kMostEnvelopeBytes:
  // then nothing is sent, and no sequence number is used.
  bool publish(const model::FeedTable& table);
  bool publish(const model::Anomaly& anomaly);
  bool publish(const model::Alert& alert);
  bool publish(const model::SectorTable& table);
  bool publish(const model::ProcessHealth& health);
  bool publish(const model::LogEntry& entry);
  bool publish(const model::ContextTable& context);
  bool publish(const model::Sighting& sighting);
  // The batch may be published again, or cleared for the next.
  bool publish(ReportBatch& batch);
  bool publish(RadarBatch& batch);
  // Sends the tracks in as many envelopes as they need.
  void publish(std::span<const model::Track> tracks);

  // The state of a topic, for subscribers that join or lost too much to be repaired; for topics whose state
  // is smaller than their history. Without it a new subscriber gets all retained envelopes, the oldest first.
  void set_snapshot(std::function<std::vector<model::Track>()> tracks);
  void set_snapshot(std::function<std::vector<model::Anomaly>()> anomalies);
  void set_snapshot(std::function<std::vector<model::Alert>()> alerts);
  void set_snapshot(std::function<std::vector<model::LogEntry>()> entries);
  void set_snapshot(std::function<std::vector<model::Sighting>()> sightings);

  [[nodiscard]] std::uint64_t last_sequence(Topic topic) const;
  [[nodiscard]] Backlog backlog(Topic topic) const;
  [[nodiscard]] PublisherCounters counters() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::bus
