#include <algorithm>
#include <cctype>
#include <string>

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

struct UdpMulticastOptions {
  std::string group;
  std::uint16_t port = 0;      // 0: any free one
  std::string interface_name;  // name or address; empty: the system's choice
};

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

// 224.0.0.0/4 (RFC 5771) or ff00::/8 (RFC 4291).
bool is_multicast_group(std::string_view host) {
  if (host.contains(':')) {
    return host.size() > 2 && std::tolower(static_cast<unsigned char>(host[0])) == 'f' &&
           std::tolower(static_cast<unsigned char>(host[1])) == 'f';
  }
  const auto first = whole_number<unsigned>(host.substr(0, host.find('.')));
  return first && *first >= 224 && *first <= 239 && std::ranges::count(host, '.') == 3;
}

Parsed<MakeFeed> parse(const Uri& uri) {
  const auto interface_name = only_option(uri.query, "interface");
  if (!interface_name) {
    return std::unexpected(interface_name.error());
  }
  auto place = host_and_port(uri.place, 0);
  if (!place) {
    return std::unexpected(place.error());
  }
  if (!is_multicast_group(place->host)) {
    return fault(
        UriProblem::bad_host, uri.place.at,
        LocalizedMessage(tr("'{text}' is no multicast group (224.0.0.0 to 239.255.255.255, or ff..)"),
                         {{"text", shown(place->host)}}));
  }
  UdpMulticastOptions options{std::move(place->host), place->port, {}};
  if (const auto& given = *interface_name) {
    options.interface_name = std::string(given->text);
  }
  return maker_of<UdpMulticastFeed>(std::move(options));
}

}  // namespace

constinit const FeedKind kUdpMulticastFeed = {
    .scheme = "udp-multicast",
    .form = "udp-multicast://group:port?interface=eth0",
    .summary = tr("joins a group; IEC 61162-450 is understood"),
    .parse = parse,
};

}  // namespace selat::feed
