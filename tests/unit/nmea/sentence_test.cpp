#include "nmea/sentence.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "nmea/checksum.h"
#include "nmea/vdm_sentence.h"

namespace selat::nmea {
namespace {

TEST(Sentence, HasFieldsChecksumAndSuffix) {
  const std::string text = "$HEHDT,87.4,T" + checksum_suffix("HEHDT,87.4,T") + ",r003669945,1384257600";
  const auto sentence = parse_sentence(text, ChecksumRule::strict);
  ASSERT_TRUE(sentence);
  EXPECT_EQ(sentence->fields, "HEHDT,87.4,T");
  EXPECT_EQ(sentence->checksum, checksum_of("HEHDT,87.4,T"));
  EXPECT_TRUE(sentence->is_checksum_held);
  EXPECT_EQ(sentence->suffix, "r003669945,1384257600");
}

TEST(Sentence, WithABadOrMissingChecksumIsOnlyForALenientFeed) {
  constexpr std::string_view kBad = "$HEHDT,87.4,T*00";
  constexpr std::string_view kMissing = "$HEHDT,87.4,T  ";
  EXPECT_EQ(parse_sentence(kBad, ChecksumRule::strict).error(), SentenceProblem::checksum_bad);
  EXPECT_EQ(parse_sentence(kMissing, ChecksumRule::strict).error(), SentenceProblem::checksum_missing);
  for (const std::string_view text : {kBad, kMissing}) {
    const auto sentence = parse_sentence(text, ChecksumRule::lenient);
    ASSERT_TRUE(sentence) << text;
    EXPECT_FALSE(sentence->is_checksum_held) << text;
    EXPECT_EQ(sentence->fields, "HEHDT,87.4,T") << text;
  }
}

TEST(VdmSentence, HasItsFields) {
  constexpr std::string_view kText =
      "!AIVDM,2,1,1,A,55?MbV02;H;s<HtKR20EHE:0@T4@Dn2222222216L961O5Gf0NSQEp6ClRp8,0*1C";
  const auto sentence = parse_vdm_sentence(kText, ChecksumRule::strict);
  ASSERT_TRUE(sentence);
  EXPECT_EQ(sentence->count, 2);
  EXPECT_EQ(sentence->number, 1);
  EXPECT_EQ(sentence->sequence_id, 1);
  EXPECT_EQ(sentence->channel, 'A');
  EXPECT_EQ(sentence->payload, "55?MbV02;H;s<HtKR20EHE:0@T4@Dn2222222216L961O5Gf0NSQEp6ClRp8");
  EXPECT_EQ(sentence->pad_bits, 0);
  EXPECT_FALSE(sentence->is_own_ship);
}

TEST(VdmSentence, PartsOfAMessageHaveOneKey) {
  const auto key = [](std::string_view fields) {
    const auto sentence = parse_vdm_sentence("!" + std::string(fields), ChecksumRule::lenient);
    return sentence ? message_key(*sentence) : 0;
  };
  EXPECT_EQ(key("AIVDM,2,1,1,A,5,0"), key("AIVDM,2,2,1,A,8,2"));
  for (const std::string_view other : {"BSVDM,2,2,1,A,8,2", "AIVDO,2,2,1,A,8,2", "AIVDM,3,2,1,A,8,2",
                                       "AIVDM,2,2,2,A,8,2", "AIVDM,2,2,,A,8,2", "AIVDM,2,2,1,B,8,2"}) {
    EXPECT_NE(key("AIVDM,2,1,1,A,5,0"), key(other)) << other;
  }
}

}  // namespace
}  // namespace selat::nmea
