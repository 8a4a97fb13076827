#pragma once
// What the benchmarks of decoding read: sentences of a fixed seed, or those of a recording, with and without
// TAG blocks.

#include <array>
#include <cstdint>
#include <string>

#include "ais/encode.h"
#include "random_message.h"
#include "units/instant.h"

namespace selat::bench {

inline constexpr std::uint64_t kSeed = 1;
inline const Instant kStart = Instant::unix_seconds(1'767'225'600);

// Of a hundred messages: 58 of type 1, 12 of type 3, 9 of type 5, 9 of type 18, 4.5 of type 24, and the
// other 22 types in turn.
class Mix {
 public:
  explicit Mix(std::uint64_t seed) : messages_(seed) {}

  ais::Message next() {
    const std::uint64_t permille = messages_.random().below(1'000);
    if (permille < 580) {
      return messages_.of_type(1);
    }
    if (permille < 700) {
      return messages_.of_type(3);
    }
    if (permille < 790) {
      return messages_.of_type(5);
    }
    if (permille < 880) {
      return messages_.of_type(18);
    }
    if (permille < 925) {
      return messages_.of_type(24);
    }
    static constexpr auto kOthers = std::to_array<std::uint8_t>(
        {2, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 19, 20, 21, 22, 23, 25, 26, 27});
    return messages_.of_type(kOthers[next_other_++ % kOthers.size()]);
  }
  Random& random() { return messages_.random(); }

 private:
  ais::test::RandomMessages messages_;
  std::size_t next_other_ = 0;
};

struct SentenceFiles {
  std::string plain, tagged;
};

// The same messages with and without TAG blocks (s: and c:), from twenty stations.
inline SentenceFiles random_sentences(std::uint32_t count) {
  SentenceFiles files;
  Mix mix(kSeed);
  std::array<std::uint8_t, 20> sequence{};
  for (std::uint32_t made = 0; made < count;) {
    const ais::Message message = mix.next();
    const std::size_t station = mix.random().below(sequence.size());
    const std::string source = "STATION-" + std::to_string(100 + station);
    ais::EncodeOptions options;
    options.channel = mix.random().chance(0.5) ? 'A' : 'B';
    options.sequence_id = sequence[station];
    const auto plain = ais::encode(message, options);
    options.tag_source = source;
    options.tag_time = kStart + Span::microseconds(made * 50);
    const auto tagged = ais::encode(message, options);
    if (plain.size() > 1) {
      sequence[station] = static_cast<std::uint8_t>((sequence[station] + 1) % 10);
    }
    if (plain.size() > count - made) {
      continue;
    }
    for (std::size_t i = 0; i < plain.size(); ++i) {
      files.plain += plain[i] + "\r\n";
      files.tagged += tagged[i] + "\r\n";
    }
    made += static_cast<std::uint32_t>(plain.size());
  }
  return files;
}

}  // namespace selat::bench
