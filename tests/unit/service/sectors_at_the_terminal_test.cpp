// What a person at a control point's terminal does with sectors, what is said of it there, and what a server
// is told of it again. Against a server of the test's own, over real sockets and a real file.

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "control_point_harness.h"
#include "runtime/machine_clock.h"
#include "service/control_point_service.h"

namespace selat::service {
namespace {

using test::offer;
using test::Server;
using test::Terminal;

class SectorsAtTheTerminal : public testing::Test, public test::System {};

TEST_F(SectorsAtTheTerminal, WhoDeclinesIsToldForHowLongAndHowToTakeItBack) {
  Terminal terminal(settings);
  Server server(*this, terminal.process.io());
  ASSERT_TRUE(terminal.until_said("Connected"));
  server.send(offer("S05"));
  ASSERT_TRUE(terminal.until_said("S05"));
  terminal.console.type("decline S05 crew_rest");
  EXPECT_TRUE(terminal.console.says("S05: declined. We are not asked again for 4 h 0 min, until about"));
  EXPECT_TRUE(terminal.console.says("'resume S05' takes that back"));
}

// Of what is not possible, what is is said.
TEST_F(SectorsAtTheTerminal, ACommandThatDoesNotFitASectorNamesTheOneThatDoes) {
  Terminal terminal(settings);
  Server server(*this, terminal.process.io());
  ASSERT_TRUE(terminal.until_said("Connected"));
  terminal.console.type("accept");
  EXPECT_TRUE(terminal.console.says("no sector is offered now"));
  server.send(offer("S05"));
  server.send(offer("S07"));
  ASSERT_TRUE(terminal.until_said("OFFERED 2 sectors"));
  terminal.console.type("accept");
  EXPECT_TRUE(terminal.console.says("offered are S05, S07: 'accept S05' takes one, 'accept all' all"));
  terminal.console.type("release S05 weather");
  EXPECT_TRUE(terminal.console.says("S05 is offered, and not ours yet: 'accept S05' takes it"));
  terminal.console.type("accept S05");
  ASSERT_TRUE(terminal.until([&] { return !server.asked<model::Accept>().empty(); }));
  EXPECT_TRUE(terminal.console.says("S05"));
  terminal.console.type("sent");
  EXPECT_TRUE(terminal.console.says("accept S05: waits for the confirmation"));
  server.grant_to("S05");
  ASSERT_TRUE(terminal.until_said("HELD S05"));
  terminal.console.type("decline S05 weather");
  EXPECT_TRUE(terminal.console.says("S05 is ours: 'release S05 CODE' gives it back"));
  terminal.console.type("sent");
  EXPECT_TRUE(terminal.console.says("accept S05: confirmed at"));
}

TEST_F(SectorsAtTheTerminal, SentNamesReasonsAndSaysWhatItLeavesOut) {
  Terminal terminal(settings);
  Server server(*this, terminal.process.io());
  ASSERT_TRUE(terminal.until_said("Connected"));
  server.send(offer("S05"));
  ASSERT_TRUE(terminal.until_said("OFFERED S05"));
  terminal.console.type("decline S05 weather 3 m waves");
  ASSERT_TRUE(terminal.until_said("decline S05 (weather) \"3 m waves\": received by the server"));
  for (int i = 0; i < 21; ++i) {
    terminal.console.type("log watch entry " + std::to_string(i));
  }
  ASSERT_TRUE(terminal.until([&] { return terminal.console.times_said("received by the server") == 22; }));
  terminal.console.text.clear();
  terminal.console.type("sent");
  EXPECT_TRUE(terminal.console.says("2 earlier ones are not shown"));
  EXPECT_FALSE(terminal.console.says("decline"));
  EXPECT_TRUE(terminal.console.says("watch entry 20"));
}

// The server's database is lost, and with it why a sector is not to be offered here.
TEST_F(SectorsAtTheTerminal, WhatWasGivenBackIsSaidAgainToAServerThatKnowsNothingOfBefore) {
  {
    Terminal first(settings);
    Server server(*this, first.process.io());
    ASSERT_TRUE(first.until_said("Connected"));
    server.send(offer("S05"));
    ASSERT_TRUE(first.until_said("OFFERED S05"));
    first.console.type("decline S05 crew_rest until dawn");
    ASSERT_TRUE(first.until_said("received by the server"));
  }
  Terminal second(settings);
  Server server(*this, second.process.io());
  server.past_since = runtime::read_clocks().wall;
  ASSERT_TRUE(second.until([&] { return !server.asked<model::Decline>().empty(); }));
  EXPECT_EQ(server.asked<model::Decline>().front().code, model::DeclineCode::crew_rest);
  EXPECT_EQ(server.asked<model::Decline>().front().remark, "until dawn");
  EXPECT_NE(server.head_of_first<model::Decline>().uid, 0U);
}

TEST_F(SectorsAtTheTerminal, ShowListsWhatWasGivenBackHere) {
  Terminal terminal(settings);
  Server server(*this, terminal.process.io());
  ASSERT_TRUE(terminal.until_said("Connected"));
  server.exclusions = {{.sector = "S05",
                        .control_point = "lumut",
                        .until = Instant::unix_seconds(1'767'268'800),
                        .code = model::DeclineCode::weather,
                        .remark = {}},
                       {.sector = "S05",
                        .control_point = "batam",
                        .until = Instant::unix_seconds(1'767'268'800),
                        .code = model::DeclineCode::policy,
                        .remark = {}}};
  ASSERT_TRUE(terminal.until([&] {
    server.publish_sectors({"S05"});
    terminal.console.type("show");
    return terminal.console.says("not ours by our own word (weather) until 12:00 UTC; 'resume S05'");
  }));
  EXPECT_FALSE(terminal.console.says("(policy)")) << "that of another control point";
  EXPECT_FALSE(terminal.console.says("epoch"));
}

}  // namespace
}  // namespace selat::service
