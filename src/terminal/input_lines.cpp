#include "terminal/input_lines.h"

#include <array>
#include <string>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <unistd.h>

namespace selat::terminal {
namespace {

constexpr std::size_t kLongestLine = 4'096;

}  // namespace

struct InputLines::Impl {
  Impl(boost::asio::io_context& io, std::function<void(std::string_view)> on_line,
       std::function<void()> on_end)
      : descriptor(io), handler(std::move(on_line)), at_end(std::move(on_end)) {
    boost::system::error_code error;
    const int own = ::dup(STDIN_FILENO);
    if (own >= 0) {
      descriptor.assign(own, error);
    }
    if (own >= 0 && !error) {
      wait();
      return;
    }
    if (own >= 0) {
      ::close(own);
    }
    // A plain file or /dev/null cannot be waited for and is read at once; so is a closed standard input.
    boost::asio::post(io, [this, is_alive = std::weak_ptr(alive)] {
      while (!is_alive.expired() && read_some()) {
      }
    });
  }

  // Waits for input and then reads what is there. The descriptor must not be made non-blocking, since the
  // shell uses the same terminal.
  void wait() {
    descriptor.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                          [this, is_alive = std::weak_ptr(alive)](const boost::system::error_code& error) {
                            if (error || is_alive.expired()) {
                              return;
                            }
                            if (read_some() && !is_alive.expired()) {
                              wait();
                            }
                          });
  }

  // False at the end.
  bool read_some() {
    std::array<char, 1'024> bytes;
    const auto length =
        ::read(descriptor.is_open() ? descriptor.native_handle() : STDIN_FILENO, bytes.data(), bytes.size());
    if (length <= 0) {
      at_end();
      return false;
    }
    for (const char byte : std::string_view(bytes.data(), static_cast<std::size_t>(length))) {
      if (byte == '\n') {
        handler(std::exchange(line, {}));
      } else if (line.size() < kLongestLine) {
        line.push_back(byte);
      }
    }
    return true;
  }

  boost::asio::posix::stream_descriptor descriptor;
  std::function<void(std::string_view)> handler;
  std::function<void()> at_end;
  std::string line;
  std::shared_ptr<int> alive = std::make_shared<int>(0);
};

InputLines::InputLines(boost::asio::io_context& io, std::function<void(std::string_view line)> handler,
                       std::function<void()> at_end)
    : impl_(std::make_unique<Impl>(io, std::move(handler), std::move(at_end))) {}
InputLines::~InputLines() = default;

}  // namespace selat::terminal
