#pragma once
// Watches who connects to a bound socket, by libzmq's own events: failed handshakes are counted, and the
// number of connections and what is sent over each are bounded before libzmq keeps it. A connection beyond
// the bound is shut down; to libzmq it looks as if the peer had gone.
//
// Bounded: 300 connections a socket (three sockets a process, and 1,024 descriptors are the usual limit of a
// system). What a connection has sent is known of tcp only; over ipc peers are processes of the same user.
//
// Thread: that of the io_context. The socket must outlive the watch.

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "bus/bus.h"
#include "bus/socket.h"
#include "bus/socket_watch.h"
#include "bus/timer.h"

namespace selat::bus {

// Ends connections at the system, and counts each once: what a peer had sent before is still read afterwards.
class CutConnections {
 public:
  explicit CutConnections(PeerCounters& counters) : counters_(counters) {}
  // Harmless if it is gone already. -1: none.
  void cut(int connection);
  void note_new(int connection) { cut_.erase(connection); }  // the number is given again

 private:
  PeerCounters& counters_;
  std::set<int> cut_;
};

class ConnectionWatch {
 public:
  // To be made before the socket is bound. `endpoint`: an inproc address of its own for the events.
  ConnectionWatch(boost::asio::io_context& io, void* context, Socket& socket, const std::string& endpoint,
                  std::uint64_t most_bytes_per_second, PeerCounters& counters, CutConnections& cut);
  ~ConnectionWatch();
  ConnectionWatch(const ConnectionWatch&) = delete;
  ConnectionWatch& operator=(const ConnectionWatch&) = delete;

 private:
  bool take_event();
  void accept(int connection);
  void measure();

  Socket& watched_;
  PeerCounters& counters_;
  CutConnections& cut_;
  std::uint64_t most_bytes_;                     // from one measurement to the next
  std::map<int, std::uint64_t> received_bytes_;  // by connection; of tcp
  Socket events_;
  Timer timer_;
  SocketWatch watch_;
};

}  // namespace selat::bus
