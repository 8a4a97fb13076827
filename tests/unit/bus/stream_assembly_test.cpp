// A stream under thousands of random schedules: envelopes and heartbeats are dropped, doubled, delayed and
// reordered, connections for repair break, more is published than is retained, the publisher is killed, ends
// in order, or comes back with a lower term. Whatever happens, every number of a term is handed on once or
// counted as lost, or the end of the term is an unknown loss.

#include "bus/stream_assembly.h"

#include <deque>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "base/random.h"
#include "bus/retransmit_buffer.h"
#include "bus/retransmit_jobs.h"

namespace selat::bus {
namespace {

constexpr std::size_t kRetainedBytes = 4'000;  // of some twenty envelopes
constexpr Instant kWallTime = Instant::unix_seconds(1'752'190'000);

struct Faults {
  double drop = 0;
  double twice = 0;
  double break_off = 0;  // of the connection for repair, in each step
  std::uint64_t longest_delay_ms = 1;
};

// What one publisher has published in one life.
struct Life {
  Life(std::uint64_t own_term, bool has_state)
      : term(own_term), buffer(kRetainedBytes), jobs(term, counters) {
    jobs.stream(Topic::anomaly).buffer = &buffer;
    if (has_state) {
      jobs.stream(Topic::anomaly).snapshot = [this] {
        std::vector<Frame> state;
        for (int i = 0; i < 3; ++i) {
          state.push_back(envelope(buffer.last_sequence()));
        }
        return state;
      };
    }
  }
  [[nodiscard]] v1::Envelope stamped(std::uint64_t sequence) const {
    v1::Envelope envelope;
    envelope.set_publisher("detect");
    envelope.set_term(term);
    envelope.set_sequence(sequence);
    envelope.set_sent_at_unix_us(kWallTime.in_unix_microseconds());
    return envelope;
  }
  [[nodiscard]] Frame envelope(std::uint64_t sequence) const {
    v1::Envelope envelope = stamped(sequence);
    envelope.mutable_anomaly()->set_id(sequence);
    return Frame(envelope.SerializeAsString());
  }
  [[nodiscard]] Frame heartbeat(bool is_last) const {
    v1::Envelope envelope = stamped(1);
    envelope.mutable_heartbeat()->set_is_last(is_last);
    auto& position = *envelope.mutable_heartbeat()->add_topics();
    position.set_topic("anomaly");
    position.set_last_sequence(buffer.last_sequence());
    return Frame(envelope.SerializeAsString());
  }

  std::uint64_t term;
  PublisherCounters counters;
  RetransmitBuffer buffer;
  RetransmitJobs jobs;
};

// What the reader got, by the sequence in its term; what stands in a snapshot is no envelope of the stream.
struct Recorder : StreamReader {
  std::uint64_t apply(const v1::Envelope& envelope) override {
    if (!is_in_snapshot) {
      EXPECT_TRUE(heard[envelope.term()].insert(envelope.sequence()).second)
          << envelope.sequence() << " of term " << envelope.term() << " twice";
      ++handed_on;
    }
    return 0;
  }
  void begin_snapshot() override { is_in_snapshot = true; }
  void end_snapshot(const Stamp& /*stamp*/) override {
    is_in_snapshot = false;
    ++snapshots;
  }
  std::map<std::uint64_t, std::set<std::uint64_t>> heard;
  std::uint64_t handed_on = 0;
  bool is_in_snapshot = false;
  int snapshots = 0;
};

// The account of one term at the reader.
struct Account {
  std::uint64_t before_joining = 0;  // or in the snapshot with which the term began
  std::uint64_t lost = 0;
  bool has_moved = false;
  bool is_end_unknown = false;
};

class World {
 public:
  World(std::uint64_t seed, Start start, bool publisher_has_state)
      : random_(seed),
        has_state_(publisher_has_state),
        recorder_(std::make_shared<Recorder>()),
        stream_({.publisher = "detect", .topic = Topic::anomaly, .start = start, .reader = recorder_}) {
    restart(1'000);
  }

  void run(int steps, const Faults& faults) {
    faults_ = faults;
    for (int i = 0; i < steps; ++i) {
      step();
    }
  }

  void restart_somehow() {
    if (random_.chance(0.5)) {
      send(life_->heartbeat(true));
    }
    const bool is_clock_behind = random_.chance(0.25);
    restart(is_clock_behind ? life_->term - 1 - random_.below(20) : life_->term + 1 + random_.below(100));
  }

  // Without faults for as long as the slowest rule takes: a lower term is believed after five seconds.
  void heal() {
    run(2'000, {});
    const auto health = stream_.health(now_);
    EXPECT_EQ(health.term, life_->term);
    EXPECT_EQ(health.last_sequence, life_->buffer.last_sequence());
    EXPECT_FALSE(health.is_stale);
  }

  // The sum of each term that the reader has read.
  void expect_all_accounted_for() {
    for (const auto& [term, account] : accounts_) {
      const std::uint64_t sum = account.before_joining + recorder_->heard[term].size() + account.lost;
      if (account.is_end_unknown) {
        EXPECT_LE(sum, published_[term]) << "term " << term;
      } else {
        EXPECT_EQ(sum, published_[term]) << "term " << term;
      }
    }
    losses_ += stream_.health(now_).envelopes_lost;
  }

  static std::uint64_t losses_;

 private:
  void restart(std::uint64_t term) {
    answers_.clear();
    requests_.clear();
    while (published_.contains(term)) {
      ++term;
    }
    life_ = std::make_unique<Life>(term, has_state_);
    published_[term] = 0;
  }

  void step() {
    now_ = now_ + Span::milliseconds(static_cast<std::int64_t>(1 + random_.below(20)));
    if (random_.chance(0.3)) {
      for (auto left = 1 + random_.below(random_.chance(0.05) ? 60 : 3); left > 0; --left) {
        publish();
      }
    }
    if (now_ - last_heartbeat_at_ > Span::milliseconds(500)) {
      last_heartbeat_at_ = now_;
      send(life_->heartbeat(false));
    }
    if (random_.chance(faults_.break_off)) {
      answers_.clear();
      requests_.clear();
    }
    deliver_live();
    deliver_requests();
    serve();
    observe([&] {
      if (stream_.can_go_on()) {
        stream_.go_on(now());
      }
    });
    ask();
  }

  void publish() {
    const std::uint64_t sequence = life_->buffer.last_sequence() + 1;
    life_->buffer.append(life_->envelope(sequence));
    published_[life_->term] = sequence;
    send(life_->envelope(sequence));
  }

  void send(Frame message) {
    if (random_.chance(faults_.drop)) {
      return;
    }
    if (random_.chance(faults_.twice)) {
      on_the_way_.emplace(arrival(), message.share());
    }
    on_the_way_.emplace(arrival(), std::move(message));
  }
  [[nodiscard]] SteadyTime arrival() {
    return now_ + Span::milliseconds(static_cast<std::int64_t>(random_.below(faults_.longest_delay_ms)));
  }

  void deliver_live() {
    while (!on_the_way_.empty() && on_the_way_.begin()->first <= now_) {
      Frame message = std::move(on_the_way_.begin()->second);
      on_the_way_.erase(on_the_way_.begin());
      v1::Envelope parsed;
      ASSERT_TRUE(parsed.ParseFromString(std::string(message.view())));
      observe([&] {
        if (parsed.has_heartbeat()) {
          stream_.take_heartbeat(parsed, now());
        } else {
          stream_.envelope() = parsed;
          stream_.take_envelope(message, now());
        }
      });
    }
  }

  void ask() {
    if (!stream_.must_ask(now_)) {
      return;
    }
    v1::RepairRequest request;
    stream_.fill_request(++last_request_, request, now_);
    stream_.note_sent(true);
    if (!random_.chance(faults_.drop)) {
      requests_.push_back(request);
    }
  }
  void deliver_requests() {
    for (; !requests_.empty(); requests_.pop_front()) {
      EXPECT_TRUE(life_->jobs.take("reader", Topic::anomaly, requests_.front(), now_));
    }
  }
  void serve() {
    life_->jobs.serve(now_, [&](const std::string&, Frame& slice) {
      if (random_.chance(0.2)) {
        return Sent::full;
      }
      answers_.push_back(slice.share());
      return Sent::sent;
    });
    life_->jobs.forget_snapshots(now_);
    if (answers_.empty() || random_.chance(0.3)) {
      return;
    }
    v1::RepairReply reply;
    ASSERT_TRUE(reply.ParseFromString(std::string(answers_.front().view())));
    answers_.pop_front();
    if (reply.request() == stream_.request_id()) {
      observe([&] { stream_.take_answer(reply, now()); });
    }
  }

  // Calls `event` and holds that the position moved by what was handed on and what was counted as lost.
  template <typename Event>
  void observe(const Event& event) {
    const auto before = stream_.health(now_);
    const std::uint64_t heard_before = recorder_->handed_on;
    const int snapshots_before = recorder_->snapshots;
    event();
    const auto after = stream_.health(now_);
    const std::uint64_t lost = after.envelopes_lost - before.envelopes_lost;
    if (after.term != before.term && before.term != 0) {
      close(before.term, lost, after.unknown_losses > before.unknown_losses);
    }
    Account& account = accounts_[after.term];
    const bool is_same_term = after.term == before.term;
    account.lost += is_same_term ? lost : 0;
    // What one event hands on is of one term, but for the rest of a term that ends.
    const std::uint64_t heard =
        is_same_term ? recorder_->handed_on - heard_before : recorder_->heard[after.term].size();
    const std::uint64_t moved = after.last_sequence - (is_same_term ? before.last_sequence : 0);
    const std::uint64_t accounted = heard + (is_same_term ? lost : 0);
    if (moved > accounted) {
      EXPECT_TRUE(!account.has_moved && (is_first_term() || recorder_->snapshots > snapshots_before))
          << "numbers of term " << after.term << " were passed over in silence";
      account.before_joining += moved - accounted;
    } else {
      EXPECT_EQ(moved, accounted) << "term " << after.term;
    }
    account.has_moved |= moved > 0;
  }

  [[nodiscard]] bool is_first_term() const { return accounts_.size() - accounts_.count(0) == 1; }

  void close(std::uint64_t term, std::uint64_t lost, bool is_end_unknown) {
    Account& account = accounts_[term];
    const auto& heard = recorder_->heard[term];
    if (!account.has_moved && is_first_term() && !heard.empty()) {
      account.before_joining = *heard.begin() - 1;  // it ended before its beginning was answered
    }
    account.lost += lost;
    account.is_end_unknown = is_end_unknown;
  }

  [[nodiscard]] Now now() const { return {.steady = now_, .wall = kWallTime}; }

  Random random_;
  Faults faults_;
  bool has_state_;
  std::shared_ptr<Recorder> recorder_;
  StreamAssembly stream_;
  std::unique_ptr<Life> life_;
  std::map<std::uint64_t, std::uint64_t> published_;  // by term
  std::map<std::uint64_t, Account> accounts_;         // by term; 0: before anything was heard
  SteadyTime now_;
  SteadyTime last_heartbeat_at_;
  std::multimap<SteadyTime, Frame> on_the_way_;
  std::deque<v1::RepairRequest> requests_;
  std::deque<Frame> answers_;
  std::uint64_t last_request_ = 0;
};

std::uint64_t World::losses_ = 0;

TEST(StreamAssembly, EveryEnvelopeIsHandedOnOnceOrItsLossIsKnown) {
  World::losses_ = 0;
  for (std::uint64_t seed = 1; seed <= 600; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(seed);
    const Start start = random.chance(0.25) ? Start::live : Start::history;
    World world(seed, start, random.chance(0.5));
    for (auto lives = 1 + random.below(4); lives > 0; --lives) {
      world.run(static_cast<int>(20 + random.below(400)), {.drop = random.uniform(0, 0.4),
                                                           .twice = random.uniform(0, 0.2),
                                                           .break_off = random.uniform(0, 0.02),
                                                           .longest_delay_ms = 1 + random.below(400)});
      world.restart_somehow();
    }
    world.heal();
    world.expect_all_accounted_for();
    if (HasFailure()) {
      return;
    }
  }
  EXPECT_GT(World::losses_, 1'000U) << "the schedules lose too little to prove anything";
}

// One reader, and publishers of several terms whose heartbeats it hears.
struct Listening : testing::Test {
  void hear(std::uint64_t term) {
    v1::Envelope heartbeat;
    ASSERT_TRUE(heartbeat.ParseFromString(std::string(Life(term, false).heartbeat(false).view())));
    stream.take_heartbeat(heartbeat, {.steady = now, .wall = kWallTime});
  }
  void hear_each_second(std::initializer_list<std::uint64_t> terms, int seconds) {
    for (int i = 0; i < seconds; ++i) {
      now = now + Span::seconds(1);
      for (const std::uint64_t term : terms) {
        hear(term);
      }
    }
  }
  [[nodiscard]] model::SubscriptionHealth health() const { return stream.health(now); }

  SteadyTime now;
  StreamAssembly stream{{.publisher = "detect",
                         .topic = Topic::anomaly,
                         .start = Start::live,
                         .reader = std::make_shared<Recorder>()}};
};

TEST_F(Listening, OnlyALowerTermIsStaleAndBelievedAfterFiveSeconds) {
  hear(9);
  EXPECT_FALSE(health().is_stale);
  hear_each_second({5}, 4);
  EXPECT_EQ(health().term, 9U);
  EXPECT_TRUE(health().is_stale) << "what it hears is not what it reads";
  hear_each_second({5}, 2);
  EXPECT_EQ(health().term, 5U);
  EXPECT_EQ(health().unknown_losses, 1U);
  EXPECT_TRUE(stream.must_ask(now)) << "the lower term is read from its beginning";
}

TEST_F(Listening, BothTermsBelievesTheGreater) {
  hear_each_second({9, 5}, 30);
  EXPECT_EQ(health().term, 9U);
  EXPECT_FALSE(health().is_stale);
  EXPECT_EQ(health().unknown_losses, 0U);
}

TEST_F(Listening, AForgedTermDeafensNobodyForGood) {
  hear(5);
  hear(UINT64_MAX);
  EXPECT_EQ(health().term, UINT64_MAX);
  hear_each_second({5}, 6);
  EXPECT_EQ(health().term, 5U);
  hear(UINT64_MAX);
  EXPECT_EQ(health().term, 5U) << "a term that was given up is not believed at once again";
}

// A lower term that is gone itself does not stand in the way of a still lower one.
TEST_F(Listening, TwoLowerTermsBelievesTheOneThatLives) {
  hear(9);
  hear_each_second({7}, 3);
  hear_each_second({5}, 12);
  EXPECT_EQ(health().term, 5U);
}

}  // namespace
}  // namespace selat::bus
