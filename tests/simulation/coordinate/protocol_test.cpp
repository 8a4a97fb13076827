// Random histories (world.h) of two hours each, in blocks that run beside each other. SELAT_SEED=<n> runs
// that one history; SELAT_SEEDS=<n> runs more than usual, or fewer; SELAT_TRACE=<folder> writes there what
// happens in each (trace.h). Safety holds with all faults at work; that everything comes to its end, only
// after a calm.

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

#include <gtest/gtest.h>

#include "base/clock.h"
#include "world.h"

namespace selat::coordinate::simulation {
namespace {

constexpr std::uint64_t kBlocks = 30;
constexpr std::uint64_t kSeeds = 1'500;
constexpr Span kFaultyTime = Span::minutes(112);
constexpr Span kCalmTime = Span::minutes(7);
// Nobody does anything any more: nothing moves, but where an exclusion ends.
constexpr Span kQuietTime = Span::minutes(1);
constexpr std::uint64_t kMostHandoversInQuiet = 10;
// To print each notice takes longer than all the rest: it is done in one of so many histories.
constexpr std::uint64_t kHistoriesForOneOnPaper = 250;

struct Seeds {
  std::uint64_t first = 1;
  std::uint64_t last = 0;
};

std::uint64_t number_from_environment(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): before any thread
  return text != nullptr ? std::strtoull(text, nullptr, 10) : otherwise;
}

// Of one seed the first block runs it and the others nothing.
Seeds seeds_of(std::uint64_t block) {
  if (const std::uint64_t only = number_from_environment("SELAT_SEED", 0); only != 0) {
    return block == 0 ? Seeds{only, only} : Seeds{};
  }
  const std::uint64_t all = number_from_environment("SELAT_SEEDS", kSeeds);
  return {1 + all * block / kBlocks, all * (block + 1) / kBlocks};
}

// Closed if nobody asked for one.
std::ofstream trace_of(std::uint64_t seed) {
  const char* const folder = std::getenv("SELAT_TRACE");  // NOLINT(concurrency-mt-unsafe): before any thread
  return folder != nullptr ? std::ofstream(std::filesystem::path(folder) / (std::to_string(seed) + ".trace"))
                           : std::ofstream();
}

void add(Counts& all, const Counts& more) {
  for (const auto& [name, field] : kCounts) {
    all.*field += more.*field;
  }
}

class Protocol : public testing::TestWithParam<std::uint64_t> {};

TEST_P(Protocol, KeepsItsPromisesInEveryHistory) {
  const auto [first, last] = seeds_of(GetParam());
  if (first > last) {
    return;
  }
  Counts all;
  const std::int64_t began_ns = thread_cpu_ns();
  for (std::uint64_t seed = first; seed <= last; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed) + " (run again with SELAT_SEED=" + std::to_string(seed) +
                 ")");
    std::ofstream trace = trace_of(seed);
    World world(seed, trace.is_open() ? &trace : nullptr, seed % kHistoriesForOneOnPaper == 0);
    world.run(kFaultyTime, true);
    ASSERT_TRUE(world.broken().empty()) << world.broken().front();
    world.run(kCalmTime, false);
    const std::uint64_t handovers = world.counts().handovers;
    world.run(kQuietTime, false);
    ASSERT_TRUE(world.broken().empty()) << world.broken().front();
    ASSERT_LE(world.counts().handovers, handovers + kMostHandoversInQuiet) << "sectors go round without end";
    for (const auto& left_undone : {world.neglected(), world.untold(), world.lost_words()}) {
      ASSERT_TRUE(left_undone.empty()) << left_undone.front();
    }
    add(all, world.counts());
  }
  const auto histories = last - first + 1;
  const double hours =
      static_cast<double>(histories) * (kFaultyTime + kCalmTime + kQuietTime).in_seconds() / 3'600;
  const double cpu_s = static_cast<double>(thread_cpu_ns() - began_ns) / 1e9;
  std::cout << hours << " simulated hours, " << hours / cpu_s << " in a CPU-second;";
  for (const auto& [name, field] : kCounts) {
    std::cout << " " << name << " " << all.*field;
    // A history that never gets there proves nothing.
    EXPECT_TRUE(all.*field > 0 || histories < kSeeds / kBlocks) << name;
  }
  std::cout << "\n";
}

INSTANTIATE_TEST_SUITE_P(Block, Protocol, testing::Range<std::uint64_t>(0, kBlocks));

}  // namespace
}  // namespace selat::coordinate::simulation
