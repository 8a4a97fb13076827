#pragma once
// The functions listed in feed_table.cpp; each is defined in the file of its name.

#include <memory>

#include "feed/feed.h"
#include "feed/uri.h"

namespace selat::feed {

[[nodiscard]] std::shared_ptr<Feed> make_tcp_feed(const TcpOptions& options, Setup setup);
[[nodiscard]] std::shared_ptr<Feed> make_tcp_listen_feed(const TcpListenOptions& options, Setup setup);
[[nodiscard]] std::shared_ptr<Feed> make_udp_feed(const UdpOptions& options, Setup setup);
[[nodiscard]] std::shared_ptr<Feed> make_udp_multicast_feed(const UdpMulticastOptions& options, Setup setup);
[[nodiscard]] std::shared_ptr<Feed> make_serial_feed(const SerialOptions& options, Setup setup);
[[nodiscard]] std::shared_ptr<Feed> make_file_feed(const FileOptions& options, Setup setup);

}  // namespace selat::feed
