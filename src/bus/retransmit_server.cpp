#include "bus/retransmit_server.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <utility>

#include <zmq.h>

#include "bus/bus_impl.h"
#include "bus/retransmit_buffer.h"
#include "bus/socket_watch.h"
#include "bus/timer.h"
#include "selat/v1/envelope.pb.h"

namespace selat::bus {

namespace {

constexpr std::size_t kMostJobs = 256;
constexpr int kMostAnswersOnTheWay = 8;
constexpr std::size_t kMostReaders = 1024;
constexpr Span kReaderForgottenAfter = Span::seconds(10);
constexpr std::size_t kSliceBytes = 256 * 1024;
constexpr Span kTryAgainAfter = Span::milliseconds(10);

// The position that a subscriber last reported.
struct Reader {
  std::uint64_t sequence = 0;
  SteadyTime said_at;
};

struct Job {
  std::string subscriber;  // routing id
  std::uint64_t request = 0;
  Topic topic = Topic::report;
  bool is_snapshot = false;
  std::vector<Frame> state;  // with is_snapshot
  std::uint64_t next = 0;    // sequence, or index into state
  std::uint64_t last = 0;    // sequence
  std::uint64_t lost = 0;
  v1::RepairReply unsent;  // a slice for which the subscriber's queue had no room
  bool has_unsent = false;
};

}  // namespace

struct RetransmitServer::Impl {
  Impl(Bus& own_bus, std::uint64_t own_term, PublisherCounters& publisher_counters)
      : bus(own_bus),
        term(own_term),
        counters(publisher_counters),
        socket(bus.impl().socket(ZMQ_ROUTER, kMostAnswersOnTheWay)),
        turn(bus.io()) {
    socket.set(ZMQ_ROUTER_MANDATORY, 1);
    bus.impl().bind_own(socket, bus.endpoints_of(bus.process()).request);
    watch = std::make_unique<SocketWatch>(bus.io(), socket, [this] { return receive_one(); });
  }

  bool receive_one() {
    Frame subscriber;
    if (!socket.receive(subscriber)) {
      return false;
    }
    Frame request;
    const bool has_body = Socket::has_more(subscriber) && socket.receive(request);
    const bool is_sound = has_body && !Socket::has_more(request) &&
                          parsed.ParseFromArray(request.bytes(), static_cast<int>(request.size())) &&
                          take(std::string(subscriber.view()), request.user());
    if (!is_sound) {
      ++counters.malformed;
    }
    socket.skip_rest(has_body ? request : subscriber);
    return true;
  }

  bool take(std::string subscriber, std::string_view user) {
    const auto topic = from_name<Topic>(parsed.topic());
    if (!topic || !bus.impl().may_hear(user, topic)) {
      return false;
    }
    if (parsed.has_reached()) {
      note_reader(std::move(subscriber), *topic);
      return true;
    }
    if (parsed.kind_case() == v1::RepairRequest::KIND_NOT_SET) {
      return false;
    }
    const auto same = std::find_if(jobs.begin(), jobs.end(), [&](const Job& job) {
      return job.subscriber == subscriber && job.topic == *topic;
    });
    if (same != jobs.end()) {
      jobs.erase(same);
    }
    if (jobs.size() == kMostJobs) {
      return false;
    }
    Job& job = jobs.emplace_back();
    job.subscriber = std::move(subscriber);
    job.request = parsed.request();
    job.topic = *topic;
    begin(job);
    serve_soon();
    return true;
  }

  void note_reader(std::string subscriber, Topic topic) {
    if (parsed.reached().term() != term) {
      return;
    }
    const SteadyTime now = bus.now().steady;
    std::erase_if(readers,
                  [now](const auto& entry) { return now - entry.second.said_at > kReaderForgottenAfter; });
    const std::pair key(topic, std::move(subscriber));
    if (readers.size() < kMostReaders || readers.contains(key)) {
      readers[key] = {.sequence = parsed.reached().sequence(), .said_at = now};
    }
  }

  [[nodiscard]] std::optional<std::uint64_t> slowest(Topic topic) const {
    const SteadyTime now = bus.now().steady;
    std::optional<std::uint64_t> least;
    for (const auto& [key, reader] : readers) {
      if (key.first == topic && now - reader.said_at <= kReaderForgottenAfter) {
        least = std::min(least.value_or(reader.sequence), reader.sequence);
      }
    }
    return least;
  }

  [[nodiscard]] bool has_state(Topic topic) const {
    return streams[static_cast<std::size_t>(topic)].snapshot != nullptr || is_last_envelope_the_state(topic);
  }

  void begin(Job& job) {
    const RetransmitBuffer& buffer = *streams[static_cast<std::size_t>(job.topic)].buffer;
    job.last = buffer.last_sequence();
    if (!parsed.has_range()) {
      ++counters.snapshots;
      job.next = 1;
      if (has_state(job.topic)) {
        begin_state(job);
      }
      return;
    }
    ++counters.repairs;
    job.next = std::max<std::uint64_t>(1, parsed.range().from());
    if (parsed.range().term() != term) {
      job.last = 0;  // the request is of an earlier term; the answer names the current one
    } else if (job.next >= buffer.oldest_sequence()) {
      job.last = std::min(job.last, parsed.range().to());
    }
  }

