#include "model/placeholder.h"

#include <gtest/gtest.h>

namespace selat::model {
namespace {

TEST(Placeholder, NumbersThatNobodyWasGiven) {
  for (const std::uint32_t number : {0U, 123'456'789U, 111'111'111U, 999'999'999U, 1'193'046U}) {
    EXPECT_TRUE(is_placeholder(Mmsi(number))) << number;
  }
  EXPECT_FALSE(is_placeholder(Mmsi(563'000'001)));
}

TEST(Placeholder, ImoNumbersWithABadCheckDigit) {
  for (const std::uint32_t imo : {0U, 1'111'111U, 1'234'567U, 9'999'999U, 9'074'728U}) {
    EXPECT_TRUE(is_placeholder_imo(imo)) << imo;
  }
  EXPECT_FALSE(is_placeholder_imo(9'074'729));
}

TEST(Placeholder, TextsThatSayNothing) {
  for (const char* text :
       {"", "   ", "0000000", "00-00", "XXXX", "unknown", "N/A", "n.a.", "NONE", "1234567", "TIADA"}) {
    EXPECT_TRUE(is_placeholder_text(text)) << text;
  }
  for (const char* text : {"9V1234", "A", "OCEAN STAR", "NARA", "UNKNOWN PLEASURES", "YB12"}) {
    EXPECT_FALSE(is_placeholder_text(text)) << text;
  }
}

}  // namespace
}  // namespace selat::model
