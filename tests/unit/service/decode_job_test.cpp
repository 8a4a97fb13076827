#include "service/decode_job.h"

#include <algorithm>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/random.h"
#include "harness.h"
#include "nmea/checksum.h"
#include "radar/asterix/writer.h"
#include "service/decode_statistics.h"
#include "support/packet_capture.h"

namespace selat::service {
namespace {

using ::testing::HasSubstr;
using radar::operator+;

constexpr auto kPosition = "!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C\n";

class DecodeJobTest : public ::testing::Test {
 protected:
  [[nodiscard]] std::string written(const std::string& lines) const {
    const auto file = directory_.path() / "lines.nmea";
    std::ofstream(file) << lines;
    return file.string();
  }
  [[nodiscard]] DecodeJob job(std::unique_ptr<DecodedOutput> output) {
    return {DecodeOptions{}, std::move(output),
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

// Whatever stands between two '$' of random bytes.
TEST_F(DecodeJobTest, OfBinaryGarbageItSaysThatThereIsNoSentence) {
  Random random(7);
  std::string garbage;
  for (int i = 0; i < 200'000; ++i) {
    garbage += static_cast<char>(random.below(256));
  }
  auto decode = job(json_output(true, false));
  const auto result = decode.read(written(garbage));
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().in_english(), "there is no sentence in it");
  EXPECT_TRUE(decode.read(written("$GPHDT,87.4,T*2C\r\n"))) << "though it is none of AIS";
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

// A radar's lines between those of AIS: each where it stood.
constexpr auto kRadarLines =
    "$GPRMC,021500.00,A,0112.000,N,10330.000,E,06.1,088.0,111225,,,A*60\n"
    "$RATTM,02,2.50,045.0,T,22.4,031.0,T,0.1,3.2,N,BOAT,T,,021500.00,A*4E\n";

std::string with_checksums(const std::string& lines) {
  std::string mended;
  std::istringstream stream(lines);
  for (std::string line; std::getline(stream, line);) {
    const auto fields = line.substr(1, line.find('*') - 1);
    mended += line.front() + fields + nmea::checksum_suffix(fields) + "\n";
  }
  return mended;
}

TEST_F(DecodeJobTest, ReadsRadarAndAisOfOneFileInTheirOrder) {
  auto decode = job(json_output(true, false));
  ASSERT_TRUE(decode.read(written(kPosition + with_checksums(kRadarLines) + kPosition)));
  decode.finish();
  const auto radar = out_.find("\"class\":\"RADAR\"");
  ASSERT_NE(radar, std::string::npos) << out_;
  EXPECT_LT(out_.find("\"class\":\"AIS\""), radar);
  EXPECT_GT(out_.rfind("\"class\":\"AIS\""), radar);
  EXPECT_THAT(
      out_, HasSubstr("\"type\":\"ttm\",\"observed_at\":\"2025-12-11T02:15:00.000Z\",\"state\":\"tracking\","
                      "\"number\":2,\"name\":\"BOAT\",\"latitude_deg\":1.229"));
  EXPECT_EQ(decode.tally().radar.sentences, 2U);
  EXPECT_EQ(decode.tally().radar.reports, 1U);
  EXPECT_EQ(decode.tally().ais.other_sentences, 0U);
  EXPECT_THAT(statistics_of(decode.tally(), 2, Language::en), HasSubstr("radar targets"));
}

TEST_F(DecodeJobTest, WritesRadarTargetsAsCommaSeparatedLinesToo) {
  auto decode = job(csv_output());
  ASSERT_TRUE(decode.read(written(with_checksums(kRadarLines))));
  decode.finish();
  EXPECT_THAT(out_, HasSubstr(",ttm,,103.529")) << out_;
  EXPECT_THAT(out_, HasSubstr(",22.4,31.0,,,,BOAT,"));
}

// The day of a time of day is that of the packet.
TEST_F(DecodeJobTest, ReadsACaptureOfDatagramsWithTheTimesOfItsPackets) {
  const auto record = radar::AsterixRecord()
                          .item(1, {25, 201})
                          .item(2, radar::big_endian(8'100 * 128, 3))
                          .item(4, radar::big_endian(1'280, 2) + radar::big_endian(16'384, 2))
                          .bytes();
  const auto block = radar::asterix_block(48, record);
  const std::string file = test::packet_capture({block, {1, 2, 3}, block}, 1'781'144'101);
  auto decode = job(json_output(true, false));
  const auto read = decode.read(written(file));
  ASSERT_TRUE(read) << read.error().in_english();
  decode.finish();
  EXPECT_EQ(decode.tally().asterix.reports, 2U);
  EXPECT_EQ(decode.tally().asterix.bad_blocks, 1U);
  EXPECT_THAT(out_, HasSubstr("\"observed_at\":\"2026-06-11T02:15:00.000Z\""));
  const auto damaged = decode.read(written(file + std::string(16, '\xFF')));
  ASSERT_FALSE(damaged);
  EXPECT_THAT(damaged.error().in_english(), HasSubstr("behind its first 3 packets the capture is damaged"));
}

TEST_F(DecodeJobTest, ReadsAFileOfAsterixByHowItBegins) {
  const auto record = radar::AsterixRecord()
                          .item(1, {25, 201})
                          .item(4, radar::big_endian(1'280, 2) + radar::big_endian(16'384, 2))
                          .bytes();
  const auto block = radar::asterix_block(48, record + record);
  std::string file(block.begin(), block.end());
  auto decode = job(json_output(true, false));
  ASSERT_TRUE(decode.read(written(file + file)));
  EXPECT_EQ(decode.tally().asterix.reports, 4U);
  decode.finish();
  EXPECT_THAT(out_, HasSubstr("\"type\":\"asterix_048\",\"source\":\"25/201\""));
  const auto broken = decode.read(written(file + "no block"));
  ASSERT_FALSE(broken);
  EXPECT_THAT(broken.error().in_english(), HasSubstr("behind its first 1 data blocks"));
  EXPECT_EQ(decode.tally().asterix.reports, 6U);
}

}  // namespace
}  // namespace selat::service
