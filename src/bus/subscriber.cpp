#include "bus/subscriber.h"

#include <algorithm>
#include <chrono>
#include <deque>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include <zmq.h>

#include "bus/bus_impl.h"
#include "bus/heartbeat.h"
#include "bus/socket_watch.h"
#include "bus/timer.h"
#include "selat/v1/envelope.pb.h"
#include "wire/envelope.h"

namespace selat::bus {

namespace {

constexpr int kReceiveHighWaterMark = 4096;
constexpr int kMostRequestsWaiting = 64;
constexpr std::size_t kMostBufferedBytes = 64 * 1024 * 1024;
constexpr int kMostHandledPerTurn = 256;

constexpr auto kSilentAfter = std::chrono::seconds(3);
constexpr auto kConnectAnewAfter = std::chrono::seconds(5);
constexpr Span kStaleBehind = Span::seconds(5);
constexpr Span kLookEvery = Span::milliseconds(500);
constexpr Span kLookSoon = Span::milliseconds(50);  // while a request waits for its connection
constexpr std::uint64_t kTellEvery = 256;           // envelopes
constexpr auto kAskAgainAfter = std::chrono::seconds(2);

using Monotonic = std::chrono::steady_clock;

Span span_of(Monotonic::duration duration) {
  return Span::microseconds(std::chrono::duration_cast<std::chrono::microseconds>(duration).count());
}

enum class Phase : std::uint8_t {
  waiting,      // nothing heard of this stream yet
  joining,      // a snapshot, or what is retained, is asked for; live envelopes are kept aside
  repairing,    // a gap is asked for; live envelopes are kept aside
  catching_up,  // what was kept aside is handed on, some in each turn
  live,
};

struct KeptAside {
  std::uint64_t sequence;
  Message bytes;
};

struct Request {
  std::uint64_t id = 0;  // 0: none
  bool is_sent = false;
  bool is_snapshot = false;
  bool has_begun = false;  // an answer has come
  std::uint64_t lost = 0;
  Monotonic::time_point progress_at;  // sent, or last heard of
};

struct Stream {
  explicit Stream(Subscription subscription) { counters.subscription = std::move(subscription); }
  Stream(Stream&&) = default;
  Stream(const Stream&) = delete;

  SubscriptionCounters counters;
  Phase phase = Phase::waiting;
  bool has_joined = false;  // once, in any term
  Request request;
  v1::Envelope envelope;  // reused for every message: it keeps the memory of its kind of body
  std::deque<KeptAside> kept;
  std::size_t kept_bytes = 0;
  std::uint64_t told_reached = 0;  // to the publisher
  Monotonic::time_point incomplete_since;

  [[nodiscard]] Topic topic() const { return counters.subscription.topic; }
  [[nodiscard]] std::uint64_t last() const { return counters.last_sequence; }
};

}  // namespace

struct Subscriber::Impl {
  // One publisher with its two connections.
  struct Peer {
    Peer(Impl& subscriber, Bus& bus, std::string publisher, std::vector<Stream> own_streams);

    void connect();
    bool receive_live();
    bool receive_answer();
    void tell_reached(Stream& stream);
    void take_live(std::string_view topic, Message& bytes);
    void take_heartbeat();
    void take_envelope(Stream& stream, Message& bytes);
    void begin_term(Stream& stream, std::uint64_t term, std::uint64_t first_heard);
    void keep_aside(Stream& stream, std::uint64_t sequence, Message& bytes);
    void miss(Stream& stream);
    void ask(Stream& stream, bool is_snapshot);
    void send_request(Stream& stream);
    void take_answer(Stream& stream);
    void hand_on_answer(Stream& stream);
    void finish_request(Stream& stream);
    void catch_up();
    void catch_up(Stream& stream);
    void hand_on(Stream& stream, v1::Envelope& envelope, bool is_live);
    void look();
    [[nodiscard]] Span behind(const Stream& stream) const;
    [[nodiscard]] bool is_stale(const Stream& stream) const;

