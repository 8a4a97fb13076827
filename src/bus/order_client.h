#pragma once
// The control point's end of the coordination protocol (DEALER): sends requests, receives answers and orders.
// A request is repeated with the same id until it is answered or given up. Each answer or order is handed on
// once.
//
// Thread: that of the Bus.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "bus/bus.h"
#include "bus/message_exchange.h"
#include "model/order.h"
#include "model/request.h"
#include "units/instant.h"

namespace selat::bus {

class OrderClient {
 public:
  using Handler = std::function<void(const model::ReceivedOrder&)>;

  // `name` is that of the control point; the server identifies it by nothing else.
  OrderClient(Bus& bus, std::string_view server_process, std::string name, std::uint64_t term,
              Handler handler);
  ~OrderClient();
  OrderClient(const OrderClient&) = delete;
  OrderClient& operator=(const OrderClient&) = delete;

  // Returns the request's id; 0 where it is larger than a message may be, and never sent.
  std::uint64_t send(const model::Request& request, const model::RequestHead& head = {},
                     Span give_up_after = Span::seconds(30));
  [[nodiscard]] ExchangeCounters counters() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::bus
