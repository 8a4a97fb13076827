// What TAG blocks with a group before every sentence add to decoding, and the way of a live feed's bytes,
// from reads of 1,460 bytes (one TCP segment) to messages and to reports. Over the VDM sentences of the
// recording that SELAT_BENCH_SENTENCES names (plain NMEA), else over sentences of a fixed seed. Every row is
// processor time of one core.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include "ais/message_reader.h"
#include "ais/receiver.h"
#include "nmea/checksum.h"
#include "nmea/line_splitter.h"
#include "nmea/lines.h"
#include "sentence_files.h"

namespace selat {
namespace {

constexpr std::uint32_t kSentences =
    20'000;  // so few that they stay in the cache, as what the kernel has just written is
constexpr std::size_t kSegment = 1'460;

// From the start character to the end of the line; empty if it is no VDM sentence.
std::string_view vdm_of(std::string_view line) {
  line.remove_prefix(std::min(line.find('!'), line.size()));
  return line.substr(0, line.find('\r'));
}

std::string recorded_sentences(const char* path) {
  std::ifstream file(path);
  std::string all;
  for (std::string line; std::getline(file, line);) {
    if (const auto sentence = vdm_of(line); !sentence.empty()) {
      all.append(sentence).append("\r\n");
    }
  }
  return all;
}

// Behind \g:1-2-1234,s:STATION-nn,c:<10 digits>*hh\: a group for each message, with source and time in each
// part.
std::string with_groups(std::string_view plain) {
  std::string all;
  std::uint64_t group = 1'000;
  for (std::size_t made = 0; !plain.empty(); ++made) {
    const auto size = plain.find('\n') + 1;
    const std::string_view line = plain.substr(0, size);
    plain.remove_prefix(size);
    const char count = line[7];
    const char number = line[9];
    group += number == '1' ? 1 : 0;
    const std::string between = fmt::format("g:{}-{}-{},s:STATION-{},c:{}", number, count, group,
                                            10 + group % 20, 1'384'257'600 + made / 90);
    all.append("\\").append(between).append(nmea::checksum_suffix(between)).append("\\").append(line);
  }
  return all;
}

struct Bytes {
  std::string plain, grouped;
};

const Bytes& bytes() {
  static const Bytes made = [] {
    const char* const recording = std::getenv("SELAT_BENCH_SENTENCES");
    const std::string once =
        recording != nullptr ? recorded_sentences(recording) : bench::random_sentences(kSentences).plain;
    Bytes all;
    const auto lines = static_cast<std::size_t>(std::ranges::count(once, '\n'));
    for (std::size_t times = 0; times * lines < kSentences; ++times) {
      all.plain += once;
    }
    all.grouped = with_groups(all.plain);
    return all;
  }();
  return made;
}

// Copied to where a socket would have put them, and cut into lines.
template <typename Take>
void read_in_segments(std::string_view all, const Take& take) {
  nmea::SplitCounters counters;
  nmea::LineSplitter splitter(counters);
  while (!all.empty()) {
    take(splitter.split(all.substr(0, kSegment)));
    all.remove_prefix(std::min(kSegment, all.size()));
  }
}

std::int64_t lines_in(std::string_view all) {
  return std::ranges::count(all, '\n');
}

// The aim is of the ratio to the group's yardstick, and of real payloads: of a message whose every field is
// random the processor foresees little, and what a TAG block costs beside that says nothing.
void core_decode(benchmark::State& state, bool has_groups) {
  const std::string with_room =
      (has_groups ? bytes().grouped : bytes().plain) + std::string(nmea::kRoomBehindLine, '\0');
  const std::string_view all(with_room.data(), with_room.size() - nmea::kRoomBehindLine);
  for (auto _ : state) {
    ais::MessageReader reader;
    reader.read(nmea::Lines::with_room_behind(all), bench::kStart,
                [](const ais::Decoded& decoded) { benchmark::DoNotOptimize(&decoded.message); });
    benchmark::DoNotOptimize(reader.counters().in_messages);
  }
  state.SetItemsProcessed(state.iterations() * lines_in(all));
  state.counters["aim"] = has_groups && std::getenv("SELAT_BENCH_SENTENCES") != nullptr ? 0.75 : 0.0;
}

void to_messages(benchmark::State& state, bool has_groups) {
  const std::string_view all = has_groups ? bytes().grouped : bytes().plain;
  for (auto _ : state) {
    ais::MessageReader reader;
    read_in_segments(all, [&](nmea::Lines lines) {
      reader.read(lines, bench::kStart,
                  [](const ais::Decoded& decoded) { benchmark::DoNotOptimize(&decoded.message); });
    });
    benchmark::DoNotOptimize(reader.counters().in_messages);
  }
  state.SetItemsProcessed(state.iterations() * lines_in(all));
}

void to_reports(benchmark::State& state, bool has_groups) {
  const std::string_view all = has_groups ? bytes().grouped : bytes().plain;
  for (auto _ : state) {
    ais::Receiver receiver;
    read_in_segments(all, [&](nmea::Lines lines) {
      receiver.receive(lines, bench::kStart, [](const ais::Received& received) {
        benchmark::DoNotOptimize(received.reports.data());
      });
    });
    benchmark::DoNotOptimize(receiver.counters().in_messages);
  }
  state.SetItemsProcessed(state.iterations() * lines_in(all));
}

}  // namespace
}  // namespace selat

[[maybe_unused]] const int kRegistered = [] {
  using benchmark::RegisterBenchmark;
  RegisterBenchmark("lines in memory/bare core decode", selat::core_decode, false);
  RegisterBenchmark("lines in memory/core decode, TAG groups", selat::core_decode, true);
  RegisterBenchmark("segments of 1,460 bytes/bare to messages", selat::to_messages, false);
  RegisterBenchmark("segments of 1,460 bytes/to messages, TAG groups", selat::to_messages, true);
  RegisterBenchmark("segments of 1,460 bytes/to reports", selat::to_reports, false);
  RegisterBenchmark("segments of 1,460 bytes/to reports, TAG groups", selat::to_reports, true);
  return 0;
}();
