// The form of a sighting: each answer as people give it, and the dialogue as a machine of states.

#include "service/sighting_form.h"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "service/sighting_dialogue.h"

namespace selat::service {
namespace {

using State = SightingDialogue::State;

constexpr Instant kNow = Instant::unix_seconds(1'767'268'800);  // 12:00 UTC

struct Taken {
  model::Sighting sighting = new_sighting(kNow);
  std::string problem;
};

Taken type(std::string_view option, const std::string& typed) {
  const auto fields = sighting_fields();
  const auto field = std::ranges::find(fields, option, &SightingField::option);
  Taken taken;
  if (field == fields.end()) {
    taken.problem = "no such field";
    return taken;
  }
  if (const auto problem = take(*field, taken.sighting, typed, kNow)) {
    taken.problem = problem->in_english();
  }
  return taken;
}

TEST(SightingForm, WhoSawItIsChosenByNumberOrByTheBeginningOfAWordInAnyLanguage) {
  EXPECT_EQ(type("--source", "2").sighting.source, model::SightingSource::merchant_ship);
  EXPECT_EQ(type("--source", "fish").sighting.source, model::SightingSource::fisherman);
  EXPECT_EQ(type("--source", "NELAYAN").sighting.source, model::SightingSource::fisherman);
  EXPECT_EQ(type("--source", "merchant-ship").sighting.source, model::SightingSource::merchant_ship);
  EXPECT_EQ(type("--source", "shore post").sighting.source, model::SightingSource::shore_post);
  for (const char* const wrong : {"0", "7", "satellite", "x", "p2"}) {
    EXPECT_TRUE(type("--source", wrong).problem.contains("is none of: 1 a vessel traffic service")) << wrong;
  }
}

TEST(SightingForm, APlaceIsAPositionOrBearingAndRangeFromOne) {
  EXPECT_EQ(type("--at", "2-30.0N 101-12.0E").sighting.place, geo::Position::degrees(2.5, 101.2));
  for (const char* const typed : {"090 6 from 2N 101E", "90/6 dari 2N 101E", "90.0 6,0 FROM 2.0,101.0"}) {
    const Taken taken = type("--at", typed);
    EXPECT_EQ(taken.problem, "") << typed;
    ASSERT_TRUE(taken.sighting.from) << typed;
    EXPECT_EQ(taken.sighting.from->observer, geo::Position::degrees(2, 101)) << typed;
    EXPECT_NEAR(taken.sighting.place.longitude_deg(), 101.1, 1e-3) << typed;
  }
  EXPECT_TRUE(type("--at", "400 6 from 2N 101E").problem.contains("write true bearing"));
  EXPECT_TRUE(type("--at", "40 from 2N 101E").problem.contains("write true bearing"));
  EXPECT_NE(type("--at", "40 6 from nowhere").problem, "");
  EXPECT_TRUE(type("--at", "40 61 from 2N 101E").problem.contains("nobody sees farther"));
  EXPECT_NE(type("--at", "95N 101E").problem, "");
}

TEST(SightingForm, PersonsAreANumberOrAnEstimate) {
  EXPECT_EQ(type("--persons", "40").sighting.persons, 40U);
  EXPECT_FALSE(type("--persons", "40 orang").sighting.is_about);
  for (const char* const about :
       {"about 40", "~40", "40+", "sekitar 40", "kira-kira 40 orang", "lebih kurang 40"}) {
    EXPECT_EQ(type("--persons", about).sighting.persons, 40U) << about;
    EXPECT_TRUE(type("--persons", about).sighting.is_about) << about;
  }
  for (const char* const wrong : {"many", "-4", "4 0", "40 cows", "20001", "99999999999"}) {
    EXPECT_NE(type("--persons", wrong).problem, "") << wrong;
    EXPECT_FALSE(type("--persons", wrong).sighting.persons) << wrong;
  }
}

TEST(SightingForm, HowToReachSomebodyIsTakenApart) {
  const auto reach = [](const char* typed) { return type("--reach", typed).sighting.reporter; };
  EXPECT_EQ(reach("9WAB ch 16 +60 12 345 6789"),
            (model::Reporter{.name = {}, .call_sign = "9WAB", .channel = "16", .phone = "+60 12 345 6789"}));
  EXPECT_EQ(reach("kanal 66").channel, "66");
  EXPECT_EQ(reach("ch12").channel, "12");
  EXPECT_EQ(reach("0123456789").phone, "0123456789");
}

TEST(SightingForm, WhatTheServerWouldRefuseIsAskedAgainAtOnce) {
  EXPECT_EQ(type("--time", "10min").sighting.seen_at, kNow - Span::minutes(10));
  EXPECT_EQ(type("--time", "11:05").sighting.seen_at, kNow - Span::minutes(55));
  EXPECT_TRUE(type("--time", "2026-01-01T12:06Z").problem.contains("future"));
  EXPECT_TRUE(type("--time", "12:06").problem.contains("future")) << "not yesterday's";
  EXPECT_TRUE(type("--time", "25h").problem.contains("more than 24 hours ago"));
  EXPECT_NE(type("--time", "later").problem, "");
  EXPECT_NE(type("--course", "361").problem, "");
  EXPECT_NE(type("--speed", "103").problem, "");
  EXPECT_NE(type("--length", "nan").problem, "");
  EXPECT_NE(type("--needs", std::string(501, 'x')).problem, "");
  EXPECT_EQ(type("--grade", "b2").sighting.grade,
            (model::SourceGrade{.reliability = model::Reliability::b, .credibility = 2}));
  for (const char* const wrong : {"G1", "B7", "22", "B22"}) {
    EXPECT_NE(type("--grade", wrong).problem, "") << wrong;
  }
}

// ---- the dialogue

class SightingDialogueTest : public testing::Test {
 protected:
  std::string say(std::string_view line) {
    const auto said = dialogue_.take(line);
    return said ? said->in_english() : std::string();
  }
  std::string question() { return dialogue_.question().in_english(); }

  bool is_land_ = false;
  SightingDialogue dialogue_{{.language = Language::en,
                              .wall = [] { return kNow; },
                              .doubt =
                                  [this](geo::Position) {
                                    return is_land_ ? std::optional(LocalizedMessage(verbatim("land")))
                                                    : std::nullopt;
                                  }}};
};

TEST_F(SightingDialogueTest, EnterTakesEveryStandardButThePlace) {
  EXPECT_TRUE(question().starts_with("Who saw it? 1 a vessel traffic service, 2 a merchant ship"));
  EXPECT_TRUE(question().ends_with("[a fisherman]"));
  say("");
  say("FV Sinar Laut");
  say("ch 16");
  EXPECT_EQ(question(), "Where?");
  EXPECT_EQ(say(""), "That must be said:");
  EXPECT_EQ(say("2N 101E"), "");
  int asked = 0;
  for (; question().ends_with("]") && asked < 30; ++asked) {
    EXPECT_EQ(say(""), "");
  }
  EXPECT_EQ(asked, 13);
  EXPECT_TRUE(question().contains("Enter sends it")) << question();
  EXPECT_EQ(dialogue_.state(), State::asking);
  say("");
  EXPECT_EQ(dialogue_.state(), State::done);
  EXPECT_EQ(dialogue_.sighting().reporter.name, "FV Sinar Laut");
  EXPECT_EQ(dialogue_.sighting().seen_at, kNow);
  EXPECT_EQ(dialogue_.sighting().sigma, model::kUsualPlaceSigma);
}

TEST_F(SightingDialogueTest, APointTakesTheRestOnceThePlaceIsKnown) {
  EXPECT_EQ(say("."), "That must be said:");
  EXPECT_EQ(question(), "Where?");
  say("2N 101E");
  EXPECT_EQ(say("."), "");
  EXPECT_TRUE(question().starts_with("information. Seen at 12:00 UTC by a fisherman"));
  say("");
  EXPECT_EQ(dialogue_.state(), State::done);
}

TEST_F(SightingDialogueTest, AWrongAnswerSaysWhatIsMeantAndIsAskedAgain) {
  const std::string before = question();
  EXPECT_TRUE(say("a pirate").contains("is none of"));
  EXPECT_EQ(question(), before);
  EXPECT_TRUE(say("?").contains("Who saw it."));
  EXPECT_EQ(question(), before);
}

TEST_F(SightingDialogueTest, OneGoesBackAndMends) {
  say("1");
  say("<");
  EXPECT_TRUE(question().ends_with("[a vessel traffic service]"));
  say("<");  // there is nothing before
  EXPECT_TRUE(question().starts_with("Who saw it?"));
  say("5");
  say(".");
  say("2N 101E");
  say(".");
  say("<");
  EXPECT_TRUE(question().starts_with("Anything else?"));
  EXPECT_EQ(dialogue_.sighting().source, model::SightingSource::patrol);
}

TEST_F(SightingDialogueTest, APlaceOnLandIsAskedAgainAndInsistedOn) {
  is_land_ = true;
  say(".");
  EXPECT_TRUE(say("3N 102E").starts_with("land"));
  EXPECT_EQ(question(), "Where?");
  EXPECT_TRUE(say("3N 102.1E").starts_with("land"));
  EXPECT_EQ(say("3N 102.1E"), "");
  EXPECT_EQ(dialogue_.sighting().place, geo::Position::degrees(3, 102.1));
}

TEST_F(SightingDialogueTest, CancelInAnyLanguageDropsIt) {
  EXPECT_EQ(say("batal"), "Dropped: nothing is sent.");
  EXPECT_EQ(dialogue_.state(), State::cancelled);
}

TEST_F(SightingDialogueTest, AnythingButEnterAtTheEndSendsNothing) {
  say(".");
  say("2N 101E");
  say(".");
  EXPECT_NE(say("ack 12"), "");
  EXPECT_EQ(dialogue_.state(), State::asking);
}

}  // namespace
}  // namespace selat::service
