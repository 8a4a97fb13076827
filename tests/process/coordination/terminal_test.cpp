// `selat control-point` on a real terminal, against a server of the test's own: what is printed is complete,
// however much it is and whatever the person does to the terminal.

#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../pty_child.h"
#include "bus/order_server.h"
#include "bus/publisher.h"
#include "model/sector_table.h"
#include "runtime/machine_clock.h"
#include "support/temporary_directory.h"

namespace selat {
namespace {

using test::PtyChild;
namespace fs = std::filesystem;

constexpr std::uint64_t kMany = 300;

class TerminalProcess : public testing::Test {
 protected:
  TerminalProcess() {
    fs::create_directory(directory_ / "run");
    fs::permissions(directory_ / "run", fs::perms::owner_all);
    bus_ = std::make_unique<bus::Bus>(
        io_,
        bus::BusOptions{
            .directory = directory_ / "run", .remote = {}, .keys = {}, .clock = [this] { return now(); }},
        "coordinate");
    server_ = std::make_unique<bus::OrderServer>(
        *bus_, static_cast<std::uint64_t>(runtime::read_clocks().wall.in_unix_microseconds()),
        [this](const model::ReceivedRequest& request) { take(request); });
  }

  [[nodiscard]] std::vector<std::string> arguments() const {
    return {"control-point",    "lumut",
            "--run-directory",  (directory_ / "run").string(),
            "--data-directory", (directory_ / "data").string(),
            "--geodata",        SELAT_SOURCE_DIR "/geodata"};
  }
  // By the server's clock.
  [[nodiscard]] Now now() const {
    Now now = runtime::read_clocks();
    now.wall = now.wall - behind_;
    return now;
  }
  void start() {
    terminal_ = std::make_unique<PtyChild>(arguments());
    ASSERT_TRUE(until_said("Connected to the coordination server"));
  }
  [[nodiscard]] bool until(const std::function<bool()>& holds) { return test::run_until(io_, holds); }
  [[nodiscard]] bool until_said(const std::string& words) {
    return until([&] { return terminal_->says(words); });
  }

  void take(const model::ReceivedRequest& request) {
    if (is_mute_) {
      return;
    }
    if (const auto* receipt = std::get_if<model::NoticeReceipt>(&request.body)) {
      ++(receipt->is_seen ? seen_ : stored_);
    }
    if (const auto* acknowledge = std::get_if<model::AcknowledgeAlert>(&request.body)) {
      acknowledged_.insert(acknowledge->alert);
    }
    if (const auto* report = std::get_if<model::PatrolReport>(&request.body)) {
      reports_.push_back(report->text);
    }
    signs_of_life_ += std::holds_alternative<model::Renew>(request.body) ? 1 : 0;
    model::Order answer = model::Receipt{};
    if (std::holds_alternative<model::Join>(request.body)) {
      answer = model::Welcome{.holding = {}, .lease_for = Span::seconds(60), .fence = 7};
    } else if (std::holds_alternative<model::Renew>(request.body)) {
      answer = model::Renewed{.holding = {}, .lease_for = Span::seconds(60)};
    }
    server_->send(
        {.to = request.from, .to_term = request.term, .in_reply_to = request.id, .body = std::move(answer)});
  }

  void tell(std::uint64_t number) {
    model::Notice notice{.cause = model::NoticeCause::raised, .alert = {}, .nearest = {}};
    notice.alert.id = notice.alert.anomaly.id = number;
    notice.alert.number = static_cast<std::uint32_t>(number);
    notice.alert.sector = "S07";
    notice.alert.raised_at = notice.alert.anomaly.started_at = notice.alert.anomaly.decided_at =
        runtime::read_clocks().wall;
    notice.alert.anomaly.rule = "distress";
    notice.alert.anomaly.grade = "sart";
    notice.alert.anomaly.severity = model::Severity::distress;
    notice.alert.anomaly.vessels = {{model::Mmsi(970'123'456), ""}};
    notice.alert.anomaly.place = geo::Position::degrees(2.1, 101.6);
    server_->send({.to = "lumut", .to_term = 0, .in_reply_to = {}, .body = std::move(notice)});
  }
  void tell_many() {
    for (std::uint64_t number = 1; number <= kMany; ++number) {
      tell(number);
    }
  }
  void expect_all_printed() {
    for (std::uint64_t number = 1; number <= kMany; ++number) {
      EXPECT_TRUE(terminal_->says(fmt::format("#{} DISTRESS NEW", number))) << number;
    }
  }

