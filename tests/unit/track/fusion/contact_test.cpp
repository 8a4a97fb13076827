#include "track/fusion/contact.h"

#include <gtest/gtest.h>

#include "track/fusion/contact_log.h"
#include "unit/track/fusion/sea.h"

namespace selat::track::fusion {
namespace {

model::RadarReport report_at(geo::Offset place) {
  model::RadarReport report;
  report.observed_at = kBegin;
  report.position = kSea.to_position(place);
  return report;
}

TEST(Contact, OfARadarHasItsErrorsAlongAndAcrossTheLineOfSight) {
  const auto options = sea_options();
  const auto contact = contact_of(report_at({10'000, 0}), kWest, options.sensors[kWest]);
  ASSERT_TRUE(contact);
  EXPECT_NEAR(contact->axis.in_degrees(), 90, 0.01);
  EXPECT_NEAR(contact->range.in_metres(), 10'000, 1);
  EXPECT_NEAR(contact->sigma_along.in_metres(), 20, 1e-9);
  EXPECT_NEAR(contact->sigma_across.in_metres(), 10'000 * 0.3 * 3.14159 / 180, 0.1);
}

// TTM rounds ranges to 0.01 nm: no measurement is better than that.
TEST(Contact, IsNoBetterThanItsLastDigit) {
  auto radar = sea_options().sensors[kWest];
  radar.range_sigma = Distance::metres(1);
  auto report = report_at({10'000, 0});
  report.range_step = Distance::nautical_miles(0.01);
  EXPECT_NEAR(contact_of(report, kWest, radar)->sigma_along.in_metres(), 5.44, 0.05);
}

// TLL of a radar of which nobody has said where it stands.
TEST(Contact, IsVagueWhereTheAntennaIsNotKnown) {
  auto radar = sea_options().sensors[kWest];
  radar.antenna.reset();
  const auto contact = contact_of(report_at({10'000, 0}), kWest, radar);
  EXPECT_NEAR(contact->sigma_across.in_metres(), 15'000 * 0.3 * 3.14159 / 180, 0.1);
  EXPECT_EQ(contact->range, Distance());
}

TEST(Contact, IsNotMadeOfWhatIsNoCraftThere) {
  const auto radar = sea_options().sensors[kWest];
  auto report = report_at({10'000, 0});
  report.state = model::RadarTargetState::lost;
  EXPECT_FALSE(contact_of(report, kWest, radar)) << "the radar shows it by its AIS from now on";
  report = report_at({10'000, 0});
  report.is_test = true;
  EXPECT_FALSE(contact_of(report, kWest, radar));
  report = report_at({10'000, 0});
  report.detection = model::RadarDetection::transponder;
  EXPECT_FALSE(contact_of(report, kWest, radar)) << "an aircraft";
  report = report_at({10'000, 0});
  report.position.reset();
  EXPECT_FALSE(contact_of(report, kWest, radar));
}

TEST(Contact, OfAisIsAVessels) {
  const Boat boat{.begin = {1'000, 0}, .east_ms = 5, .mmsi = model::Mmsi(533'000'001)};
  EXPECT_EQ(ais_of(boat, 0).mmsi, boat.mmsi);
  model::PositionReport aid;
  aid.transponder = model::Transponder::aid_to_navigation;
  aid.mmsi = model::Mmsi(995'330'001);
  aid.position = kAntenna;
  EXPECT_FALSE(contact_of(aid, kAis));
}

TEST(ContactLog, SortsASlotAndKeepsTheSameOnce) {
  const auto options = sea_options();
  ContactLog log;
  const auto early = kept(plot(options, kWest, {10'000, 0}, 0.05));
  const auto late = kept(plot(options, kWest, {10'000, 0}, 0.2));
  EXPECT_TRUE(log.put(late));
  EXPECT_TRUE(log.put(early));
  EXPECT_TRUE(log.put(late));
  const auto slot = log.slot(slot_at(kBegin));
  ASSERT_EQ(slot.size(), 2U);
  EXPECT_EQ(slot[0], early);
  EXPECT_EQ(slot[1], late);
  EXPECT_EQ(log.repeated(), 1U);
  log.drop_before(slot_at(kBegin) + 1);
  EXPECT_EQ(log.size(), 0U);
}

}  // namespace
}  // namespace selat::track::fusion
