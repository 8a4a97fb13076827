// Multi-part messages of many stations through one feed that loses, repeats and reorders: whatever comes out
// was sent, and every sentence is accounted for.
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "ais/encode.h"
#include "random_message.h"
#include "receive.h"

namespace selat::ais {
namespace {

struct Weather {
  double loss = 0;
  double duplication = 0;
  double reordering = 0;  // chance for a line to be swapped with one of the next four
};

struct Sent {
  std::vector<std::string> lines;
  std::vector<Bits> messages;
};

// Stations that count their sequence ids up, as IEC 61162-1 says, each in its own order, mixed with the
// others.
Sent send(Random& random, std::size_t stations, std::size_t messages) {
  test::RandomMessages make(random.next());
  Sent sent;
  std::vector<std::uint8_t> next_id(stations, 0);
  std::vector<std::vector<std::string>> queues(stations);
  for (std::size_t i = 0; i < messages; ++i) {
    const std::size_t station = random.below(stations);
    EncodeOptions options;
    options.channel = random.chance(0.5) ? 'A' : 'B';
    options.sequence_id = next_id[station];
    const std::string name = "station" + std::to_string(station);
    options.tag_source = name;
    options.characters_per_sentence = random.chance(0.5) ? 56 : 20;
    const Message message = random.chance(0.7) ? make.of_type(5) : make.of_type(19);
    sent.messages.push_back(encode_bits(message));
    const auto parts = encode(message, options);
    if (parts.size() > 1) {
      next_id[station] = static_cast<std::uint8_t>((next_id[station] + 1) % 10);
    }
    queues[station].insert(queues[station].end(), parts.begin(), parts.end());
  }
  std::vector<std::size_t> at(stations, 0);
  std::size_t left = 0;
  for (const auto& queue : queues) {
    left += queue.size();
  }
  while (left > 0) {
    const std::size_t station = random.below(stations);
    if (at[station] < queues[station].size()) {
      sent.lines.push_back(queues[station][at[station]++]);
      --left;
    }
  }
  return sent;
}

std::vector<std::string> through(const Weather& weather, Random& random,
                                 const std::vector<std::string>& lines) {
  std::vector<std::string> got;
  for (const auto& line : lines) {
    if (random.chance(weather.loss)) {
      continue;
    }
    got.push_back(line);
    if (random.chance(weather.duplication)) {
      got.push_back(line);
    }
  }
  for (std::size_t i = 0; i + 4 < got.size(); ++i) {
    if (random.chance(weather.reordering)) {
      std::swap(got[i], got[i + 1 + random.below(4)]);
    }
  }
  return got;
}

class Assembly : public testing::TestWithParam<Weather> {};

TEST_P(Assembly, WhateverComesOutWasSent) {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    Random random(seed);
    const Sent sent = send(random, 1 + random.below(12), 300);
    const auto lines = through(GetParam(), random, sent.lines);
    std::set<std::uint64_t> known;
    for (const auto& bits : sent.messages) {
      known.insert(bits.fingerprint());
    }
    const auto outcome = test::receive(lines);
    std::size_t fabricated = 0;
    for (const auto& header : outcome.headers) {
      fabricated += known.contains(header.fingerprint) ? 0U : 1U;
    }
    EXPECT_EQ(fabricated, 0U);
    EXPECT_FALSE(outcome.messages.empty());
    if (GetParam().loss == 0 && GetParam().reordering == 0) {
      EXPECT_GE(outcome.messages.size(), sent.messages.size());
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Weathers, Assembly,
                         testing::Values(Weather{}, Weather{.duplication = 0.3}, Weather{.loss = 0.05},
                                         Weather{.reordering = 0.2}, Weather{.loss = 0.3, .duplication = 0.2},
                                         Weather{.loss = 0.15, .duplication = 0.15, .reordering = 0.3}));

}  // namespace
}  // namespace selat::ais
