#include "feed/feed_table.h"

#include <utility>

#include <gtest/gtest.h>

#include "feed/backoff.h"

namespace selat::feed {
namespace {

TEST(FeedTable, EveryFormInItIsUnderstoodByItsOwnLine) {
  for (const auto& kind : feed_table()) {
    std::string form(kind.form);
    const auto port = form.find(":port");
    if (port != std::string::npos) {
      form.replace(port, 5, ":4001");
    }
    const auto group = form.find("group");
    if (group != std::string::npos) {
      form.replace(group, 5, "239.192.0.4");
    }
    const auto configured = parse_uri(form);
    ASSERT_TRUE(configured.has_value()) << configured.error().message.in_english();
    EXPECT_TRUE(form.starts_with(std::string(kind.scheme) + "://"));
    EXPECT_EQ(configured->kind, &kind);
    EXPECT_EQ(kind.is_recording, kind.scheme == "file");
  }
}

TEST(Backoff, DoublesUpToItsCapAndIsJittered) {
  for (std::uint64_t seed = 1; seed < 100; ++seed) {
    SCOPED_TRACE(seed);
    Backoff backoff(seed);
    Span ceiling = Backoff::kShortest;
    for (int i = 0; i < 20; ++i) {
      const Span wait = backoff.next();
      EXPECT_GE(wait, ceiling * 0.5);
      EXPECT_LE(wait, ceiling);
      ceiling = std::min(ceiling * 2.0, Backoff::kLongest);
    }
    EXPECT_EQ(ceiling, Backoff::kLongest);
    backoff.worked_for(Backoff::kProvenAfter - Span::milliseconds(1));
    EXPECT_GE(backoff.next(), Backoff::kLongest * 0.5) << "a connection alone, or a first line, is no proof";
    backoff.worked_for(Backoff::kProvenAfter);
    EXPECT_LE(backoff.next(), Backoff::kShortest);
  }
  EXPECT_NE(Backoff(1).next(), Backoff(2).next());
}

}  // namespace
}  // namespace selat::feed
