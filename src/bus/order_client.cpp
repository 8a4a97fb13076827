#include "bus/order_client.h"

#include <utility>

#include <zmq.h>

#include "bus/bus_impl.h"
#include "bus/socket_watch.h"
#include "selat/v1/coordination.pb.h"
#include "wire/order.h"
#include "wire/request.h"
#include "wire/time.h"

namespace selat::bus {

namespace {

constexpr Span kConnectAnewAfter = Span::seconds(8);
constexpr Span kLookEvery = Span::seconds(1);

}  // namespace

struct OrderClient::Impl {
  Impl(Bus& own_bus, std::string_view server_process, std::string name, std::uint64_t term,
       Handler own_handler)
      : bus(own_bus),
        server(server_process),
        own_name(std::move(name)),
        handler(std::move(own_handler)),
        exchange(
            bus, own_name, term,
            [this](const std::string&, std::string_view bytes) { return transmit(bytes); }, true),
        look_timer(bus.io()) {
    connect();
  }

  // Called at the start, and again after a time without any answer: libzmq does not reconnect after a peer
  // has violated its protocol or refused a key, and by then the cause may be gone.
  void connect() {
    watch.reset();
    socket.reset(new Socket(bus.impl().socket(ZMQ_DEALER, kMostMessagesQueued, true)));
    // Without a connection a request waits in the MessageExchange, not in a queue of libzmq that may be lost.
    socket->set(ZMQ_IMMEDIATE, 1);
    bus.impl().connect_to(*socket, server, bus.endpoints_of(server).orders);
    watch = std::make_unique<SocketWatch>(bus.io(), *socket, [this] { return receive_one(); });
    heard_at = bus.now().steady;
    look_timer.after(kConnectAnewAfter, [this] { look(); });
  }

  void look() {
    const SteadyTime due_at = heard_at + kConnectAnewAfter;
    if (!exchange.is_waiting()) {
      heard_at = bus.now().steady;  // no request waits, so silence means nothing
    } else if (bus.now().steady >= due_at) {
      connect();
      return;
    }
    look_timer.after(kLookEvery, [this] { look(); });
  }

  bool receive_one() {
    Frame bytes;
    if (!socket->receive(bytes)) {
      return false;
    }
    heard_at = bus.now().steady;
    v1::CoordinationMessage message;
    const bool is_sound = !Socket::has_more(bytes) && parse_message(bytes.view(), message) &&
                          message.from() == server && message.to() == own_name;
    socket->skip_rest(bytes);
    if (!is_sound) {
      ++exchange.counters.malformed;
    } else if (exchange.take(message)) {
      hand_on(message);
    }
    return true;
  }

  void hand_on(const v1::CoordinationMessage& message) {
    const auto order = wire::order_from_wire(message);
    if (!order) {
      ++exchange.counters.malformed;
      return;
    }
    model::ReceivedOrder received{.body = *order,
                                  .coordinator_term = message.coordinator_term(),
                                  .coordinator_run = message.coordinator_run()};
    if (message.has_in_reply_to()) {
      received.in_reply_to = message.in_reply_to();
    }
    handler(received);
  }

  bool transmit(std::string_view bytes) {
    const bool is_sent = socket->send(bytes) == Sent::sent;
    watch->check_soon();
    return is_sent;
  }

  Bus& bus;
  std::string server;
  std::string own_name;
  Handler handler;
  std::unique_ptr<Socket> socket;
  SteadyTime heard_at;
  MessageExchange exchange;
  Timer look_timer;
  std::unique_ptr<SocketWatch> watch;
};

OrderClient::OrderClient(Bus& bus, std::string_view server_process, std::string name, std::uint64_t term,
                         Handler handler)
    : impl_(std::make_unique<Impl>(bus, server_process, std::move(name), term, std::move(handler))) {}
OrderClient::~OrderClient() = default;

std::uint64_t OrderClient::send(const model::Request& request, const model::RequestHead& head,
                                Span give_up_after) {
  v1::CoordinationMessage message;
  message.set_fence(head.fence);
  message.set_uid(head.uid);
  message.set_coordinator_term(head.coordinator_term);
  message.set_coordinator_run(head.coordinator_run);
  message.set_written_at_unix_us(head.written_at ? wire::to_wire(*head.written_at) : 0);
  message.set_to(impl_->server);
  wire::to_wire(request, message);
  return impl_->exchange.send(message, impl_->server, give_up_after).value_or(0);
}

ExchangeCounters OrderClient::counters() const {
  return impl_->exchange.counters;
}

}  // namespace selat::bus
