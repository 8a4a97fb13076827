#pragma once
// Watches who connects to a bound socket, by libzmq's own events: failed handshakes are counted, and the
// number of connections and what is sent over each are bounded before libzmq keeps it. A connection beyond
// the bound is shut down; to libzmq it looks as if the peer had gone.
//
// Bounded: 300 connections a socket (three sockets a process, and 1,024 descriptors are the usual limit of a
// system). What a connection has sent is known of tcp only; over ipc peers are processes of the same user.
//
// Of a connection that speaks another protocol where keys are needed libzmq says nothing but that it has
// gone, as of one that was served. So those are counted that were accepted, of whose handshake nothing was
// told, and which are no longer open, or open for longer than a handshake may last.
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
  struct Connection {
    std::uint64_t received_bytes = 0;  // of tcp
    std::uint64_t measurements = 0;    // since it was accepted
  };
  bool take_event();
  void accept(int connection);
  void measure();
  void count_untold_handshakes();

  Socket& watched_;
  PeerCounters& counters_;
  CutConnections& cut_;
  std::uint64_t most_bytes_;  // from one measurement to the next
  std::map<int, Connection> connections_;
  std::uint64_t accepted_ = 0;
  std::uint64_t told_handshakes_ = 0;    // succeeded, or failed with a word about it
  std::uint64_t untold_handshakes_ = 0;  // failed without one
  Socket events_;
  Timer timer_;
  SocketWatch watch_;
};

}  // namespace selat::bus
