#include "bus/publisher.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <zmq.h>

#include "bus/bound_endpoint.h"
#include "bus/bus_impl.h"
#include "bus/heartbeat.h"
#include "bus/peer_budget.h"
#include "bus/report_batch_impl.h"
#include "bus/retransmit_buffer.h"
#include "bus/retransmit_server.h"
#include "bus/socket_watch.h"
#include "bus/timer.h"
#include "selat/v1/envelope.pb.h"
#include "wire/alert.h"
#include "wire/anomaly.h"
#include "wire/context_entry.h"
#include "wire/feed_health.h"
#include "wire/log_entry.h"
#include "wire/process_health.h"
#include "wire/sector_table.h"
#include "wire/sighting.h"
#include "wire/track.h"

namespace selat::bus {

namespace {

// libzmq keeps some 60 bytes for each byte of each subscription, so that many connections with long ones cost
// gigabytes: who sends one is cut off. The longest name of a topic has eleven.
constexpr std::size_t kMostSubscriptionBytes = 32;

constexpr std::size_t kStateShare = 64;
// Tracks are the most by far, and a reader that has lost more than half a minute of them is better served
// with a snapshot.
constexpr std::size_t kTrackShare = 4;
constexpr std::size_t kTracksPerEnvelope = 500;
constexpr std::uint64_t kMostSubscriptionBytesPerSecond = 256 * 1024;  // from one peer

std::size_t retained_bytes(const PublisherOptions& options, std::size_t topic) {
  if (is_last_envelope_the_state(static_cast<Topic>(topic))) {
    return options.retained_bytes / kStateShare;
  }
  return static_cast<Topic>(topic) == Topic::track ? options.retained_bytes / kTrackShare
                                                   : options.retained_bytes;
}

template <std::size_t... Index>
std::array<RetransmitBuffer, sizeof...(Index)> make_buffers(const PublisherOptions& options,
                                                            std::index_sequence<Index...>) {
  return {RetransmitBuffer(retained_bytes(options, Index))...};
}

}  // namespace

struct Publisher::Impl {
  Impl(Bus& own_bus, PublisherOptions publisher_options)
      : bus(own_bus),
        options(publisher_options),
        process(bus.process()),
        buffers(make_buffers(options, std::make_index_sequence<enum_count<Topic>>())),
        socket(bus.impl().socket(ZMQ_XPUB, options.send_high_water_mark, true)),
        server(bus, options.term, counters),
        timer(bus.io()) {
    for (std::size_t i = 0; i < buffers.size(); ++i) {
      server.stream(static_cast<Topic>(i)).buffer = &buffers[i];
    }
    socket.set(ZMQ_XPUB_MANUAL, 1);  // this process sees each subscription, and decides whether to accept it
    socket.set(ZMQ_MAXMSGSIZE, kMostRequestBytes);
    endpoint.emplace(bus.impl(), socket, bus.endpoints_of(process).publish, kMostSubscriptionBytesPerSecond);
    watch = std::make_unique<SocketWatch>(bus.io(), socket, [this] { return receive_subscription(); });
    wait_for_heartbeat();
  }

