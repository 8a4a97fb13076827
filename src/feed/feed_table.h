#pragma once
// All kinds of feeds, one line each: the form of its URI, what it does, and the function that makes it. A new
// transport is one file <x>_feed.cpp, its options and parser in uri.h, and one line here.

#include <memory>
#include <span>
#include <string_view>

#include "base/localized_message.h"
#include "feed/feed.h"
#include "feed/uri.h"

namespace selat::feed {

struct FeedKind {
  std::string_view scheme;
  std::string_view form;  // as it is written
  MessageId summary;      // one line for --help
  std::shared_ptr<Feed> (*make)(const FeedOptions& options, Setup setup);
};

[[nodiscard]] std::span<const FeedKind> feed_table();

// Not yet started.
[[nodiscard]] std::shared_ptr<Feed> make_feed(const FeedOptions& options, Setup setup);

}  // namespace selat::feed
