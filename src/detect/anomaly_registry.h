#pragma once
// The last message about each anomaly; a new subscriber is sent all of them. What a finding is (raised,
// updated, ended, and its revision) follows from the ordered reports. When late reports change what was
// published before, the same revision or an earlier one is published again as one more correction; what they
// disprove is retracted. Each message says how grave the anomaly was at its worst, as far as that was
// published: who was not there then is told all the same.
//
// Among reports out of order, what one of them disproves the next often proves again. So a retraction is held
// back for one to two minutes of event time, and for longer where reports have just been that late: twice as
// late as they were, at most until none can come any more. What is found again meanwhile is the same anomaly,
// corrected if at all. Until the retraction is told all know the anomaly as it was told last, new subscribers
// too.
//
// Bounded: an anomaly that has ended or was retracted is removed an hour of event time later; when there are
// too many, the oldest are removed earlier, open ones last.

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <unordered_map>
#include <utility>
#include <vector>

#include "detect/engine.h"
#include "detect/finding_log.h"

namespace selat::detect {

class AnomalyRegistry {
 public:
  // No report is later than `lateness`.
  AnomalyRegistry(std::size_t capacity, Span lateness) : capacity_(capacity), lateness_(lateness) {}

  // A report of `at` has come when event time had reached `watermark`.
  void note_late(Instant at, Instant watermark) {
    late_until_ = std::max(late_until_, watermark + (watermark - at) * 2);
  }
  // Adds a message if anything is new.
  void publish(const model::Anomaly& anomaly);
  // What is said of an anomaly that another one stands for: it is not published.
  void set_covered(std::function<bool(const model::Anomaly&)> is_covered) {
    is_covered_ = std::move(is_covered);
  }
  // Retracts those that are covered by now, at once.
  void retract_covered();
  // Tells it later, unless the anomaly is published before.
  void retract(std::uint64_t id);
  // Tells all retractions that are held back.
  void release_held();
  // Publishes what has changed in the log, and clears that.
  void publish_changed(FindingLog& log);
  // Adds messages about what differs: publishes all of `after`, retracts what is only in `before`.
  void publish_difference(std::span<const Finding> before, std::span<const Finding> after);
  // Publishes what is open in the log as ended when it changed last: nobody follows it any more.
  void end_open(const FindingLog& log);
  // Sets the event time, tells the retractions that are due and removes what is older than the bound.
  void expire(Instant now);

  [[nodiscard]] std::vector<model::Anomaly> take_messages() { return std::exchange(messages_, {}); }
  [[nodiscard]] std::vector<model::Anomaly> known() const;
  [[nodiscard]] const std::vector<RuleCounters>& counters() const { return counters_; }
  [[nodiscard]] std::uint64_t dropped_open() const { return dropped_open_; }

  // Without the counts by rule.
  template <typename Archive>
  void archive(Archive& archive) {
    archive(entries_, held_, late_until_, messages_, now_, dropped_open_);
  }

 private:
  struct Entry {
    template <typename Archive>
    void archive(Archive& archive) {
      archive(anomaly, published_at);
    }
    model::Anomaly anomaly;
    Instant published_at;
    [[nodiscard]] bool is_open() const;
  };
  void add_message(Entry& entry);
  void tell_retraction(std::uint64_t id);
  void withdraw(std::uint64_t id);

  std::size_t capacity_;
  Span lateness_;
  std::function<bool(const model::Anomaly&)> is_covered_ = [](const model::Anomaly&) { return false; };
  std::unordered_map<std::uint64_t, Entry> entries_;
  std::map<std::uint64_t, Instant> held_;  // retractions, until when; each has its entry
  Instant late_until_;                     // reports like the latest ones may come until then
  std::vector<model::Anomaly> messages_;
  std::vector<RuleCounters> counters_;
  Instant now_;
  std::uint64_t dropped_open_ = 0;
};

}  // namespace selat::detect
