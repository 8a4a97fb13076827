#include "feed/mqtt_client.h"

#include <algorithm>
#include <chrono>
#include <expected>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "base/fingerprint.h"
#include "feed/backoff.h"
#include "feed/name_lookup.h"
#include "feed/secret_file.h"
#include "feed/transports.h"
#include "mqtt/subscriber.h"

namespace selat::feed {
namespace {

namespace asio = boost::asio;

struct MqttOptions {
  HostPort place;
  std::string topic;
  std::string user;
  std::string password_file;            // empty: none
  std::optional<mqtt::TlsOptions> tls;  // none: plainly
};

// What a broker has under a topic: each message is sentences, or JSON of one or more messages.
class MqttFeed final : public Feed, public std::enable_shared_from_this<MqttFeed> {
 public:
  MqttFeed(MqttOptions options, Setup setup)
      : Feed(std::move(setup)),
        options_(std::move(options)),
        lookup_(io()),
        timer_(io()),
        backoff_(backoff_seed(name())) {}

  [[nodiscard]] std::optional<LocalizedMessage> obstacle() const override {
    const auto secrets = read_secrets();
    return secrets ? std::nullopt : std::optional(secrets.error());
  }

  void start() override {
    if (const auto problem = obstacle()) {
      throw FeedError(*problem);
    }
    resolve();
  }

  void stop() override {
    set_stopped();
    lookup_.cancel();
    timer_.cancel();
    subscriber_.reset();
  }

 private:
  // From the files that the URI names.
  struct Secrets {
    std::string password;
    std::optional<mqtt::TlsContext> tls;
  };

  // Passwords and keys are in files that nobody else may read.
  [[nodiscard]] std::expected<Secrets, LocalizedMessage> read_secrets() const {
    Secrets secrets;
    if (!options_.password_file.empty()) {
      auto password = secret_in(options_.password_file, 1);
      if (!password) {
        return std::unexpected(password.error());
      }
      secrets.password = *std::move(password);
    }
    if (!options_.tls) {
      return secrets;
    }
    auto tls = mqtt::TlsContext::make(*options_.tls);
    if (!tls) {
      return std::unexpected(tls.error());
    }
    if (const std::string& key = options_.tls->key; !key.empty()) {
      if (const auto readable = secret_in(key, 1); !readable) {
        return std::unexpected(readable.error());
      }
    }
    secrets.tls.emplace(*std::move(tls));
    return secrets;
  }

  void resolve() {
    if (const auto address = NameLookup::written_address(options_.place.host)) {
      return connect(*address);
    }
    note_lookup(options_.place.host);
    lookup_.start(options_.place.host, [this](const NameLookup::Answer& answer) {
      note_lookup_over();
      answer ? connect((*answer)[tries_++ % answer->size()]) : lost(answer.error());
    });
  }

  void connect(const asio::ip::address& address) {
    if (!may_send(address)) {
      return lost(tr("its address is not among the peers"));
    }
    auto read = read_secrets();
    if (!read) {
      return lost(read.error());
    }
    subscriber_.reset();  // it uses the former ones
    Secrets& secrets = secrets_.emplace(*std::move(read));
    const mqtt::SubscriberOptions options{.address = address.to_string(),
                                          .port = options_.place.port,
                                          .filter = options_.topic,
                                          .user = options_.user,
                                          .password = secrets.password,
                                          .tls = secrets.tls ? &*secrets.tls : nullptr};
    subscriber_ = std::make_unique<mqtt::Subscriber>(
        io(), options,
        mqtt::SubscriberEvents{.on_subscribed = [this] { subscribed(); },
                               .on_message =
                                   [this](std::string_view topic, std::string_view payload) {
                                     take_message(splitter_, payload, fingerprint(topic));
                                   },
                               .on_lost = [this](const LocalizedMessage& why) { lost(why); }});
    subscriber_->connect();
  }

