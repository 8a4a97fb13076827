#include "coordinate/speaking_terminals.h"

#include <gtest/gtest.h>

namespace selat::coordinate {
namespace {

using Admission = SpeakingTerminals::Admission;

constexpr SteadyTime kBoot = SteadyTime::seconds(1'000);
constexpr std::uint64_t kPerson = 50, kOther = 60, kStandby = 70, kThird = 40;

Now after(double seconds) {
  return {kBoot + Span::seconds(seconds), Instant::unix_seconds(1'767'268'800) + Span::seconds(seconds)};
}

struct Door {
  SpeakingTerminals terminals;
  std::uint64_t id = 0;  // of the last request
  explicit Door(const std::vector<SpeakerRecord>& persisted = {})
      : terminals({"lumut"}, persisted, Timing{}, after(0)) {}

  Admission join(std::uint64_t term, double at_s, bool is_standby = false, bool take_over = false) {
    // With the fence that a first Join was told.
    return say(term,
               model::Join{.take_over = take_over,
                           .is_standby = is_standby,
                           .longest_lease = {},
                           .skew_bound = {},
                           .speaker_fence = terminals[0].speaker.fence},
               at_s);
  }
  Admission say(std::uint64_t term, model::Request body, double at_s, std::uint64_t fence = 0) {
    const Admission admission =
        terminals.admit(0, {"lumut", term, ++id, std::move(body), {.fence = fence, .uid = 0}}, after(at_s));
    if (admission == Admission::speaks || admission == Admission::begins) {
      terminals.note_heard(0, after(at_s));
    }
    return admission;
  }
};

TEST(SpeakingTerminals, TheFirstSpeaksAndASecondIsRefusedWhileItIsHeard) {
  Door door;
  EXPECT_EQ(door.join(kPerson, 0), Admission::begins);
  EXPECT_EQ(door.say(kPerson, model::Renew{}, 2), Admission::speaks);
  EXPECT_EQ(door.join(kOther, 3), Admission::already_served);
  EXPECT_EQ(door.join(kOther, 9), Admission::begins) << "the first has been silent for six seconds";
  EXPECT_EQ(door.say(kPerson, model::Renew{}, 10, 1), Admission::superseded);
}

TEST(SpeakingTerminals, APersonOutranksAStandby) {
  Door door;
  EXPECT_EQ(door.join(kStandby, 0, true), Admission::begins);
  EXPECT_EQ(door.join(kPerson, 1), Admission::begins) << "though it was started earlier";
  EXPECT_EQ(door.say(kStandby, model::Renew{}, 2), Admission::already_served) << "it waits";
  EXPECT_EQ(door.join(kStandby, 3, true), Admission::already_served);
}

TEST(SpeakingTerminals, ATerminalThatItsPersonHasLeftIsAStandby) {
  Door door;
  EXPECT_EQ(door.join(kPerson, 0), Admission::begins);
  EXPECT_EQ(door.join(kPerson, 1, true), Admission::speaks) << "its input has ended";
  EXPECT_TRUE(door.terminals[0].speaker.is_standby);
  EXPECT_EQ(door.join(kPerson, 2), Admission::speaks);
  EXPECT_TRUE(door.terminals[0].speaker.is_standby) << "a late copy of its first Join";
  EXPECT_EQ(door.join(kOther, 3), Admission::begins) << "a person outranks it";
}

// The person is cut off: his sectors are his until the lease is over, and only then the standby's.
TEST(SpeakingTerminals, AStandbyStandsInAfterAWholeLeaseAndGivesWayAgain) {
  Door door;
  door.join(kPerson, 0);
  EXPECT_EQ(door.join(kStandby, 30, true), Admission::already_served);
  EXPECT_EQ(door.join(kStandby, 60, true), Admission::begins);
  EXPECT_EQ(door.say(kPerson, model::Renew{}, 61), Admission::already_served) << "it may ask again";
  EXPECT_EQ(door.join(kPerson, 62), Admission::begins);
}

TEST(SpeakingTerminals, ARestartedServerKnowsWhoSpeaks) {
  Door before;
  before.join(kPerson, 0);
  const auto records = before.terminals.changed_records();
  ASSERT_EQ(records.size(), 1U);
  EXPECT_EQ(records[0].fence, 1U);
  Door after_restart(records);
  EXPECT_EQ(after_restart.join(kStandby, 1, true), Admission::already_served);
  EXPECT_EQ(after_restart.say(kPerson, model::Renew{}, 2), Admission::speaks);
}

TEST(SpeakingTerminals, TheServersOwnStandstillIsNobodysSilence) {
  Door door;
  door.join(kPerson, 0);
  door.terminals.stood_still(Span::seconds(100));
  EXPECT_EQ(door.join(kOther, 101), Admission::already_served);
  EXPECT_TRUE(door.terminals.fell_silent(after(101)).empty());
  EXPECT_EQ(door.terminals.fell_silent(after(107)).size(), 1U);
}

TEST(SpeakingTerminals, WhatASpeakerSaidBeforeAnotherSpokeInBetweenIsNotObeyed) {
  Door door;
  door.join(kStandby, 0, true);
  door.join(kPerson, 1);
  const std::uint64_t fence = door.terminals[0].speaker.fence;
  EXPECT_EQ(door.say(kPerson, model::Accept{"S01", 3}, 2, fence), Admission::speaks);
  EXPECT_EQ(door.say(kPerson, model::Accept{"S01", 3}, 2, fence - 1), Admission::late);
  EXPECT_EQ(door.say(kPerson, model::Join{}, 2, fence - 1), Admission::speaks) << "its Welcome was lost";
}

TEST(SpeakingTerminals, WhoHasLeftSpeaksNoMore) {
  Door door;
  door.join(kPerson, 0);
  door.terminals.note_left(0);
  EXPECT_EQ(door.join(kPerson, 1), Admission::superseded) << "a late copy";
  EXPECT_EQ(door.join(kOther, 1), Admission::begins);
}

TEST(SpeakingTerminals, OneWhoTakesOverSpeaksAtOnceAndALateCopyOfAnEarlierDoesNot) {
  Door door;
  door.join(kPerson, 0);
  model::Join take_over{.take_over = true};
  EXPECT_EQ(door.say(kOther, take_over, 1), Admission::already_served) << "it is told the fence";
  take_over.speaker_fence = door.terminals[0].speaker.fence;
  EXPECT_EQ(door.say(kOther, take_over, 1), Admission::begins);
  EXPECT_EQ(door.say(kThird, take_over, 2), Admission::already_served) << "of a time when another spoke";
  EXPECT_EQ(door.say(kOther, model::Renew{}, 3, 2), Admission::speaks);
}

// A server that has lost its past gives fences above those of before, since its term is above.
TEST(SpeakingTerminals, AFenceIsNoLowerThanTheTermOfTheServer) {
  Door door;
  door.terminals.begin_term(7);
  EXPECT_EQ(door.say(kPerson, model::Renew{}, 0, 5), Admission::already_served) << "it asks again";
  EXPECT_EQ(door.say(kPerson, model::Join{}, 1, 5), Admission::begins);
  EXPECT_EQ(door.terminals[0].speaker.fence, 7ULL << 32);
}

// The person's terminal was cut off, and a standby stood in and has left.
TEST(SpeakingTerminals, AStandbyThatHasLeftEndsNobody) {
  Door door;
  door.join(kPerson, 0);
  ASSERT_EQ(door.join(kStandby, 60, true), Admission::begins);
  door.terminals.note_left(0);
  EXPECT_EQ(door.say(kPerson, model::Renew{}, 61, 1), Admission::already_served) << "it may ask again";
  EXPECT_EQ(door.join(kPerson, 62), Admission::begins);
}

// The clocks of two machines differ by a month: the one that is right must not be locked out.
TEST(SpeakingTerminals, AClockThatWasAheadLocksNobodyOut) {
  Door door;
  door.join(kStandby, 0);
  door.terminals.note_left(0);
  EXPECT_EQ(door.join(kPerson, 1), Admission::begins);
  Door silent;
  silent.join(kStandby, 0);
  EXPECT_EQ(silent.join(kPerson, 7), Admission::begins);
}

}  // namespace
}  // namespace selat::coordinate
