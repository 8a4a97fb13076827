#include <array>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/serial_port.hpp>
#include <boost/asio/steady_timer.hpp>
#include <fmt/format.h>

#include "feed/backoff.h"
#include "feed/transports.h"

namespace selat::feed {
namespace {

namespace asio = boost::asio;
using asio::serial_port;
using boost::system::error_code;

class SerialFeed final : public Feed, public std::enable_shared_from_this<SerialFeed> {
 public:
  SerialFeed(SerialOptions options, Setup setup)
      : Feed(std::move(setup)),
        options_(std::move(options)),
        port_(io()),
        timer_(io()),
        backoff_(backoff_seed(name())) {}

  void start() override { open(); }

  void stop() override {
    set_stopped();
    timer_.cancel();
    close();
  }

 private:
  // The device may not be there yet, or may be unplugged and plugged in again: retried.
  void open() {
    error_code error;
    port_.open(options_.device, error);
    if (!error) {
      error = configure();
    }
    if (error) {
      return lost(error);
    }
    counters().reconnects += counters().connections == 0 ? 0U : 1U;
    ++counters().connections;
    set_receiving();
    read();
  }

  // 8 data bits, no parity, one stop bit, no handshake (IEC 61162-1 and -2).
  error_code configure() {
    error_code error;
    port_.set_option(serial_port::baud_rate(options_.baud), error);
    if (!error) {
      port_.set_option(serial_port::character_size(8), error);
    }
    if (!error) {
      port_.set_option(serial_port::parity(serial_port::parity::none), error);
    }
    if (!error) {
      port_.set_option(serial_port::stop_bits(serial_port::stop_bits::one), error);
    }
    if (!error) {
      port_.set_option(serial_port::flow_control(serial_port::flow_control::none), error);
    }
    return error;
  }

  void read() {
    port_.async_read_some(asio::buffer(buffer_),
                          [self = shared_from_this()](error_code error, std::size_t size) {
                            if (self->is_stopped()) {
                              return;
                            }
                            if (self->take(self->splitter_, {self->buffer_.data(), size}, 0)) {
                              self->backoff_.reset();
                            }
                            if (self->is_stopped()) {
                              return;
                            }
                            error ? self->lost(error) : self->read();
                          });
  }

  void lost(error_code error) {
    take_rest(splitter_, 0);
    if (is_stopped()) {
      return;
    }
    close();
    set_state(State::disconnected, LocalizedMessage(tr("{device}: {why}"),
                                                    {{"device", options_.device}, {"why", error.message()}}));
    timer_.expires_after(std::chrono::microseconds(backoff_.next().in_microseconds()));
    timer_.async_wait([self = shared_from_this()](error_code cancelled) {
      if (!cancelled && !self->is_stopped()) {
        self->open();
      }
    });
  }

  void close() {
    error_code ignored;
    port_.close(ignored);
  }

  SerialOptions options_;
  serial_port port_;
  asio::steady_timer timer_;
  Backoff backoff_;
  LineSplitter splitter_{counters().lines};
  std::array<char, 4096> buffer_;
};

}  // namespace

std::shared_ptr<Feed> make_serial_feed(const SerialOptions& options, Setup setup) {
  return std::make_shared<SerialFeed>(options, std::move(setup));
}

}  // namespace selat::feed
