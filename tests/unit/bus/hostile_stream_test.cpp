// A Subscriber before a publisher that says whatever it likes, over bare sockets at the very endpoints.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <zmq.h>

#include "bus/socket.h"
#include "bus/socket_watch.h"
#include "bus/subscriber.h"
#include "harness.h"
#include "selat/v1/envelope.pb.h"

namespace selat::bus {
namespace {

using test::Machine;
using test::system_now;

class Stranger {
 public:
  explicit Stranger(Machine& machine)
      : context_(zmq_ctx_new()),
        live_(std::make_unique<Socket>(context_, ZMQ_XPUB, 0, false)),
        desk_(std::make_unique<Socket>(context_, ZMQ_ROUTER, 0, false)) {
    const auto at = [&](const char* name) { return "ipc://" + (machine.directory.path() / name).string(); };
    live_->bind(at("detect.publish"));
    desk_->bind(at("detect.request"));
    live_watch_ = std::make_unique<SocketWatch>(machine.io, *live_, [this] {
      Message message;
      const bool has_one = live_->receive(message);
      subscriptions += has_one && message.view().starts_with('\1') ? 1 : 0;  // '\0': unsubscribed
      return has_one;
    });
    desk_watch_ = std::make_unique<SocketWatch>(machine.io, *desk_, [this] { return receive_request(); });
  }
  ~Stranger() {
    live_watch_.reset();
    desk_watch_.reset();
    live_.reset();
    desk_.reset();
    zmq_ctx_term(context_);
  }

  void send(const std::vector<std::string>& frames) {
    for (std::size_t i = 0; i < frames.size(); ++i) {
      live_->send(frames[i], i + 1 < frames.size());
    }
    live_watch_->check_soon();
  }
  void say(std::uint64_t sequence, std::uint64_t term = 1) { send({"anomaly", envelope(sequence, term)}); }
  void beat(std::uint64_t last_sequence, std::uint64_t term = 1) {
    v1::Envelope envelope;
    envelope.set_publisher("detect");
    envelope.set_term(term);
    envelope.set_sequence(1);
    envelope.set_sent_at_unix_us(system_now().in_unix_microseconds());
    auto& topic = *envelope.mutable_heartbeat()->add_topics();
    topic.set_topic("anomaly");
    topic.set_last_sequence(last_sequence);
    send({"heartbeat", envelope.SerializeAsString()});
  }
  static std::string envelope(std::uint64_t sequence, std::uint64_t term) {
    v1::Envelope envelope;
    envelope.set_publisher("detect");
    envelope.set_term(term);
    envelope.set_sequence(sequence);
    envelope.set_sent_at_unix_us(system_now().in_unix_microseconds());
    envelope.mutable_anomaly()->set_id(sequence);
    return envelope.SerializeAsString();
  }
  void answer(const v1::RepairReply& reply) { answer(reply.SerializeAsString()); }
  void answer(const std::string& bytes) {
    desk_->send(asker_, true);
    desk_->send(bytes);
    desk_watch_->check_soon();
  }
  // Fills what is asked for.
  void answer_honestly(const v1::RepairRequest& request) {
    v1::RepairReply reply;
    reply.set_request(request.request());
    reply.set_term(1);
    reply.set_is_last(true);
    if (request.has_range()) {
      for (auto sequence = request.range().from();
           sequence <= std::min<std::uint64_t>(request.range().to(), last); ++sequence) {
        reply.add_envelopes(envelope(sequence, 1));
        reply.set_up_to_sequence(sequence);
      }
    }
    answer(reply);
  }

  std::function<void(const v1::RepairRequest&)> on_request = [this](const auto& request) {
    answer_honestly(request);
  };
  std::uint64_t last = 0;
  int subscriptions = 0;
  int requests = 0;

 private:
  bool receive_request() {
    Message asker;
    Message bytes;
    if (!desk_->receive(asker) || !desk_->receive(bytes)) {
      return false;
    }
    asker_ = asker.view();
    v1::RepairRequest request;
    EXPECT_TRUE(request.ParseFromString(std::string(bytes.view())));
    if (request.has_reached()) {
      return true;  // it says how far it is, and asks nothing
    }
    ++requests;
    on_request(request);
    return true;
  }

  void* context_;
  std::unique_ptr<Socket> live_, desk_;
  std::unique_ptr<SocketWatch> live_watch_, desk_watch_;
  std::string asker_;
};

struct Fixture : testing::Test {
  Fixture()
      : bus(machine.io, machine.options(), "coordinate"),
        stranger(machine),
        subscriber(
            bus, {{.publisher = "detect", .topic = Topic::anomaly}},
            [this](v1::Envelope& envelope) { heard.push_back(envelope.anomaly().id()); }, system_now) {}

  // Subscribed, joined at sequence 0 and live.
  void join() {
    ASSERT_TRUE(machine.until([&] { return stranger.subscriptions >= 2; }));
    stranger.beat(0);
    ASSERT_TRUE(machine.until([&] { return stranger.requests == 1 && !counters().is_stale; }));
    stranger.beat(0);
    stranger.say(1);
    ASSERT_TRUE(machine.until([&] { return heard.size() == 1; }));
  }
  [[nodiscard]] SubscriptionCounters counters() const { return subscriber.counters().front(); }

