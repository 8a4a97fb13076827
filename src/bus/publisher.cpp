#include "bus/publisher.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <memory>
#include <string>
#include <utility>

#include <zmq.h>

#include "bus/bus_impl.h"
#include "bus/heartbeat.h"
#include "bus/journal.h"
#include "bus/repair_desk.h"
#include "bus/socket_watch.h"
#include "bus/timer.h"
#include "selat/v1/envelope.pb.h"

namespace selat::bus {

namespace {

constexpr std::size_t kStateShare = 64;

Instant system_now() {
  return Instant::unix_microseconds(std::chrono::duration_cast<std::chrono::microseconds>(
                                        std::chrono::system_clock::now().time_since_epoch())
                                        .count());
}

std::size_t retained_bytes(const PublisherOptions& options, std::size_t topic) {
  return is_last_envelope_the_state(static_cast<Topic>(topic)) ? options.retained_bytes / kStateShare
                                                               : options.retained_bytes;
}

template <std::size_t... Index>
std::array<Journal, sizeof...(Index)> make_journals(const PublisherOptions& options,
                                                    std::index_sequence<Index...>) {
  return {Journal(retained_bytes(options, Index))...};
}

}  // namespace

struct Publisher::Impl {
  Impl(Bus& own_bus, PublisherOptions publisher_options)
      : bus(own_bus),
        options(publisher_options),
        process(bus.process()),
        journals(make_journals(options, std::make_index_sequence<enum_count<Topic>>())),
        socket(bus.impl().socket(ZMQ_XPUB, options.send_high_water_mark, true)),
        desk(bus, options.term, counters),
        timer(bus.io()) {
    for (std::size_t i = 0; i < journals.size(); ++i) {
      desk.stream(static_cast<Topic>(i)).journal = &journals[i];
    }
    socket.set(ZMQ_XPUB_MANUAL, 1);  // every subscription is heard of, and counts when it is allowed
    bus.impl().bind_own(socket, bus.endpoints_of(process).publish);
    watch = std::make_unique<SocketWatch>(bus.io(), socket, [this] { return receive_subscription(); });
    wait_for_heartbeat();
  }

  Message serialise(v1::Envelope& envelope, std::uint64_t sequence, Instant now) const {
    envelope.set_publisher(process);
    envelope.set_term(options.term);
    envelope.set_sequence(sequence);
    envelope.set_sent_at_unix_us(now.in_unix_microseconds());
    Message message(envelope.ByteSizeLong());
    envelope.SerializeWithCachedSizesToArray(static_cast<std::uint8_t*>(message.bytes()));
    return message;
  }

  bool publish(Topic topic, v1::Envelope& envelope, Instant now) {
    auto& journal = journals[static_cast<std::size_t>(topic)];
    Message message = serialise(envelope, journal.last_sequence() + 1, now);
    if (message.size() > kMostEnvelopeBytes) {
      ++counters.oversized;
      return false;
    }
    ++counters.envelopes;
    counters.bytes += message.size();
    journal.append(message.share());
    send(name_of(topic), message);
    return true;
  }

  // A subscriber whose queue is full loses the message; the others get it.
  void send(std::string_view topic, Message& message) {
    if (socket.send(topic, true) == Sent::sent) {
      socket.send(message);
    }
    watch->check_soon();
  }

  // A new subscriber needs no second to find out where the streams are.
  bool receive_subscription() {
    Message subscription;
    if (!socket.receive(subscription)) {
      if (std::exchange(is_heartbeat_wanted, false)) {
        send_heartbeat();
      }
      return false;
    }
    const std::string_view bytes = subscription.view();
    const std::string_view topic = bytes.substr(std::min<std::size_t>(1, bytes.size()));
    const bool is_heartbeat = topic == kHeartbeatTopic;
    // The socket means the peer whose wish was just received.
    if (bytes.starts_with('\0')) {
      socket.set(ZMQ_UNSUBSCRIBE, topic);
    } else if (bytes.starts_with('\1') &&
               (is_heartbeat || bus.impl().may_hear(subscription.user(), from_name<Topic>(topic)))) {
      socket.set(ZMQ_SUBSCRIBE, topic);
      is_heartbeat_wanted |= is_heartbeat;
    }
    socket.skip_rest(subscription);
    return true;
  }

  void send_heartbeat() {
    v1::Envelope envelope;
    for (std::size_t i = 0; i < journals.size(); ++i) {
      auto& position = *envelope.mutable_heartbeat()->add_topics();
      position.set_topic(std::string(name_of(static_cast<Topic>(i))));
      position.set_last_sequence(journals[i].last_sequence());
      position.set_oldest_retained(journals[i].oldest_sequence());
    }
    Message message = serialise(envelope, ++heartbeats, system_now());
    send(kHeartbeatTopic, message);
  }

  void wait_for_heartbeat() {
    timer.after(options.heartbeat_every, [this] {
      send_heartbeat();
      wait_for_heartbeat();
    });
  }

  std::vector<Message> take_snapshot(Topic topic, const Snapshot& snapshot) {
    std::vector<Message> messages;
    const Instant now = system_now();
    for (auto& envelope : snapshot()) {
      messages.push_back(serialise(envelope, journals[static_cast<std::size_t>(topic)].last_sequence(), now));
      if (messages.back().size() > kMostEnvelopeBytes) {
        ++counters.oversized;
        messages.pop_back();
      }
    }
    return messages;
  }

  Bus& bus;
  PublisherOptions options;
  std::string process;
  PublisherCounters counters;
  std::array<Journal, enum_count<Topic>> journals;
  std::uint64_t heartbeats = 0;
  bool is_heartbeat_wanted = false;
  Socket socket;
  RepairDesk desk;
  Timer timer;
  std::unique_ptr<SocketWatch> watch;
};

Publisher::Publisher(Bus& bus, PublisherOptions options) : impl_(std::make_unique<Impl>(bus, options)) {}
Publisher::~Publisher() = default;

bool Publisher::publish(Topic topic, v1::Envelope& envelope, Instant now) {
  return impl_->publish(topic, envelope, now);
}

void Publisher::set_snapshot(Topic topic, Snapshot snapshot) {
  impl_->desk.stream(topic).snapshot = [impl = impl_.get(), topic, own = std::move(snapshot)] {
    return impl->take_snapshot(topic, own);
  };
}

std::uint64_t Publisher::last_sequence(Topic topic) const {
  return impl_->journals[static_cast<std::size_t>(topic)].last_sequence();
}

Backlog Publisher::backlog(Topic topic) const {
  const auto index = static_cast<std::size_t>(topic);
  const std::uint64_t slowest = impl_->desk.slowest(topic).value_or(0);
  const auto unread = static_cast<double>(impl_->journals[index].bytes_after(slowest));
  return {.share = unread / static_cast<double>(retained_bytes(impl_->options, index)), .slowest = slowest};
}

PublisherCounters Publisher::counters() const {
  return impl_->counters;
}

}  // namespace selat::bus
