#include "bus/order_server.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include <zmq.h>

#include "bus/bound_endpoint.h"
#include "bus/bus_impl.h"
#include "bus/peer_budget.h"
#include "bus/socket_watch.h"
#include "selat/v1/coordination.pb.h"
#include "wire/order.h"
#include "wire/request.h"
#include "wire/time.h"

namespace selat::bus {

namespace {

constexpr std::size_t kMostRoutes = 1024;
constexpr Span kHeardLatelyFor = Span::seconds(10);
constexpr std::uint64_t kMostBytesPerSecond = 8 * 1024 * 1024;  // from one peer

// An address of the MessageExchange: the name of a control point, and the term of one of its terminals.
constexpr char kTermFollows = '\n';

std::string address_of(const std::string& name, std::uint64_t term) {
  return name + kTermFollows + std::to_string(term);
}

std::optional<model::ReceivedRequest> read_request(const v1::CoordinationMessage& message) {
  auto body = wire::request_from_wire(message);
  if (!body || message.from().size() > model::ControlPointId::capacity()) {
    return std::nullopt;
  }
  std::optional<Instant> written_at;
  if (message.written_at_unix_us() != 0) {
    const auto instant = wire::instant_from_wire(message.written_at_unix_us());
    if (!instant) {
      return std::nullopt;
    }
    written_at = *instant;
  }
  return model::ReceivedRequest{.from = std::string_view(message.from()),
                                .term = message.term(),
                                .id = message.id(),
                                .body = *std::move(body),
                                .head = {.fence = message.fence(),
                                         .uid = message.uid(),
                                         .written_at = written_at,
                                         .coordinator_term = message.coordinator_term(),
                                         .coordinator_run = message.coordinator_run()}};
}

}  // namespace

struct OrderServer::Impl {
  // The connection over which a name was last heard. Its id is given by libzmq: no peer can choose one, so
  // none can take that of another. A peer that reconnects has a new one.
  struct Route {
    std::string connection;
    SteadyTime heard_at;
  };
  using RouteKey = std::pair<std::string, std::uint64_t>;  // name and term

  Impl(Bus& own_bus, std::uint64_t term, Handler own_handler)
      : bus(own_bus),
        handler(std::move(own_handler)),
        socket(bus.impl().socket(ZMQ_ROUTER, kMostMessagesQueued, true)),
        exchange(bus, bus.process(), term, [this](const std::string& address, std::string_view bytes) {
          return transmit(address, bytes);
        }) {
    socket.set(ZMQ_ROUTER_MANDATORY, 1);
    endpoint.emplace(bus.impl(), socket, bus.endpoints_of(bus.process()).orders, kMostBytesPerSecond);
    watch = std::make_unique<SocketWatch>(bus.io(), socket, [this] { return receive_one(); });
  }

  bool receive_one() {
    Frame connection;
    if (!socket.receive(connection)) {
      return false;
    }
    Frame bytes;
    const bool has_body = Socket::has_more(connection) && socket.receive(bytes);
    v1::CoordinationMessage message;
    const bool is_sound = has_body && !Socket::has_more(bytes) && parse_message(bytes.view(), message);
    socket.skip_rest(has_body ? bytes : connection);
    if (!sent.take(connection.view(), bus.now().steady)) {
      ++bus.impl().counted.over_limit;  // it is repeated, as anything that gets no answer
    } else if (!is_sound) {
      ++bus.impl().counted.malformed;
      ++exchange.counters.malformed;
    } else if (!bus.impl().may_write_as(bytes.user(), message.from())) {
      ++exchange.counters.malformed;
    } else {
      take(message, std::string(connection.view()));
    }
    return true;
  }

  // Answers that the handler sends during its call go back over the connection of the request; what is sent
  // later goes to the newest terminal of that name.
  void take(const v1::CoordinationMessage& message, std::string connection) {
    const bool is_new_place = note_route(message, connection);
    answering_over = std::move(connection);
    answering_to = message.from();
    if (exchange.take(message)) {
      hand_on(message);
    }
    answering_to.clear();
    if (is_new_place) {
      exchange.retry_now(message.from());
      exchange.retry_now(address_of(message.from(), message.term()));
    }
  }

