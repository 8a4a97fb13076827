#include "service/decode_job.h"

#include <algorithm>
#include <fstream>
#include <memory>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness.h"
#include "service/decode_statistics.h"

namespace selat::service {
namespace {

using ::testing::HasSubstr;

constexpr auto kPosition = "!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C\n";

class DecodeJobTest : public ::testing::Test {
 protected:
  [[nodiscard]] std::string written(const std::string& lines) const {
    const auto file = directory_.path() / "lines.nmea";
    std::ofstream(file) << lines;
    return file.string();
  }
  [[nodiscard]] DecodeJob job(std::unique_ptr<DecodedOutput> output) {
    return {nmea::ChecksumRule::strict, std::move(output),
            [this](std::string_view bytes) {
              out_ += bytes;
              return is_read_;
            },
            [] { return Now{.steady = {}, .wall = Instant::unix_seconds(1'767'225'600)}; },
            [this] { return may_go_on_; }};
  }

  test::TemporaryDirectory directory_;
  std::string out_;
  bool is_read_ = true;
  bool may_go_on_ = true;
};

TEST_F(DecodeJobTest, WritesAMessageALineAndCountsWhatItDoesNotUnderstand) {
  auto decode = job(json_output(true, false));
  ASSERT_TRUE(decode.read(written(kPosition + std::string("no sentence\n") + kPosition)));
  decode.finish();
  EXPECT_EQ(std::ranges::count(out_, '\n'), 2);
  EXPECT_THAT(out_, HasSubstr("\"mmsi\":477553000"));
  EXPECT_EQ(decode.tally().ais.sentences, 2U);
  EXPECT_EQ(decode.tally().ais.unrecognised_lines, 1U);
  EXPECT_EQ(decode.tally().ais.messages[1], 2U);
}

TEST_F(DecodeJobTest, CountsOverAllItsInputs) {
  auto decode = job(csv_output());
  const std::string file = written(kPosition);
  ASSERT_TRUE(decode.read(file));
  ASSERT_TRUE(decode.read(file));
  decode.finish();
  EXPECT_EQ(decode.tally().ais.message_total(), 2U);
  const std::string told = statistics_of(decode.tally(), 2, Language::en);
  EXPECT_THAT(told, HasSubstr("messages of type 1                                    2\n"));
  EXPECT_THAT(told, HasSubstr("2.000 s, 1 sentences/s"));
}

TEST_F(DecodeJobTest, SaysWhyAnInputCannotBeReadAndGoesOn) {
  auto decode = job(json_output(true, false));
  const auto result = decode.read("/nowhere/at/all.nmea");
  ASSERT_FALSE(result);
  EXPECT_THAT(result.error().in_english(), HasSubstr("No such file"));
  EXPECT_TRUE(decode.read(written(kPosition)));
}

TEST_F(DecodeJobTest, EndsWhenNobodyReadsItsOutput) {
  is_read_ = false;
  auto decode = job(json_output(true, false));
  const std::string file = written(kPosition);
  ASSERT_TRUE(decode.read(file));
  EXPECT_FALSE(decode.goes_on());
  const std::uint64_t before = decode.tally().ais.lines;
  ASSERT_TRUE(decode.read(file));
  EXPECT_EQ(decode.tally().ais.lines, before);
}

}  // namespace
}  // namespace selat::service
