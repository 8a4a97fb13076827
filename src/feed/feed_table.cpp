#include "feed/feed_table.h"

#include <array>
#include <utility>

#include "feed/transports.h"

namespace selat::feed {
namespace {

// Takes the options of one transport from the variant.
template <typename Options, std::shared_ptr<Feed> (*make)(const Options&, Setup)>
std::shared_ptr<Feed> make_from(const FeedOptions& options, Setup setup) {
  return make(std::get<Options>(options), std::move(setup));
}

// In the order of the variant FeedOptions.
constexpr auto kFeeds = std::to_array<FeedKind>({
    {"tcp", "tcp://host:port", tr("connects to a sender and reconnects"),
     make_from<TcpOptions, make_tcp_feed>},
    {"tcp-listen", "tcp-listen://host:port?senders=64", tr("up to that many senders connect to us"),
     make_from<TcpListenOptions, make_tcp_listen_feed>},
    {"udp", "udp://host:port", tr("receives datagrams sent to this address"),
     make_from<UdpOptions, make_udp_feed>},
    {"udp-multicast", "udp-multicast://group:port?interface=eth0",
     tr("joins a group; IEC 61162-450 is understood"),
     make_from<UdpMulticastOptions, make_udp_multicast_feed>},
    {"serial", "serial:///dev/ttyUSB0?baud=38400", tr("a receiver on a serial line"),
     make_from<SerialOptions, make_serial_feed>},
    {"file", "file:///path/x.nmea.gz?speed=10",
     tr("a recording at that many times its pace, or speed=max; - is stdin"),
     make_from<FileOptions, make_file_feed>},
});
static_assert(kFeeds.size() == std::variant_size_v<FeedOptions>);

}  // namespace

std::span<const FeedKind> feed_table() {
  return kFeeds;
}

std::shared_ptr<Feed> make_feed(const FeedOptions& options, Setup setup) {
  return kFeeds[options.index()].make(options, std::move(setup));
}

}  // namespace selat::feed
