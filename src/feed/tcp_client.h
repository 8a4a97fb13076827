#pragma once
// The common part of feeds that connect to a sender over TCP and reconnect: tcp:// and gpsd://.

#include <string_view>

#include "feed/feed_kind.h"
#include "feed/uri.h"

namespace selat::feed {

// Reads host:port and the option reconnect_after. `greeting` is what a sender is told before it sends.
[[nodiscard]] Parsed<MakeFeed> tcp_client_of(const Uri& uri, std::string_view greeting);

}  // namespace selat::feed
