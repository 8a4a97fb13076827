#include "feed/gzip.h"

#include <string>

#include <gtest/gtest.h>

namespace selat::feed {
namespace {

using namespace std::string_literals;

// printf '!one\n!two\n' | gzip -n
const std::string kPacked =
    "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x53\xcc\xcf\x4b\xe5"
    "\x52\x2c\x29\xcf\xe7\x02\x00\x9c\x6d\x49\x36\x0a\x00\x00\x00"s;

TEST(Gzip, IsUnpacked) {
  EXPECT_EQ(unpacked_gzip(kPacked, 10), "!one\n!two\n");
}

TEST(Gzip, WhatIsDamagedOrTooLongOrNoGzipIsNothing) {
  EXPECT_EQ(unpacked_gzip(kPacked, 9), std::nullopt);
  for (std::size_t size = 0; size < kPacked.size() - 8; ++size) {
    EXPECT_EQ(unpacked_gzip(kPacked.substr(0, size), 1'000), std::nullopt) << size;
  }
  EXPECT_EQ(unpacked_gzip("!one\n", 1'000), std::nullopt);
  EXPECT_EQ(unpacked_gzip("BZh91AY&SY", 1'000), std::nullopt);
}

}  // namespace
}  // namespace selat::feed
