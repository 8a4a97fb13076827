// Lines to messages and reports, against the pass that finds newlines and checks every checksum.

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>

#include "ais/receiver.h"
#include "simulate/load.h"

namespace selat {
namespace {

constexpr std::uint32_t kSentences = 100'000;
const Instant kStart = Instant::unix_seconds(1'767'225'600);

// The mix of a real network, with or without TAG blocks.
std::string make_feed(bool has_tags) {
  simulate::Load load(1, 40'000, kStart);
  std::string with_tags;
  for (std::uint32_t made = 0; made < kSentences;) {
    made += load.next(kStart + Span::microseconds(made * 50), kSentences - made, with_tags);
  }
  if (has_tags) {
    return with_tags;
  }
  std::string plain;
  for (std::size_t at = 0; at < with_tags.size();) {
    const std::size_t end = with_tags.find('\n', at) + 1;
    plain += with_tags.substr(with_tags.find('!', at), end - with_tags.find('!', at));
    at = end;
  }
  return plain;
}

const std::string& feed(bool has_tags) {
  static const std::string tagged = make_feed(true);
  static const std::string plain = make_feed(false);
  return has_tags ? tagged : plain;
}

template <typename Take>
void for_each_line(std::string_view bytes, Take take) {
  while (!bytes.empty()) {
    const auto* newline = static_cast<const char*>(std::memchr(bytes.data(), '\n', bytes.size()));
    const auto size = static_cast<std::size_t>(newline - bytes.data());
    take(bytes.substr(0, size));
    bytes.remove_prefix(size + 1);
  }
}

std::uint8_t hex(char digit) {
  return static_cast<std::uint8_t>(digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
}

void newlines_and_checksums(benchmark::State& state) {
  for (auto _ : state) {
    std::uint64_t good = 0;
    for_each_line(feed(false), [&](std::string_view line) {
      const std::size_t star = line.find('*');
      std::uint8_t sum = 0;
      for (std::size_t i = 1; i < star; ++i) {
        sum = static_cast<std::uint8_t>(sum ^ static_cast<std::uint8_t>(line[i]));
      }
      good += sum == (hex(line[star + 1]) << 4 | hex(line[star + 2]));
    });
    if (good != kSentences) {
      state.SkipWithError("a checksum is wrong");
    }
  }
  state.SetItemsProcessed(state.iterations() * kSentences);
}

void receiver(benchmark::State& state, bool has_tags) {
  for (auto _ : state) {
    ais::Receiver receiver;
    std::uint64_t reports = 0;
    for_each_line(feed(has_tags), [&](std::string_view line) {
      receiver.receive(line, kStart,
                       [&](const ais::Received& received) { reports += received.reports.size(); });
    });
    receiver.flush();
    if (receiver.counters().in_messages != kSentences) {
      state.SkipWithError("a sentence came to nothing");
    }
    benchmark::DoNotOptimize(reports);
  }
  state.SetItemsProcessed(state.iterations() * kSentences);
}

}  // namespace
}  // namespace selat

[[maybe_unused]] const int kRegistered = [] {
  using benchmark::RegisterBenchmark;
  RegisterBenchmark("ais sentences/bare newlines and checksums", selat::newlines_and_checksums);
  RegisterBenchmark("ais sentences/receiver to reports", selat::receiver, false)->Iterations(5);
  RegisterBenchmark("ais sentences/receiver, TAG blocks parsed", selat::receiver, true)->Iterations(5);
  return 0;
}();
