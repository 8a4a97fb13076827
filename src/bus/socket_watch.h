#pragma once
// Calls a function whenever a ZeroMQ socket has something to read, on an Asio io_context.
//
// ZMQ_FD is edge-triggered and says only "look at me". Two traps follow, and this class is the one place that
// knows them:
//   1. One message per wake-up hangs: the descriptor stays silent while messages wait. So every wake-up reads
//      until there is nothing left, at most 256 messages a turn, then lets others run.
//   2. Any call on the socket, a send too, may swallow the wake-up. So after arming the wait the socket is
//      asked again, and whoever sends on a watched socket calls check_soon() afterwards.
// The descriptor is libzmq's own: it is released at the end, never closed.
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
  // `receive_one` takes one message without waiting and says whether there was one.
  SocketWatch(boost::asio::io_context& io, Socket& socket, std::function<bool()> receive_one);
  ~SocketWatch();
  SocketWatch(const SocketWatch&) = delete;
  SocketWatch& operator=(const SocketWatch&) = delete;

  // To be called after sending on the socket; many calls in one turn cost one look.
  void check_soon();

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace selat::bus