  // Continues with the current state, in place of the envelopes that are no longer retained.
  void begin_state(Job& job) {
    auto& stream = streams[static_cast<std::size_t>(job.topic)];
    RetransmitBuffer& buffer = *stream.buffer;
    job.lost += std::max(buffer.oldest_sequence(), job.next) - job.next;
    job.is_snapshot = true;
    job.next = 0;
    job.last = buffer.last_sequence();
    if (stream.snapshot) {
      job.state = stream.snapshot();
    } else if (job.last > 0) {
      job.state.push_back(buffer.at(job.last).share());
    }
  }

  // Envelopes that left the buffer before they could be sent are replaced by the state; without one, they are
  // lost.
  void skip_what_is_gone(Job& job) {
    const RetransmitBuffer& buffer = *streams[static_cast<std::size_t>(job.topic)].buffer;
    if (job.next > job.last || job.next >= buffer.oldest_sequence()) {
      return;
    }
    if (has_state(job.topic)) {
      begin_state(job);
      return;
    }
    const std::uint64_t oldest = std::min(buffer.oldest_sequence(), job.last + 1);
    job.lost += oldest - job.next;
    job.next = oldest;
  }

  void serve_soon() {
    if (!jobs.empty() && !turn.is_waiting()) {
      turn.soon([this] { serve(); });
    }
  }

  // Sends one slice of the first job in the queue; the next job follows in the next turn.
  void serve() {
    if (jobs.empty()) {
      return;
    }
    Job job = std::move(jobs.front());
    jobs.pop_front();
    if (!job.has_unsent) {
      cut_slice(job);
    }
    const bool is_last = job.unsent.is_last();
    switch (send(job)) {
      case Sent::sent:
        job.has_unsent = false;
        blocked = 0;
        if (!is_last) {
          jobs.push_back(std::move(job));
        }
        break;
      case Sent::full:
        job.has_unsent = true;
        ++blocked;
        jobs.push_back(std::move(job));
        break;
      case Sent::unreachable:
        break;  // the subscriber is gone; it requests again when it is back
    }
    watch->check_soon();
    if (blocked >= jobs.size() && !jobs.empty()) {
      blocked = 0;
      turn.after(kTryAgainAfter, [this] { serve(); });
    } else {
      serve_soon();
    }
  }

  Sent send(Job& job) {
    Frame body(job.unsent.ByteSizeLong());
    job.unsent.SerializeWithCachedSizesToArray(static_cast<std::uint8_t*>(body.bytes()));
    const Sent first = socket.send(job.subscriber, true);
    return first == Sent::sent ? socket.send(body) : first;
  }

  void cut_slice(Job& job) {
    if (!job.is_snapshot) {
      skip_what_is_gone(job);
    }
    v1::RepairReply& reply = job.unsent;
    reply.Clear();
    reply.set_request(job.request);
    reply.set_term(term);
    reply.set_up_to_sequence(job.last);
    reply.set_is_snapshot(job.is_snapshot);
    if (job.is_snapshot) {
      cut_state(job, reply);
    } else {
      cut_buffer(job, reply);
    }
    reply.set_lost(std::exchange(job.lost, 0));
  }

  static void cut_state(Job& job, v1::RepairReply& reply) {
    std::size_t bytes = 0;
    while (job.next < job.state.size() && bytes < kSliceBytes) {
      Frame& envelope = job.state[static_cast<std::size_t>(job.next)];
      if (bytes > 0 && bytes + envelope.size() > kSliceBytes) {
        break;
      }
      bytes += envelope.size();
      reply.add_envelopes(envelope.bytes(), envelope.size());
      envelope = Frame();
      ++job.next;
    }
    reply.set_is_last(job.next == job.state.size());
  }

  void cut_buffer(Job& job, v1::RepairReply& reply) {
    RetransmitBuffer& buffer = *streams[static_cast<std::size_t>(job.topic)].buffer;
    std::size_t bytes = 0;
    while (job.next <= job.last && bytes < kSliceBytes) {
      Frame& envelope = buffer.at(job.next);
      if (bytes > 0 && bytes + envelope.size() > kSliceBytes) {
        break;
      }
      bytes += envelope.size();
      reply.add_envelopes(envelope.bytes(), envelope.size());
      ++job.next;
    }
    reply.set_is_last(job.next > job.last);
  }

  Bus& bus;
  std::uint64_t term;
  PublisherCounters& counters;
  Streams streams;
  std::deque<Job> jobs;
  std::map<std::pair<Topic, std::string>, Reader> readers;  // by topic and routing id
  std::size_t blocked = 0;                                  // consecutive jobs whose queue had no room
  v1::RepairRequest parsed;
  Socket socket;
  Timer turn;
  std::unique_ptr<SocketWatch> watch;
};

RetransmitServer::RetransmitServer(Bus& bus, std::uint64_t term, PublisherCounters& counters)
    : impl_(std::make_unique<Impl>(bus, term, counters)) {}
RetransmitServer::~RetransmitServer() = default;

RetransmitServer::Stream& RetransmitServer::stream(Topic topic) {
  return impl_->streams[static_cast<std::size_t>(topic)];
}

std::optional<std::uint64_t> RetransmitServer::slowest(Topic topic) const {
  return impl_->slowest(topic);
}

}  // namespace selat::bus
