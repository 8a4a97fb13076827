#include "terminal/standard_input.h"

#include <array>
#include <cerrno>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <unistd.h>

#include "terminal/descriptor_watch.h"

namespace selat::terminal {

struct StandardInput::Impl {
  Impl(boost::asio::io_context& its_io, std::function<void(std::string_view)> on_bytes,
       std::function<void()> on_end)
      : io(its_io),
        watch(io, STDIN_FILENO, DescriptorWatch::For::reading),
        handler(std::move(on_bytes)),
        at_end(std::move(on_end)) {
    wait();
  }

  // What cannot be waited for, a plain file, is read piece by piece between other work.
  void wait() {
    is_waiting = true;
    auto read_on = [this, is_alive = std::weak_ptr(alive)] {
      if (is_alive.expired()) {
        return;
      }
      is_waiting = false;
      if (!is_held && read_some() && !is_alive.expired() && !is_held) {
        wait();
      }
    };
    if (watch.can_wait()) {
      watch.wait(std::move(read_on));
    } else {
      boost::asio::post(io, std::move(read_on));
    }
  }

  void hold(bool its_hold) {
    is_held = its_hold;
    if (!is_held && !is_waiting && !has_ended) {
      wait();
    }
  }

  // False at the end.
  bool read_some() {
    // Another program on the same terminal may have read what was there.
    if (!watch.is_ready()) {
      return true;
    }
    std::array<char, 4'096> bytes;
    const auto length = ::read(STDIN_FILENO, bytes.data(), bytes.size());
    if (length < 0 && (errno == EAGAIN || errno == EINTR)) {
      return true;
    }
    if (length <= 0) {
      has_ended = true;
      at_end();
      return false;
    }
    handler({bytes.data(), static_cast<std::size_t>(length)});
    return true;
  }

  boost::asio::io_context& io;
  DescriptorWatch watch;
  std::function<void(std::string_view)> handler;
  std::function<void()> at_end;
  bool is_held = false;
  bool is_waiting = false;
  bool has_ended = false;
  std::shared_ptr<int> alive = std::make_shared<int>(0);
};

StandardInput::StandardInput(boost::asio::io_context& io, std::function<void(std::string_view)> handler,
                             std::function<void()> at_end)
    : impl_(std::make_unique<Impl>(io, std::move(handler), std::move(at_end))) {}
StandardInput::~StandardInput() = default;

void StandardInput::hold(bool is_held) {
  impl_->hold(is_held);
}

}  // namespace selat::terminal
