#include "nmea/time_of_line.h"

#include <cstdio>
#include <string>

#include <gtest/gtest.h>

#include "nmea/checksum.h"

namespace selat::nmea {
namespace {

constexpr auto kNoon = Instant::unix_seconds(1'384'257'600);  // 2013-11-12T12:00:00Z
const std::string kSentence = "!AIVDM,1,1,,A,13HP:R?P1UwcS7fKaH=h6gvP2L0Q,0*6D";

std::string tagged(std::string_view fields, std::string_view sentence) {
  char checksum[4];
  std::snprintf(checksum, sizeof checksum, "*%02X", checksum_of(fields));
  return "\\" + std::string(fields) + checksum + "\\" + std::string(sentence);
}

TEST(TimeOfLine, EveryWayToSayIt) {
  EXPECT_EQ(time_of_line(tagged("s:belawan,c:1384257600", kSentence)), kNoon);
  EXPECT_EQ(time_of_line("$PGHP,1,2013,11,12,12,0,0,11,219,,2190067,1,62*26"),
            kNoon + Span::milliseconds(11));
  EXPECT_EQ(time_of_line(kSentence + ",1384257600"), kNoon);
  EXPECT_EQ(time_of_line(kSentence + ",r003669945,1384257600"), kNoon);
  EXPECT_EQ(time_of_line("1384257600 " + kSentence), kNoon);
  EXPECT_EQ(time_of_line("2013-11-12T12:00:00Z " + kSentence), kNoon);
}

TEST(TimeOfLine, OfJson) {
  const std::string nmea = R"(,"nmea":[")" + kSentence + R"("],"mmsi":244030470})";
  EXPECT_EQ(time_of_line(R"({"class":"AIS","rxuxtime":1384257600.25)" + nmea),
            kNoon + Span::milliseconds(250));
  EXPECT_EQ(time_of_line(R"({"rxtime":"20131112120000")" + nmea), kNoon);
  EXPECT_EQ(time_of_line(R"({"rxtime":"20131112120000","rxuxtime": 1384257600.5)" + nmea),
            kNoon + Span::milliseconds(500))
      << "the finer of the two";
  EXPECT_EQ(time_of_line(R"({"toa":"2013-11-12T12:00:00.000Z")" + nmea), kNoon);
  EXPECT_EQ(time_of_line(R"({"a":{"timestamp":1384257600})" + nmea), kNoon);
  EXPECT_EQ(time_of_line(R"({"timestamp":"2013-11-12T12:00:00Z")" + nmea), std::nullopt)
      << "of a base station's message";
  EXPECT_EQ(time_of_line(R"({"rxtime":"20131312120000")" + nmea), std::nullopt) << "no month 13";
  EXPECT_EQ(time_of_line(R"({"rxtime":"2013111212")" + nmea), std::nullopt);
  EXPECT_EQ(time_of_line(R"({"tx":1384257600)" + nmea), std::nullopt);
}

TEST(TimeOfLine, NothingWhereItIsNotSaid) {
  for (const std::string_view line :
       {"", "garbage", "\\", "\\s:x*00", "!", "$PGHP,1,2013", "!AIVDM,1,1,,A,,0*"}) {
    EXPECT_EQ(time_of_line(line), std::nullopt) << line;
  }
  EXPECT_EQ(time_of_line(kSentence), std::nullopt);
  EXPECT_EQ(time_of_line(tagged("s:belawan", kSentence)), std::nullopt);
}

}  // namespace
}  // namespace selat::nmea
