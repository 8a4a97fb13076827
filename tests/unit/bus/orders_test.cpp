// Requests arrive once and are answered once, whoever stops, starts anew or says nothing.

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <zmq.h>

#include "bus/order_client.h"
#include "bus/order_server.h"
#include "bus/socket.h"
#include "harness.h"
#include "selat/v1/coordination.pb.h"

namespace selat::bus {
namespace {

using test::Machine;

model::AddressedOrder revocation_for(const char* name) {
  return {.to = name,
          .to_term = 0,
          .in_reply_to = std::nullopt,
          .body = model::Revoke{.sector = "S07", .epoch = 1}};
}

struct Server {
  explicit Server(Machine& machine, std::uint64_t term = 10, bool answers = true)
      : bus(machine.io, machine.options(), "coordinate"),
        server(bus, term, [this, answers](const model::ReceivedRequest& request) {
          received.push_back(request);
          if (answers) {
            answer(request);
          }
        }) {}
  void answer(const model::ReceivedRequest& request) {
    server.send(
        {.to = request.from, .to_term = request.term, .in_reply_to = request.id, .body = model::Receipt{}});
  }
  Bus bus;
  std::vector<model::ReceivedRequest> received;
  OrderServer server;
};

struct Client {
  explicit Client(Machine& machine, std::uint64_t term = 1, const std::string& name = "belawan",
                  const std::string& process = "control-point.belawan")
      : bus(machine.io, machine.options(), process),
        client(bus, "coordinate", name, term,
               [this](const model::ReceivedOrder& order) { received.push_back(order); }) {}
  std::uint64_t ask() { return client.send(model::Renew{}); }
  [[nodiscard]] std::size_t revocations() const {
    std::size_t count = 0;
    for (const model::ReceivedOrder& one : received) {
      count += std::holds_alternative<model::Revoke>(one.body) ? 1 : 0;
    }
    return count;
  }
  Bus bus;
  std::vector<model::ReceivedOrder> received;
  OrderClient client;
};

TEST(Orders, ARequestIsAnswered) {
  Machine machine;
  Server server(machine);
  Client client(machine);
  const auto id = client.ask();
  ASSERT_TRUE(machine.until([&] { return client.received.size() == 1; }));
  EXPECT_EQ(client.received.front().in_reply_to, id);
  EXPECT_TRUE(std::holds_alternative<model::Receipt>(client.received.front().body));
  ASSERT_EQ(server.received.size(), 1U);
  EXPECT_EQ(server.received.front().from.view(), "belawan");
  EXPECT_EQ(server.received.front().term, 1U);
  EXPECT_EQ(server.received.front().id, id);
}

TEST(Orders, TheServerSpeaksFirstOnceItKnowsWhere) {
  Machine machine;
  Server server(machine);
  server.server.send(revocation_for("belawan"));
  Client client(machine);
  client.ask();
  ASSERT_TRUE(machine.until([&] { return client.received.size() == 2; }));
  EXPECT_EQ(client.revocations(), 1U);
}

TEST(Orders, ManyRequestsAreAllAnsweredOnce) {
  Machine machine;
  Server server(machine);
  Client client(machine);
  constexpr std::size_t kMany = 200;
  for (std::size_t i = 0; i < kMany; ++i) {
    client.ask();
  }
  ASSERT_TRUE(machine.until([&] { return client.received.size() == kMany; }));
  EXPECT_EQ(server.received.size(), kMany);
}

TEST(Orders, WithoutAnAnswerARequestIsRepeatedAndHandedOnOnce) {
  Machine machine;
  Server server(machine, 10, false);
  Client client(machine);
  client.ask();
  ASSERT_TRUE(machine.until([&] { return server.server.counters().duplicates >= 2; }));
  EXPECT_EQ(server.received.size(), 1U);
  EXPECT_GE(client.client.counters().repeated, 2U);
  // The answer comes late, and ends the repetition.
  server.answer(server.received.front());
  ASSERT_TRUE(machine.until([&] { return client.received.size() == 1; }));
}

TEST(Orders, WhatIsNeverAnsweredIsGivenUp) {
  Machine machine;
  Server server(machine, 10, false);
  Client client(machine);
  client.client.send(model::Renew{}, {}, Span::milliseconds(800));
  EXPECT_TRUE(machine.until([&] { return client.client.counters().given_up == 1; }));
  EXPECT_EQ(client.received.size(), 0U);
}

TEST(Orders, AServerThatStartsAnewIsFoundAgain) {
  Machine machine;
  auto server = std::make_unique<Server>(machine, 10);
  Client client(machine);
  client.ask();
  ASSERT_TRUE(machine.until([&] { return client.received.size() == 1; }));
  server.reset();
  client.ask();
  server = std::make_unique<Server>(machine, 11);
  ASSERT_TRUE(machine.until([&] { return client.received.size() == 2; }));
}

// As after kill -9: the same name at once, over a connection the server has not seen.
TEST(Orders, AClientThatStartsAnewIsHeardAtOnceAndGetsWhatWaits) {
  Machine machine;
  Server server(machine);
  auto client = std::make_unique<Client>(machine, 1);
  client->ask();
  ASSERT_TRUE(machine.until([&] { return client->received.size() == 1; }));
  server.server.send(revocation_for("belawan"));
  ASSERT_TRUE(machine.until([&] { return client->revocations() == 1; }));
  client.reset();
  client = std::make_unique<Client>(machine, 2);
  client->ask();
  // The order goes to the new one without waiting for its next turn, which may be 5 s away.
  ASSERT_TRUE(machine.until([&] { return client->revocations() == 1; }));
  EXPECT_EQ(server.received.back().term, 2U);
}

// Two live ones of one name on two machines: both are heard, and told apart by their terms.
TEST(Orders, TwoOfOneNameAreEachAnsweredWhereTheyWrote) {
  Machine machine;
  Server server(machine);
  Client older(machine, 1, "belawan", "older");
  Client newer(machine, 2, "belawan", "newer");
  for (std::size_t round = 1; round <= 5; ++round) {
    const auto to_newer = newer.ask();
    ASSERT_TRUE(machine.until([&] { return newer.received.size() == round; }));
    EXPECT_EQ(newer.received.back().in_reply_to, to_newer);
    const auto to_older = older.ask();
    ASSERT_TRUE(machine.until([&] { return older.received.size() == round; }));
    EXPECT_EQ(older.received.back().in_reply_to, to_older);
  }
  EXPECT_EQ(server.received.size(), 10U);
  // What is no answer goes to the newest term, though the older wrote last.
  server.server.send(revocation_for("belawan"));
  ASSERT_TRUE(machine.until([&] { return newer.revocations() == 1; }));
  EXPECT_EQ(older.revocations(), 0U);
}

// A forged term, or one from before a machine came up with its clock behind: whoever still speaks is served.
TEST(Orders, AGreaterTermThatIsSilentTakesNothingFromTheOneThatSpeaks) {
  Machine machine;
  Server server(machine);
  auto silent = std::make_unique<Client>(machine, UINT64_MAX, "belawan", "forged");
  silent->ask();
  ASSERT_TRUE(machine.until([&] { return silent->received.size() == 1; }));
  silent.reset();
  machine.ahead = Span::seconds(11);
  Client speaking(machine, 5);
  const auto id = speaking.ask();
  ASSERT_TRUE(machine.until([&] { return speaking.received.size() == 1; }));
  EXPECT_EQ(speaking.received.back().in_reply_to, id);
  server.server.send(revocation_for("belawan"));
  EXPECT_TRUE(machine.until([&] { return speaking.revocations() == 1; }));
}

// What peers send that is no message of the protocol, over a bare socket.
TEST(Orders, InvalidBytesAreCounted) {
  Machine machine;
  Server server(machine);
  void* const context = zmq_ctx_new();
  {
    Socket hostile(context, ZMQ_DEALER, 100, true);
    hostile.connect(server.bus.endpoints_of("coordinate").orders);
    v1::CoordinationMessage nobody;
    nobody.set_id(1);
    v1::CoordinationMessage without_id;
    without_id.set_from("belawan");
    v1::CoordinationMessage long_name;
    long_name.set_from(std::string(65, 'x'));
    long_name.set_id(1);
    hostile.send(std::string_view("not a message"));
    hostile.send(std::string_view(""));
    hostile.send(nobody.SerializeAsString());
    hostile.send(without_id.SerializeAsString());
    hostile.send(long_name.SerializeAsString());
    hostile.send(std::string_view("two"), true);
    hostile.send(std::string_view("frames"));
    EXPECT_TRUE(machine.until([&] { return server.server.counters().malformed == 6; }));
  }
  zmq_ctx_term(context);
  EXPECT_TRUE(server.received.empty());
}

TEST(Orders, ARequestThatCannotBeReadIsRefused) {
  Machine machine;
  Server server(machine);
  void* const context = zmq_ctx_new();
  {
    Socket hostile(context, ZMQ_DEALER, 100, true);
    hostile.connect(server.bus.endpoints_of("coordinate").orders);
    v1::CoordinationMessage message;
    message.set_from("belawan");
    message.set_term(1);
    message.set_id(7);
    message.mutable_accept()->set_sector(std::string(16, 'S'));
    hostile.send(message.SerializeAsString());
    Frame frame;
    ASSERT_TRUE(machine.until([&] { return hostile.receive(frame); }));
    v1::CoordinationMessage answer;
    ASSERT_TRUE(answer.ParseFromString(std::string(frame.view())));
    EXPECT_EQ(answer.in_reply_to(), 7U);
    EXPECT_EQ(answer.refusal().code(), v1::REFUSAL_CODE_MALFORMED);
  }
  zmq_ctx_term(context);
  EXPECT_TRUE(server.received.empty());
}

}  // namespace
}  // namespace selat::bus
