#include "bus/socket_watch.h"

#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>

namespace selat::bus {

namespace {
constexpr int kMostMessagesPerTurn = 256;
}

struct SocketWatch::State : std::enable_shared_from_this<State> {
  State(boost::asio::io_context& io, Socket& watched, std::function<bool()> receive)
      : socket(watched), descriptor(io, watched.descriptor()), receive_one(std::move(receive)) {}

  void turn() {
    for (int i = 0; i < kMostMessagesPerTurn; ++i) {
      if (is_over) {
        return;
      }
      if (!receive_one()) {
        arm();
        return;
      }
    }
    post_turn();
  }

  void arm() {
    if (is_over) {
      return;
    }
    if (!is_armed) {
      is_armed = true;
      descriptor.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                            [self = shared_from_this()](const boost::system::error_code& error) {
                              self->is_armed = false;
                              if (!error) {
                                self->turn();
                              }
                            });
    }
    if (socket.is_readable()) {
      post_turn();
    }
  }

  void post_turn() {
    if (is_turn_posted || is_over) {
      return;
    }
    is_turn_posted = true;
    boost::asio::post(descriptor.get_executor(), [self = shared_from_this()] {
      self->is_turn_posted = false;
      self->turn();
    });
  }

  // The wait stays armed; only its signal may have been consumed.
  void post_check() {
    if (is_check_posted || is_turn_posted || is_over) {
      return;
    }
    is_check_posted = true;
    boost::asio::post(descriptor.get_executor(), [self = shared_from_this()] {
      self->is_check_posted = false;
      if (!self->is_over && self->socket.is_readable()) {
        self->turn();
      }
    });
  }

  Socket& socket;
  boost::asio::posix::stream_descriptor descriptor;
  std::function<bool()> receive_one;
  bool is_armed = false;
  bool is_turn_posted = false;
  bool is_check_posted = false;
  bool is_over = false;
};

SocketWatch::SocketWatch(boost::asio::io_context& io, Socket& socket, std::function<bool()> receive_one)
    : state_(std::make_shared<State>(io, socket, std::move(receive_one))) {
  state_->post_turn();
}

SocketWatch::~SocketWatch() {
  state_->is_over = true;
  state_->descriptor.release();  // also cancels the wait
}

void SocketWatch::check_soon() {
  state_->post_turn();
}

}  // namespace selat::bus
