// Random histories (world.h). SELAT_SEED=<n> runs that one history; SELAT_SEEDS=<n> runs more than usual.
// Safety holds with all faults at work; that everything comes to its end only after a calm.

#include <cstdlib>
#include <string>

#include <gtest/gtest.h>

#include "world.h"

namespace selat::coordinate::simulation {
namespace {

std::uint64_t number_from_environment(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): before any thread
  return text != nullptr ? std::strtoull(text, nullptr, 10) : otherwise;
}

void add(Counts& all, const Counts& more) {
  for (const auto field : kCounts) {
    all.*field += more.*field;
  }
}

TEST(Protocol, KeepsItsPromisesInEveryHistory) {
  const std::uint64_t only = number_from_environment("SELAT_SEED", 0);
  const std::uint64_t first = only != 0 ? only : 1;
  const std::uint64_t last = only != 0 ? only : number_from_environment("SELAT_SEEDS", 40);
  Counts all;
  for (std::uint64_t seed = first; seed <= last; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed) + " (run again with SELAT_SEED=" + std::to_string(seed) +
                 ")");
    World world(seed);
    world.run(Span::minutes(25), true);
    ASSERT_TRUE(world.broken().empty()) << seed << ": " << world.broken().front();
    world.run(Span::minutes(6), false);
    ASSERT_TRUE(world.broken().empty()) << seed << ": " << world.broken().front();
    const auto neglected = world.neglected();
    ASSERT_TRUE(neglected.empty()) << neglected.front();
    const auto untold = world.untold();
    ASSERT_TRUE(untold.empty()) << untold.front();
    const auto lost = world.lost_words();
    ASSERT_TRUE(lost.empty()) << lost.front();
    add(all, world.counts());
  }
  // The histories are worth something: much was granted, handed over and restarted in them.
  const std::uint64_t histories = last - first + 1;
  EXPECT_GT(all.grants, 10 * histories);
  EXPECT_GT(all.restarts, 5 * histories);
  EXPECT_GT(all.handovers, 0U);
  EXPECT_GT(all.notices, 20 * histories);
  EXPECT_GT(all.words, 5 * histories);
}

}  // namespace
}  // namespace selat::coordinate::simulation
