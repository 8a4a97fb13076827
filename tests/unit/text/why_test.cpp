#include "text/why.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/enum_names.h"
#include "detect/rule_table.h"
#include "text/catalogue.h"
#include "text/measure.h"
#include "text/names.h"

namespace selat::text {
namespace {

using model::Anomaly;
using model::Quantity;

Anomaly finding(std::string_view rule, std::string_view grade, std::vector<model::AnomalyVessel> vessels,
                std::string subject, std::vector<model::Evidence> evidence) {
  Anomaly anomaly;
  anomaly.rule = rule;
  anomaly.grade = grade;
  anomaly.vessels = std::move(vessels);
  anomaly.subject = std::move(subject);
  anomaly.evidence = std::move(evidence);
  return anomaly;
}

const model::AnomalyVessel kNamed{model::Mmsi(525000001), "MV SATU"};
const model::AnomalyVessel kUnnamed{model::Mmsi(533000002), ""};

TEST(Why, SaysARendezvousInThreeLanguages) {
  const Anomaly meeting = finding("rendezvous", "meeting", {kNamed, kUnnamed}, "",
                                  {{Quantity::distance_m, 84.4, 250},
                                   {Quantity::duration_s, 1080, 900},
                                   {Quantity::apart_before_m, 9'260, 1'000}});
  EXPECT_EQ(why(meeting, Language::en),
            "MV SATU (525000001) and MMSI 533000002 have lain 84 m apart, nearly still, for 18 min; within "
            "the hour "
            "before they were 5.0 nm apart.");
  EXPECT_EQ(
      why(meeting, Language::id),
      "MV SATU (525000001) dan MMSI 533000002 berjarak 84 m, hampir diam, selama 18 mnt; dalam satu jam "
      "sebelumnya keduanya berjarak 5,0 mil laut.");
  EXPECT_EQ(
      why(meeting, Language::ms),
      "MV SATU (525000001) dan MMSI 533000002 berjarak 84 m, hampir pegun, selama 18 minit; dalam sejam "
      "sebelumnya kedua-duanya berjarak 5.0 batu nautika.");
}

TEST(Why, SaysDistressByWhatSendsIt) {
  const auto sart = finding("distress", "active", {{model::Mmsi(970123456), ""}}, "", {});
  EXPECT_EQ(why(sart, Language::en),
            "MMSI 970123456: a search-and-rescue transmitter (AIS-SART) is active; people may be in distress "
            "here.");
  EXPECT_EQ(why(finding("distress", "test", {kNamed}, "SART TEST", {}), Language::en),
            "MV SATU (525000001) tests its distress device; nobody is in distress.");
  EXPECT_EQ(why(finding("distress", "active", {kNamed}, "", {}), Language::en),
            "MV SATU (525000001) reports distress by its navigational status (14).");
}

TEST(Why, SaysZonesAndJumpsAndTheWatchList) {
  EXPECT_EQ(why(finding("zone", "entry", {kNamed}, "z1", {}), Language::en, "the Horsburgh approach"),
            "MV SATU (525000001) entered the Horsburgh approach.");
  EXPECT_EQ(why(finding("zone", "speed", {kNamed}, "z1", {{Quantity::speed_kn, 22.04, 12.0}}), Language::en),
            "MV SATU (525000001) makes 22.0 kn in z1, where 12.0 kn is the limit.");
  EXPECT_EQ(why(finding("position_jump", "jump", {kNamed}, "",
                        {{Quantity::jump_m, 18'520, 500}, {Quantity::implied_speed_kn, 640, 50}}),
                Language::en),
            "MV SATU (525000001) appears 10.0 nm from where it can be; it would have needed 640 kn.");
  EXPECT_EQ(
      why(finding("watch_list", "similar_name", {kNamed}, "stolen", {{Quantity::list_match, 0.91, 0.85}}),
          Language::en),
      "MV SATU (525000001) has a name similar to one of the watch list (stolen): 91 % alike. It may be "
      "another "
      "vessel.");
}

constexpr auto kGrades = std::to_array<std::string_view>({"",
                                                          "active",
                                                          "test",
                                                          "entry",
                                                          "exit",
                                                          "dwell",
                                                          "speed",
                                                          "jump",
                                                          "outlier",
                                                          "building",
                                                          "rendezvous",
                                                          "ship_to_ship",
                                                          "small_craft",
                                                          "name",
                                                          "imo",
                                                          "call_sign",
                                                          "mmsi",
                                                          "strange",
                                                          "status",
                                                          "status_slowing",
                                                          "similar_name",
                                                          "same_name",
                                                          "routine",
                                                          "urgency",
                                                          "distress",
                                                          "active_late",
                                                          "status_late",
                                                          "still",
                                                          "still_unheard",
                                                          "status_unheard"});

std::vector<model::Evidence> evidence_of_every_quantity() {
  std::vector<model::Evidence> evidence;
  for (std::size_t i = 0; i < enum_count<Quantity>; ++i) {
    evidence.push_back({static_cast<Quantity>(i), 0.5, 1.0});
  }
  return evidence;
}

bool is_translated(MessageId text) {
  return catalogue_of(Language::id).find(text.english()) && catalogue_of(Language::ms).find(text.english());
}

TEST(Why, EveryRuleIsWorded) {
  for (const detect::RuleDescription& rule : detect::rule_table()) {
    SCOPED_TRACE(rule.id);
    EXPECT_TRUE(is_translated(rule.name));
    EXPECT_TRUE(is_translated(rule.meaning));
    for (const std::string_view grade : kGrades) {
      for (const std::uint32_t mmsi : {970'000'001, 972'000'001, 974'000'001, 525'000'001}) {
        const Anomaly found = finding(rule.id, grade, {{model::Mmsi(mmsi), ""}, kUnnamed}, "something",
                                      evidence_of_every_quantity());
        EXPECT_TRUE(is_translated(rule.sentence(found))) << grade;
        // With all that may be asked for, nothing is unknown: a placeholder that is misspelt would be.
        EXPECT_EQ(why(found, Language::en).find('?'), std::string::npos) << why(found, Language::en);
      }
    }
  }
}

// Whatever a publisher of another version sends, there is a sentence without holes.
TEST(Why, HasASentenceForEveryRuleAndGradeEvenWithoutEvidence) {
  std::vector<std::string_view> rules{"new_rule"};
  for (const detect::RuleDescription& rule : detect::rule_table()) {
    rules.push_back(rule.id);
  }
  for (const std::string_view rule : rules) {
    for (const std::string_view grade : kGrades) {
      for (const Language language : {Language::en, Language::id, Language::ms}) {
        const std::string sentence = why(finding(rule, grade, {}, "", {}), language);
        EXPECT_FALSE(sentence.empty());
        EXPECT_EQ(sentence.find('{'), std::string::npos) << sentence;
        EXPECT_THAT(sentence, testing::Not(testing::ContainsRegex("(^|[^a-z])nan([^a-z]|$)")));
      }
    }
  }
}

TEST(Why, SaysWhyASectorIsWhereItIs) {
  model::Assignment held;
  held.sector = "S07";
  held.state = model::SectorState::held;
  held.holder = "lumut";
  held.reason.travel_time = Span::minutes(95);
  held.reason.asset = "lumut-1";
  EXPECT_EQ(why(held, Language::en), "the only permitted one that answered: 95 min by lumut-1");
  held.reason.second_best = "belawan";
  held.reason.second_travel_time = Span::minutes(150);
  EXPECT_EQ(why(held, Language::en),
            "the nearest permitted one that answered: 95 min by lumut-1; next belawan, 2 h 30 min");
  held.reason.second_travel_time = Span::minutes(40);
  EXPECT_EQ(why(held, Language::en), "belawan is nearer, 40 min, and has sectors enough: 95 min by lumut-1");
  held.state = model::SectorState::unowned;
  EXPECT_EQ(why(held, Language::ms), "tiada pusat kawalan yang dibenarkan menjawab");
  held.uncovered_because = model::UncoveredCause::full;
  EXPECT_EQ(why(held, Language::en),
            "the permitted control points have as many sectors as they can answer for");
}

TEST(Evidence, SaysWhatWasMeasuredAndTheLimit) {
  EXPECT_EQ(evidence({Quantity::distance_m, 84.4, 250}, Language::en), "distance: 84 m (limit 250 m)");
  EXPECT_EQ(evidence({Quantity::navigation_status, 14, std::nullopt}, Language::en),
            "navigational status: 14");
  EXPECT_EQ(evidence({Quantity::speed_kn, 22.04, 12}, Language::id),
            "kecepatan: 22,0 knot (batas 12,0 knot)");
}

TEST(Names, FollowTheirEnums) {
  EXPECT_EQ(name(model::Severity::distress, Language::en), "DISTRESS");
  EXPECT_EQ(name(model::AlertState::retracted, Language::en), "retracted");
  EXPECT_EQ(name(model::SectorState::expiring, Language::en), "holder silent");
  EXPECT_EQ(name(model::DeclineCode::policy, Language::ms), "dasar");
  EXPECT_EQ(rule_name("zone", Language::ms), "zon");
  EXPECT_EQ(rule_name("new_rule", Language::ms), "new_rule");
}

TEST(Names, AreEnglishWhereALanguageLacksThem) {
  const model::Names names{.en = "Penang", .id = "", .ms = "Pulau Pinang"};
  EXPECT_EQ(name(names, Language::en), "Penang");
  EXPECT_EQ(name(names, Language::id), "Penang");
  EXPECT_EQ(name(names, Language::ms), "Pulau Pinang");
}

TEST(Measure, WritesTimesInUtc) {
  const Instant at = Instant::unix_seconds(1'768'226'639);
  EXPECT_EQ(date_and_time(at), "2026-01-12T14:03:59Z");
  EXPECT_EQ(time_of_day(at), "14:03:59");
  EXPECT_EQ(date_and_time(Instant::unix_microseconds(-1)), "1969-12-31T23:59:59Z");
}

TEST(Measure, RoundsAsAMarinerDoes) {
  EXPECT_EQ(duration(Span::seconds(119), Language::en), "119 s");
  EXPECT_EQ(duration(Span::seconds(150), Language::en), "3 min");
  EXPECT_EQ(duration(Span::hours(3), Language::id), "3 jam 0 mnt");
  EXPECT_EQ(distance(Distance::metres(999), Language::en), "999 m");
  EXPECT_EQ(distance(Distance::kilometres(2), Language::id), "1,1 mil laut");
  EXPECT_EQ(speed(Speed::knots(12.34), Language::en), "12.3 kn");
}

}  // namespace
}  // namespace selat::text
