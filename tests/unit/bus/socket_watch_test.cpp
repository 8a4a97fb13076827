// The known traps of ZMQ_FD under Asio, each provoked on purpose.

#include "bus/socket_watch.h"

#include <memory>
#include <string>

#include <gtest/gtest.h>
#include <zmq.h>

#include "bus/socket.h"
#include "harness.h"

namespace selat::bus {
namespace {

using test::Machine;

struct Pair {
  Pair() : context(zmq_ctx_new()) {
    const std::string endpoint = "ipc://" + (machine.directory.path() / "pair").string();
    left = std::make_unique<Socket>(context, ZMQ_PAIR, 0, false);
    right = std::make_unique<Socket>(context, ZMQ_PAIR, 0, false);
    left->bind(endpoint);
    right->connect(endpoint);
  }
  ~Pair() {
    watch.reset();
    left.reset();
    right.reset();
    zmq_ctx_term(context);
  }
  void watch_left() {
    watch = std::make_unique<SocketWatch>(machine.io, *left, [this] {
      Frame message;
      if (!left->receive(message)) {
        return false;
      }
      ++received;
      return true;
    });
  }
  void send_from_right(int count) {
    for (int i = 0; i < count; ++i) {
      Frame message(std::string_view("x"));
      zmq_msg_send(message.raw(), right->raw(), 0);
    }
  }

  Machine machine;
  void* context;
  std::unique_ptr<Socket> left, right;
  std::unique_ptr<SocketWatch> watch;
  int received = 0;
};

TEST(SocketWatch, SeesWhatCameBeforeItLooked) {
  Pair pair;
  pair.send_from_right(5);
  // The edge is used up: libzmq has told the descriptor and been asked since.
  ASSERT_TRUE(test::run_until(pair.machine.io, [&] { return pair.left->is_readable(); }));
  pair.watch_left();
  EXPECT_TRUE(pair.machine.until([&] { return pair.received == 5; }));
}

// One message a wake-up hung after 101 of them.
TEST(SocketWatch, TenThousandMessagesInOneBurstAllArrive) {
  Pair pair;
  pair.watch_left();
  pair.send_from_right(10'000);
  EXPECT_TRUE(pair.machine.until([&] { return pair.received == 10'000; }));
}

TEST(SocketWatch, ManyBurstsWithSilenceBetween) {
  Pair pair;
  pair.watch_left();
  for (int burst = 1; burst <= 300; ++burst) {
    pair.send_from_right(burst % 3 + 1);
    const int wanted = pair.received + burst % 3 + 1;
    ASSERT_TRUE(pair.machine.until([&] { return pair.received >= wanted; })) << "burst " << burst;
  }
}

// A send processes libzmq's commands and takes the edge with it; without check_soon() the message stays
// there.
TEST(SocketWatch, ASendThatSwallowsTheEdgeLosesNothing) {
  Pair pair;
  pair.watch_left();
  for (int round = 1; round <= 200; ++round) {
    pair.send_from_right(1);
    // Sends until the message has certainly come in through a send, and not through the watch.
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (!pair.left->is_readable() && std::chrono::steady_clock::now() < end) {
      pair.left->send(std::string_view("y"));
    }
    pair.watch->check_soon();
    ASSERT_TRUE(pair.machine.until([&] { return pair.received == round; })) << "round " << round;
  }
}

TEST(SocketWatch, OthersHaveTheirTurnDuringABurst) {
  Pair pair;
  pair.watch_left();
  pair.send_from_right(5'000);
  ASSERT_TRUE(test::run_until(pair.machine.io, [&] { return pair.received > 0; }));
  // run_one() comes back after a turn, and a turn takes 256 messages at most.
  EXPECT_LE(pair.received, 256);
}

TEST(SocketWatch, MayEndInsideItsOwnCall) {
  Pair pair;
  bool has_ended = false;
  pair.watch = std::make_unique<SocketWatch>(pair.machine.io, *pair.left, [&] {
    Frame message;
    if (!pair.left->receive(message)) {
      return false;
    }
    pair.watch.reset();
    has_ended = true;
    return true;
  });
  pair.send_from_right(3);
  EXPECT_TRUE(pair.machine.until([&] { return has_ended; }));
}

// The descriptor is libzmq's: closing it would break the socket.
TEST(SocketWatch, TheSocketLivesOn) {
  Pair pair;
  pair.watch_left();
  pair.send_from_right(1);
  ASSERT_TRUE(pair.machine.until([&] { return pair.received == 1; }));
  pair.watch.reset();
  pair.watch_left();
  pair.send_from_right(1);
  EXPECT_TRUE(pair.machine.until([&] { return pair.received == 2; }));
}

}  // namespace
}  // namespace selat::bus
