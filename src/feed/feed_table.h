#pragma once
// All kinds of feeds, and the feed that a URI describes. A new kind is one file <scheme>_feed.cpp, its
// declaration in transports.h and its line in feed_table.cpp.

#include <expected>
#include <span>
#include <string_view>

#include "feed/feed_kind.h"

namespace selat::feed {

// In the order in which --help shows them.
[[nodiscard]] std::span<const FeedKind> feed_table();

struct ConfiguredFeed {
  const FeedKind* kind;  // in the table
  MakeFeed make;
};

struct UriError {
  UriProblem problem;
  std::size_t column;        // of the character in question, counted from 1
  LocalizedMessage what;     // is wrong, and where
  LocalizedMessage message;  // the same in a line of its own, with the URI
};

// Opens and resolves nothing.
[[nodiscard]] std::expected<ConfiguredFeed, UriError> parse_uri(std::string_view uri);

}  // namespace selat::feed
