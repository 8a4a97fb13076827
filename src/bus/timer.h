#pragma once
// Calls a function after a span of time on the monotonic clock, and never after the Timer was destroyed (an
// Asio timer may still call a handler that was queued before its destruction).
//
// Thread: that of the io_context.

#include <cstdint>
#include <functional>
#include <memory>
#include <utility>

#include "units/instant.h"

namespace boost::asio {
class io_context;
}

namespace selat::bus {

class Timer {
 public:
  explicit Timer(boost::asio::io_context& io);
  ~Timer();
  Timer(const Timer&) = delete;
  Timer& operator=(const Timer&) = delete;

  // Replaces the call that is waiting, if any.
  void after(Span wait, std::function<void()> call);
  // In the next turn of the io_context.
  void soon(std::function<void()> call) { after(Span(), std::move(call)); }
  void cancel();
  [[nodiscard]] bool is_waiting() const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace selat::bus