  void hand_on(const v1::CoordinationMessage& message) {
    if (const auto request = read_request(message)) {
      handler(*request);
      return;
    }
    ++exchange.counters.malformed;
    v1::CoordinationMessage refusal;
    refusal.set_to(message.from());
    refusal.set_in_reply_to(message.id());
    wire::to_wire(model::Refusal{}, refusal);
    std::ignore = exchange.send(refusal, address_of(message.from(), message.term()), Span());
  }

  // True if orders to this name and term go to another connection from now on.
  bool note_route(const v1::CoordinationMessage& received, const std::string& connection) {
    const RouteKey key(received.from(), received.term());
    auto found = routes.find(key);
    if (found == routes.end()) {
      if (routes.size() == kMostRoutes) {
        routes.erase(
            std::ranges::min_element(routes, {}, [](const auto& entry) { return entry.second.heard_at; }));
      }
      found = routes.emplace(key, Route()).first;
    }
    Route& route = found->second;
    route.heard_at = bus.now().steady;
    return std::exchange(route.connection, connection) != connection;
  }

  bool transmit(const std::string& address, std::string_view bytes) {
    const auto split = address.find(kTermFollows);
    const std::string name = address.substr(0, split);
    if (split != std::string::npos) {
      const auto route = routes.find(RouteKey(name, std::stoull(address.substr(split + 1))));
      return route != routes.end() && transmit_over(route->second.connection, bytes);
    }
    if (name == answering_to) {
      return transmit_over(answering_over, bytes);
    }
    const Route* const route = newest(name);
    return route != nullptr && transmit_over(route->connection, bytes);
  }

  // Of the terminals of that name that were heard lately the one with the greatest term: a greater one that
  // is silent has ended, or was forged. If none was heard lately, the one heard last.
  [[nodiscard]] const Route* newest(const std::string& name) const {
    const SteadyTime long_ago = bus.now().steady - kHeardLatelyFor;
    const Route* chosen = nullptr;
    for (auto route = routes.lower_bound(RouteKey(name, 0));
         route != routes.end() && route->first.first == name; ++route) {
      const SteadyTime heard_at = route->second.heard_at;
      if (chosen == nullptr || heard_at >= long_ago || heard_at >= chosen->heard_at) {
        chosen = &route->second;
      }
    }
    return chosen;
  }

  bool transmit_over(const std::string& connection, std::string_view bytes) {
    const bool is_sent = socket.send(connection, true) == Sent::sent && socket.send(bytes) == Sent::sent;
    watch->check_soon();
    return is_sent;
  }

  Bus& bus;
  Handler handler;
  PeerBudget sent = PeerBudget(5'000, 500);  // by connection
  Socket socket;
  std::optional<BoundEndpoint> endpoint;
  std::map<RouteKey, Route> routes;
  std::string answering_to;    // the sender of the request in the handler; empty: none
  std::string answering_over;  // the connection of that request
  MessageExchange exchange;
  std::unique_ptr<SocketWatch> watch;
};

OrderServer::OrderServer(Bus& bus, std::uint64_t term, Handler handler)
    : impl_(std::make_unique<Impl>(bus, term, std::move(handler))) {}
OrderServer::~OrderServer() = default;

bool OrderServer::send(const model::AddressedOrder& order, Span give_up_after) {
  v1::CoordinationMessage message;
  const std::string name(order.to.view());
  message.set_to(name);
  message.set_coordinator_term(order.coordinator_term);
  message.set_coordinator_run(order.coordinator_run);
  if (order.in_reply_to) {
    message.set_in_reply_to(*order.in_reply_to);
  }
  wire::to_wire(order.body, message);
  const std::string address = order.to_term == 0 ? name : address_of(name, order.to_term);
  return impl_->exchange.send(message, address, give_up_after).has_value();
}

ExchangeCounters OrderServer::counters() const {
  return impl_->exchange.counters;
}

}  // namespace selat::bus
