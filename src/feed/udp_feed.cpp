#include <fmt/format.h>

#include "feed/datagram_socket.h"
#include "feed/transports.h"

namespace selat::feed {
namespace {

using boost::asio::ip::udp;

class UdpFeed final : public DatagramFeed {
 public:
  UdpFeed(HostPort options, Setup setup) : DatagramFeed(std::move(setup)), options_(std::move(options)) {}

  void start() override {
    try {
      udp::resolver resolver(io());
      const auto found =
          resolver.resolve(options_.host, std::to_string(options_.port), udp::resolver::passive);
      const udp::endpoint endpoint = *found.begin();
      auto& own = socket().udp;
      own.open(endpoint.protocol());
      own.bind(endpoint);
      set_port(own.local_endpoint().port());
    } catch (const boost::system::system_error& error) {
      throw FeedError(LocalizedMessage(tr("feed '{feed}': cannot receive on {host}:{port}: {why}"),
                                       {{"feed", name()},
                                        {"host", options_.host},
                                        {"port", options_.port},
                                        {"why", error.code().message()}}));
    }
    receive();
  }

 private:
  void lost(const std::string& why) override { end(State::failed, LocalizedMessage::from_outside(why)); }

  HostPort options_;
};

Parsed<MakeFeed> parse(const Uri& uri) {
  if (const auto none = only_option(uri.query, ""); !none) {
    return std::unexpected(none.error());
  }
  auto place = host_and_port(uri.place, 0);
  if (!place) {
    return std::unexpected(place.error());
  }
  return maker_of<UdpFeed>(*std::move(place));
}

}  // namespace

constinit const FeedKind kUdpFeed = {
    .scheme = "udp",
    .form = "udp://host:port",
    .summary = tr("receives datagrams sent to this address"),
    .parse = parse,
};

}  // namespace selat::feed
