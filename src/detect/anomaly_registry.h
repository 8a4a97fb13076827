#pragma once
// The last message about each anomaly. From it follows whether the next one is raised, updated, ended or
// retracted, and its revision; a new subscriber is sent all of them. Bounded: an anomaly that has ended or
// was retracted is removed an hour of event time later; when there are too many, the oldest are removed
// earlier, open ones last.

#include <cstdint>
#include <functional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "detect/engine.h"
#include "detect/finding_log.h"

namespace selat::detect {

class AnomalyRegistry {
 public:
  using NameOf = std::function<ShortText<34>(model::Mmsi)>;

  AnomalyRegistry(std::size_t capacity, NameOf name_of) : capacity_(capacity), name_of_(std::move(name_of)) {}

  // Adds a message if anything is new.
  void publish(const model::Anomaly& anomaly);
  void retract(std::uint64_t id);
  // Adds messages about what differs: publishes all of `after`, retracts what is only in `before`.
  void publish_difference(std::span<const Finding> before, std::span<const Finding> after);
  // Sets the event time and removes what is older than the bound.
  void expire(Instant now);

  [[nodiscard]] std::vector<model::Anomaly> take_messages() { return std::exchange(messages_, {}); }
  [[nodiscard]] std::vector<model::Anomaly> known() const;
  [[nodiscard]] const std::vector<RuleCounters>& counters() const { return counters_; }
  [[nodiscard]] std::uint64_t dropped_open() const { return dropped_open_; }

 private:
  struct Entry {
    model::Anomaly anomaly;
    Instant published_at;
    [[nodiscard]] bool is_open() const;
  };
  void add_message(Entry& entry, model::AnomalyPhase phase);

  std::size_t capacity_;
  NameOf name_of_;
  std::unordered_map<std::uint64_t, Entry> entries_;
  std::vector<model::Anomaly> messages_;
  std::vector<RuleCounters> counters_;
  Instant now_;
  std::uint64_t dropped_open_ = 0;
};

}  // namespace selat::detect
