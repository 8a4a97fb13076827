#include "nmea/json_line.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/random.h"

namespace selat::nmea {
namespace {

const std::string kSentence = "!AIVDM,1,1,,A,13HP:R?P1UwcS7fKaH=h6gvP2L0Q,0*6D";

// The line with the room behind it that lines of a splitter have.
std::string sentences_of(const std::string& json) {
  const std::string with_room = json + std::string(kRoomBehindLine, '\n');
  JsonLine line;
  return line.read(Line::with_room_behind(std::string_view(with_room).substr(0, json.size())))
             ? std::string(line.sentences().text())
             : "none";
}

TEST(JsonLine, WhereverTheSentencesStand) {
  EXPECT_EQ(sentences_of(R"({"class":"AIS","nmea":[")" + kSentence + R"("],"ppm":0.1})"), kSentence);
  EXPECT_EQ(sentences_of(R"({"nmea":")" + kSentence + R"("})"), kSentence);
  EXPECT_EQ(sentences_of(R"(["x",")" + kSentence + R"("])"), kSentence);
  EXPECT_EQ(sentences_of(R"({"a":{"b":[{"c":")" + kSentence + R"("}]}})"), kSentence);
  EXPECT_EQ(sentences_of(R"({"nmea" : [ "!one" , "!two" ] })"), "!one!two");
}

TEST(JsonLine, EscapesAreUndone) {
  EXPECT_EQ(sentences_of(R"({"nmea":"!AIVDM,a\u003cb\u003E\/c\\d\"e"})"), R"(!AIVDM,a<b>/c\d"e)");
  EXPECT_EQ(sentences_of(R"({"nmea":"\\s:belawan,c:1*00\\!AIVDM\r\n"})"), R"(\s:belawan,c:1*00\!AIVDM)");
  EXPECT_EQ(sentences_of(R"({"nmea":"!a\u000ab\u12ffc\uzzzzd"})"), "!ab?c?d");
}

TEST(JsonLine, WhatHasNoSentences) {
  for (const std::string line :
       {"", "{", "{}", "[]", "{\"", "{\"a", "{\"a\\", R"({"nmea":[]})", R"({"!AIVDM":1})",
        R"({"shipname":"AHOY!"})", "!AIVDM,1,1,,A,x,0*00", R"("!AIVDM")", R"({"speed":-1.5e3})"}) {
    EXPECT_EQ(sentences_of(line), "none") << line;
  }
}

TEST(JsonLine, RandomBytesStayWithinTheirLength) {
  for (std::uint64_t seed = 1; seed <= 2'000; ++seed) {
    Random random(seed);
    std::string line = "{";
    const std::size_t size = random.below(200);
    for (std::size_t i = 0; i < size; ++i) {
      line += R"("\:!,{[u0a)"[random.below(10)];
    }
    const auto sentences = sentences_of(line);
    EXPECT_TRUE(sentences == "none" || sentences.size() <= line.size()) << line;
    static_cast<void>(time_of_json(line));
  }
}

TEST(JsonLine, TheLongestLineFits) {
  std::string line = R"({"nmea":"!)";
  line += std::string(kMaxLineLength - line.size(), 'x');
  EXPECT_EQ(sentences_of(line).size(), kMaxLineLength - 9);
}

}  // namespace
}  // namespace selat::nmea
