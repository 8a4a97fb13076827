// A Subscriber before a publisher that sends invalid bytes, over bare sockets at the very endpoints.

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
#include "wire/anomaly.h"

namespace selat::bus {
namespace {

using test::Machine;

class HostilePublisher {
 public:
  explicit HostilePublisher(Machine& machine)
      : context_(zmq_ctx_new()),
        live_(std::make_unique<Socket>(context_, ZMQ_XPUB, 0, false)),
        requests_(std::make_unique<Socket>(context_, ZMQ_ROUTER, 0, false)) {
    const auto at = [&](const char* name) { return "ipc://" + (machine.directory.path() / name).string(); };
    live_->bind(at("detect.publish"));
    requests_->bind(at("detect.request"));
    live_watch_ = std::make_unique<SocketWatch>(machine.io, *live_, [this] {
      Frame message;
      const bool has_one = live_->receive(message);
      subscriptions += has_one && message.view().starts_with('\1') ? 1 : 0;  // '\0': unsubscribed
      return has_one;
    });
    requests_watch_ =
        std::make_unique<SocketWatch>(machine.io, *requests_, [this] { return receive_request(); });
  }
  ~HostilePublisher() {
    live_watch_.reset();
    requests_watch_.reset();
    live_.reset();
    requests_.reset();
    zmq_ctx_term(context_);
  }

