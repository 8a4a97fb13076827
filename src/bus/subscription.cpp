#include "bus/subscription.h"

#include <expected>
#include <utility>

#include "model/alert.h"
#include "model/anomaly.h"
#include "model/context_entry.h"
#include "model/feed_health.h"
#include "model/log_entry.h"
#include "model/process_health.h"
#include "model/radar_report.h"
#include "model/sector_table.h"
#include "model/sighting.h"
#include "model/track.h"
#include "selat/v1/envelope.pb.h"
#include "wire/alert.h"
#include "wire/anomaly.h"
#include "wire/context_entry.h"
#include "wire/feed_health.h"
#include "wire/log_entry.h"
#include "wire/process_health.h"
#include "wire/radar.h"
#include "wire/report_batch.h"
#include "wire/sector_table.h"
#include "wire/sighting.h"
#include "wire/track.h"

namespace selat::bus {

namespace {

using Problems = EnumCounts<wire::WireProblem>;

// Hands on a value, or counts why it cannot be read.
template <typename Value, typename Visit>
void hand_on(const std::expected<Value, wire::WireProblem>& value, Problems& problems, const Visit& visit) {
  if (value) {
    visit(*value);
  } else {
    problems.add(value.error());
  }
}

// For each kind of value: its topic, and a visit to the values of an envelope.
template <typename Value>
struct Body;

template <>
struct Body<model::FeedTable> {
  static constexpr Topic kTopic = Topic::feed;
  static bool is_in(const v1::Envelope& envelope) { return envelope.has_feed_health(); }
  static void visit(const v1::Envelope& envelope, Problems& problems, const auto& visit) {
    visit(wire::from_wire(envelope.feed_health(), problems));
  }
};

template <>
struct Body<model::Track> {
  static constexpr Topic kTopic = Topic::track;
  static bool is_in(const v1::Envelope& envelope) { return envelope.has_tracks(); }
  static void visit(const v1::Envelope& envelope, Problems& problems, const auto& visit) {
    for (const v1::Track& track : envelope.tracks().tracks()) {
      hand_on(wire::from_wire(track), problems, visit);
    }
  }
};

template <>
struct Body<model::Anomaly> {
  static constexpr Topic kTopic = Topic::anomaly;
  static bool is_in(const v1::Envelope& envelope) { return envelope.has_anomaly(); }
  static void visit(const v1::Envelope& envelope, Problems& problems, const auto& visit) {
    hand_on(wire::from_wire(envelope.anomaly()), problems, visit);
  }
};

template <>
struct Body<model::LogEntry> {
  static constexpr Topic kTopic = Topic::log;
  static bool is_in(const v1::Envelope& envelope) { return envelope.has_log_entry(); }
  static void visit(const v1::Envelope& envelope, Problems& problems, const auto& visit) {
    hand_on(wire::from_wire(envelope.log_entry()), problems, visit);
  }
};

template <>
struct Body<model::ContextTable> {
  static constexpr Topic kTopic = Topic::context;
  static bool is_in(const v1::Envelope& envelope) { return envelope.has_context(); }
  static void visit(const v1::Envelope& envelope, Problems& problems, const auto& visit) {
    visit(wire::from_wire(envelope.context(), problems));
  }
};

template <>
struct Body<model::Sighting> {
  static constexpr Topic kTopic = Topic::sighting;
  static bool is_in(const v1::Envelope& envelope) { return envelope.has_sighting(); }
  static void visit(const v1::Envelope& envelope, Problems& problems, const auto& visit) {
    hand_on(wire::from_wire(envelope.sighting()), problems, visit);
  }
};

template <>
struct Body<model::Alert> {
  static constexpr Topic kTopic = Topic::alert;
  static bool is_in(const v1::Envelope& envelope) { return envelope.has_alert(); }
  static void visit(const v1::Envelope& envelope, Problems& problems, const auto& visit) {
    hand_on(wire::from_wire(envelope.alert()), problems, visit);
  }
};

template <>
struct Body<model::SectorTable> {
  static constexpr Topic kTopic = Topic::assignment;
  static bool is_in(const v1::Envelope& envelope) { return envelope.has_assignments(); }
  static void visit(const v1::Envelope& envelope, Problems& problems, const auto& visit) {
    visit(wire::from_wire(envelope.assignments(), problems));
  }
};

template <>
struct Body<model::ProcessHealth> {
  static constexpr Topic kTopic = Topic::health;
  static bool is_in(const v1::Envelope& envelope) { return envelope.has_process_health(); }
  static void visit(const v1::Envelope& envelope, Problems& problems, const auto& visit) {
    hand_on(wire::from_wire(envelope.process_health()), problems, visit);
  }
};

template <>
struct Body<model::RadarMessage> {
  static constexpr Topic kTopic = Topic::radar;
  static bool is_in(const v1::Envelope& envelope) { return envelope.has_radar(); }
  static void visit(const v1::Envelope& envelope, Problems& problems, const auto& visit) {
    for (const v1::RadarMessage& message : envelope.radar().messages()) {
      hand_on(wire::from_wire(message), problems, visit);
    }
  }
};

template <>
struct Body<ReceivedReports> {
  static constexpr Topic kTopic = Topic::report;
  static bool is_in(const v1::Envelope& envelope) { return envelope.has_reports(); }
};

template <typename Value>
class TypedReader : public StreamReader {
 public:
  explicit TypedReader(Reader<Value> reader) : reader_(std::move(reader)) {}

