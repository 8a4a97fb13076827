#pragma once
// What a kind of feed is. Each stands at the end of its own file, <scheme>_feed.cpp; feed_table.h lists them.

#include <functional>
#include <memory>
#include <string_view>
#include <utility>

#include "base/localized_message.h"
#include "feed/feed.h"
#include "feed/uri.h"

namespace selat::feed {

// Makes the feed that a URI describes, not yet started.
using MakeFeed = std::function<std::shared_ptr<Feed>(Setup)>;

struct FeedKind {
  std::string_view scheme;
  std::string_view form;      // as it is written
  MessageId summary;          // one line for --help
  bool is_recording = false;  // it ends, and it can wait
  // Reads the place and the option of a URI of this scheme.
  Parsed<MakeFeed> (*parse)(const Uri& uri) = nullptr;
};

// What parse() gives when all is well: it makes the class from its options.
template <typename Made, typename Options>
[[nodiscard]] MakeFeed maker_of(Options options) {
  return [options = std::move(options)](Setup setup) {
    return std::make_shared<Made>(options, std::move(setup));
  };
}

}  // namespace selat::feed