  ~Impl() { send_heartbeat(true); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  Frame serialise(v1::Envelope& envelope, std::uint64_t sequence) const {
    envelope.set_publisher(process);
    envelope.set_term(options.term);
    envelope.set_sequence(sequence);
    envelope.set_sent_at_unix_us(bus.now().wall.in_unix_microseconds());
    Frame message(envelope.ByteSizeLong());
    envelope.SerializeWithCachedSizesToArray(static_cast<std::uint8_t*>(message.bytes()));
    return message;
  }

  bool publish(Topic topic, v1::Envelope& envelope) {
    auto& buffer = buffers[static_cast<std::size_t>(topic)];
    Frame message = serialise(envelope, buffer.last_sequence() + 1);
    if (message.size() > kMostEnvelopeBytes) {
      ++counters.oversized;
      return false;
    }
    ++counters.envelopes;
    counters.bytes += message.size();
    buffer.append(message.share());
    send(name_of(topic), message);
    return true;
  }

  // A subscriber whose queue is full loses the message; the others receive it.
  void send(std::string_view topic, Frame& message) {
    if (socket.send(topic, true) == Sent::sent) {
      socket.send(message);
    }
    watch->check_soon();
  }

  // Answers a new subscription with a heartbeat at once, so that the subscriber knows the current sequence
  // numbers without waiting for the next second. libzmq keeps each subscription of a connection, accepted or
  // not, in some thirty bytes for each of its characters, so who sends too many is cut off.
  bool receive_subscription() {
    Frame subscription;
    if (!socket.receive(subscription)) {
      if (std::exchange(is_heartbeat_wanted, false)) {
        send_heartbeat();
      }
      return false;
    }
    const int connection = subscription.connection();
    const bool is_short = subscription.view().size() <= kMostSubscriptionBytes;
    if (connection >= 0 && (!is_short || !subscriptions.take(std::to_string(connection), bus.now().steady))) {
      bus.impl().cut.cut(connection);
    } else {
      take_subscription(subscription);
    }
    socket.skip_rest(subscription);
    return true;
  }

  // The options apply to the peer whose subscription was received last.
  void take_subscription(Frame& subscription) {
    const std::string_view bytes = subscription.view();
    const std::string_view topic = bytes.substr(std::min<std::size_t>(1, bytes.size()));
    const bool is_heartbeat = topic == kHeartbeatTopic;
    if (bytes.starts_with('\0')) {
      socket.set(ZMQ_UNSUBSCRIBE, topic);
    } else if (!bytes.starts_with('\1')) {
      ++bus.impl().counted.malformed;
    } else if (is_heartbeat || bus.impl().may_hear(subscription.user(), from_name<Topic>(topic))) {
      socket.set(ZMQ_SUBSCRIBE, topic);
      is_heartbeat_wanted |= is_heartbeat;
    }
  }

  // Whoever hears the last one knows how much there was in this term.
  void send_heartbeat(bool is_last = false) {
    v1::Envelope envelope;
    envelope.mutable_heartbeat()->set_is_last(is_last);
    for (std::size_t i = 0; i < buffers.size(); ++i) {
      auto& position = *envelope.mutable_heartbeat()->add_topics();
      position.set_topic(std::string(name_of(static_cast<Topic>(i))));
      position.set_last_sequence(buffers[i].last_sequence());
    }
    Frame message = serialise(envelope, ++heartbeats);
    send(kHeartbeatTopic, message);
  }

  void wait_for_heartbeat() {
    timer.after(options.heartbeat_every, [this] {
      send_heartbeat();
      wait_for_heartbeat();
    });
  }

  // Publishes one value as the body of an envelope, whose memory is used again.
  template <typename Value, typename Wire>
  bool publish(Topic topic, const Value& value, Wire* (v1::Envelope::*body)()) {
    outgoing.Clear();
    wire::to_wire(value, *(outgoing.*body)());
    return publish(topic, outgoing);
  }

  // Divides the tracks over envelopes and calls `publish_one` for each.
  template <typename PublishOne>
  void envelopes_of(std::span<const model::Track> tracks, const PublishOne& publish_one) {
    while (!tracks.empty()) {
      const auto some = tracks.first(std::min(tracks.size(), kTracksPerEnvelope));
      outgoing.Clear();
      for (const model::Track& track : some) {
        wire::to_wire(track, *outgoing.mutable_tracks()->add_tracks());
      }
      publish_one(outgoing);
      tracks = tracks.subspan(some.size());
    }
  }

  // Adds one envelope to a snapshot; one that is too large is counted and left out.
  void add_to_snapshot(Topic topic, v1::Envelope& envelope, std::vector<Frame>& snapshot) {
    Frame frame = serialise(envelope, buffers[static_cast<std::size_t>(topic)].last_sequence());
    if (frame.size() > kMostEnvelopeBytes) {
      ++counters.oversized;
    } else {
      snapshot.push_back(std::move(frame));
    }
  }

  template <typename Value, typename Wire>
  std::vector<Frame> snapshot_of(Topic topic, const std::vector<Value>& values,
                                 Wire* (v1::Envelope::*body)()) {
    std::vector<Frame> snapshot;
    for (const Value& value : values) {
      outgoing.Clear();
      wire::to_wire(value, *(outgoing.*body)());
      add_to_snapshot(topic, outgoing, snapshot);
    }
    return snapshot;
  }

  Bus& bus;
  PublisherOptions options;
  std::string process;
  PublisherCounters counters;
  std::array<RetransmitBuffer, enum_count<Topic>> buffers;
  v1::Envelope outgoing;
  std::uint64_t heartbeats = 0;
  bool is_heartbeat_wanted = false;
  PeerBudget subscriptions = PeerBudget(60, 20);  // by connection
  Socket socket;
  std::optional<BoundEndpoint> endpoint;
  RetransmitServer server;
  Timer timer;
  std::unique_ptr<SocketWatch> watch;
};

Publisher::Publisher(Bus& bus, PublisherOptions options) : impl_(std::make_unique<Impl>(bus, options)) {}
Publisher::~Publisher() = default;

bool Publisher::publish(const model::FeedTable& table) {
  return impl_->publish(Topic::feed, table, &v1::Envelope::mutable_feed_health);
}
bool Publisher::publish(const model::Anomaly& anomaly) {
  return impl_->publish(Topic::anomaly, anomaly, &v1::Envelope::mutable_anomaly);
}
bool Publisher::publish(const model::Alert& alert) {
  return impl_->publish(Topic::alert, alert, &v1::Envelope::mutable_alert);
}
bool Publisher::publish(const model::SectorTable& table) {
  return impl_->publish(Topic::assignment, table, &v1::Envelope::mutable_assignments);
}
bool Publisher::publish(const model::ProcessHealth& health) {
  return impl_->publish(Topic::health, health, &v1::Envelope::mutable_process_health);
}
bool Publisher::publish(const model::LogEntry& entry) {
  return impl_->publish(Topic::log, entry, &v1::Envelope::mutable_log_entry);
}
bool Publisher::publish(const model::ContextTable& context) {
  return impl_->publish(Topic::context, context, &v1::Envelope::mutable_context);
}
bool Publisher::publish(const model::Sighting& sighting) {
  return impl_->publish(Topic::sighting, sighting, &v1::Envelope::mutable_sighting);
}

bool Publisher::publish(ReportBatch& batch) {
  return impl_->publish(Topic::report, batch.impl().envelope);
}
bool Publisher::publish(RadarBatch& batch) {
  return impl_->publish(Topic::radar, batch.impl().envelope);
}

void Publisher::publish(std::span<const model::Track> tracks) {
  impl_->envelopes_of(tracks, [&](v1::Envelope& envelope) { impl_->publish(Topic::track, envelope); });
}

void Publisher::set_snapshot(std::function<std::vector<model::Track>()> tracks) {
  impl_->server.stream(Topic::track).snapshot = [impl = impl_.get(), own = std::move(tracks)] {
    std::vector<Frame> snapshot;
    impl->envelopes_of(
        own(), [&](v1::Envelope& envelope) { impl->add_to_snapshot(Topic::track, envelope, snapshot); });
    return snapshot;
  };
}
void Publisher::set_snapshot(std::function<std::vector<model::Anomaly>()> anomalies) {
  impl_->server.stream(Topic::anomaly).snapshot = [impl = impl_.get(), own = std::move(anomalies)] {
    return impl->snapshot_of(Topic::anomaly, own(), &v1::Envelope::mutable_anomaly);
  };
}
void Publisher::set_snapshot(std::function<std::vector<model::Alert>()> alerts) {
  impl_->server.stream(Topic::alert).snapshot = [impl = impl_.get(), own = std::move(alerts)] {
    return impl->snapshot_of(Topic::alert, own(), &v1::Envelope::mutable_alert);
  };
}
void Publisher::set_snapshot(std::function<std::vector<model::LogEntry>()> entries) {
  impl_->server.stream(Topic::log).snapshot = [impl = impl_.get(), own = std::move(entries)] {
    return impl->snapshot_of(Topic::log, own(), &v1::Envelope::mutable_log_entry);
  };
}
void Publisher::set_snapshot(std::function<std::vector<model::Sighting>()> sightings) {
  impl_->server.stream(Topic::sighting).snapshot = [impl = impl_.get(), own = std::move(sightings)] {
    return impl->snapshot_of(Topic::sighting, own(), &v1::Envelope::mutable_sighting);
  };
}

std::uint64_t Publisher::last_sequence(Topic topic) const {
  return impl_->buffers[static_cast<std::size_t>(topic)].last_sequence();
}

Backlog Publisher::backlog(Topic topic) const {
  const auto index = static_cast<std::size_t>(topic);
  const std::uint64_t slowest = impl_->server.slowest(topic).value_or(0);
  const auto unread = static_cast<double>(impl_->buffers[index].bytes_after(slowest));
  return {.share = unread / static_cast<double>(retained_bytes(impl_->options, index)), .slowest = slowest};
}

PublisherCounters Publisher::counters() const {
  return impl_->counters;
}

}  // namespace selat::bus
