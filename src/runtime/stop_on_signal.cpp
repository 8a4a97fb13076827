#include "runtime/stop_on_signal.h"

#include <csignal>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

namespace selat::runtime {

struct StopOnSignal::Impl {
  explicit Impl(boost::asio::io_context& io)
      : signals(io, SIGINT, SIGTERM, SIGHUP), others(io, SIGUSR1, SIGUSR2) {
    signals.async_wait([&io](const boost::system::error_code& error, int) {
      if (!error) {
        io.stop();
      }
    });
    pass_over();
  }

  void pass_over() {
    others.async_wait([this](const boost::system::error_code& error, int) {
      if (!error) {
        pass_over();
      }
    });
  }

  boost::asio::signal_set signals, others;
};

StopOnSignal::StopOnSignal(boost::asio::io_context& io) : impl_(std::make_unique<Impl>(io)) {}
StopOnSignal::~StopOnSignal() = default;

}  // namespace selat::runtime
