// The answers of a publisher without its socket: shared, bounded, and dropped where nobody takes them.

#include "bus/retransmit_jobs.h"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "bus/retransmit_buffer.h"
#include "selat/v1/envelope.pb.h"

namespace selat::bus {
namespace {

struct Answering : testing::Test {
  Answering() {
    jobs.stream(Topic::track) = {.buffer = &buffer, .snapshot = [this] {
                                   ++snapshots_cut;
                                   std::vector<Frame> state;
                                   for (int i = 0; i < 4; ++i) {
                                     state.emplace_back(std::string(50'000, 'x'));
                                   }
                                   return state;
                                 }};
  }
  void publish(int count) {
    for (; count > 0; --count) {
      buffer.append(Frame(std::string(1'000, 'y')));
    }
  }
  void ask(const std::string& subscriber, std::uint64_t number = 1) {
    v1::RepairRequest request;
    request.set_request(number);
    request.set_snapshot(true);
    ASSERT_TRUE(jobs.take(subscriber, Topic::track, request, now));
  }
  // Serves this many slices, as far as there are any.
  void serve(int slices, Sent outcome = Sent::sent) {
    for (; slices > 0 && !jobs.is_idle(); --slices) {
      jobs.serve(now, [&](const std::string& subscriber, Frame& slice) {
        if (outcome == Sent::sent) {
          EXPECT_TRUE(answers[subscriber].emplace_back().ParseFromString(std::string(slice.view())));
        }
        return outcome;
      });
    }
  }

  PublisherCounters counters;
  RetransmitBuffer buffer = RetransmitBuffer(100'000);
  RetransmitJobs jobs = RetransmitJobs(7, counters);
  SteadyTime now;
  int snapshots_cut = 0;
  std::map<std::string, std::vector<v1::RepairReply>> answers;
};

TEST_F(Answering, ASnapshotIsFollowedByWhatWasPublishedSince) {
  publish(3);
  ask("early");
  serve(100);
  publish(2);
  ask("late");
  serve(100);
  EXPECT_EQ(snapshots_cut, 1);
  const auto& late = answers["late"];
  ASSERT_EQ(late.size(), 5U);
  EXPECT_TRUE(late[3].is_snapshot());
  EXPECT_EQ(late[3].up_to_sequence(), 3U);
  EXPECT_FALSE(late[3].is_last());
  EXPECT_FALSE(late[4].is_snapshot());
  EXPECT_EQ(late[4].envelopes_size(), 2);
  EXPECT_EQ(late[4].up_to_sequence(), 5U);
  EXPECT_TRUE(late[4].is_last());
}

TEST_F(Answering, ASnapshotIsNotSharedOnceWhatFollowsItIsGone) {
  publish(1);
  ask("early");
  serve(100);
  publish(200);
  ask("late");
  serve(100);
  EXPECT_EQ(snapshots_cut, 2);
  EXPECT_EQ(answers["late"].back().up_to_sequence(), 201U);
}

TEST_F(Answering, ARequestTakesThePlaceOfTheOneBefore) {
  ask("reader", 1);
  ask("reader", 2);
  serve(100);
  for (const auto& reply : answers["reader"]) {
    EXPECT_EQ(reply.request(), 2U);
  }
}

// Each takes one slice and no more.
TEST_F(Answering, SlowReadersHoldFewSnapshots) {
  std::set<std::string> served;
  for (int reader = 0; reader < 6; ++reader) {
    ask("reader-" + std::to_string(reader));
    for (int slice = 0; slice <= reader; ++slice) {
      jobs.serve(now, [&](const std::string& subscriber, Frame&) {
        return served.insert(subscriber).second ? Sent::sent : Sent::full;
      });
    }
    now = now + Span::seconds(2);
  }
  EXPECT_EQ(served.size(), 6U);
  EXPECT_EQ(snapshots_cut, 4);
}

// The job that sends the last slice may be the last that holds the snapshot.
TEST_F(Answering, ASnapshotThatIsReplacedLivesUntilItIsSent) {
  ask("early");
  serve(1);
  now = now + Span::seconds(3);
  ask("late");
  serve(100);
  EXPECT_EQ(snapshots_cut, 2);
  EXPECT_EQ(answers["early"].size(), 4U);
  EXPECT_EQ(answers["late"].size(), 4U);
}

TEST_F(Answering, WhoTakesNothingForTenSecondsIsServedNoMore) {
  ask("reader");
  serve(1, Sent::full);
  EXPECT_TRUE(jobs.is_blocked());
  now = now + Span::seconds(9);
  serve(1, Sent::full);
  EXPECT_FALSE(jobs.is_idle());
  now = now + Span::seconds(2);
  serve(1, Sent::full);
  EXPECT_TRUE(jobs.is_idle());
}

TEST_F(Answering, ASnapshotIsForgottenWhenNobodyAsksAnyMore) {
  ask("reader");
  serve(100);
  EXPECT_TRUE(jobs.forget_snapshots(now + Span::seconds(1)));
  EXPECT_FALSE(jobs.forget_snapshots(now + Span::seconds(3)));
}

}  // namespace
}  // namespace selat::bus
