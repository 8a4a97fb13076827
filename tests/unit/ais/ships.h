#pragma once
// Sentences that the tests of the receiver share, and what they expect of an outcome.

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <gtest/gtest.h>

#include "ais/encode.h"
#include "ais/problem.h"
#include "receive.h"

namespace selat::ais::test {

// Two Class A positions and a static report of real form, two static reports of encoder make.
inline const std::string kSingle = "!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A";
inline constexpr std::uint32_t kSingleMmsi = 371'798'000;
inline const std::string kFirst =
    "!AIVDM,2,1,1,A,55?MbV02;H;s<HtKR20EHE:0@T4@Dn2222222216L961O5Gf0NSQEp6ClRp8,0*1C";
inline const std::string kSecond = "!AIVDM,2,2,1,A,88888888880,2*25";
inline constexpr std::uint32_t kFiveMmsi = 351'759'000;

inline StaticVoyage ship(std::uint32_t mmsi, std::string_view name, std::string_view destination) {
  StaticVoyage made;
  made.mmsi = model::Mmsi(mmsi);
  made.name = ShortText<20>(name);
  made.destination = ShortText<20>(destination);
  return made;
}
inline const Message kNorth = ship(525'000'001, "KM UTARA", "BELAWAN");
inline const Message kSouth = ship(533'000'002, "MV SELATAN", "PORT KLANG");

inline std::vector<std::string> parts(const Message& message, std::uint8_t id, char channel = 'A',
                                      std::string_view source = {}) {
  EncodeOptions options;
  options.sequence_id = id;
  options.channel = channel;
  options.tag_source = source;
  return encode(message, options);
}

inline void expect_one(const Outcome& outcome, std::uint32_t mmsi) {
  ASSERT_EQ(outcome.messages.size(), 1U);
  EXPECT_EQ(header_of(outcome.messages[0]).mmsi.number(), mmsi);
}
inline void expect_both(const Outcome& outcome) {
  ASSERT_EQ(outcome.messages.size(), 2U);
  EXPECT_TRUE((outcome.messages[0] == kNorth && outcome.messages[1] == kSouth) ||
              (outcome.messages[0] == kSouth && outcome.messages[1] == kNorth));
}
template <typename Problem>
void expect_none(const Outcome& outcome, Problem problem) {
  EXPECT_TRUE(outcome.messages.empty());
  if constexpr (std::is_same_v<Problem, MessageProblem>) {
    EXPECT_EQ(outcome.counters.message_problems[problem], 1U);
  } else {
    EXPECT_EQ(outcome.counters.sentence_problems[problem], 1U);
  }
  EXPECT_EQ(outcome.counters.problem_total(), 1U);
}

}  // namespace selat::ais::test
