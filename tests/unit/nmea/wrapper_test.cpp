#include "nmea/wrapper.h"

#include <string>

#include <gtest/gtest.h>

#include "nmea/checksum.h"

namespace selat::nmea {
namespace {

TEST(Wrapper, GivesTimeStationAndChecksum) {
  const auto wrapper = parse_wrapper("$PGHP,1,2013,11,12,12,0,0,11,219,,2190067,1,62*26");
  ASSERT_TRUE(wrapper);
  EXPECT_EQ(wrapper->time, Instant::unix_milliseconds(1'384'257'600'011));
  EXPECT_EQ(wrapper->station, model::SourceName("2190067"));
  EXPECT_EQ(wrapper->checksum_of_next, 0x62);
}

TEST(Wrapper, WithATimeThatIsNoneIsIgnored) {
  for (const std::string body :
       {"PGHP,1,2013,2,30,12,0,0,11,219,,1,1,4A", "PGHP,1,2013,11,12,24,0,0,11,219,,1,1,4A", "PGHP,1",
        "PGHP,1,x,11,12,12,0,0,11,219,,1,1,4A"}) {
    EXPECT_FALSE(parse_wrapper("$" + body + checksum_suffix(body))) << body;
  }
  EXPECT_FALSE(parse_wrapper("$PGHP,1,2013,11,12,12,0,0,11,219,,2190067,1,62*00"));
}

}  // namespace
}  // namespace selat::nmea
