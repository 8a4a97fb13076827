#include <utility>

#include "base/system_words.h"
#include "feed/datagram_socket.h"
#include "feed/name_lookup.h"
#include "feed/transports.h"

namespace selat::feed {
namespace {

namespace asio = boost::asio;
using asio::ip::udp;
using boost::system::error_code;

struct UdpOptions {
  HostPort place;
  DatagramFormat format = DatagramFormat::lines;
};

class UdpFeed final : public DatagramFeed {
 public:
  UdpFeed(const UdpOptions& options, Setup setup)
      : DatagramFeed(options.format, std::move(setup)), options_(options.place), lookup_(io()) {}

  void start() override {
    if (const auto address = NameLookup::written_address(options_.host)) {
      const auto refused = receive_on(*address);
      if (!refused.empty()) {
        throw FeedError(refused);
      }
      return;
    }
    note_lookup(options_.host);
    lookup_.start(options_.host, [this](const NameLookup::Answer& answer) {
      note_lookup_over();
      const auto refused = answer ? receive_on(answer->front()) : cannot_receive(answer.error());
      if (!refused.empty()) {
        end(State::failed, refused);
      }
    });
  }

  void stop() override {
    lookup_.cancel();
    DatagramFeed::stop();
  }

 private:
  // Why it cannot; empty when it does.
  LocalizedMessage receive_on(const asio::ip::address& address) {
    const udp::endpoint endpoint(address, options_.port);
    auto& own = socket().udp;
    error_code error;
    own.open(endpoint.protocol(), error);
    if (!error) {
      own.bind(endpoint, error);
    }
    if (error) {
      return cannot_receive(system_words(error.message()));
    }
    set_port(own.local_endpoint().port());
    receive();
    return {};
  }

  [[nodiscard]] LocalizedMessage cannot_receive(const LocalizedMessage& why) const {
    return {tr("cannot receive on {host}:{port}: {why}"),
            {{"host", options_.host}, {"port", options_.port}, {"why", why}}};
  }

  void lost(const std::string& why) override { end(State::failed, LocalizedMessage::from_outside(why)); }

  HostPort options_;
  NameLookup lookup_;
};

Parsed<MakeFeed> parse(const Uri& uri) {
  const auto given = only_option(uri.query, "format");
  if (!given) {
    return std::unexpected(given.error());
  }
  const auto format = datagram_format(*given);
  if (!format) {
    return std::unexpected(format.error());
  }
  auto place = host_and_port(uri.place, 0);
  if (!place) {
    return std::unexpected(place.error());
  }
  return maker_of<UdpFeed>(UdpOptions{*std::move(place), *format});
}

}  // namespace

constinit const FeedKind kUdpFeed = {
    .scheme = "udp",
    .form = "udp://host:port?format=asterix",
    .summary = tr("receives datagrams sent to this address; with the option ASTERIX, of radars"),
    .parse = parse,
};

}  // namespace selat::feed
