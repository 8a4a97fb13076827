#pragma once
// Feeds as given on the command line: URI or NAME=URI.

#include <string>
#include <vector>

#include "config/settings.h"

namespace selat::cli {

// Those without a name are called feed-1, feed-2 … by their place. Throws UsageError where a name is too
// long, or is there twice.
[[nodiscard]] std::vector<config::FeedSettings> named_feeds(const std::vector<std::string>& arguments);

}  // namespace selat::cli
