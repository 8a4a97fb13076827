#include "http/credentials.h"

#include <gtest/gtest.h>

namespace selat::http {
namespace {

constexpr std::string_view kToken = "correct-horse-battery";

TEST(Credentials, ABearerTokenOrThePasswordOfBasic) {
  EXPECT_TRUE(bears("Bearer correct-horse-battery", kToken));
  EXPECT_TRUE(bears("bearer correct-horse-battery", kToken));
  EXPECT_TRUE(bears("Basic c3RhdGlvbjpjb3JyZWN0LWhvcnNlLWJhdHRlcnk=", kToken)) << "station:…";
}

TEST(Credentials, AllElseIsNone) {
  for (const std::string_view given :
       {"", "Bearer", "Bearer ", "Bearer correct-horse-batterx", "Bearer correct-horse-battery ",
        "Bearer correct-horse", "Bearer correct-horse-batterycorrect-horse-battery", "correct-horse-battery",
        "Basic", "Basic !!!!", "Basic Y29ycmVjdC1ob3JzZS1iYXR0ZXJ5",
        "Basic c3RhdGlvbjo=", "Digest correct-horse-battery"}) {
    EXPECT_FALSE(bears(given, kToken)) << given;
  }
  EXPECT_FALSE(bears("Bearer ", "")) << "no token is no permission";
  EXPECT_FALSE(bears("Basic c3RhdGlvbjo=", ""));
}

}  // namespace
}  // namespace selat::http
