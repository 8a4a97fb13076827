#include <boost/asio/ip/multicast.hpp>
#include <fmt/format.h>
#include <net/if.h>

#include "feed/backoff.h"
#include "feed/datagram_socket.h"
#include "feed/transports.h"

namespace selat::feed {
namespace {

namespace asio = boost::asio;
using asio::ip::udp;
using boost::system::error_code;

class UdpMulticastFeed final : public DatagramFeed {
 public:
  UdpMulticastFeed(UdpMulticastOptions options, Setup setup)
      : DatagramFeed(std::move(setup)), options_(std::move(options)), backoff_(backoff_seed(name())) {}

  void start() override {
    const auto group = asio::ip::make_address(options_.group, bad_group_);
    if (bad_group_ || !group.is_multicast()) {
      throw FeedError(LocalizedMessage(tr("feed '{feed}': '{group}' is no multicast group"),
                                       {{"feed", name()}, {"group", options_.group}}));
    }
    group_ = udp::endpoint(group, options_.port);
    try {
      bind();
    } catch (const boost::system::system_error& error) {
      throw FeedError(LocalizedMessage(tr("feed '{feed}': cannot receive on {host}:{port}: {why}"),
                                       {{"feed", name()},
                                        {"host", options_.group},
                                        {"port", options_.port},
                                        {"why", error.code().message()}}));
    }
    join();
  }

 private:
  // To the group's own address, so that only its datagrams arrive; several programs may share the group.
  void bind() {
    auto& own = socket().udp;
    own.open(group_.protocol());
    own.set_option(udp::socket::reuse_address(true));
    own.bind(group_);
    group_.port(own.local_endpoint().port());
    set_port(group_.port());
  }

  // The interface may not be up yet: retried.
  void join() {
    if (const error_code error = try_to_join()) {
      set_state(State::disconnected,
                options_.interface_name.empty()
                    ? LocalizedMessage(tr("cannot join {group}: {why}"),
                                       {{"group", options_.group}, {"why", error.message()}})
                    : LocalizedMessage(tr("cannot join {group} on {interface}: {why}"),
                                       {{"group", options_.group},
                                        {"interface", options_.interface_name},
                                        {"why", error.message()}}));
      socket().timer.expires_after(std::chrono::microseconds(backoff_.next().in_microseconds()));
      socket().timer.async_wait([self = shared_from_this(), this](error_code cancelled) {
        if (!cancelled && !is_stopped()) {
          join();
        }
      });
      return;
    }
    ++counters().connections;
    receive();
  }

  error_code try_to_join() {
    const auto& own_interface = options_.interface_name;
    error_code error, not_numeric;
    const auto address = asio::ip::make_address(own_interface, not_numeric);
    if (group_.address().is_v6()) {
      const unsigned index = ::if_nametoindex(own_interface.c_str());
      if (index == 0 && !own_interface.empty()) {
        return {ENODEV, boost::system::system_category()};
      }
      socket().udp.set_option(asio::ip::multicast::join_group(group_.address().to_v6(), index), error);
      return error;
    }
    if (!own_interface.empty() && (not_numeric || !address.is_v4())) {
      return join_by_name();
    }
    const auto on = own_interface.empty() ? asio::ip::address_v4::any() : address.to_v4();
    socket().udp.set_option(asio::ip::multicast::join_group(group_.address().to_v4(), on), error);
    return error;
  }

  // By the interface's name, which people know; Asio joins an IPv4 group by the interface's address only.
  error_code join_by_name() {
    ip_mreqn request{};
    request.imr_multiaddr.s_addr = htonl(group_.address().to_v4().to_uint());
    request.imr_ifindex = static_cast<int>(::if_nametoindex(options_.interface_name.c_str()));
    const bool is_known = request.imr_ifindex != 0;
    if (!is_known || ::setsockopt(socket().udp.native_handle(), IPPROTO_IP, IP_ADD_MEMBERSHIP, &request,
                                  sizeof request) != 0) {
      return {is_known ? errno : ENODEV, boost::system::system_category()};
    }
    return {};
  }

  void lost(const std::string& why) override { end(State::failed, LocalizedMessage::from_outside(why)); }

  UdpMulticastOptions options_;
  Backoff backoff_;
  udp::endpoint group_;
  error_code bad_group_;
};

}  // namespace

std::shared_ptr<Feed> make_udp_multicast_feed(const UdpMulticastOptions& options, Setup setup) {
  return std::make_shared<UdpMulticastFeed>(options, std::move(setup));
}

}  // namespace selat::feed
