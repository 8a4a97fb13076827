#include <algorithm>
#include <array>
#include <cerrno>
#include <string>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/serial_port.hpp>
#include <boost/asio/steady_timer.hpp>
#include <fmt/format.h>
#include <unistd.h>

#include "base/system_words.h"
#include "feed/backoff.h"
#include "feed/transports.h"

namespace selat::feed {
namespace {

namespace asio = boost::asio;
using asio::serial_port;
using boost::system::error_code;

constexpr auto kBaudRates = std::to_array<std::uint32_t>(
    {1'200, 2'400, 4'800, 9'600, 19'200, 38'400, 57'600, 115'200, 230'400, 460'800, 921'600});

struct SerialOptions {
  std::string device;
  std::uint32_t baud = 38'400;
};

class SerialFeed final : public Feed, public std::enable_shared_from_this<SerialFeed> {
 public:
  SerialFeed(SerialOptions options, Setup setup)
      : Feed(std::move(setup)),
        options_(std::move(options)),
        port_(io()),
        timer_(io()),
        backoff_(backoff_seed(name())) {}

  [[nodiscard]] std::optional<LocalizedMessage> obstacle() const override {
    return ::access(options_.device.c_str(), R_OK | W_OK) == 0 ? std::nullopt
                                                               : std::optional(told(system_words(errno)));
  }

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
    const auto space = splitter_.space();
    port_.async_read_some(asio::buffer(space.data(), space.size()),
                          [self = shared_from_this()](error_code error, std::size_t size) {
                            if (self->is_stopped()) {
                              return;
                            }
                            self->take(self->splitter_, size, 0);
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
    backoff_.worked_for(heard_for());
    close();
    set_state(State::disconnected, told(system_words(error.message())));
    timer_.expires_after(std::chrono::microseconds(backoff_.next().in_microseconds()));
    timer_.async_wait([self = shared_from_this()](error_code cancelled) {
      if (!cancelled && !self->is_stopped()) {
        self->open();
      }
    });
  }

  [[nodiscard]] LocalizedMessage told(const LocalizedMessage& why) const {
    return {tr("{device}: {why}"), {{"device", options_.device}, {"why", why}}};
  }

  void close() {
    error_code ignored;
    port_.close(ignored);
  }

  SerialOptions options_;
  serial_port port_;
  asio::steady_timer timer_;
  Backoff backoff_;
  nmea::LineSplitter splitter_{counters().lines};
};

Parsed<MakeFeed> parse(const Uri& uri) {
  const auto baud = only_option(uri.query, "baud");
  if (!baud) {
    return std::unexpected(baud.error());
  }
  SerialOptions options;
  if (const auto& given = *baud) {
    const auto number = whole_number<std::uint32_t>(given->text);
    if (!number || std::ranges::find(kBaudRates, *number) == kBaudRates.end()) {
      return fault(UriProblem::bad_option, given->at,
                   LocalizedMessage(tr("baud={value}: give one of {known}"),
                                    {{"value", shown(given->text)},
                                     {"known", fmt::format("{}", fmt::join(kBaudRates, ", "))}}));
    }
    options.baud = *number;
  }
  if (!uri.place.text.empty() && !uri.place.text.starts_with('/')) {
    return fault(UriProblem::bad_path, uri.place.at,
                 tr("a serial device is an absolute path: serial:///dev/ttyUSB0"));
  }
  auto device = file_path_of(uri.place, tr("the device is missing"));
  if (!device) {
    return std::unexpected(device.error());
  }
  options.device = *std::move(device);
  return maker_of<SerialFeed>(std::move(options));
}

}  // namespace

constinit const FeedKind kSerialFeed = {
    .scheme = "serial",
    .form = "serial:///dev/ttyUSB0?baud=38400",
    .summary = tr("a receiver on a serial line"),
    .parse = parse,
};

}  // namespace selat::feed