  void send(const std::vector<std::string>& frames) {
    for (std::size_t i = 0; i < frames.size(); ++i) {
      live_->send(frames[i], i + 1 < frames.size());
    }
    live_watch_->check_soon();
  }
  void send_anomaly(std::uint64_t sequence, std::uint64_t term = 1) {
    send({"anomaly", envelope(sequence, term)});
  }
  void beat(std::uint64_t last_sequence, std::uint64_t term = 1) {
    v1::Envelope envelope;
    envelope.set_publisher("detect");
    envelope.set_term(term);
    envelope.set_sequence(1);
    envelope.set_sent_at_unix_us(runtime::read_clocks().wall.in_unix_microseconds());
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
    envelope.set_sent_at_unix_us(runtime::read_clocks().wall.in_unix_microseconds());
    model::Anomaly anomaly;
    anomaly.id = sequence;
    wire::to_wire(anomaly, *envelope.mutable_anomaly());
    return envelope.SerializeAsString();
  }
  void answer(const v1::RepairReply& reply) { answer(reply.SerializeAsString()); }
  void answer(const std::string& bytes) {
    requests_->send(asker_, true);
    requests_->send(bytes);
    requests_watch_->check_soon();
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
    Frame asker;
    Frame bytes;
    if (!requests_->receive(asker) || !requests_->receive(bytes)) {
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
  std::unique_ptr<Socket> live_, requests_;
  std::unique_ptr<SocketWatch> live_watch_, requests_watch_;
  std::string asker_;
};

struct Fixture : testing::Test {
  Fixture()
      : bus(machine.io, machine.options(), "coordinate"),
        hostile(machine),
        subscriber(bus, {subscribe<model::Anomaly>(
                            "detect", {.apply = [this](const model::Anomaly& anomaly, const Stamp&) {
                              heard.push_back(anomaly.id);
                            }})}) {}

  // Subscribed, joined at sequence 0 and live.
  void join() {
    ASSERT_TRUE(machine.until([&] { return hostile.subscriptions >= 2; }));
    hostile.beat(0);
    ASSERT_TRUE(machine.until([&] { return hostile.requests == 1 && !counters().is_stale; }));
    hostile.beat(0);
    hostile.send_anomaly(1);
    ASSERT_TRUE(machine.until([&] { return heard.size() == 1; }));
  }
  [[nodiscard]] model::SubscriptionHealth counters() const { return subscriber.health().front(); }

  Machine machine;
  Bus bus;
  HostilePublisher hostile;
  std::vector<std::uint64_t> heard;
  Subscriber subscriber;
};

using HostileStream = Fixture;

TEST_F(HostileStream, DuplicatesAreDroppedAndCounted) {
  join();
  hostile.send_anomaly(2);
  hostile.send_anomaly(2);
  hostile.send_anomaly(1);
  hostile.send_anomaly(3);
  ASSERT_TRUE(machine.until([&] { return heard.size() == 3; }));
  EXPECT_EQ(heard, (std::vector<std::uint64_t>{1, 2, 3}));
  EXPECT_EQ(counters().duplicates, 2U);
}

TEST_F(HostileStream, AGapIsAskedForAndFilledInOrder) {
  join();
  hostile.last = 9;
  hostile.send_anomaly(10);
  hostile.send_anomaly(11);
  ASSERT_TRUE(machine.until([&] { return heard.size() == 11; }));
  EXPECT_EQ(heard, (std::vector<std::uint64_t>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}));
  EXPECT_EQ(counters().gaps, 1U);
  EXPECT_EQ(counters().gaps_repaired, 1U);
}

TEST_F(HostileStream, ALossAtTheEndIsSeenByTheHeartbeat) {
  join();
  hostile.last = 5;
  hostile.beat(5);
  ASSERT_TRUE(machine.until([&] { return heard.size() == 5; }));
  EXPECT_EQ(counters().gaps_repaired, 1U);
}

TEST_F(HostileStream, AnAnswerThatNeverComesIsAskedForAgain) {
  join();
  hostile.last = 9;
  int ignored = 0;
  hostile.on_request = [&](const auto& request) {
    if (++ignored > 1) {
      hostile.answer_honestly(request);
    }
  };
  hostile.send_anomaly(10);
  ASSERT_TRUE(machine.until([&] { return heard.size() == 10; }));
  EXPECT_EQ(ignored, 2);
}

TEST_F(HostileStream, AGapThatIsNeverFilledIsLostOnceAndTheStreamGoesOn) {
  join();
  hostile.last = 0;  // answers with nothing
  hostile.send_anomaly(10);
  hostile.send_anomaly(11);
  ASSERT_TRUE(machine.until([&] { return heard.size() == 3; }));
  EXPECT_EQ(heard, (std::vector<std::uint64_t>{1, 10, 11}));
  EXPECT_EQ(counters().envelopes_lost, 8U);
  EXPECT_EQ(hostile.requests, 2);
}

// 2 to 4 are retained no more, then the answer breaks off; the second answer has nothing.
TEST_F(HostileStream, ARepairThatIsAskedForAgainKeepsTheLossItHasCounted) {
  join();
  hostile.on_request = [&](const v1::RepairRequest& request) {
    v1::RepairReply reply;
    reply.set_request(request.request());
    reply.set_term(1);
    reply.set_is_last(request.range().from() > 2);
    if (request.range().from() == 2) {
      reply.add_envelopes(HostilePublisher::envelope(5, 1));
      reply.add_envelopes(HostilePublisher::envelope(6, 1));
    }
    hostile.answer(reply);
  };
  hostile.send_anomaly(10);
  ASSERT_TRUE(machine.until([&] { return heard.size() == 4; }));
  EXPECT_EQ(heard, (std::vector<std::uint64_t>{1, 5, 6, 10}));
  EXPECT_EQ(counters().envelopes_lost, 6U);
  EXPECT_EQ(counters().gaps_repaired, 0U);
}

// The publisher is started anew while 2 to 9 are being asked for: what was kept is handed on, 2 to 9 are
// counted, and what the old term had after 12 is not known.
TEST_F(HostileStream, ATermThatEndsDuringARepairLosesNothingThatWasHeard) {
  join();
  hostile.on_request = [&](const v1::RepairRequest& request) {
    if (request.has_snapshot()) {
      v1::RepairReply reply;
      reply.set_request(request.request());
      reply.set_term(2);
      reply.set_is_last(true);
      hostile.answer(reply);
    }
  };
  hostile.send_anomaly(10);
  hostile.send_anomaly(11);
  hostile.send_anomaly(12);
  hostile.beat(0, 2);
  ASSERT_TRUE(machine.until([&] { return counters().term == 2 && heard.size() == 4; }));
  EXPECT_EQ(heard, (std::vector<std::uint64_t>{1, 10, 11, 12}));
  EXPECT_EQ(counters().envelopes_lost, 8U);
  EXPECT_EQ(counters().unknown_losses, 1U);
}

TEST_F(HostileStream, MalformedFramesAreCountedAndDropped) {
  join();
  hostile.send({"anomaly"});
  hostile.send({"anomaly", "not an envelope"});
  hostile.send({"anomaly", ""});
  hostile.send({"anomaly", HostilePublisher::envelope(2, 1), "a third frame"});
  hostile.send({"anomaly-of-another-kind", HostilePublisher::envelope(2, 1)});
  hostile.send({"heartbeat", HostilePublisher::envelope(2, 1)});
  hostile.send({"anomaly", std::string(500'000, '\xff')});
  hostile.send_anomaly(0);
  v1::Envelope other;
  other.ParseFromString(HostilePublisher::envelope(2, 1));
  other.set_publisher("somebody-else");
  hostile.send({"anomaly", other.SerializeAsString()});
  hostile.send_anomaly(2);
  ASSERT_TRUE(machine.until([&] { return heard.size() == 2; }));
  EXPECT_EQ(heard.back(), 2U);
  EXPECT_EQ(counters().malformed, 9U);
}

TEST_F(HostileStream, MalformedAndUnaskedAnswersAreHarmless) {
  join();
  hostile.last = 3;
  hostile.on_request = [&](const v1::RepairRequest& request) {
    hostile.answer(std::string("not an answer"));
    v1::RepairReply unasked;
    unasked.set_request(request.request() + 1'000);
    unasked.set_term(1);
    unasked.add_envelopes(HostilePublisher::envelope(99, 1));
    unasked.set_is_last(true);
    hostile.answer(unasked);
    v1::RepairReply half;
    half.set_request(request.request());
    half.set_term(1);
    half.set_up_to_sequence(3);
    half.add_envelopes("not an envelope");
    half.add_envelopes(HostilePublisher::envelope(3, 1));
    half.set_is_last(true);
    hostile.answer(half);
  };
  hostile.send_anomaly(4);
  ASSERT_TRUE(machine.until([&] { return heard.size() == 3; }));
  EXPECT_EQ(heard, (std::vector<std::uint64_t>{1, 3, 4}));
  EXPECT_EQ(counters().malformed, 2U);
  EXPECT_EQ(counters().envelopes_lost, 1U);
}

TEST_F(HostileStream, AnOlderTermIsNotBelieved) {
  join();
  hostile.send_anomaly(2, 0);
  hostile.beat(50, 0);
  hostile.send_anomaly(2, 1);
  ASSERT_TRUE(machine.until([&] { return heard.size() == 2; }));
  EXPECT_EQ(counters().term, 1U);
  EXPECT_EQ(counters().duplicates, 1U);
  EXPECT_EQ(counters().gaps, 0U);
}

// libzmq cuts the connection of whoever sends more than the limit, and would never connect again by itself.
TEST_F(HostileStream, AMessageBeyondTheLimitDoesNotArriveAndTheStreamComesBack) {
  join();
  hostile.send({"anomaly", std::string(2'000'000, 'x')});
  hostile.last = 2;
  const auto before = hostile.subscriptions;
  ASSERT_TRUE(machine.until([&] { return hostile.subscriptions >= before + 2; }));
  hostile.beat(2);
  ASSERT_TRUE(machine.until([&] { return heard.size() == 2; }));
  EXPECT_EQ(counters().malformed, 0U);
}

}  // namespace
}  // namespace selat::bus
