#include "simulate/load.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "ais/receiver.h"
#include "nmea/line_splitter.h"

namespace selat::simulate {
namespace {

const Instant kStart = Instant::unix_seconds(1'767'225'600);

// 40 s at 20,000 sentences/s would take seconds in a slow build: a tenth of the rate and of the vessels.
constexpr std::uint32_t kRate = 2'000;
constexpr std::uint32_t kVessels = 4'000;

std::string bytes_of(std::uint64_t seed, std::uint32_t count) {
  Load load(seed, kVessels, kStart);
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

TEST(Load, all_is_decoded_and_nothing_is_a_copy) {
  const std::string all = bytes_of(1, kRate * 30);
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

}  // namespace
}  // namespace selat::simulate
