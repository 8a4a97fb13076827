#pragma once
// The coordination server's end of the protocol (ROUTER): takes requests of control points, sends answers and
// orders. Each request is handed on once; a copy of it gets the same answer again.
//
// A control point that starts anew has a new term and may write at once: connections are told apart by ids of
// libzmq's own, which no peer can choose. Two live terminals of one name are both heard, each is answered
// where it wrote from, and orders that are no answer go to the one with the newest term; which of them is
// meant is decided by whoever reads `from` and `term`. Over tcp a sender may only use the name its key has,
// or that its Permission gives it. A request that cannot be read is refused here.
//
// Thread: that of the Bus.

#include <cstdint>
#include <functional>
#include <memory>

#include "bus/bus.h"
#include "bus/message_exchange.h"
#include "model/order.h"
#include "model/request.h"
#include "units/instant.h"

namespace selat::bus {

// Bound to endpoints_of(process).orders.
class OrderServer {
 public:
  using Handler = std::function<void(const model::ReceivedRequest&)>;

  OrderServer(Bus& bus, std::uint64_t term, Handler handler);
  ~OrderServer();
  OrderServer(const OrderServer&) = delete;
  OrderServer& operator=(const OrderServer&) = delete;

  // An answer is sent once; any other order is repeated for `give_up_after`, since nothing answers it.
  // `to_term` 0: whichever terminal of that name is the newest.
  void send(const model::AddressedOrder& order, Span give_up_after = Span::seconds(30));
  [[nodiscard]] ExchangeCounters counters() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::bus
