#pragma once
// What has been said about each anomaly, so that the next message is raised, updated, ended or retracted with
// the next revision, and a new subscriber can be told what stands. Bounded: what ended or was retracted goes
// an hour of event time later, or earlier when there are too many.

#include <cstdint>
#include <functional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "detect/engine.h"
#include "detect/ledger.h"

namespace selat::detect {

class AnomalyBook {
 public:
  using NameOf = std::function<ShortText<34>(model::Mmsi)>;

  AnomalyBook(std::size_t capacity, NameOf name_of) : capacity_(capacity), name_of_(std::move(name_of)) {}

  // Says what is new about the episode, if anything is.
  void publish(const model::Anomaly& anomaly);
  void retract(std::uint64_t id);
  // Says what differs: in `after` and not the same in `before`, or in `before` and not in `after` at all.
  void publish_difference(std::span<const Episode> before, std::span<const Episode> after);
  // Also tells the book the (event) time.
  void forget(Instant now);

  [[nodiscard]] std::vector<model::Anomaly> take_messages() { return std::exchange(messages_, {}); }
  [[nodiscard]] std::vector<model::Anomaly> standing() const;
  [[nodiscard]] const std::vector<RuleCounters>& counters() const { return counters_; }
  [[nodiscard]] std::uint64_t forgotten_open() const { return forgotten_open_; }

 private:
  struct Standing {
    model::Anomaly anomaly;
    Instant said_at;
    [[nodiscard]] bool is_open() const;
  };
  void say(Standing& standing, model::AnomalyPhase phase);

  std::size_t capacity_;
  NameOf name_of_;
  std::unordered_map<std::uint64_t, Standing> standing_;
  std::vector<model::Anomaly> messages_;
  std::vector<RuleCounters> counters_;
  Instant now_;
  std::uint64_t forgotten_open_ = 0;
};

}  // namespace selat::detect
