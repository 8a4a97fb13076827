// What radars send, from bytes in memory to reports with positions: TTM lines through the reader of AIS
// lines, as in a feed, and ASTERIX data blocks of twenty targets. Ends with 1 where a core does less than the
// aims.
//   bench_radar [MILLIONS]

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "ais/receiver.h"
#include "base/random.h"
#include "cpu_time.h"
#include "nmea/checksum.h"
#include "nmea/lines.h"
#include "radar/asterix/receiver.h"
#include "radar/asterix/writer.h"
#include "radar/sentence.h"
#include "radar/sentence_receiver.h"

namespace {

using namespace selat;
using bench::cpu_s;
using radar::operator+;

constexpr double kAimPerSecond = 1e6;
constexpr int kTargetsOfABlock = 20;
constexpr int kRepetitions = 3;
const Instant kNow = Instant::unix_seconds(1'764'500'000);
const auto kRadar = geo::Position::degrees(1.25, 103.75);

// One position and heading of the own ship before every ten targets.
std::string ttm_lines(std::size_t targets, Random& random) {
  std::string text;
  const auto put = [&text](const std::string& fields) {
    text += "$" + fields + nmea::checksum_suffix(fields) + "\r\n";
  };
  for (std::size_t i = 0; i < targets; ++i) {
    const double second = 0.1 * static_cast<double>(i / 10 % 590);
    if (i % 10 == 0) {
      put(fmt::format("GPRMC,1053{:05.2f},A,0115.{:03},N,10345.000,E,10.0,000.0,301125,,,A", second,
                      i / 10 % 1000));
      put(fmt::format("HEHDT,{:05.1f},T", random.uniform(0, 359.9)));
    }
    put(fmt::format("RATTM,{:02},{:.2f},{:05.1f},{},{:.1f},{:05.1f},T,0.1,3.2,N,,T,,1053{:05.2f},A", i % 100,
                    random.uniform(0.1, 24), random.uniform(0, 359.9), i % 4 == 0 ? 'R' : 'T',
                    random.uniform(0, 40), random.uniform(0, 359.9), second));
  }
  return text;
}

std::string asterix_blocks(std::size_t targets, Random& random) {
  std::string text;
  for (std::size_t i = 0; i < targets; i += kTargetsOfABlock) {
    radar::AsterixBytes records;
    for (int j = 0; j < kTargetsOfABlock; ++j) {
      records =
          records + radar::AsterixRecord()
                        .item(1, {25, 201})
                        .item(2, radar::big_endian(39'200 * 128 + static_cast<std::int64_t>(i / 1'000), 3))
                        .item(3, {0x20})
                        .item(4, radar::big_endian(static_cast<std::int64_t>(random.below(6'000)), 2) +
                                     radar::big_endian(static_cast<std::int64_t>(random.below(65'536)), 2))
                        .item(7, {0x18, 9, 200})
                        .item(11, radar::big_endian(static_cast<std::int64_t>(i % 4'096), 2))
                        .item(13, radar::big_endian(80, 2) + radar::big_endian(1'234, 2))
                        .item(14, {0x01, 0x00})
                        .bytes();
    }
    const auto block = radar::asterix_block(48, records);
    text.append(block.begin(), block.end());
  }
  return text;
}

// The best of several runs, in targets a second of processor time.
template <typename Run>
bool measure(const char* what, std::size_t targets, Run&& run) {
  double best_s = 1e9;
  for (int i = 0; i < kRepetitions; ++i) {
    const double before_s = cpu_s();
    const std::uint64_t placed = run();
    best_s = std::min(best_s, cpu_s() - before_s);
    if (placed != targets) {
      std::printf("%s: %llu of %zu targets have a position\n", what, static_cast<unsigned long long>(placed),
                  targets);
      return false;
    }
  }
  const double per_second = static_cast<double>(targets) / best_s;
  const bool is_met = per_second >= kAimPerSecond;
  std::printf("%-36s %10.0f /s   aim %.0f%s\n", what, per_second, kAimPerSecond, is_met ? "" : "   MISSED");
  return is_met;
}

std::uint64_t read_lines(const std::string& text) {
  std::uint64_t placed = 0;
  radar::SentenceReceiver radar;
  ais::ReceiverOptions options;
  options.others = {.is_wanted = radar::is_radar_sentence, .take = [&](const nmea::OtherSentence& sentence) {
                      const auto* received = radar.take(sentence);
                      placed += received != nullptr && received->report.position ? 1U : 0U;
                    }};
  ais::Receiver receiver(options);
  const std::string_view all = text;
  receiver.receive(nmea::Lines::with_room_behind(all.substr(0, all.size() - nmea::kRoomBehindLine)), kNow,
                   [](const ais::Received&) {});
  return placed;
}

std::uint64_t read_blocks(const std::string& text) {
  std::uint64_t placed = 0;
  radar::AsterixReceiver receiver({.position = kRadar});
  receiver.take(
      radar::bytes_of(text), kNow,
      {.take_report = [&](const radar::ReceivedReport& one) { placed += one.report.position ? 1U : 0U; },
       .take_status = [](const radar::ReceivedStatus&) {}});
  return placed;
}

}  // namespace

int main(int count, char** words) {
  const std::size_t targets = (count > 1 ? std::strtoul(words[1], nullptr, 10) : 1) * 1'000'000;
  Random random(1);
  const std::string lines = ttm_lines(targets, random) + std::string(nmea::kRoomBehindLine, '\0');
  const std::string blocks = asterix_blocks(targets, random);
  const bool is_fast = measure("TTM lines to reports", targets, [&] { return read_lines(lines); });
  return measure("ASTERIX CAT 048 to reports", targets, [&] { return read_blocks(blocks); }) && is_fast ? 0
                                                                                                        : 1;
}
