#include "simulate/load.h"

#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include <gtest/gtest.h>

#include "ais/receiver.h"
#include "geo/local_plane.h"
#include "nmea/line_splitter.h"

namespace selat::simulate {
namespace {

const Instant kStart = Instant::unix_seconds(1'767'225'600);

// 40 s at 20,000 sentences/s would take seconds in a slow build: a tenth of the rate and of the vessels.
constexpr std::uint32_t kRate = 2'000;
constexpr std::uint32_t kVessels = 4'000;

std::string bytes_of(std::uint64_t seed, std::uint32_t count,
                     std::unique_ptr<LoadWaters> waters = busy_strait(strait())) {
  Load load(seed, kVessels, kStart, std::move(waters));
  std::string all;
  for (std::uint32_t sent = 0; sent < count;) {
    sent += load.next(kStart + Span::milliseconds(sent * 1'000LL / kRate), count - sent, all);
  }
  return all;
}

TEST(Load, exactly_as_many_sentences_as_asked_for) {
  for (const std::uint32_t count : {1U, 2U, 3U, 999U, 1'000U}) {
    const std::string all = bytes_of(3, count);
    EXPECT_EQ(std::count(all.begin(), all.end(), '!'), count);
  }
}

TEST(Load, same_seed_same_bytes) {
  EXPECT_EQ(bytes_of(3, 5'000), bytes_of(3, 5'000));
  EXPECT_NE(bytes_of(3, 5'000), bytes_of(4, 5'000));
}

class LoadIn : public testing::TestWithParam<bool> {};

TEST_P(LoadIn, all_is_decoded_and_nothing_is_a_copy) {
  const std::string all = bytes_of(1, kRate * 30, GetParam() ? open_ocean() : busy_strait(strait()));
  ais::Receiver receiver;
  std::set<std::uint64_t> fingerprints;
  std::uint64_t messages = 0;
  nmea::SplitCounters counters;
  nmea::LineSplitter splitter(counters);
  for (std::size_t at = 0; at < all.size(); at += splitter.kMostAtOnce) {
    const auto lines = splitter.split(std::string_view(all).substr(at, splitter.kMostAtOnce));
    receiver.receive(lines, kStart, [&](const ais::Received& received) {
      ++messages;
      EXPECT_TRUE(fingerprints.insert(received.header.fingerprint).second)
          << "type " << int{received.header.message_type};
    });
  }
  receiver.flush();
  EXPECT_EQ(receiver.counters().in_messages, kRate * 30U);
  EXPECT_EQ(receiver.counters().problem_total(), 0U);
  for (const std::size_t type : {1U, 3U, 4U, 5U, 18U, 21U, 24U}) {
    EXPECT_GT(receiver.counters().messages.at(type), messages / 500) << "type " << type;
  }
}

INSTANTIATE_TEST_SUITE_P(Waters, LoadIn, testing::Bool());

// A vessel is where its speed and course bring it, whatever is said of others.
TEST(LoadWaters, a_ship_sails_at_its_speed_and_stays_near_its_lane) {
  const auto waters = busy_strait(strait());
  for (const std::uint64_t number : {3U, 500U, 9'000U}) {
    const Movement now = waters->movement(number, LoadKind::ship, Span::minutes(10));
    const Movement next = waters->movement(number, LoadKind::ship, Span::minutes(11));
    EXPECT_NEAR(geo::distance(now.position, next.position).in_metres(), now.sog.in_knots() * 1'852 / 60, 60);
    EXPECT_NEAR(now.position.latitude_deg(), 3.5, 5);
    EXPECT_NEAR(now.position.longitude_deg(), 101, 6);
  }
}

TEST(LoadWaters, a_boat_in_fifty_lies_beside_another_and_the_rest_do_not) {
  const auto waters = busy_strait(strait());
  std::size_t near = 0;
  constexpr std::uint64_t kBoats = 500;
  for (std::uint64_t number = 0; number + 1 < kBoats; ++number) {
    const auto one = waters->movement(number, LoadKind::boat, Span::minutes(5));
    const auto other = waters->movement(number + 1, LoadKind::boat, Span::minutes(5));
    near += geo::distance(one.position, other.position) < Distance::metres(60) ? 1U : 0U;
  }
  EXPECT_GE(near, kBoats / 50);
  EXPECT_LT(near, kBoats / 25);
}

}  // namespace
}  // namespace selat::simulate
