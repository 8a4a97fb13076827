#pragma once
// What the feeds from a broker of MQTT share: mqtt:// and, encrypted, mqtts://.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "feed/feed_kind.h"
#include "feed/uri.h"
#include "mqtt/tls_context.h"

namespace selat::feed {

// The files that the options name, in the order of `known`; empty: not given.
[[nodiscard]] Parsed<std::vector<std::string>> files_of(const Uri& uri,
                                                        std::span<const std::string_view> known);
// Of [user@]host:port/topic. `password_file` may be empty; the name that the broker's certificate must bear
// is that of the URI.
[[nodiscard]] Parsed<MakeFeed> mqtt_client_of(const Uri& uri, std::string password_file,
                                              std::optional<mqtt::TlsOptions> tls);

}  // namespace selat::feed