    Impl& owner;
    Bus& bus;
    std::string name;
    std::vector<Stream> streams;
    std::optional<Monotonic::time_point> heard_at;
    Monotonic::time_point connected_at;
    std::unique_ptr<Socket> live;
    std::unique_ptr<Socket> desk;
    Timer look_timer;
    Timer catch_up_turn;
    std::unique_ptr<SocketWatch> live_watch;
    std::unique_ptr<SocketWatch> desk_watch;
  };

  Impl(Bus& bus, const std::vector<Subscription>& subscriptions, Handler own_handler, Clock own_clock);

  Handler handler;
  Clock clock;
  std::function<void(const Subscription&)> begin_snapshot;
  std::uint64_t last_request = 0;
  v1::Envelope heartbeat;
  v1::RepairReply reply;
  v1::RepairRequest asked;
  std::vector<std::unique_ptr<Peer>> peers;
};

Subscriber::Impl::Peer::Peer(Impl& subscriber, Bus& own_bus, std::string publisher,
                             std::vector<Stream> own_streams)
    : owner(subscriber),
      bus(own_bus),
      name(std::move(publisher)),
      streams(std::move(own_streams)),
      look_timer(bus.io()),
      catch_up_turn(bus.io()) {
  connect();
  look();
}

// Also when nothing was heard for a while: libzmq never tries again after a peer has broken its protocol,
// sent more than the limit or refused a key, and any of that may be over by now.
void Subscriber::Impl::Peer::connect() {
  live_watch.reset();
  desk_watch.reset();
  live.reset(new Socket(bus.impl().socket(ZMQ_SUB, kReceiveHighWaterMark)));
  desk.reset(new Socket(bus.impl().socket(ZMQ_DEALER, kMostRequestsWaiting)));
  for (const auto& stream : streams) {
    live->set(ZMQ_SUBSCRIBE, name_of(stream.topic()));
  }
  live->set(ZMQ_SUBSCRIBE, kHeartbeatTopic);  // last: see heartbeat.h
  desk->set(ZMQ_IMMEDIATE, 1);                // a request for nobody is not queued
  const auto endpoints = bus.endpoints_of(name);
  bus.impl().connect_to(*live, name, endpoints.publish);
  bus.impl().connect_to(*desk, name, endpoints.request);
  live_watch = std::make_unique<SocketWatch>(bus.io(), *live, [this] { return receive_live(); });
  desk_watch = std::make_unique<SocketWatch>(bus.io(), *desk, [this] { return receive_answer(); });
  connected_at = Monotonic::now();
}

// Two frames: topic, envelope.
bool Subscriber::Impl::Peer::receive_live() {
  Message topic;
  if (!live->receive(topic)) {
    return false;
  }
  Message bytes;
  const bool has_body = Socket::has_more(topic) && live->receive(bytes);
  if (has_body && !Socket::has_more(bytes)) {
    take_live(topic.view(), bytes);
  } else {
    ++streams.front().counters.malformed;
    live->skip_rest(has_body ? bytes : topic);
  }
  return true;
}

void Subscriber::Impl::Peer::take_live(std::string_view topic, Message& bytes) {
  const bool is_heartbeat = topic == kHeartbeatTopic;
  const auto found = std::find_if(streams.begin(), streams.end(),
                                  [&](const Stream& stream) { return name_of(stream.topic()) == topic; });
  auto& counted = found == streams.end() ? streams.front() : *found;
  v1::Envelope& envelope = is_heartbeat ? owner.heartbeat : counted.envelope;
  const bool is_sound = (is_heartbeat || found != streams.end()) &&
                        wire::parse_reusing(envelope, bytes.view()) && envelope.publisher() == name &&
                        envelope.sequence() > 0 && envelope.has_heartbeat() == is_heartbeat;
  if (!is_sound) {
    ++counted.counters.malformed;
    return;
  }
  heard_at = Monotonic::now();
  if (is_heartbeat) {
    take_heartbeat();
  } else {
    take_envelope(*found, bytes);
  }
}

// Envelopes and heartbeats come in order, so what a heartbeat names and was not seen is lost.
void Subscriber::Impl::Peer::take_heartbeat() {
  const v1::Envelope& envelope = owner.heartbeat;
  for (auto& stream : streams) {
    const auto& topics = envelope.heartbeat().topics();
    const auto position = std::find_if(topics.begin(), topics.end(), [&](const auto& entry) {
      return entry.topic() == name_of(stream.topic());
    });
    const std::uint64_t last = position == topics.end() ? 0 : position->last_sequence();
    if (envelope.term() < stream.counters.term) {
      continue;
    }
    if (envelope.term() > stream.counters.term) {
      begin_term(stream, envelope.term(), last + 1);
    }
    tell_reached(stream);
    if (stream.phase != Phase::live) {
      continue;
    }
    if (last > stream.last()) {
      miss(stream);
    } else {
      const auto sent_at = Instant::unix_microseconds(envelope.sent_at_unix_us());
      stream.counters.behind = std::min(stream.counters.behind, owner.clock() - sent_at);
    }
  }
}

void Subscriber::Impl::Peer::take_envelope(Stream& stream, Message& bytes) {
  v1::Envelope& envelope = stream.envelope;
  const std::uint64_t sequence = envelope.sequence();
  if (envelope.term() < stream.counters.term) {
    ++stream.counters.duplicates;  // of a publisher that has been started anew since
    return;
  }
  if (envelope.term() > stream.counters.term) {
    begin_term(stream, envelope.term(), sequence);
  }
  if (stream.phase != Phase::live) {
    keep_aside(stream, sequence, bytes);
  } else if (sequence <= stream.last()) {
    ++stream.counters.duplicates;
  } else if (sequence == stream.last() + 1) {
    hand_on(stream, envelope, true);
  } else {
    keep_aside(stream, sequence, bytes);
    miss(stream);
  }
}

void Subscriber::Impl::Peer::begin_term(Stream& stream, std::uint64_t term, std::uint64_t first_heard) {
  stream.counters.term = term;
  stream.counters.last_sequence = 0;
  stream.told_reached = 0;
  stream.kept.clear();
  stream.kept_bytes = 0;
  stream.incomplete_since = Monotonic::now();
  if (stream.counters.subscription.join == Join::live && !stream.has_joined) {
    stream.counters.last_sequence = first_heard - 1;
    stream.has_joined = true;
    stream.phase = Phase::live;
    return;
  }
  // Who joined live wants no state, but all that was said since.
  stream.phase = Phase::joining;
  ask(stream, stream.counters.subscription.join == Join::history);
}

// Beyond its bound nothing is kept: that is one more gap, seen when the rest has been handed on.
void Subscriber::Impl::Peer::keep_aside(Stream& stream, std::uint64_t sequence, Message& bytes) {
  if (stream.kept_bytes + bytes.size() > kMostBufferedBytes) {
    return;
  }
  stream.kept_bytes += bytes.size() + sizeof(KeptAside);
  stream.kept.push_back({.sequence = sequence, .bytes = std::move(bytes)});
}

void Subscriber::Impl::Peer::miss(Stream& stream) {
  ++stream.counters.gaps;
  stream.phase = Phase::repairing;
  stream.incomplete_since = Monotonic::now();
  ask(stream, false);
}

void Subscriber::Impl::Peer::ask(Stream& stream, bool is_snapshot) {
  stream.request = {.id = ++owner.last_request, .is_snapshot = is_snapshot, .progress_at = Monotonic::now()};
  send_request(stream);
}

// From the next one on; up to the first that is kept aside, or all there is.
void Subscriber::Impl::Peer::send_request(Stream& stream) {
  v1::RepairRequest& asked = owner.asked;
  asked.Clear();
  asked.set_request(stream.request.id);
  asked.set_topic(std::string(name_of(stream.topic())));
  if (stream.request.is_snapshot) {
    asked.set_snapshot(true);
  } else {
    auto& range = *asked.mutable_range();
    range.set_term(stream.counters.term);
    range.set_from(stream.last() + 1);
    range.set_to(stream.kept.empty() ? UINT64_MAX : stream.kept.front().sequence - 1);
  }
  stream.request.is_sent = desk->send(asked.SerializeAsString()) == Sent::sent;
  stream.request.progress_at = Monotonic::now();
  desk_watch->check_soon();
  if (!stream.request.is_sent) {
    look_timer.after(kLookSoon, [this] { look(); });
  }
}

bool Subscriber::Impl::Peer::receive_answer() {
  Message bytes;
  if (!desk->receive(bytes)) {
    return false;
  }
  const bool is_sound =
      !Socket::has_more(bytes) && owner.reply.ParseFromArray(bytes.bytes(), static_cast<int>(bytes.size()));
  desk->skip_rest(bytes);
  if (!is_sound) {
    ++streams.front().counters.malformed;
    return true;
  }
  const auto asked = std::find_if(streams.begin(), streams.end(), [&](const Stream& stream) {
    return stream.request.id != 0 && stream.request.id == owner.reply.request();
  });
  if (asked != streams.end()) {  // else an answer that came too late
    take_answer(*asked);
  }
  return true;
}

void Subscriber::Impl::Peer::take_answer(Stream& stream) {
  const v1::RepairReply& reply = owner.reply;
  heard_at = Monotonic::now();
  if (reply.term() > stream.counters.term) {
    begin_term(stream, reply.term(), 1);
    return;
  }
  if (reply.term() < stream.counters.term) {
    return;
  }
  hand_on_answer(stream);
  if (reply.is_last()) {
    finish_request(stream);
  }
}

void Subscriber::Impl::Peer::hand_on_answer(Stream& stream) {
  v1::RepairReply& reply = owner.reply;
  Request& request = stream.request;
  if (!std::exchange(request.has_begun, true) && reply.is_snapshot() && owner.begin_snapshot) {
    owner.begin_snapshot(stream.counters.subscription);
  }
  request.progress_at = Monotonic::now();
  request.lost += reply.lost();
  for (const auto& bytes : reply.envelopes()) {
    v1::Envelope& envelope = stream.envelope;
    if (!wire::parse_reusing(envelope, bytes)) {
      ++stream.counters.malformed;
      ++request.lost;
      continue;
    }
    if (reply.is_snapshot()) {
      ++stream.counters.envelopes;
      owner.handler(envelope);
    } else if (envelope.sequence() > stream.last()) {
      hand_on(stream, envelope, false);
    }
  }
}

void Subscriber::Impl::Peer::finish_request(Stream& stream) {
  const bool is_repair = stream.phase == Phase::repairing;
  stream.counters.last_sequence = std::max(stream.last(), owner.reply.up_to_sequence());
  if (is_repair && !stream.kept.empty() && stream.kept.front().sequence > stream.last() + 1) {
    // The publisher answered and did not fill the gap: it never will.
    stream.request.lost += stream.kept.front().sequence - 1 - stream.last();
    stream.counters.last_sequence = stream.kept.front().sequence - 1;
  }
  // What went before the first joining was never ours to lose.
  if (stream.has_joined) {
    stream.counters.envelopes_lost += stream.request.lost;
  }
  if (is_repair && stream.request.lost == 0) {
    ++stream.counters.gaps_repaired;
  }
  stream.has_joined = true;
  stream.request = {};
  stream.phase = Phase::catching_up;
  catch_up(stream);
}

void Subscriber::Impl::Peer::catch_up() {
  for (auto& stream : streams) {
    if (stream.phase == Phase::catching_up) {
      catch_up(stream);
    }
  }
}

void Subscriber::Impl::Peer::catch_up(Stream& stream) {
  for (int handled = 0; !stream.kept.empty(); ++handled) {
    if (handled == kMostHandledPerTurn) {
      catch_up_turn.soon([this] { catch_up(); });
      return;
    }
    KeptAside& next = stream.kept.front();
    if (next.sequence > stream.last() + 1) {
      miss(stream);
      return;
    }
    Message bytes = std::move(next.bytes);
    const bool is_new = next.sequence > stream.last();
    stream.kept_bytes -= bytes.size() + sizeof(KeptAside);
    stream.kept.pop_front();
    if (is_new && wire::parse_reusing(stream.envelope, bytes.view())) {
      hand_on(stream, stream.envelope, false);
    }
  }
  stream.phase = Phase::live;
  stream.counters.behind = Span();
}

void Subscriber::Impl::Peer::hand_on(Stream& stream, v1::Envelope& envelope, bool is_live) {
  stream.counters.last_sequence = envelope.sequence();
  ++stream.counters.envelopes;
  if (is_live) {
    stream.counters.behind = owner.clock() - Instant::unix_microseconds(envelope.sent_at_unix_us());
  }
  owner.handler(envelope);
  if (stream.last() - std::min(stream.told_reached, stream.last()) >= kTellEvery) {
    tell_reached(stream);
  }
}

// So that a publisher that can wait (of a recording) does not run ahead of what it retains. Lost words are
// made good by the next: each heartbeat brings one.
void Subscriber::Impl::Peer::tell_reached(Stream& stream) {
  if (is_last_envelope_the_state(stream.topic())) {
    return;
  }
  v1::RepairRequest& told = owner.asked;
  told.Clear();
  told.set_topic(std::string(name_of(stream.topic())));
  told.mutable_reached()->set_term(stream.counters.term);
  told.mutable_reached()->set_sequence(stream.last());
  stream.told_reached = stream.last();
  (void)desk->send(told.SerializeAsString());
  desk_watch->check_soon();
}

// Requests that found no connection are sent now; those without an answer, again.
void Subscriber::Impl::Peer::look() {
  const auto now = Monotonic::now();
  if (now - std::max(connected_at, heard_at.value_or(connected_at)) > kConnectAnewAfter) {
    connect();
  }
  bool is_unsent = false;
  for (auto& stream : streams) {
    if (stream.request.id != 0 &&
        (!stream.request.is_sent || now - stream.request.progress_at > kAskAgainAfter)) {
      ask(stream, stream.request.is_snapshot);
      is_unsent |= !stream.request.is_sent;
    }
  }
  look_timer.after(is_unsent ? kLookSoon : kLookEvery, [this] { look(); });
}

Span Subscriber::Impl::Peer::behind(const Stream& stream) const {
  const bool is_complete = stream.phase == Phase::live || stream.phase == Phase::waiting;
  return is_complete ? stream.counters.behind : span_of(Monotonic::now() - stream.incomplete_since);
}

bool Subscriber::Impl::Peer::is_stale(const Stream& stream) const {
  return stream.phase == Phase::waiting || !heard_at || Monotonic::now() - *heard_at > kSilentAfter ||
         behind(stream) > kStaleBehind;
}

Subscriber::Impl::Impl(Bus& bus, const std::vector<Subscription>& subscriptions, Handler own_handler,
                       Clock own_clock)
    : handler(std::move(own_handler)), clock(std::move(own_clock)) {
  std::map<std::string, std::vector<Stream>> by_publisher;
  for (const auto& subscription : subscriptions) {
    by_publisher[subscription.publisher].emplace_back(subscription);
  }
  for (auto& [publisher, streams] : by_publisher) {
    peers.push_back(std::make_unique<Peer>(*this, bus, publisher, std::move(streams)));
  }
}

Subscriber::Subscriber(Bus& bus, const std::vector<Subscription>& subscriptions, Handler handler, Clock clock)
    : impl_(std::make_unique<Impl>(bus, subscriptions, std::move(handler), std::move(clock))) {}
Subscriber::~Subscriber() = default;

void Subscriber::on_snapshot(std::function<void(const Subscription&)> begin) {
  impl_->begin_snapshot = std::move(begin);
}

std::vector<SubscriptionCounters> Subscriber::counters() const {
  std::vector<SubscriptionCounters> all;
  for (const auto& peer : impl_->peers) {
    for (const auto& stream : peer->streams) {
      auto& counters = all.emplace_back(stream.counters);
      counters.behind = peer->behind(stream);
      counters.is_stale = peer->is_stale(stream);
    }
  }
  return all;
}

}  // namespace selat::bus
