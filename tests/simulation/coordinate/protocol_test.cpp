// Random histories of loss, delay, doubling, reordering, pauses, restarts, disk failures, drifting clocks
// and take-overs. SELAT_SEED=<n> runs that one history; SELAT_SEEDS=<n> runs more than usual.

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

TEST(Protocol, KeepsItsPromisesInEveryHistory) {
  const std::uint64_t only = number_from_environment("SELAT_SEED", 0);
  const std::uint64_t first = only != 0 ? only : 1;
  const std::uint64_t last = only != 0 ? only : number_from_environment("SELAT_SEEDS", 40);
  std::uint64_t grants = 0, restarts = 0, handovers = 0, notices = 0, words = 0;
  for (std::uint64_t seed = first; seed <= last; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed) + " (run again with SELAT_SEED=" + std::to_string(seed) +
                 ")");
    World world(seed);
    world.run(Span::minutes(25), true);
    ASSERT_TRUE(world.broken().empty()) << world.broken().front();
    world.run(Span::minutes(6), false);
    ASSERT_TRUE(world.broken().empty()) << world.broken().front();
    const auto neglected = world.neglected();
    ASSERT_TRUE(neglected.empty()) << neglected.front();
    const auto untold = world.untold();
    ASSERT_TRUE(untold.empty()) << untold.front();
    const auto lost = world.lost_words();
    ASSERT_TRUE(lost.empty()) << lost.front();
    notices += world.notices_seen();
    words += world.words_written();
    grants += world.grants_seen();
    restarts += world.restarts();
    handovers += world.handovers();
  }
  // The histories are worth something: much was granted, handed over and restarted in them.
  const std::uint64_t histories = last - first + 1;
  EXPECT_GT(grants, 10 * histories);
  EXPECT_GT(restarts, 5 * histories);
  EXPECT_GT(handovers, 0U);
  EXPECT_GT(notices, 20 * histories);
  EXPECT_GT(words, 5 * histories);
}

}  // namespace
}  // namespace selat::coordinate::simulation
