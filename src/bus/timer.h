#pragma once
// Calls a function after a while, by the monotonic clock, and never after its own end: an Asio timer alone
// may still call a handler that was already queued when the timer went.
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

  // Takes the place of what was to be called before.
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
