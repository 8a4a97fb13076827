#include "feed/likeness.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace selat::feed {
namespace {

using namespace std::string_literals;

std::string utf16(std::string_view text) {
  std::string wide;
  for (const char c : text) {
    wide += {c, '\0'};
  }
  return wide;
}

struct Sample {
  Likeness likeness;
  std::string bytes;
};

TEST(Likeness, OfWhatStandsOnPorts) {
  const std::string ais = "!AIVDM,1,1,,A,13HP:R?P1UwcS7fKaH=h6gvP2L0Q,0*6D\r\n";
  for (const auto& [likeness, bytes] : std::vector<Sample>{
           {Likeness::ais, ais},
           {Likeness::ais, "$GPGGA,1,2*00\r\n" + ais},
           {Likeness::ais, "{\"nmea\":[\"" + ais},
           {Likeness::nmea, "$GPRMC,081836,A,3751.65,S,14507.36,E,000.0,360.0,130998,011.3,E*62\r\n"},
           {Likeness::nmea, "\r\n$PGHP,1,2013\r\n"},
           {Likeness::http, "HTTP/1.1 400 Bad Request\r\nServer: x\r\n"},
           {Likeness::http, "GET / HTTP/1.1\r\nHost: x\r\n"},
           {Likeness::tls, "\x16\x03\x01\x02\x00\x01"s},
           {Likeness::tls, "\x15\x03\x03\x00\x02\x02\x46"s},
           {Likeness::ssh, "SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n"},
           {Likeness::gpsd, "{\"class\":\"VERSION\",\"release\":\"3.22\",\"rev\":\"3.22\"}\r\n"},
           {Likeness::json, "{\"class\":\"TPV\"}\n"},
           {Likeness::json, "[1,2]"},
           {Likeness::utf16, "\xFF\xFE"s + utf16(ais)},
           {Likeness::utf16, utf16(ais)},
           {Likeness::packed, "\x1F\x8B\x08\x00\x00\x00\x00\x00"s},
           {Likeness::binary, "\x1A\x33\x01\x00\x00\x00\x00\x02\x8D\x40\x62\x1D"s},
           {Likeness::binary, std::string(100, '\0')},
           {Likeness::asterix, "\x30\x00\x08\x80\x19\xC9\x00\x01\x22\x00\x06\x80\x19\xC9"s},
           {Likeness::binary, "\x30\x00\x02\x80\x19\xC9\x00\x01\x22\x00\x06\x80\x19\xC9"s},
           {Likeness::text, "login: "},
           {Likeness::text, "   \r\n "}}) {
    const auto told_from = likeness_of(bytes);
    ASSERT_TRUE(told_from.has_value());
    EXPECT_EQ(static_cast<int>(*told_from), static_cast<int>(likeness)) << bytes;
  }
  EXPECT_EQ(likeness_of(""), std::nullopt);
}

TEST(Likeness, IsToldForAllButAis) {
  for (int each = 0; each <= static_cast<int>(Likeness::text); ++each) {
    EXPECT_EQ(told(static_cast<Likeness>(each)).empty(), static_cast<Likeness>(each) == Likeness::ais);
  }
}

}  // namespace
}  // namespace selat::feed
