#pragma once
// Calls a function whenever a ZeroMQ socket has something to read, on an Asio io_context.
//
// The descriptor ZMQ_FD is edge-triggered: it signals only that the state of the socket may have changed. Two
// rules follow, and this class is the only place that needs them:
//   1. To read one message for each wake-up would hang: the descriptor does not signal again while messages
//      wait. So each wake-up reads until nothing is left; after 256 messages other handlers run first.
//   2. Any call on the socket, a send too, may consume the signal. So the socket is checked again after the
//      wait is armed, and code that sends on a watched socket must call check_soon() afterwards.
// The descriptor belongs to libzmq: at the end it is released, never closed.
//
// Thread: that of the io_context. The socket must outlive the watch; the watch may be destroyed inside the
// function it calls.

#include <functional>
#include <memory>

#include "bus/socket.h"

namespace boost::asio {
class io_context;
}

namespace selat::bus {

class SocketWatch {
 public:
  // `receive_one` receives one message without waiting; it returns false if there was none.
  SocketWatch(boost::asio::io_context& io, Socket& socket, std::function<bool()> receive_one);
  ~SocketWatch();
  SocketWatch(const SocketWatch&) = delete;
  SocketWatch& operator=(const SocketWatch&) = delete;

  // To be called after sending on the socket. Many calls in one turn lead to one check.
  void check_soon();

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace selat::bus
