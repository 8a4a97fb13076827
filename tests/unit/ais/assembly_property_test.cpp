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
  double reordering = 0;      // chance for a line to be swapped with one of the next four
  bool by_tag_group = false;  // a TAG group on every sentence, its source on the first alone
  bool has_jumps = false;     // the clock goes on by up to 400 ms a line, and steps an hour now and then
  std::uint32_t max_groups = 4096;
};

struct Sent {
  std::vector<std::string> lines;
  std::vector<Bits> messages;
};

// Stations that count their sequence ids up, as IEC 61162-1 says, each in its own order, mixed with the
// others.
Sent send(Random& random, std::size_t stations, std::size_t messages, bool by_tag_group) {
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
    if (!by_tag_group) {
      options.tag_source = name;
    }
    options.characters_per_sentence = random.chance(0.5) ? 56 : 20;
    const Message message = random.chance(0.7) ? make.of_type(5) : make.of_type(19);
    sent.messages.push_back(encode_bits(message));
    auto parts = encode(message, options);
    for (std::size_t number = 1; by_tag_group && number <= parts.size(); ++number) {
      const std::string group =
          "g:" + std::to_string(number) + "-" + std::to_string(parts.size()) + "-" + std::to_string(i);
      parts[number - 1] = test::tagged(number == 1 ? group + ",s:" + name : group, parts[number - 1]);
    }
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
    const Weather& weather = GetParam();
    const Sent sent = send(random, 1 + random.below(12), 300, weather.by_tag_group);
    const auto lines = through(weather, random, sent.lines);
    std::set<std::uint64_t> known;
    for (const auto& bits : sent.messages) {
      known.insert(bits.fingerprint());
    }
    ReceiverOptions options;
    options.assembler.max_groups = weather.max_groups;
    Receiver receiver(options);
    Instant now = test::kNow;
    std::size_t whole = 0, fabricated = 0;
    for (const auto& line : lines) {
      if (weather.has_jumps) {
        now = now + Span::milliseconds(static_cast<std::int64_t>(random.below(400)));
        now = now + (random.chance(0.01) ? Span::seconds(random.chance(0.5) ? 3'600 : -3'600) : Span());
      }
      receiver.receive(line, now, [&](const Received& received) {
        ++whole;
        fabricated += known.contains(received.header.fingerprint) ? 0U : 1U;
      });
      ASSERT_TRUE(receiver.counters().adds_up());
      ASSERT_LE(receiver.counters().waiting, std::uint64_t{weather.max_groups} * 8);
    }
    receiver.flush();
    EXPECT_TRUE(receiver.counters().adds_up());
    EXPECT_EQ(receiver.counters().waiting, 0U);
    EXPECT_EQ(fabricated, 0U);
    EXPECT_GT(whole, 0U);
    if (weather.loss == 0 && weather.reordering == 0 && !weather.has_jumps) {
      EXPECT_GE(whole, sent.messages.size());
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    Weathers, Assembly,
    testing::Values(Weather{}, Weather{.duplication = 0.3}, Weather{.loss = 0.05}, Weather{.reordering = 0.2},
                    Weather{.loss = 0.3, .duplication = 0.2},
                    Weather{.loss = 0.15, .duplication = 0.15, .reordering = 0.3},
                    Weather{.by_tag_group = true}, Weather{.has_jumps = true},
                    Weather{.loss = 0.15, .duplication = 0.15, .reordering = 0.3, .by_tag_group = true},
                    Weather{.loss = 0.15, .duplication = 0.15, .reordering = 0.3, .has_jumps = true},
                    Weather{.loss = 0.1, .reordering = 0.2, .by_tag_group = true, .has_jumps = true},
                    Weather{.loss = 0.15, .duplication = 0.15, .reordering = 0.3, .max_groups = 3}));

}  // namespace
}  // namespace selat::ais
