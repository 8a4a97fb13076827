// `selat chart at`: how sure the shore is, on the geodata that comes with Selat.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "app/program.h"

namespace selat::app {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;

std::string told_of(std::vector<std::string> words) {
  words.insert(words.begin(), {"selat", "chart", "at"});
  words.insert(words.end(), {"--geodata", SELAT_SOURCE_DIR "/geodata"});
  std::vector<char*> argv;
  for (std::string& word : words) {
    argv.push_back(word.data());
  }
  argv.push_back(nullptr);
  ::testing::internal::CaptureStdout();
  EXPECT_EQ(run_program(static_cast<int>(words.size()), argv.data()), 0);
  return ::testing::internal::GetCapturedStdout();
}

json shore_at(const char* latitude, const char* longitude) {
  return json::parse(told_of({latitude, longitude, "--json"}))["shore"];
}

TEST(ChartAtShore, SaysWhereItIsLessSureAndWhy) {
  const json tuas = shore_at("1.235", "103.60");
  EXPECT_EQ(tuas["doubt"]["id"], "tuas-terminal");
  EXPECT_EQ(tuas["doubt"]["reason"], "land reclaimed since 2017 (Tuas Terminal)");
  EXPECT_EQ(tuas["uncertainty_m"], 2'000);
  EXPECT_EQ(shore_at("1.19", "104.05")["uncertainty_m"], 1'000) << "Batam: no second source";
  const json selangor = shore_at("2.70", "101.40");
  EXPECT_EQ(selangor["uncertainty_m"], 500) << "measured";
  EXPECT_TRUE(selangor["doubt"].is_null());
  EXPECT_THAT(told_of({"1.235", "103.60"}),
              HasSubstr("known to 1.1 nm here: land reclaimed since 2017 (Tuas Terminal)\n"));
  EXPECT_THAT(told_of({"2.70", "101.40"}), Not(HasSubstr("Shore in doubt")));
}

}  // namespace
}  // namespace selat::app
