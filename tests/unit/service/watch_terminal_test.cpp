// A command of the watch and a coordination server, on a real bus.

#include "service/watch_terminal.h"

#include <atomic>
#include <memory>
#include <thread>

#include <boost/asio/io_context.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bus/order_server.h"
#include "bus/publisher.h"
#include "harness.h"
#include "runtime/command_error.h"
#include "service/no_answer.h"

namespace selat::service {
namespace {

using testing::HasSubstr;

// Answers each request with the same, and publishes, on a thread of its own.
class Server {
 public:
  Server(const config::Settings& settings, model::Order answer)
      : bus_(io_, runtime::bus_options(settings, "coordinate"), "coordinate"),
        publisher_(bus_, {.term = 1}),
        orders_(bus_, 1, [this, answer](const model::ReceivedRequest& request) {
          orders_.send(
              {.to = request.from, .to_term = request.term, .in_reply_to = request.id, .body = answer});
        }) {
    publisher_.set_snapshot([] {
      model::LogEntry first, second;
      first.number = 1;
      second.number = 2;
      second.text = "no answer";
      return std::vector{second, first};
    });
    model::ContextTable table;
    table.entries.emplace_back().id = "W3";
    publisher_.publish(model::ContextTable{});
    publisher_.publish(table);
    thread_ = std::thread([this] {
      while (!is_over_) {
        io_.restart();
        io_.run_one_for(std::chrono::milliseconds(5));
      }
    });
  }
  ~Server() {
    is_over_ = true;
    thread_.join();
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

 private:
  boost::asio::io_context io_{1};
  bus::Bus bus_;
  bus::Publisher publisher_;
  bus::OrderServer orders_;
  std::atomic<bool> is_over_ = false;
  std::thread thread_;
};

struct WatchTerminalTest : ::testing::Test, test::System {
  [[nodiscard]] std::string told(const std::function<void(WatchTerminal&)>& work,
                                 std::optional<Span> patience = {}) const {
    try {
      WatchTerminal terminal(settings, patience);
      work(terminal);
    } catch (const runtime::Failure& failure) {
      return failure.message().in_english();
    }
    return "";
  }
};

TEST_F(WatchTerminalTest, HandsTheAnswerBack) {
  const Server server(settings, model::Receipt{.reference = "W3"});
  EXPECT_EQ(WatchTerminal(settings).ask(model::EndContextEntry{.id = "W3", .reason = "found"}), "W3");
}

TEST_F(WatchTerminalTest, ARefusalIsTheLineThatEndsTheCommand) {
  const Server server(settings, model::Refusal{.code = model::RefusalCode::not_possible,
                                               .sector = {},
                                               .why = tr("say why: give a reason")});
  EXPECT_THAT(
      told([](WatchTerminal& terminal) { terminal.ask(model::EndContextEntry{.id = "W3", .reason = "x"}); }),
      HasSubstr("say why: give a reason"));
}

TEST_F(WatchTerminalTest, ReadsTheNewestContextAndTheLogInOrder) {
  const Server server(settings, model::Receipt{});
  WatchTerminal terminal(settings);
  ASSERT_EQ(terminal.context().entries.size(), 1U);
  const auto log = terminal.log();
  ASSERT_EQ(log.size(), 2U);
  EXPECT_EQ(log[1].text, "no answer");
}

TEST_F(WatchTerminalTest, SaysWhereItLookedForASilentServer) {
  EXPECT_THAT(told([](WatchTerminal&) {}), HasSubstr("nothing runs in " + settings.bus.directory.string()));
  boost::asio::io_context io;
  bus::Bus other = join(io, "detect");
  const bus::Publisher publisher(other, {.term = 1});
  const Span soon = Span::milliseconds(50);
  EXPECT_THAT(told(
                  [](WatchTerminal& terminal) {
                    terminal.ask(model::WriteLog{.text = "x", .place = {}, .vessel = {}});
                  },
                  soon),
              HasSubstr("coordinate does not run in " + settings.bus.directory.string()));
  EXPECT_THAT(told([](WatchTerminal& terminal) { static_cast<void>(terminal.context()); }, soon),
              HasSubstr("does not run"));
  EXPECT_THAT(told([](WatchTerminal& terminal) { static_cast<void>(terminal.log()); }, soon),
              HasSubstr("does not run"));
}

// Terminals do not answer tools: that one runs is no sign of a server.
TEST_F(WatchTerminalTest, BesideATerminalAloneNothingRuns) {
  boost::asio::io_context io;
  bus::Bus terminal = join(io, "control-point.lumut");
  const bus::Publisher publisher(terminal, {.term = 1});
  EXPECT_EQ(nothing_heard(settings).in_english().find("nothing runs in"), 0U);
  EXPECT_THAT(not_heard("detect", settings).in_english(),
              HasSubstr("start it with 'selat demo' or 'selat up'"));
  settings.bus.remote["coordinate"].publish = "tcp://198.51.100.7:47110";
  EXPECT_THAT(not_heard("detect", settings).in_english(), HasSubstr("the way to coordinate only"));
}

// A process that is stopped has its lock, and says nothing.
TEST_F(WatchTerminalTest, AServerThatRunsAndDoesNotAnswerIsSaidToRun) {
  boost::asio::io_context io;
  bus::Bus stopped = join(io, "coordinate");
  const bus::Publisher publisher(stopped, {.term = 1});
  EXPECT_THAT(
      told([](WatchTerminal& terminal) { static_cast<void>(terminal.log()); }, Span::milliseconds(50)),
      testing::AllOf(HasSubstr("coordinate runs, but does not answer: stopped"),
                     HasSubstr(settings.bus.directory.string())));
}

}  // namespace
}  // namespace selat::service