  Machine machine;
  Bus bus;
  Stranger stranger;
  std::vector<std::uint64_t> heard;
  Subscriber subscriber;
};

using HostileStream = Fixture;

TEST_F(HostileStream, DuplicatesAreDroppedAndCounted) {
  join();
  stranger.say(2);
  stranger.say(2);
  stranger.say(1);
  stranger.say(3);
  ASSERT_TRUE(machine.until([&] { return heard.size() == 3; }));
  EXPECT_EQ(heard, (std::vector<std::uint64_t>{1, 2, 3}));
  EXPECT_EQ(counters().duplicates, 2U);
}

TEST_F(HostileStream, AGapIsAskedForAndFilledInOrder) {
  join();
  stranger.last = 9;
  stranger.say(10);
  stranger.say(11);
  ASSERT_TRUE(machine.until([&] { return heard.size() == 11; }));
  EXPECT_EQ(heard, (std::vector<std::uint64_t>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}));
  EXPECT_EQ(counters().gaps, 1U);
  EXPECT_EQ(counters().gaps_repaired, 1U);
}

TEST_F(HostileStream, ALossAtTheEndIsSeenByTheHeartbeat) {
  join();
  stranger.last = 5;
  stranger.beat(5);
  ASSERT_TRUE(machine.until([&] { return heard.size() == 5; }));
  EXPECT_EQ(counters().gaps_repaired, 1U);
}

TEST_F(HostileStream, AnAnswerThatNeverComesIsAskedForAgain) {
  join();
  stranger.last = 9;
  int ignored = 0;
  stranger.on_request = [&](const auto& request) {
    if (++ignored > 1) {
      stranger.answer_honestly(request);
    }
  };
  stranger.say(10);
  ASSERT_TRUE(machine.until([&] { return heard.size() == 10; }));
  EXPECT_EQ(ignored, 2);
}

TEST_F(HostileStream, AGapThatIsNeverFilledIsLostOnceAndTheStreamGoesOn) {
  join();
  stranger.last = 0;  // answers with nothing
  stranger.say(10);
  stranger.say(11);
  ASSERT_TRUE(machine.until([&] { return heard.size() == 3; }));
  EXPECT_EQ(heard, (std::vector<std::uint64_t>{1, 10, 11}));
  EXPECT_EQ(counters().envelopes_lost, 8U);
  EXPECT_EQ(stranger.requests, 2);
}

TEST_F(HostileStream, MalformedFramesAreCountedAndDropped) {
  join();
  stranger.send({"anomaly"});
  stranger.send({"anomaly", "not an envelope"});
  stranger.send({"anomaly", ""});
  stranger.send({"anomaly", Stranger::envelope(2, 1), "a third frame"});
  stranger.send({"anomaly-of-another-kind", Stranger::envelope(2, 1)});
  stranger.send({"heartbeat", Stranger::envelope(2, 1)});
  stranger.send({"anomaly", std::string(500'000, '\xff')});
  stranger.say(0);
  v1::Envelope other;
  other.ParseFromString(Stranger::envelope(2, 1));
  other.set_publisher("somebody-else");
  stranger.send({"anomaly", other.SerializeAsString()});
  stranger.say(2);
  ASSERT_TRUE(machine.until([&] { return heard.size() == 2; }));
  EXPECT_EQ(heard.back(), 2U);
  EXPECT_EQ(counters().malformed, 9U);
}

TEST_F(HostileStream, MalformedAndUnaskedAnswersAreHarmless) {
  join();
  stranger.last = 3;
  stranger.on_request = [&](const v1::RepairRequest& request) {
    stranger.answer(std::string("not an answer"));
    v1::RepairReply unasked;
    unasked.set_request(request.request() + 1'000);
    unasked.set_term(1);
    unasked.add_envelopes(Stranger::envelope(99, 1));
    unasked.set_is_last(true);
    stranger.answer(unasked);
    v1::RepairReply half;
    half.set_request(request.request());
    half.set_term(1);
    half.set_up_to_sequence(3);
    half.add_envelopes("not an envelope");
    half.add_envelopes(Stranger::envelope(3, 1));
    half.set_is_last(true);
    stranger.answer(half);
  };
  stranger.say(4);
  ASSERT_TRUE(machine.until([&] { return heard.size() == 3; }));
  EXPECT_EQ(heard, (std::vector<std::uint64_t>{1, 3, 4}));
  EXPECT_EQ(counters().malformed, 2U);
  EXPECT_EQ(counters().envelopes_lost, 1U);
}

TEST_F(HostileStream, AnOlderTermIsNotBelieved) {
  join();
  stranger.say(2, 0);
  stranger.beat(50, 0);
  stranger.say(2, 1);
  ASSERT_TRUE(machine.until([&] { return heard.size() == 2; }));
  EXPECT_EQ(counters().term, 1U);
  EXPECT_EQ(counters().duplicates, 1U);
  EXPECT_EQ(counters().gaps, 0U);
}

// libzmq cuts the connection of whoever sends more than the limit, and would never connect again by itself.
TEST_F(HostileStream, AMessageBeyondTheLimitDoesNotArriveAndTheStreamComesBack) {
  join();
  stranger.send({"anomaly", std::string(2'000'000, 'x')});
  stranger.last = 2;
  const auto before = stranger.subscriptions;
  ASSERT_TRUE(machine.until([&] { return stranger.subscriptions >= before + 2; }));
  stranger.beat(2);
  ASSERT_TRUE(machine.until([&] { return heard.size() == 2; }));
  EXPECT_EQ(counters().malformed, 0U);
}

}  // namespace
}  // namespace selat::bus
