#include "feed/output.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <utility>

#include <arpa/inet.h>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/udp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "base/system_words.h"
#include "feed/feed.h"
#include "feed/host_address.h"
#include "feed/line_server.h"
#include "feed/uri.h"

namespace selat::feed {
namespace {

namespace asio = boost::asio;
using asio::ip::udp;
using boost::system::error_code;

constexpr std::size_t kKept = 16UL << 20;
constexpr std::size_t kMostReaders = 64;
// Lines are gathered for a moment, so that a hundred readers cost a hundred writes and not one for each line.
constexpr auto kGatheredFor = std::chrono::milliseconds(5);
constexpr std::size_t kMostGathered = 32UL << 10;

class TcpOutput final : public Output {
 public:
  TcpOutput(asio::io_context& io, const OutputPlace& place, OutputSetup setup)
      : clock_(setup.clock),
        timer_(io),
        server_(io, {.host = place.address,
                     .port = place.port,
                     .history = Span::hours(1),
                     .max_bytes = kKept,
                     .max_clients = kMostReaders,
                     .first = FirstLines::none,
                     .slow = SlowClient::is_cut_off,
                     .greeting = std::move(setup.greeting),
                     .peers = std::move(setup.peers)}) {}

  void send(std::string_view lines, std::uint32_t count) override {
    if (server_.clients_now() == 0) {
      return;
    }
    const bool is_first = gathered_.empty();
    gathered_ += lines;
    count_ += count;
    if (gathered_.size() >= kMostGathered) {
      flush();
    } else if (is_first) {
      timer_.expires_after(kGatheredFor);
      timer_.async_wait([this, alive = std::weak_ptr(alive_)](error_code cancelled) {
        if (!cancelled && !alive.expired()) {
          flush();
        }
      });
    }
  }

  void tidy() override { server_.cut_off_stuck(clock_().steady); }

  [[nodiscard]] OutputStatus status() const override {
    const LineServerCounters counters = server_.counters();
    const bool is_full = counters.without_place > 0 && server_.clients_now() == kMostReaders;
    return {.problem = is_full
                           ? LocalizedMessage(tr("all {n} places are taken by programs that read; further "
                                                 "ones are refused"),
                                              {{"n", kMostReaders}})
                           : LocalizedMessage(),
            .port = server_.port(),
            .clients = server_.clients_now(),
            .sent = counters.sent_lines,
            .dropped = counters.dropped_lines,
            .cut_off = counters.cut_off_clients,
            .refused = counters.refused_clients,
            .ignored = counters.ignored_bytes};
  }

 private:
  void flush() {
    timer_.cancel();
    server_.append(clock_().wall, gathered_, count_);
    gathered_.clear();
    count_ = 0;
  }

  Clock clock_;
  asio::steady_timer timer_;
  LineServer server_;
  std::string gathered_;
  std::uint32_t count_ = 0;                               // lines in it
  std::shared_ptr<int> alive_ = std::make_shared<int>();  // ends with this, which a timer may outlive
};

class UdpOutput final : public Output {
 public:
  UdpOutput(asio::io_context& io, const OutputPlace& place)
      : to_(asio::ip::make_address(place.address), place.port), socket_(io, to_.protocol()) {
    socket_.non_blocking(true);
    error_code ignored;
    socket_.set_option(udp::socket::broadcast(true), ignored);
    if (!place.interface_name.empty()) {
      send_by(place.interface_name);
    }
  }

  void send(std::string_view lines, std::uint32_t count) override {
    error_code error;
    socket_.send_to(asio::buffer(lines), to_, 0, error);
    (error ? dropped_ : sent_) += count;
    problem_ = error ? system_words(error.message()) : LocalizedMessage();
  }
  void tidy() override {}
  [[nodiscard]] OutputStatus status() const override {
    return {.problem = problem_, .sent = sent_, .dropped = dropped_};
  }

 private:
  // By the name of the interface, or by its address.
  void send_by(const std::string& interface_name) {
    const int own = socket_.native_handle();
    const auto index = static_cast<int>(::if_nametoindex(interface_name.c_str()));
    ip_mreqn by{};
    by.imr_ifindex = index;
    const bool is_address =
        to_.protocol() == udp::v4() && ::inet_pton(AF_INET, interface_name.c_str(), &by.imr_address) == 1;
    const bool is_known = index != 0 || is_address;
    const int failed = to_.protocol() == udp::v4()
                           ? ::setsockopt(own, IPPROTO_IP, IP_MULTICAST_IF, &by, sizeof by)
                           : ::setsockopt(own, IPPROTO_IPV6, IPV6_MULTICAST_IF, &index, sizeof index);
    if (!is_known || failed != 0) {
      throw boost::system::system_error(
          error_code(is_known ? errno : ENODEV, boost::system::system_category()));
    }
  }

  udp::endpoint to_;
  udp::socket socket_;
  std::uint64_t sent_ = 0, dropped_ = 0;
  LocalizedMessage problem_;
};

Parsed<OutputPlace> parse(std::string_view text) {
  const auto uri = split_uri(text);
  if (!uri) {
    return std::unexpected(uri.error());
  }
  if (uri->scheme != "tcp-listen" && uri->scheme != "udp") {
    return fault(UriProblem::unknown_scheme, 0, tr("an output begins with tcp-listen:// or udp://"));
  }
  OutputPlace place;
  place.is_udp = uri->scheme == "udp";
  const auto interface_name = only_option(uri->query, place.is_udp ? "interface" : "");
  if (!interface_name) {
    return std::unexpected(interface_name.error());
  }
  auto written = host_and_port(uri->place, place.is_udp ? 1 : 0);
  if (!written) {
    return std::unexpected(written.error());
  }
  place.address = usual_host(written->host);
  place.port = written->port;
  error_code is_name;
  const auto address = asio::ip::make_address(place.address, is_name);
  if (is_name) {
    return fault(UriProblem::bad_host, uri->place.at,
                 tr("an output takes an address, such as 192.0.2.7, and no name"));
  }
  if (const auto& by = *interface_name) {
    if (!address.is_multicast()) {
      return fault(UriProblem::unknown_option, uri->query.at,
                   tr("an interface goes with a multicast group only, such as 239.192.0.4"));
    }
    place.interface_name = std::string(by->text);
  }
  return place;
}

}  // namespace

std::expected<OutputPlace, UriError> parse_output_uri(std::string_view uri) {
  auto place = parse(usual_uri(uri));
  if (place) {
    return *std::move(place);
  }
  const UriFault& found = place.error();
  const LocalizedMessage what(tr("{what} (character {n})"), {{"what", found.what}, {"n", found.at + 1}});
  return std::unexpected(
      UriError{found.problem, found.at + 1, what,
               LocalizedMessage(tr("output '{uri}': {what}"), {{"uri", shown(uri)}, {"what", what}})});
}

std::unique_ptr<Output> open_output(asio::io_context& io, const OutputPlace& place, OutputSetup setup) {
  try {
    if (place.is_udp) {
      return std::make_unique<UdpOutput>(io, place);
    }
    return std::make_unique<TcpOutput>(io, place, std::move(setup));
  } catch (const boost::system::system_error& error) {
    throw FeedError(LocalizedMessage(
        tr("cannot send to {host}:{port}: {why}"),
        {{"host", place.address}, {"port", place.port}, {"why", system_words(error.code().message())}}));
  }
}

}  // namespace selat::feed
