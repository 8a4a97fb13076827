#include <array>
#include <chrono>
#include <string>

#include <boost/asio/ip/multicast.hpp>
#include <net/if.h>

#include "base/system_words.h"
#include "feed/backoff.h"
#include "feed/datagram_socket.h"
#include "feed/transports.h"

namespace selat::feed {
namespace {

namespace asio = boost::asio;
using asio::ip::udp;
using boost::system::error_code;

constexpr Span kAskAgainAfter = Span::seconds(2);

struct UdpMulticastOptions {
  asio::ip::address group;
  std::uint16_t port = 0;      // 0: any free one
  std::string interface_name;  // name or address; empty: the system's choice
  DatagramFormat format = DatagramFormat::lines;
};

class UdpMulticastFeed final : public DatagramFeed {
 public:
  UdpMulticastFeed(UdpMulticastOptions options, Setup setup)
      : DatagramFeed(options.format, std::move(setup)),
        options_(std::move(options)),
        backoff_(backoff_seed(name())),
        group_(options_.group, options_.port) {}

  void start() override {
    try {
      bind();
    } catch (const boost::system::system_error& error) {
      throw FeedError(LocalizedMessage(tr("cannot receive on {host}:{port}: {why}"),
                                       {{"host", options_.group.to_string()},
                                        {"port", options_.port},
                                        {"why", system_words(error.code().message())}}));
    }
    keep_joined();
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

  // An interface may not be there yet, and one that goes takes the membership with it; when it comes back it
  // is another to the kernel. So the socket asks again every few seconds: a member is told that it is one,
  // and nothing is sent.
  void keep_joined() {
    const error_code error = try_to_join();
    const bool is_member = !error || error == asio::error::address_in_use;
    if (error == asio::error::no_buffer_space) {  // of too many interfaces that have gone: a new socket helps
      return end(State::failed, cannot_join(error));
    }
    is_member ? joined(!error) : set_state(State::disconnected, cannot_join(error));
    socket().timer.expires_after(
        std::chrono::microseconds((is_member ? kAskAgainAfter : backoff_.next()).in_microseconds()));
    socket().timer.async_wait([self = shared_from_this(), this](error_code cancelled) {
      if (!cancelled && !is_stopped()) {
        keep_joined();
      }
    });
  }

  void joined(bool is_new) {
    if (!is_new) {
      return;
    }
    if (++counters().connections == 1) {
      return receive();
    }
    ++counters().reconnects;
    set_receiving();
  }

  [[nodiscard]] LocalizedMessage cannot_join(error_code error) const {
    return options_.interface_name.empty()
               ? LocalizedMessage(tr("cannot join {group}: {why}"), {{"group", options_.group.to_string()},
                                                                     {"why", system_words(error.message())}})
               : LocalizedMessage(tr("cannot join {group} on {interface}: {why}"),
                                  {{"group", options_.group.to_string()},
                                   {"interface", options_.interface_name},
                                   {"why", system_words(error.message())}});
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

  void lost(const std::string& why) override { end(State::failed, system_words(why)); }

  UdpMulticastOptions options_;
  Backoff backoff_;
  udp::endpoint group_;
};

Parsed<MakeFeed> parse(const Uri& uri) {
  static constexpr std::array<std::string_view, 2> kOptions = {"interface", "format"};
  const auto given = options_of(uri.query, kOptions);
  if (!given) {
    return std::unexpected(given.error());
  }
  const auto format = datagram_format(given->back());
  if (!format) {
    return std::unexpected(format.error());
  }
  auto place = host_and_port(uri.place, 0);
  if (!place) {
    return std::unexpected(place.error());
  }
  error_code is_name;
  const auto group = asio::ip::make_address(place->host, is_name);
  if (is_name || !group.is_multicast()) {
    return fault(
        UriProblem::bad_host, uri.place.at,
        LocalizedMessage(tr("'{text}' is no multicast group (224.0.0.0 to 239.255.255.255, or ff..)"),
                         {{"text", shown(place->host)}}));
  }
  UdpMulticastOptions options{group, place->port, {}, *format};
  if (const auto& interface_name = given->front()) {
    options.interface_name = std::string(interface_name->text);
  }
  return maker_of<UdpMulticastFeed>(std::move(options));
}

}  // namespace

constinit const FeedKind kUdpMulticastFeed = {
    .scheme = "udp-multicast",
    .form = "udp-multicast://group:port?interface=eth0",
    .summary = tr("joins a group; IEC 61162-450 is understood; format=asterix as of udp"),
    .parse = parse,
};

}  // namespace selat::feed
