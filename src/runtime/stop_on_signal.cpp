#include "runtime/stop_on_signal.h"

#include <csignal>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

namespace selat::runtime {

struct StopOnSignal::Impl {
  explicit Impl(boost::asio::io_context& io) : signals(io, SIGINT, SIGTERM) {
    signals.async_wait([this, &io](const boost::system::error_code& error, int) {
      if (!error) {
        io.stop();
      }
    });
  }

  boost::asio::signal_set signals;
};

StopOnSignal::StopOnSignal(boost::asio::io_context& io) : impl_(std::make_unique<Impl>(io)) {}
StopOnSignal::~StopOnSignal() = default;

}  // namespace selat::runtime
