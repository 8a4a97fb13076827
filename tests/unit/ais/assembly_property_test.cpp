// Multi-part messages of many stations through one feed that loses, repeats and reorders: whatever comes out
// was sent, and every sentence is accounted for.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <ostream>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "ais/encode.h"
#include "base/bits.h"
#include "nmea/checksum.h"
#include "random_message.h"
#include "receive.h"

namespace selat::ais {
namespace {

// How a station's name comes with its sentences.
enum class Naming {
  on_every,    // a TAG source
  by_group,    // a TAG group on every sentence, the source on the first alone
  on_first,    // a TAG source on the first alone
  by_wrapper,  // a $PGHP before the first, with the checksums of all
};

struct Weather {
  double loss = 0;
  double duplication = 0;
  double reordering = 0;   // chance for a line to be swapped with one of the next four
  bool is_mixed = true;    // else each part stands directly behind the one before it, until it rains
  bool has_jumps = false;  // the clock goes on by up to 400 ms a line, and steps an hour now and then
  std::uint32_t max_groups = 4096;
};
struct Feed {
  Naming naming;
  Weather weather;
};

std::string name_of(const Feed& feed) {
  static constexpr auto kNamings =
      std::to_array<std::string_view>({"named_on_every", "by_group", "named_on_first", "by_wrapper"});
  const auto& [naming, weather] = feed;
  const auto per_mille = [](double chance) { return std::to_string(std::lround(chance * 1'000)); };
  return std::string(kNamings[static_cast<std::size_t>(naming)]) + "_loss_" + per_mille(weather.loss) +
         "_twice_" + per_mille(weather.duplication) + "_swapped_" + per_mille(weather.reordering) +
         (weather.is_mixed ? "" : "_in_order") + (weather.has_jumps ? "_jumps" : "") +
         (weather.max_groups < 4096 ? "_few_groups" : "");
}

void PrintTo(const Feed& feed, std::ostream* out) {
  *out << name_of(feed);
}

struct Sent {
  std::vector<std::string> in_the_dry, lines;
  std::vector<Bits> messages;
};

std::string wrapper(std::size_t station, const std::vector<std::string>& parts) {
  unsigned checksums = 0;
  for (const std::string& part : parts) {
    checksums ^= static_cast<unsigned>(std::stoul(part.substr(part.size() - 2), nullptr, 16));
  }
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "PGHP,1,2026,1,1,0,0,0,0,219,,%zu,1,%02X", 2'190'000 + station,
                checksums);
  return "$" + std::string(text.data()) + nmea::checksum_suffix(text.data());
}

// Puts the names to the sentences of message `number`, which come without.
void name(std::vector<std::string>& parts, Naming naming, std::size_t station, std::size_t number) {
  const std::string source = "s:station" + std::to_string(station);
  const std::string before = naming == Naming::by_wrapper ? wrapper(station, parts) + "\n" : "";
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool has_source = naming == Naming::on_every || (i == 0 && naming != Naming::by_wrapper);
    std::string tag = has_source ? source : "";
    if (naming == Naming::by_group) {
      tag += (tag.empty() ? "g:" : ",g:") + std::to_string(i + 1) + "-" + std::to_string(parts.size()) + "-" +
             std::to_string(number);
    }
    parts[i] = tag.empty() ? parts[i] : test::tagged(tag, parts[i]);
  }
  parts.front() = before + parts.front();
}

// Stations that count their sequence ids up, as IEC 61162-1 says, each in its own order, mixed with the
// others.
Sent send(Random& random, std::size_t stations, std::size_t messages, Naming naming, bool is_mixed) {
  test::RandomMessages make(random.next());
  Sent sent;
  std::vector<std::uint8_t> next_id(stations, 0);
  std::vector<std::vector<std::string>> queues(stations);
  for (std::size_t i = 0; i < messages; ++i) {
    const std::size_t station = i < stations ? i : random.below(stations);
    EncodeOptions options;
    options.channel = random.chance(0.5) ? 'A' : 'B';
    options.sequence_id = next_id[station];
    options.characters_per_sentence = random.chance(0.5) ? 56 : 20;
    const Message message = random.chance(0.7) ? make.of_type(5) : make.of_type(19);
    sent.messages.push_back(encode_bits(message));
    auto parts = encode(message, options);
    if (parts.size() > 1) {
      next_id[station] = static_cast<std::uint8_t>((next_id[station] + 1) % 10);
    }
    name(parts, naming, station, i);
    // A station that has not been heard of cannot be told from another: each is heard once before it rains.
    auto& into = i < stations ? sent.in_the_dry : is_mixed ? queues[station] : sent.lines;
    into.insert(into.end(), parts.begin(), parts.end());
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

class Assembly : public testing::TestWithParam<Feed> {};

std::vector<std::string> parts_of(const std::string& lines) {
  std::vector<std::string> parts;
  std::istringstream in(lines);
  for (std::string line; std::getline(in, line);) {
    parts.push_back(line);
  }
  return parts;
}

TEST_P(Assembly, WhateverComesOutWasSent) {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    Random random(seed);
    const auto& [naming, weather] = GetParam();
    const std::size_t stations = 1 + random.below(12);
    const Sent sent = send(random, stations, 300, naming, weather.is_mixed);
    auto lines = sent.in_the_dry;
    std::ranges::copy(through(weather, random, sent.lines), std::back_inserter(lines));
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
      for (const std::string& part : parts_of(line)) {
        receiver.receive(test::ExactLines(part).lines(), now, [&](const Received& received) {
          ++whole;
          fabricated += known.contains(received.header.fingerprint) ? 0U : 1U;
        });
      }
      ASSERT_TRUE(receiver.counters().adds_up());
      ASSERT_LE(receiver.counters().waiting, std::uint64_t{weather.max_groups} * 8);
    }
    receiver.flush();
    EXPECT_TRUE(receiver.counters().adds_up());
    EXPECT_EQ(receiver.counters().waiting, 0U);
    EXPECT_EQ(fabricated, 0U);
    EXPECT_GT(whole, 0U);
    const bool are_all_tied = naming == Naming::on_every || naming == Naming::by_group || stations == 1;
    if (are_all_tied && weather.loss == 0 && weather.reordering == 0 && !weather.has_jumps) {
      EXPECT_GE(whole, sent.messages.size());
    }
  }
}

std::vector<Feed> feeds() {
  std::vector<Feed> feeds;
  for (const Naming naming : {Naming::on_every, Naming::by_group, Naming::on_first, Naming::by_wrapper}) {
    for (const Weather& weather :
         {Weather{}, Weather{.duplication = 0.3}, Weather{.loss = 0.05}, Weather{.reordering = 0.2},
          Weather{.loss = 0.3, .duplication = 0.2}, Weather{.is_mixed = false},
          Weather{.loss = 0.001, .is_mixed = false}, Weather{.loss = 0.01, .is_mixed = false},
          Weather{.loss = 0.05, .is_mixed = false}, Weather{.loss = 0.3, .is_mixed = false},
          Weather{.loss = 0.01, .reordering = 0.02, .is_mixed = false},
          Weather{.loss = 0.15, .duplication = 0.15, .reordering = 0.3}, Weather{.has_jumps = true},
          Weather{.loss = 0.15, .duplication = 0.15, .reordering = 0.3, .has_jumps = true},
          Weather{.loss = 0.1, .reordering = 0.2, .has_jumps = true},
          Weather{.loss = 0.15, .duplication = 0.15, .reordering = 0.3, .max_groups = 3}}) {
      feeds.push_back({naming, weather});
    }
  }
  return feeds;
}

INSTANTIATE_TEST_SUITE_P(Feeds, Assembly, testing::ValuesIn(feeds()),
                         [](const auto& feed) { return name_of(feed.param); });

}  // namespace
}  // namespace selat::ais