  void subscribed() {
    counters().reconnects += counters().connections == 0 ? 0U : 1U;
    ++counters().connections;
    set_senders(1);
    set_receiving();
  }

  void lost(const LocalizedMessage& why) {
    backoff_.worked_for(heard_for());
    set_senders(0);
    set_state(State::disconnected,
              LocalizedMessage(tr("{host}:{port}: {why}"),
                               {{"host", options_.place.host}, {"port", options_.place.port}, {"why", why}}));
    timer_.expires_after(std::chrono::microseconds(backoff_.next().in_microseconds()));
    timer_.async_wait([self = shared_from_this()](boost::system::error_code cancelled) {
      if (!cancelled && !self->is_stopped()) {
        self->resolve();
      }
    });
  }

  MqttOptions options_;
  std::optional<Secrets> secrets_;  // read anew for each connection: they change, and certificates run out
  std::size_t tries_ = 0;           // one of its addresses after the other
  NameLookup lookup_;
  asio::steady_timer timer_;
  Backoff backoff_;
  std::unique_ptr<mqtt::Subscriber> subscriber_;
  nmea::LineSplitter splitter_{counters().lines};
};

// user@host:port, where the user may be missing.
Parsed<HostPort> place_of(UriPart authority, std::optional<std::uint16_t> port, std::string& user) {
  const auto sign = authority.text.find('@');
  if (sign == std::string_view::npos) {
    return host_and_port(authority, 1, port);
  }
  if (const auto colon = authority.text.substr(0, sign).find(':'); colon != std::string_view::npos) {
    return fault(UriProblem::bad_host, authority.at + colon,
                 tr("a URI holds no password, since it is shown: use password_file=FILE"));
  }
  const auto decoded = path_of(authority.before(sign), tr("the user's name before '@' is missing"));
  if (!decoded) {
    return std::unexpected(decoded.error());
  }
  user = *decoded;
  return host_and_port(authority.from(sign + 1), 1, port);
}

Parsed<std::string> topic_of(UriPart path) {
  auto topic = path_of(path, tr("the topic is missing (mqtt://host:1883/ais/#)"));
  if (topic && !mqtt::is_topic_filter(*topic)) {
    return fault(UriProblem::bad_path, path.at,
                 LocalizedMessage(tr("'{text}' is no topic of MQTT"), {{"text", shown(*topic)}}));
  }
  return topic;
}

Parsed<MqttOptions> broker_of(const Uri& uri) {
  const auto slash = std::min(uri.place.text.find('/'), uri.place.text.size());
  MqttOptions options;
  auto place = place_of(uri.place.before(slash), usual_port(uri.scheme), options.user);
  if (!place) {
    return std::unexpected(place.error());
  }
  options.place = *std::move(place);
  auto topic = topic_of(uri.place.from(std::min(slash + 1, uri.place.text.size())));
  if (!topic) {
    return std::unexpected(topic.error());
  }
  options.topic = *std::move(topic);
  return options;
}

}  // namespace

Parsed<std::vector<std::string>> files_of(const Uri& uri, std::span<const std::string_view> known) {
  const auto given = options_of(uri.query, known);
  if (!given) {
    return std::unexpected(given.error());
  }
  std::vector<std::string> files;
  for (const auto& option : *given) {
    auto file = option ? file_path_of(*option, tr("the file's path is missing")) : Parsed<std::string>();
    if (!file) {
      return std::unexpected(file.error());
    }
    files.push_back(*std::move(file));
  }
  return files;
}

Parsed<MakeFeed> mqtt_client_of(const Uri& uri, std::string password_file,
                                std::optional<mqtt::TlsOptions> tls) {
  auto options = broker_of(uri);
  if (!options) {
    return std::unexpected(options.error());
  }
  options->password_file = std::move(password_file);
  if (tls) {
    tls->name = options->place.host;
  }
  options->tls = std::move(tls);
  return maker_of<MqttFeed>(*std::move(options));
}

}  // namespace selat::feed