  std::uint64_t apply(const v1::Envelope& envelope) override {
    if (!Body<Value>::is_in(envelope)) {
      return 1;
    }
    const Stamp stamp{.term = envelope.term(),
                      .sequence = envelope.sequence(),
                      .sent_at = Instant::unix_microseconds(envelope.sent_at_unix_us())};
    if constexpr (std::is_same_v<Value, ReceivedReports>) {
      const ReceivedReports reports(envelope.reports());
      reader_.apply(reports, stamp);
      return reports.refused();
    } else {
      Problems problems;
      Body<Value>::visit(envelope, problems, [&](const Value& value) { reader_.apply(value, stamp); });
      return problems.total();
    }
  }
  void begin_snapshot() override {
    if (reader_.begin_snapshot) {
      reader_.begin_snapshot();
    }
  }
  void end_snapshot(const Stamp& stamp) override {
    if (reader_.end_snapshot) {
      reader_.end_snapshot(stamp);
    }
  }

 private:
  Reader<Value> reader_;
};

}  // namespace

void ReceivedReports::for_each(const std::function<void(const model::Report&)>& visit) const {
  refused_ += wire::read_reports(*batch_, visit).problems.total();
}

template <typename Value>
Subscription subscribe(const std::string& publisher, Reader<Value> reader, Start start) {
  return {.publisher = publisher,
          .topic = Body<Value>::kTopic,
          .start = start,
          .reader = std::make_shared<TypedReader<Value>>(std::move(reader))};
}

template Subscription subscribe(const std::string&, Reader<ReceivedReports>, Start);
template Subscription subscribe(const std::string&, Reader<model::FeedTable>, Start);
template Subscription subscribe(const std::string&, Reader<model::Track>, Start);
template Subscription subscribe(const std::string&, Reader<model::Anomaly>, Start);
template Subscription subscribe(const std::string&, Reader<model::Alert>, Start);
template Subscription subscribe(const std::string&, Reader<model::SectorTable>, Start);
template Subscription subscribe(const std::string&, Reader<model::ProcessHealth>, Start);
template Subscription subscribe(const std::string&, Reader<model::LogEntry>, Start);
template Subscription subscribe(const std::string&, Reader<model::ContextTable>, Start);
template Subscription subscribe(const std::string&, Reader<model::RadarMessage>, Start);
template Subscription subscribe(const std::string&, Reader<model::Sighting>, Start);

}  // namespace selat::bus
