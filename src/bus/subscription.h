#pragma once
// One topic of one publisher and how it is read: as values of model/, in order. A snapshot is the whole state
// of the stream: it begins, is applied and ends, and what it did not name no longer exists. Retained
// envelopes are no snapshot: they are applied like live ones.
//
//   bus::subscribe<model::Alert>("coordinate", {.apply = …, .begin_snapshot = …, .end_snapshot = …})
//
// Thread: that of the Bus; readers are called on it.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "bus/topic.h"
#include "model/report.h"
#include "units/instant.h"

namespace selat::v1 {
class Envelope;
class ReportBatch;
}  // namespace selat::v1

namespace selat::bus {

enum class Start : std::uint8_t {
  history,  // from a snapshot or all retained envelopes, then live without loss
  live,     // from now on; gaps are repaired
};

// Which envelope a value came in.
struct Stamp {
  std::uint64_t term = 0;
  std::uint64_t sequence = 0;
  Instant sent_at;
};

// A batch of reports as received; valid during the call only. Reports are decoded one by one as they are
// read.
class ReceivedReports {
 public:
  explicit ReceivedReports(const v1::ReportBatch& batch) : batch_(&batch) {}
  // Calls `visit` for each valid report, in the order of publication; invalid ones are counted.
  void for_each(const std::function<void(const model::Report&)>& visit) const;
  [[nodiscard]] std::uint64_t refused() const { return refused_; }

 private:
  const v1::ReportBatch* batch_;
  mutable std::uint64_t refused_ = 0;
};

template <typename Value>
struct Reader {
  std::function<void(const Value&, const Stamp&)> apply;
  // Empty if the reader keeps no copy of the publisher's state.
  std::function<void()> begin_snapshot = {};
  std::function<void(const Stamp&)> end_snapshot = {};  // the state at this sequence of this term
};

// A Reader without its value type, as the Subscriber uses it.
class StreamReader {
 public:
  virtual ~StreamReader() = default;
  // Applies each value of the envelope; returns how many could not be read.
  virtual std::uint64_t apply(const v1::Envelope& envelope) = 0;
  virtual void begin_snapshot() = 0;
  virtual void end_snapshot(const Stamp& stamp) = 0;
};

struct Subscription {
  std::string publisher;  // process name
  Topic topic = Topic::report;
  Start start = Start::history;
  std::shared_ptr<StreamReader> reader;
};

// `Value` determines the topic: ReceivedReports, model::FeedTable, model::Track, model::Anomaly,
// model::Alert, model::SectorTable, model::ProcessHealth, model::LogEntry, model::ContextTable,
// model::RadarMessage or model::Sighting.
template <typename Value>
[[nodiscard]] Subscription subscribe(const std::string& publisher, Reader<Value> reader,
                                     Start start = Start::history);

}  // namespace selat::bus
