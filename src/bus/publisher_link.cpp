#include "bus/publisher_link.h"

#include <algorithm>
#include <utility>

#include <zmq.h>

#include "bus/bus_impl.h"
#include "bus/heartbeat.h"
#include "wire/envelope.h"

namespace selat::bus {

namespace {

constexpr int kMostRequestsWaiting = 64;
constexpr Span kConnectAnewAfter = Span::seconds(5);
constexpr Span kLookEvery = Span::milliseconds(500);
constexpr Span kLookSoon = Span::milliseconds(50);  // while a request waits for its connection

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
  for (const StreamAssembly& stream : streams_) {
    all.push_back(stream.health(bus_.now().steady));
  }
}

std::optional<SteadyTime> PublisherLink::complete_at(Topic topic) const {
  const auto stream = std::ranges::find(streams_, topic, &StreamAssembly::topic);
  return stream == streams_.end() ? std::nullopt : stream->complete_at();
}

// Called at the start, and again after a time without any message: libzmq does not reconnect after a peer has
// violated its protocol, sent more than the limit or refused a key, and by then the cause may be gone.
void PublisherLink::connect() {
  live_watch_.reset();
  requests_watch_.reset();
  live_.reset(new Socket(bus_.impl().socket(ZMQ_SUB, 0)));
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
  heard_at_ = bus_.now().steady;
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
    streams_.front().count_malformed();
    live_->skip_rest(has_body ? bytes : topic);
  }
  return true;
}

void PublisherLink::take_live(std::string_view topic, Frame& bytes) {
  const bool is_heartbeat = topic == kHeartbeatTopic;
  const auto found = std::find_if(streams_.begin(), streams_.end(), [&](const StreamAssembly& stream) {
    return name_of(stream.topic()) == topic;
  });
  auto& stream = found == streams_.end() ? streams_.front() : *found;
  v1::Envelope& envelope = is_heartbeat ? heartbeat_ : stream.envelope();
  const bool is_sound = (is_heartbeat || found != streams_.end()) &&
                        wire::parse_reusing(envelope, bytes.view()) && envelope.publisher() == name_ &&
                        envelope.sequence() > 0 && envelope.has_heartbeat() == is_heartbeat;
  if (!is_sound) {
    stream.count_malformed();
    return;
  }
  now_ = bus_.now();
  heard_at_ = now_.steady;
  if (is_heartbeat) {
    take_heartbeat();
  } else {
    stream.take_envelope(bytes, now_);
    after_change(stream);
  }
}

void PublisherLink::take_heartbeat() {
  for (StreamAssembly& stream : streams_) {
    stream.take_heartbeat(heartbeat_, now_);
    after_change(stream);
    tell_reached(stream);
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
    streams_.front().count_malformed();
    return true;
  }
  const auto asked = std::ranges::find(streams_, reply_.request(), &StreamAssembly::request_id);
  if (asked != streams_.end() && reply_.request() != 0) {  // otherwise the answer came too late
    now_ = bus_.now();
    heard_at_ = now_.steady;
    asked->take_answer(reply_, now_);
    after_change(*asked);
  }
  return true;
}

void PublisherLink::after_change(StreamAssembly& stream) {
  if (stream.can_go_on()) {
    catch_up_turn_.soon([this] { go_on(); });
  }
  if (stream.should_tell()) {
    tell_reached(stream);
  }
  if (stream.must_ask(now_.steady)) {
    ask(stream);
  }
}

void PublisherLink::go_on() {
  now_ = bus_.now();
  for (StreamAssembly& stream : streams_) {
    if (stream.can_go_on()) {
      stream.go_on(now_);
      after_change(stream);
    }
  }
}

void PublisherLink::ask(StreamAssembly& stream) {
  stream.fill_request(++last_request_, asked_, now_.steady);
  const bool is_sent = send();
  stream.note_sent(is_sent);
  if (!is_sent) {
    look_timer_.after(kLookSoon, [this] { look(); });
  }
}

// Reports the position to the publisher. One that can wait (it reads a recording) then publishes no faster
// than its slowest subscriber reads. Nothing answers this: if it is lost, it is sent again at the next
// heartbeat.
void PublisherLink::tell_reached(StreamAssembly& stream) {
  if (!is_last_envelope_the_state(stream.topic())) {
    stream.fill_reached(asked_);
    (void)send();
  }
}

bool PublisherLink::send() {
  const bool is_sent = requests_->send(asked_.SerializeAsString()) == Sent::sent;
  requests_watch_->check_soon();
  return is_sent;
}

// Sends the requests that had no connection before, and repeats those that are not answered.
void PublisherLink::look() {
  now_ = bus_.now();
  if (now_.steady - heard_at_ > kConnectAnewAfter) {
    connect();
  }
  look_timer_.after(kLookEvery, [this] { look(); });
  for (StreamAssembly& stream : streams_) {
    if (stream.must_ask(now_.steady)) {
      ask(stream);
    }
  }
}

}  // namespace selat::bus
