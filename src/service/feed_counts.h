#pragma once
// What the feeds of an ingest brought, when it ends: a line for each, or JSON. Thread: any. Pure.

#include <string>

#include "base/language.h"
#include "model/feed_health.h"

namespace selat::service {

// Each line ends with a line feed.
[[nodiscard]] std::string counts_of(const model::FeedTable& table, Language language);
[[nodiscard]] std::string as_json(const model::FeedTable& table);

}  // namespace selat::service
