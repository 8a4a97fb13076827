#include "nmea/lines.h"

#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "texts_of.h"

namespace selat::nmea {
namespace {

using test::texts_of;
using testing::ElementsAre;
using testing::IsEmpty;

class LinesInMemory : public testing::Test {
 protected:
  const std::string bytes_ = "\r\n!one\r\n\n!two\r!three\n" + std::string(kRoomBehindLine, '\n');
  const Lines lines_ =
      Lines::with_room_behind(std::string_view(bytes_).substr(0, bytes_.size() - kRoomBehindLine));
};

TEST_F(LinesInMemory, AreCutAtLineEndsAndEmptyOnesAreSkipped) {
  EXPECT_THAT(texts_of(lines_), ElementsAre("!one", "!two", "!three"));
  EXPECT_EQ(lines_.count(), 3U);
}

TEST_F(LinesInMemory, NoneAreLeftOfNothingAndOfLineEnds) {
  EXPECT_TRUE(Lines().empty());
  EXPECT_EQ(Lines().count(), 0U);
  EXPECT_TRUE(Lines::with_room_behind(std::string_view(bytes_).substr(0, 2)).empty());
}

TEST_F(LinesInMemory, TheFirstAreTakenAndTheRestIsKept) {
  Lines rest = lines_;
  EXPECT_THAT(texts_of(rest.take_first(0)), IsEmpty());
  EXPECT_THAT(texts_of(rest.take_first(2)), ElementsAre("!one", "!two"));
  EXPECT_THAT(texts_of(rest), ElementsAre("!three"));
  EXPECT_THAT(texts_of(rest.take_first(1'000)), ElementsAre("!three"));
  EXPECT_TRUE(rest.empty());
}

TEST_F(LinesInMemory, ThoseBeforeACopyThatHasGoneOn) {
  Lines rest = lines_;
  EXPECT_TRUE(lines_.before(rest).empty());
  EXPECT_TRUE(rest.next());
  EXPECT_THAT(texts_of(lines_.before(rest)), ElementsAre("!one"));
}

}  // namespace
}  // namespace selat::nmea
