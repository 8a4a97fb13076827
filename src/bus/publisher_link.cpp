#include "bus/publisher_link.h"

#include <algorithm>
#include <utility>

#include <zmq.h>

#include "bus/bus_impl.h"
#include "bus/heartbeat.h"
#include "wire/envelope.h"

namespace selat::bus {

namespace {

constexpr int kReceiveHighWaterMark = 4096;
constexpr int kMostRequestsWaiting = 64;
constexpr std::size_t kMostBufferedBytes = 64 * 1024 * 1024;
constexpr int kMostHandledPerTurn = 256;

constexpr Span kSilentAfter = Span::seconds(3);
constexpr Span kConnectAnewAfter = Span::seconds(5);
constexpr Span kStaleBehind = Span::seconds(5);
constexpr Span kLookEvery = Span::milliseconds(500);
constexpr Span kLookSoon = Span::milliseconds(50);  // while a request waits for its connection
constexpr std::uint64_t kTellEvery = 256;           // envelopes from one report of the position to the next
constexpr Span kAskAgainAfter = Span::seconds(2);

}  // namespace

PublisherLink::PublisherLink(Bus& bus, std::string publisher, std::vector<Subscription> subscriptions)
    : bus_(bus), name_(std::move(publisher)), look_timer_(bus.io()), catch_up_turn_(bus.io()) {
  for (auto& subscription : subscriptions) {
    streams_.emplace_back(std::move(subscription));
  }
  connect();
  look();
}

void PublisherLink::add_health(std::vector<model::SubscriptionHealth>& all) const {
  for (const Stream& stream : streams_) {
    model::SubscriptionHealth& health = all.emplace_back(stream.counters);
    health.publisher = name_;
    health.topic = name_of(stream.topic());
    health.behind = behind(stream);
    health.is_stale = is_stale(stream);
  }
}

std::optional<SteadyTime> PublisherLink::complete_at(Topic topic) const {
  const auto stream = std::ranges::find(streams_, topic, &Stream::topic);
  return stream == streams_.end() ? std::nullopt : stream->complete_at;
}

// Called at the start, and again after a time without any message: libzmq does not reconnect after a peer has
// violated its protocol, sent more than the limit or refused a key, and by then the cause may be gone.
void PublisherLink::connect() {
  live_watch_.reset();
  requests_watch_.reset();
  live_.reset(new Socket(bus_.impl().socket(ZMQ_SUB, kReceiveHighWaterMark)));
  requests_.reset(new Socket(bus_.impl().socket(ZMQ_DEALER, kMostRequestsWaiting)));
  for (const auto& stream : streams_) {
    live_->set(ZMQ_SUBSCRIBE, name_of(stream.topic()));
  }
  live_->set(ZMQ_SUBSCRIBE, kHeartbeatTopic);  // last: see heartbeat.h
  requests_->set(ZMQ_IMMEDIATE, 1);            // without a connection no request is queued
  const auto endpoints = bus_.endpoints_of(name_);
  bus_.impl().connect_to(*live_, name_, endpoints.publish);
  bus_.impl().connect_to(*requests_, name_, endpoints.request);
  live_watch_ = std::make_unique<SocketWatch>(bus_.io(), *live_, [this] { return receive_live(); });
  requests_watch_ = std::make_unique<SocketWatch>(bus_.io(), *requests_, [this] { return receive_answer(); });
  connected_at_ = bus_.now().steady;
}

// A live message has two frames: topic, envelope.
bool PublisherLink::receive_live() {
  Frame topic;
  if (!live_->receive(topic)) {
    return false;
  }
  Frame bytes;
  const bool has_body = Socket::has_more(topic) && live_->receive(bytes);
  if (has_body && !Socket::has_more(bytes)) {
    take_live(topic.view(), bytes);
  } else {
    ++streams_.front().counters.malformed;
    live_->skip_rest(has_body ? bytes : topic);
  }
  return true;
}

void PublisherLink::take_live(std::string_view topic, Frame& bytes) {
  const bool is_heartbeat = topic == kHeartbeatTopic;
  const auto found = std::find_if(streams_.begin(), streams_.end(),
                                  [&](const Stream& stream) { return name_of(stream.topic()) == topic; });
  auto& counted = found == streams_.end() ? streams_.front() : *found;
  v1::Envelope& envelope = is_heartbeat ? heartbeat_ : counted.envelope;
  const bool is_sound = (is_heartbeat || found != streams_.end()) &&
                        wire::parse_reusing(envelope, bytes.view()) && envelope.publisher() == name_ &&
                        envelope.sequence() > 0 && envelope.has_heartbeat() == is_heartbeat;
  if (!is_sound) {
    ++counted.counters.malformed;
    return;
  }
  now_ = bus_.now();
  heard_at_ = now_.steady;
  if (is_heartbeat) {
    take_heartbeat();
  } else {
    take_envelope(*found, bytes);
  }
}

// Envelopes and heartbeats arrive in order, so an envelope before the heartbeat that has not arrived is lost.
void PublisherLink::take_heartbeat() {
  for (auto& stream : streams_) {
    if (heartbeat_.term() >= stream.counters.term) {
      take_heartbeat(stream);
    }
  }
}

void PublisherLink::take_heartbeat(Stream& stream) {
  const auto& topics = heartbeat_.heartbeat().topics();
  const auto position = std::find_if(topics.begin(), topics.end(), [&](const auto& entry) {
    return entry.topic() == name_of(stream.topic());
  });
  const std::uint64_t last = position == topics.end() ? 0 : position->last_sequence();
  if (heartbeat_.term() > stream.counters.term) {
    begin_term(stream, heartbeat_.term(), last + 1);
  }
  tell_reached(stream);
  if (stream.phase != Phase::live) {
    return;
  }
  if (last > stream.last()) {
    miss(stream);
  } else {
    const auto sent_at = Instant::unix_microseconds(heartbeat_.sent_at_unix_us());
    stream.counters.behind = std::min(stream.counters.behind, now_.wall - sent_at);
    stream.complete_at = now_.steady;
  }
}

void PublisherLink::take_envelope(Stream& stream, Frame& bytes) {
  v1::Envelope& envelope = stream.envelope;
  const std::uint64_t sequence = envelope.sequence();
  if (envelope.term() < stream.counters.term) {
    ++stream.counters.duplicates;  // sent before the publisher was restarted
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
    stream.counters.behind = now_.wall - Instant::unix_microseconds(envelope.sent_at_unix_us());
    stream.complete_at = now_.steady;
    hand_on(stream);
  } else {
    keep_aside(stream, sequence, bytes);
    miss(stream);
  }
}

void PublisherLink::begin_term(Stream& stream, std::uint64_t term, std::uint64_t first_heard) {
  stream.counters.term = term;
  stream.counters.last_sequence = 0;
  stream.told_reached = 0;
  stream.kept.clear();
  stream.kept_bytes = 0;
  stream.incomplete_since = now_.steady;
  if (stream.subscription.start == Start::live && !stream.has_joined) {
    stream.counters.last_sequence = first_heard - 1;
    stream.has_joined = true;
    stream.phase = Phase::live;
    return;
  }
  // A subscriber that joins live does not need the state, but every envelope from now on.
  stream.phase = Phase::joining;
  ask(stream, stream.subscription.start == Start::history);
}

// At the limit the envelope is dropped. This makes another gap, which is found when the others are handed on.
void PublisherLink::keep_aside(Stream& stream, std::uint64_t sequence, Frame& bytes) {
  if (stream.kept_bytes + bytes.size() > kMostBufferedBytes) {
    return;
  }
  stream.kept_bytes += bytes.size() + sizeof(KeptAside);
  stream.kept.push_back({.sequence = sequence, .bytes = std::move(bytes)});
}

void PublisherLink::miss(Stream& stream) {
  ++stream.counters.gaps;
  stream.phase = Phase::repairing;
  stream.incomplete_since = now_.steady;
  ask(stream, false);
}

void PublisherLink::ask(Stream& stream, bool is_snapshot) {
  stream.request = {.id = ++last_request_, .is_snapshot = is_snapshot, .progress_at = now_.steady};
  send_request(stream);
}

// Requests the envelopes after the last one received, up to the first one kept aside; if none is, to the end.
void PublisherLink::send_request(Stream& stream) {
  asked_.Clear();
  asked_.set_request(stream.request.id);
  asked_.set_topic(std::string(name_of(stream.topic())));
  if (stream.request.is_snapshot) {
    asked_.set_snapshot(true);
  } else {
    auto& range = *asked_.mutable_range();
    range.set_term(stream.counters.term);
    range.set_from(stream.last() + 1);
    range.set_to(stream.kept.empty() ? UINT64_MAX : stream.kept.front().sequence - 1);
  }
  stream.request.is_sent = requests_->send(asked_.SerializeAsString()) == Sent::sent;
  stream.request.progress_at = now_.steady;
  requests_watch_->check_soon();
  if (!stream.request.is_sent) {
    look_timer_.after(kLookSoon, [this] { look(); });
  }
}

bool PublisherLink::receive_answer() {
  Frame bytes;
  if (!requests_->receive(bytes)) {
    return false;
  }
  const bool is_sound =
      !Socket::has_more(bytes) && reply_.ParseFromArray(bytes.bytes(), static_cast<int>(bytes.size()));
  requests_->skip_rest(bytes);
  if (!is_sound) {
    ++streams_.front().counters.malformed;
    return true;
  }
  const auto asked = std::find_if(streams_.begin(), streams_.end(), [&](const Stream& stream) {
    return stream.request.id != 0 && stream.request.id == reply_.request();
  });
  if (asked != streams_.end()) {  // otherwise the answer came too late
    take_answer(*asked);
  }
  return true;
}

void PublisherLink::take_answer(Stream& stream) {
  now_ = bus_.now();
  heard_at_ = now_.steady;
  if (reply_.term() > stream.counters.term) {
    begin_term(stream, reply_.term(), 1);
    return;
  }
  if (reply_.term() < stream.counters.term) {
    return;
  }
  hand_on_answer(stream);
  if (reply_.is_last()) {
    finish_request(stream);
  }
}

// The answer to a request for a range may continue as a snapshot, if the publisher dropped the rest
// meanwhile.
void PublisherLink::hand_on_answer(Stream& stream) {
  Request& request = stream.request;
  if (reply_.is_snapshot() && !std::exchange(request.has_snapshot_begun, true)) {
    stream.subscription.reader->begin_snapshot();
  }
  request.progress_at = now_.steady;
  request.lost += reply_.lost();
  for (const auto& bytes : reply_.envelopes()) {
    if (!wire::parse_reusing(stream.envelope, bytes)) {
      ++stream.counters.malformed;
      ++request.lost;
    } else if (reply_.is_snapshot()) {
      apply(stream);
    } else if (stream.envelope.sequence() > stream.last()) {
      hand_on(stream);
    }
  }
}

void PublisherLink::finish_request(Stream& stream) {
  const bool is_repair = stream.phase == Phase::repairing;
  stream.counters.last_sequence = std::max(stream.last(), reply_.up_to_sequence());
  if (stream.request.has_snapshot_begun) {
    stream.subscription.reader->end_snapshot(
        {.term = stream.counters.term, .sequence = stream.last(), .sent_at = now_.wall});
  }
  if (is_repair && !stream.kept.empty() && stream.kept.front().sequence > stream.last() + 1) {
    // The publisher has answered but the gap is not filled: it no longer has these envelopes.
    stream.request.lost += stream.kept.front().sequence - 1 - stream.last();
    stream.counters.last_sequence = stream.kept.front().sequence - 1;
  }
  // Envelopes from before the subscriber first joined do not count as lost.
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

void PublisherLink::catch_up() {
  now_ = bus_.now();
  for (auto& stream : streams_) {
    if (stream.phase == Phase::catching_up) {
      catch_up(stream);
    }
  }
}

void PublisherLink::catch_up(Stream& stream) {
  for (int handled = 0; !stream.kept.empty(); ++handled) {
    if (handled == kMostHandledPerTurn) {
      catch_up_turn_.soon([this] { catch_up(); });
      return;
    }
    KeptAside& next = stream.kept.front();
    if (next.sequence > stream.last() + 1) {
      miss(stream);
      return;
    }
    Frame bytes = std::move(next.bytes);
    const bool is_new = next.sequence > stream.last();
    stream.kept_bytes -= bytes.size() + sizeof(KeptAside);
    stream.kept.pop_front();
    if (is_new && wire::parse_reusing(stream.envelope, bytes.view())) {
      hand_on(stream);
    }
  }
  stream.phase = Phase::live;
  stream.counters.behind = Span();
  stream.complete_at = now_.steady;
}

void PublisherLink::apply(Stream& stream) {
  ++stream.counters.envelopes;
  stream.counters.malformed += stream.subscription.reader->apply(stream.envelope);
}

void PublisherLink::hand_on(Stream& stream) {
  stream.counters.last_sequence = stream.envelope.sequence();
  apply(stream);
  if (stream.last() - std::min(stream.told_reached, stream.last()) >= kTellEvery) {
    tell_reached(stream);
  }
}

// Reports the position to the publisher. One that can wait (it reads a recording) then publishes no faster
// than its slowest subscriber reads. Nothing answers this: if it is lost, it is sent again at the next
// heartbeat.
void PublisherLink::tell_reached(Stream& stream) {
  if (is_last_envelope_the_state(stream.topic())) {
    return;
  }
  asked_.Clear();
  asked_.set_topic(std::string(name_of(stream.topic())));
  asked_.mutable_reached()->set_term(stream.counters.term);
  asked_.mutable_reached()->set_sequence(stream.last());
  stream.told_reached = stream.last();
  (void)requests_->send(asked_.SerializeAsString());
  requests_watch_->check_soon();
}

// Sends the requests that had no connection before, and repeats those that are not answered.
void PublisherLink::look() {
  now_ = bus_.now();
  if (now_.steady - std::max(connected_at_, heard_at_.value_or(connected_at_)) > kConnectAnewAfter) {
    connect();
  }
  bool is_unsent = false;
  for (auto& stream : streams_) {
    if (stream.request.id != 0 &&
        (!stream.request.is_sent || now_.steady - stream.request.progress_at > kAskAgainAfter)) {
      ask(stream, stream.request.is_snapshot);
      is_unsent |= !stream.request.is_sent;
    }
  }
  look_timer_.after(is_unsent ? kLookSoon : kLookEvery, [this] { look(); });
}

Span PublisherLink::behind(const Stream& stream) const {
  const bool is_complete = stream.phase == Phase::live || stream.phase == Phase::waiting;
  return is_complete ? stream.counters.behind : bus_.now().steady - stream.incomplete_since;
}

bool PublisherLink::is_stale(const Stream& stream) const {
  return stream.phase == Phase::waiting || !heard_at_ || bus_.now().steady - *heard_at_ > kSilentAfter ||
         behind(stream) > kStaleBehind;
}

}  // namespace selat::bus
