// Sightings as a peer may send them that errs, or means harm.

#include <functional>
#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "random_sighting.h"
#include "selat/v1/sighting.pb.h"
#include "wire/sighting.h"

namespace selat::wire {
namespace {

v1::Sighting sound() {
  v1::Sighting wire;
  model::Sighting sighting;
  sighting.from = model::SeenFrom{};
  to_wire(sighting, wire);
  return wire;
}

TEST(HostileSighting, WhatIsNoNumberOfThisWorldIsRefused) {
  ASSERT_TRUE(from_wire(sound()).has_value());
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const std::vector<std::function<void(v1::Sighting&)>> spoil = {
      [=](v1::Sighting& s) { s.set_sigma_m(nan); },
      [](v1::Sighting& s) { s.set_sigma_m(-1); },
      [=](v1::Sighting& s) { s.set_length_m(nan); },
      [](v1::Sighting& s) { s.set_speed_kn(std::numeric_limits<double>::infinity()); },
      [](v1::Sighting& s) { s.set_course_deg(-3); },
      [](v1::Sighting& s) { s.mutable_from()->set_range_m(1e300); },
      [](v1::Sighting& s) { s.mutable_from()->set_bearing_deg(361); },
      [](v1::Sighting& s) { s.mutable_place()->set_latitude_e7(900'000'001); },
      [](v1::Sighting& s) { s.mutable_from()->mutable_observer()->set_longitude_e7(1'800'000'001); },
      [](v1::Sighting& s) { s.set_seen_at_unix_us(std::numeric_limits<std::int64_t>::max()); },
      [](v1::Sighting& s) { s.set_source(v1::SIGHTING_SOURCE_UNSPECIFIED); },
      [](v1::Sighting& s) { s.set_condition(static_cast<v1::SeenCondition>(99)); },
      [](v1::Sighting& s) { s.set_entered_by("a name that is longer than any control point's"); },
  };
  for (std::size_t i = 0; i < spoil.size(); ++i) {
    v1::Sighting wire = sound();
    spoil[i](wire);
    EXPECT_FALSE(from_wire(wire).has_value()) << i;
  }
  EXPECT_FALSE(from_wire(v1::Sighting()).has_value());
}

TEST(HostileSighting, NoTextIsLongerThanItsBound) {
  v1::Sighting wire = sound();
  const std::string long_text(1'000'000, 'x');
  wire.set_text(long_text);
  wire.set_needs(long_text);
  wire.mutable_reporter()->set_name(long_text);
  wire.set_time_sigma_ms(std::numeric_limits<std::uint64_t>::max());
  const auto read = from_wire(wire);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->text.size(), model::kLongestSightingText);
  EXPECT_EQ(read->needs.size(), model::kLongestSightingText);
  EXPECT_EQ(read->reporter.name.size(), model::kLongestSightingText);
  EXPECT_EQ(read->time_sigma, Span::hours(24));
}

TEST(HostileSighting, AnyBytesAreReadOrRefused) {
  Random random(5);
  for (int round = 0; round < 2'000; ++round) {
    std::string bytes = to_bytes(test::sighting(random));
    for (auto flips = 1 + random.below(8); flips > 0 && !bytes.empty(); --flips) {
      bytes[random.below(bytes.size())] = static_cast<char>(random.below(256));
    }
    bytes.resize(random.below(bytes.size() + 1));
    if (const auto read = sighting_from_bytes(bytes)) {
      EXPECT_TRUE(read->place.is_valid());
    }
  }
}

}  // namespace
}  // namespace selat::wire
