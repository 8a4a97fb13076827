// The bounds of the context register and of the bus fit each other.

#include <string>

#include <gtest/gtest.h>

#include "bus/publisher.h"
#include "coordinate/context_register.h"
#include "harness.h"

namespace selat::service {
namespace {

constexpr Instant kNoon = Instant::unix_seconds(1'767'268'800);

struct FullContext : ::testing::Test, test::System {};

TEST_F(FullContext, FitsInOneEnvelope) {
  coordinate::ContextRegister context;
  model::ContextEntry entry;
  entry.reason = entry.owner = std::string(model::kLongestContextText, 'r');
  entry.ends_at = kNoon + Span::hours(1);
  model::Zone zone;
  zone.names.en = zone.names.id = zone.names.ms = entry.reason;
  zone.area = geo::Area({geo::circle(geo::Position::degrees(-80, -170), Distance::nautical_miles(50),
                                     static_cast<int>(model::kMostZonePoints))});
  entry.what = zone;
  ASSERT_TRUE(context.add(entry, "watch", kNoon));
  const std::string letters(model::kLongestContextText, 'n');
  for (std::uint32_t mmsi = 999'000'000;; ++mmsi) {
    entry.what = model::WatchEntry{.mmsi = mmsi, .imo = 9'074'729, .call_sign = letters, .name = letters};
    if (!context.add(entry, "watch", kNoon)) {
      break;
    }
  }
  boost::asio::io_context io;
  bus::Bus bus = join(io, "coordinate");
  bus::Publisher publisher(bus, {.term = 1});
  EXPECT_TRUE(publisher.publish(context.table()));
}

}  // namespace
}  // namespace selat::service
