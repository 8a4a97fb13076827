// What every socket of the bus must outlive, whatever it is used for.

#include "bus/socket.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <zmq.h>

#include "raw_peer.h"
#include "support/temporary_directory.h"

namespace selat::bus {
namespace {

using test::RawPeer;

constexpr int kPeers = 20;
constexpr int kMessagesThatLinger = 100;

// Of a peer, the name libzmq gave it, after it has sent one message.
std::string named_peer(Socket& socket) {
  zmq_pollitem_t item{.socket = socket.raw(), .fd = 0, .events = ZMQ_POLLIN, .revents = 0};
  EXPECT_EQ(zmq_poll(&item, 1, 60'000), 1);
  Frame name;
  EXPECT_TRUE(socket.receive(name));
  std::string bytes(name.view());
  socket.skip_rest(name);
  return bytes;
}

// A socket is closed and lingers for peers that do not read; they go on sending, and are gone. libzmq 4.3.4
// stops reading from a connection that is being ended, and aborts the process (stream_engine_base.cpp:
// `!_io_error`) if anything writes to that connection after its peer has gone: the timer of ZMTP heartbeats
// did.
TEST(Socket, PeersThatDieWhileItLingersEndNobody) {
  const selat::test::TemporaryDirectory directory;
  const auto path = directory.path() / "lingering";
  void* const context = zmq_ctx_new();
  std::optional<Socket> socket(std::in_place, context, ZMQ_ROUTER, kMessagesThatLinger, true);
  socket->bind("ipc://" + path.string());
  std::vector<std::unique_ptr<RawPeer>> peers;
  const std::string large(100'000, 'x');  // more than the kernel takes for one who does not read
  for (int i = 0; i < kPeers; ++i) {
    peers.push_back(std::make_unique<RawPeer>(test::connect_to(path)));
    ASSERT_TRUE(peers.back()->shake_hands("DEALER"));
    ASSERT_TRUE(peers.back()->send(RawPeer::frame("hello")));
    const std::string name = named_peer(*socket);
    for (int k = 0; k < kMessagesThatLinger / 2; ++k) {
      ASSERT_EQ(socket->send(name, true), Sent::sent);
      ASSERT_EQ(socket->send(large), Sent::sent);
    }
  }
  socket.reset();
  for (int round = 0; round < 50; ++round) {  // the end of the socket reaches its connections meanwhile
    for (const auto& peer : peers) {
      peer->send(RawPeer::frame(std::string(1'000, 'y')) + RawPeer::ping());
    }
  }
  peers.clear();
  EXPECT_EQ(zmq_ctx_term(context), 0);  // when the last message has waited long enough
}

}  // namespace
}  // namespace selat::bus
