#include "bus/timer.h"

#include <chrono>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

namespace selat::bus {

struct Timer::State : std::enable_shared_from_this<State> {
  explicit State(boost::asio::io_context& io) : timer(io) {}

  // Only the newest round may call; each after() and cancel() begins a new one.
  void fire(std::uint64_t of_round) {
    if (of_round == round && call) {
      ++round;
      std::exchange(call, nullptr)();
    }
  }

  boost::asio::steady_timer timer;
  std::uint64_t round = 0;
  std::function<void()> call;
};

Timer::Timer(boost::asio::io_context& io) : state_(std::make_shared<State>(io)) {}
Timer::~Timer() {
  cancel();
}

void Timer::cancel() {
  ++state_->round;
  state_->call = nullptr;
  state_->timer.cancel();
}

void Timer::after(Span wait, std::function<void()> call) {
  const std::uint64_t round = ++state_->round;
  state_->call = std::move(call);
  auto fire = [state = state_, round] { state->fire(round); };
  if (wait <= Span()) {
    boost::asio::post(state_->timer.get_executor(), std::move(fire));
    return;
  }
  state_->timer.expires_after(std::chrono::microseconds(wait.in_microseconds()));
  state_->timer.async_wait([fire = std::move(fire)](const boost::system::error_code& error) {
    if (!error) {
      fire();
    }
  });
}

bool Timer::is_waiting() const {
  return state_->call != nullptr;
}

}  // namespace selat::bus
