#include <fmt/format.h>

#include "feed/datagram_socket.h"
#include "feed/transports.h"

namespace selat::feed {
namespace {

using boost::asio::ip::udp;

class UdpFeed final : public DatagramFeed {
 public:
  UdpFeed(UdpOptions options, Setup setup) : DatagramFeed(std::move(setup)), options_(std::move(options)) {}

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

  UdpOptions options_;
};

}  // namespace

std::shared_ptr<Feed> make_udp_feed(const UdpOptions& options, Setup setup) {
  return std::make_shared<UdpFeed>(options, std::move(setup));
}

}  // namespace selat::feed
