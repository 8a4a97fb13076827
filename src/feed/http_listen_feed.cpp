#include <array>
#include <optional>
#include <string>
#include <utility>

#include <boost/asio/ip/address.hpp>

#include "feed/gzip.h"
#include "feed/secret_file.h"
#include "feed/transports.h"
#include "http/server.h"

namespace selat::feed {
namespace {

constexpr std::size_t kShortestToken = 16;
constexpr std::size_t kLongestUnpacked = 16UL << 20;

struct HttpListenOptions {
  HostPort place;
  std::string token_file;
};

// What is posted, a body at a time: sentences, or JSON of one or more messages, as AIS-catcher posts them.
class HttpListenFeed final : public Feed {
 public:
  HttpListenFeed(HttpListenOptions options, Setup setup)
      : Feed(std::move(setup)), options_(std::move(options)) {}

  [[nodiscard]] std::optional<LocalizedMessage> obstacle() const override {
    const auto token = secret_in(options_.token_file, kShortestToken);
    return token ? std::nullopt : std::optional(token.error());
  }

  void start() override {
    auto token = secret_in(options_.token_file, kShortestToken);
    if (!token) {
      throw FeedError(token.error());
    }
    server_.emplace(
        io(),
        http::ServerOptions{
            .address = options_.place.host, .port = options_.place.port, .token = *std::move(token)},
        [this](const http::Request& request) { return answer(request); });
    if (const auto why = server_->listen()) {
      throw cannot_listen(*why);
    }
    set_port(server_->port());
    set_state(State::connecting, tr("nothing has been posted"));
  }

  void stop() override {
    set_stopped();
    if (server_) {
      server_->close();
    }
  }

  [[nodiscard]] Status status() const override {
    Status status = Feed::status();
    if (!server_) {
      return status;
    }
    const auto& served = server_->counters();
    status.senders = server_->connections_now();
    status.counters.connections = served.connections;
    status.counters.refused_senders = served.gave_way + served.refused_requests;
    if (served.requests == 0 && served.refused_requests > 0) {
      status.reason =
          LocalizedMessage(tr("nothing has been posted with the token; {n} requests were refused"),
                           {{"n", served.refused_requests}});
    }
    return status;
  }

 private:
  [[nodiscard]] FeedError cannot_listen(const LocalizedMessage& why) const {
    return FeedError({tr("cannot listen on {host}:{port}: {why}"),
                      {{"host", options_.place.host}, {"port", options_.place.port}, {"why", why}}});
  }

  http::Answer answer(const http::Request& request) {
    if (request.method != "POST" && request.method != "PUT") {
      return {.status = 405, .body = "Sentences or JSON are posted here.\n"};
    }
    if (request.encoding == "gzip") {
      const auto plain = unpacked_gzip(request.body, kLongestUnpacked);
      return plain ? take_body(*plain, request.connection)
                   : http::Answer{.status = 400, .body = "The gzip is damaged, or too long.\n"};
    }
    if (!request.encoding.empty() && request.encoding != "identity") {
      return {.status = 415, .body = "Post it as it is, or packed with gzip.\n"};
    }
    return take_body(request.body, request.connection);
  }

  http::Answer take_body(std::string_view body, std::uint64_t connection) {
    set_receiving();
    take_message(splitter_, body, connection);
    return {};
  }

  HttpListenOptions options_;
  std::optional<http::Server> server_;
  nmea::LineSplitter splitter_{counters().lines};
};

// Beyond this machine a token would travel in the clear, as would what is posted.
bool is_of_this_machine(const std::string& host) {
  boost::system::error_code is_name;
  const auto address = boost::asio::ip::make_address(host, is_name);
  return !is_name && address.is_loopback();
}

Parsed<MakeFeed> parse(const Uri& uri) {
  static constexpr std::array<std::string_view, 1> kOptions = {"token_file"};
  const auto given = options_of(uri.query, kOptions);
  if (!given) {
    return std::unexpected(given.error());
  }
  auto place = host_and_port(uri.place, 0);
  if (!place) {
    return std::unexpected(place.error());
  }
  if (!is_of_this_machine(place->host)) {
    return fault(UriProblem::bad_host, uri.place.at,
                 tr("http-listen takes an address of this machine only, such as 127.0.0.1: put a proxy with "
                    "TLS before it"));
  }
  const auto& token_file = given->front();
  if (!token_file) {
    return fault(UriProblem::bad_option, uri.query.end(),
                 tr("token_file=FILE is missing: the file with the token that each post must bear"));
  }
  const auto path = file_path_of(*token_file, tr("the file's path is missing"));
  if (!path) {
    return std::unexpected(path.error());
  }
  return maker_of<HttpListenFeed>(HttpListenOptions{*std::move(place), *path});
}

}  // namespace

constinit const FeedKind kHttpListenFeed = {
    .scheme = "http-listen",
    .form = "http-listen://127.0.0.1:port?token_file=/etc/selat/token",
    .summary = tr("sentences or AIS-catcher's JSON that programs post with that token"),
    .parse = parse,
};

}  // namespace selat::feed
