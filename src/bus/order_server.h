#pragma once
// The coordination server's end of the coordination protocol (ROUTER): receives requests of control points,
// sends answers and orders. Each request is handed on once; a copy of it gets the same answer again.
//
// Connections are identified by ids that libzmq gives and no peer can choose, so a restarted control point,
// which has a new term, may send at once. Two running terminals of one name are both received. Each answer
// goes to the terminal that sent the request; other orders go to the terminal with the newest term of those
// heard in the last ten seconds. Which terminal acts for the control point is decided by the handler, from
// `from` and `term`. Over tcp a sender may only use the name of its key, or the name in its Permission. A
// request that cannot be read is refused here; a terminal may send 5,000 messages at once and 500 a second,
// and what is beyond that is dropped, since it is repeated.
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

// Listens on endpoints_of(process).orders.
class OrderServer {
 public:
  using Handler = std::function<void(const model::ReceivedRequest&)>;

  OrderServer(Bus& bus, std::uint64_t term, Handler handler);
  ~OrderServer();
  OrderServer(const OrderServer&) = delete;
  OrderServer& operator=(const OrderServer&) = delete;

  // An answer is sent once. Any other order is repeated until `give_up_after` has passed, since nothing
  // answers it. `to_term` 0: the terminal of that name with the newest term.
  // Returns false where it is larger than a message may be: the terminal is not told.
  bool send(const model::AddressedOrder& order, Span give_up_after = Span::seconds(30));
  [[nodiscard]] ExchangeCounters counters() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::bus
