#pragma once
// The watch's end of the coordination protocol: sends what a person at the watch decides or writes (`selat
// top`, `log`, `watch`, `zone`) to the coordination server, and hands its answer back. The watch holds no
// sector, and any number of its terminals may speak at once. So may they in the name of a control point, of
// which the server takes words only.
//
// Thread: that of the Bus. Answers are handed back on it, never after the WatchDesk is destroyed.

#include <functional>
#include <map>
#include <string>
#include <variant>

#include "base/language.h"
#include "bus/order_client.h"
#include "bus/timer.h"
#include "model/order.h"
#include "model/request.h"
#include "units/instant.h"

namespace selat::service {

class WatchDesk {
 public:
  // The server may have applied the request though its answer did not arrive.
  struct NoAnswer {};
  using Answer = std::variant<model::Receipt, model::Refusal, NoAnswer>;
  using Answered = std::function<void(const Answer&)>;

  // `name`: the sender, kWatchDesk or a control point.
  WatchDesk(bus::Bus& bus, std::string name);

  // Calls `answered` once: with what the server said, or with NoAnswer when `within` has passed. Until then
  // the request is sent again and again; the server applies it once.
  void send(const model::Request& request, Span within, Answered answered);

 private:
  void hand_back(std::uint64_t id, const Answer& answer);

  struct Waiting {
    explicit Waiting(boost::asio::io_context& io) : limit(io) {}
    Answered answered;
    bus::Timer limit;
  };

  bus::Bus& bus_;
  bus::OrderClient client_;
  std::map<std::uint64_t, Waiting> waiting_;  // by the request's id
};

// "refused: no such alert", in the language; not escaped.
[[nodiscard]] std::string refusal_text(const model::Refusal& refusal, Language language);

}  // namespace selat::service