  test::TemporaryDirectory directory_;
  boost::asio::io_context io_;
  std::unique_ptr<bus::Bus> bus_;
  std::unique_ptr<bus::OrderServer> server_;
  std::unique_ptr<PtyChild> terminal_;
  std::size_t stored_ = 0, seen_ = 0, signs_of_life_ = 0;
  std::set<std::uint64_t> acknowledged_;
  std::vector<std::string> reports_;
  bool is_mute_ = false;
  Span behind_;  // the server's clock
};

TEST_F(TerminalProcess, ThreeHundredAlertsAtOnceAreAllPrintedAndTheTerminalGoesOn) {
  start();
  tell_many();
  // Nobody reads the terminal meanwhile, so that its buffer is full.
  ASSERT_TRUE(until([&] { return stored_ + seen_ >= kMany; }));
  ASSERT_TRUE(until_said("#300 DISTRESS NEW"));
  expect_all_printed();
  ASSERT_TRUE(until([&] { return seen_ == kMany; }));
  terminal_->type("show\r");
  EXPECT_TRUE(until_said("open alerts: 300"));
  terminal_->type("ack all\r");
  EXPECT_TRUE(until([&] { return terminal_->output().find("ack #300: received") != std::string::npos; }));
  EXPECT_EQ(acknowledged_.size(), kMany);
  EXPECT_TRUE(terminal_->is_blocking()) << "the shell shares this open file";
}

TEST_F(TerminalProcess, StoppedOutputIsCompletedLaterAndSignsOfLifeGoOn) {
  start();
  terminal_->press(PtyChild::kStop);
  tell_many();
  // What the kernel still took counts as seen at once.
  ASSERT_TRUE(until([&] { return stored_ + seen_ >= kMany; }));
  const std::size_t before = signs_of_life_;
  ASSERT_TRUE(until([&] { return signs_of_life_ >= before + 2; }));
  EXPECT_FALSE(terminal_->says("#300 "));
  EXPECT_LT(seen_, kMany) << "what is not on the screen is not seen";
  terminal_->press(PtyChild::kGoOn);
  ASSERT_TRUE(until([&] { return terminal_->says("#300 DISTRESS NEW") && seen_ == kMany; }));
  expect_all_printed();
  terminal_->type("quit\r");
  EXPECT_TRUE(until_said("Leaving"));
  EXPECT_EQ(terminal_->wait_for_end(), 0);
}

TEST_F(TerminalProcess, WhatIsBeingTypedStaysWholeWhileAlertsArePrinted) {
  start();
  terminal_->type("report S05 two bo");
  ASSERT_TRUE(until_said("two bo"));
  tell(1);
  ASSERT_TRUE(until_said("#1 DISTRESS NEW"));
  ASSERT_TRUE(until([&] { return terminal_->output().ends_with("lumut> report S05 two bo"); }))
      << terminal_->output();
  // Back to the front of the word, and the rest behind it.
  terminal_->type("ats\x1b[D\x1b[D\x1b[C\x1b[C, no lights\r");
  ASSERT_TRUE(until([&] { return !reports_.empty(); }));
  EXPECT_EQ(reports_.front(), "two boats, no lights");
}

// dash leaves the terminal as the stopped program left it.
TEST_F(TerminalProcess, WhileItIsStoppedTheShellHasTheTerminalAsItWas) {
  terminal_ = std::make_unique<PtyChild>(std::vector<std::string>{"-i"}, PtyChild::kUsualSize, "/bin/dash");
  terminal_->type(fmt::format("{} {}\n", PtyChild::kSelat, fmt::join(arguments(), " ")));
  ASSERT_TRUE(until_said("Connected to the coordination server"));
  EXPECT_FALSE(terminal_->has_echo());
  terminal_->press(PtyChild::kSuspend);
  ASSERT_TRUE(until([this] { return terminal_->has_echo(); }));
  terminal_->type("fg\n");
  ASSERT_TRUE(until([this] { return !terminal_->has_echo(); }));
  terminal_->type("report S05 boat sighted\n");
  ASSERT_TRUE(until([this] { return !reports_.empty(); }));
  terminal_->type("quit\n");
  ASSERT_TRUE(until([this] { return terminal_->has_echo(); }));
}

TEST_F(TerminalProcess, ATerminalThatIsClosedEndsIt) {
  start();
  terminal_->hang_up();
  EXPECT_EQ(terminal_->wait_for_end(), 0);
}

TEST_F(TerminalProcess, LinesAreRecalledInTheNextProcess) {
  start();
  terminal_->type("report S05 two boats\r");
  ASSERT_TRUE(until_said("received by the server"));
  terminal_->type("quit\r");
  ASSERT_TRUE(until_said("Leaving"));
  ASSERT_EQ(terminal_->wait_for_end(), 0);
  start();
  terminal_->type("\x1b[A\x1b[A\r");
  EXPECT_TRUE(until([&] { return reports_.size() == 2; }));
}

TEST_F(TerminalProcess, WhatItKnowsIsKeptAnewWhereItsFileIsGone) {
  start();
  tell(1);
  ASSERT_TRUE(until([&] { return seen_ == 1; }));
  is_mute_ = true;
  terminal_->type("report S05 forty people sighted\r");
  ASSERT_TRUE(until_said("NOT DELIVERED"));
  fs::remove_all(directory_ / "data");
  ASSERT_TRUE(until_said("another is begun"));
  ASSERT_TRUE(until_said("kept there now"));
  terminal_->hang_up();
  ASSERT_EQ(terminal_->wait_for_end(), 0);
  is_mute_ = false;
  start();
  EXPECT_TRUE(until_said("open alerts that were told here before: 1"));
  EXPECT_TRUE(until([&] { return !reports_.empty(); }));
}

TEST_F(TerminalProcess, AClockThatIsWrongIsSaidAndThatItIsRightAgain) {
  bus::Publisher publisher(*bus_, {.term = 10});
  const auto until_clocks_say = [&](const std::string& words) {
    return until([&] {
      publisher.publish(model::SectorTable{});
      return terminal_->says(words);
    });
  };
  behind_ = Span::hours(1);
  start();
  ASSERT_TRUE(until_clocks_say("THE CLOCK OF THIS MACHINE IS 60 min AHEAD")) << terminal_->output();
  tell(1);
  ASSERT_TRUE(until_said("#1 DISTRESS NEW")) << "it is told all the same";
  behind_ = Span();
  EXPECT_TRUE(until_clocks_say("agree again")) << terminal_->output();
}

TEST_F(TerminalProcess, ATerminalThatNobodyReadsForTooLongEndsWithAFailure) {
  start();
  tell_many();
  ASSERT_TRUE(until([&] { return stored_ + seen_ >= kMany; }));
  for (int i = 0; i < 150; ++i) {
    terminal_->type("show\r");
  }
  EXPECT_EQ(terminal_->wait_for_end(), 1);
}

}  // namespace
}  // namespace selat
