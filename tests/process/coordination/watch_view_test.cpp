// `selat top` in a terminal of its own: what a person presses reaches the coordination server, and the screen
// says so.

#include <filesystem>
#include <memory>
#include <regex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../pty_child.h"
#include "bus/publisher.h"
#include "bus/subscriber.h"
#include "model/process_health.h"
#include "model/request.h"
#include "runtime/machine_clock.h"
#include "support/temporary_directory.h"
#include "support/terminal_screen.h"
#include "text/measure.h"

namespace selat {
namespace {

using testing::HasSubstr;

// A terminal that is drawn on.
class OnTerminal : public test::PtyChild {
 public:
  OnTerminal(const std::vector<std::string>& arguments, std::size_t rows, std::size_t columns)
      : PtyChild(arguments, {.ws_row = static_cast<unsigned short>(rows),
                             .ws_col = static_cast<unsigned short>(columns),
                             .ws_xpixel = 0,
                             .ws_ypixel = 0}),
        drawn_(rows, columns) {}

  // What stands on it now.
  [[nodiscard]] const test::TerminalScreen& drawn() {
    const std::string& bytes = output();
    drawn_.write(std::string_view(bytes).substr(drawn_bytes_));
    drawn_bytes_ = bytes.size();
    return drawn_;
  }
  [[nodiscard]] std::string screen() { return drawn().text(); }
  [[nodiscard]] bool has_rung() { return output().contains('\a'); }

 private:
  test::TerminalScreen drawn_;
  std::size_t drawn_bytes_ = 0;
};

class WatchView : public testing::Test {
 protected:
  WatchView() {
    std::filesystem::create_directory(directory_ / "run");
    std::filesystem::permissions(directory_ / "run", std::filesystem::perms::owner_all);
    coordinate_ = std::make_unique<test::Child>(with_common({"coordinate"}), directory_ / "coordinate.log");
    detect_bus_ = std::make_unique<bus::Bus>(
        io_,
        bus::BusOptions{
            .directory = directory_ / "run", .remote = {}, .keys = {}, .clock = runtime::read_clocks},
        "detect");
    detect_ = std::make_unique<bus::Publisher>(*detect_bus_, bus::PublisherOptions{.term = 1});
    coordinator_ = std::make_unique<bus::Subscriber>(
        *detect_bus_, std::vector{bus::subscribe<model::Alert>(
                                      "coordinate", {.apply = [this](const model::Alert& alert,
                                                                     const bus::Stamp&) { alert_ = alert; }}),
                                  bus::subscribe<model::ProcessHealth>(
                                      "coordinate",
                                      {.apply = [this](const model::ProcessHealth&,
                                                       const bus::Stamp&) { is_server_heard_ = true; }},
                                      bus::Start::live)});
    EXPECT_TRUE(until([this] { return is_server_heard_; })) << coordinate_->output();
  }

  [[nodiscard]] std::vector<std::string> with_common(std::vector<std::string> arguments) const {
    for (const char* const word : {"--run-directory", "run", "--data-directory", "data"}) {
      arguments.push_back(word[0] == '-' ? word : (directory_ / word).string());
    }
    arguments.insert(arguments.end(), {"--geodata", SELAT_SOURCE_DIR "/geodata"});
    return arguments;
  }
  [[nodiscard]] bool until(const std::function<bool()>& holds) { return test::run_until(io_, holds); }
  [[nodiscard]] bool shows(OnTerminal& top, const std::string& text) {
    return until([&] { return top.screen().find(text) != std::string::npos; });
  }
  void publish_distress() const {
    model::Anomaly anomaly;
    anomaly.id = 77;
    anomaly.rule = "distress";
    anomaly.grade = "active";
    anomaly.severity = model::Severity::distress;
    anomaly.vessels = {{model::Mmsi(970'123'456), ""}};
    anomaly.place = geo::Position::degrees(1.30, 104.03);
    anomaly.started_at = anomaly.decided_at = runtime::read_clocks().wall;
    detect_->publish(anomaly);
  }

  test::TemporaryDirectory directory_;
  boost::asio::io_context io_;
  std::unique_ptr<test::Child> coordinate_;
  std::unique_ptr<bus::Bus> detect_bus_;
  std::unique_ptr<bus::Publisher> detect_;
  std::unique_ptr<bus::Subscriber> coordinator_;
  model::Alert alert_;
  bool is_server_heard_ = false;
};

TEST_F(WatchView, ADistressIsOpenedCommentedOnAndAcknowledgedFromTop) {
  OnTerminal top(with_common({"top"}), 24, 100);
  ASSERT_TRUE(shows(top, "no open alerts")) << top.screen() << coordinate_->output();
  EXPECT_FALSE(top.has_rung());
  publish_distress();
  ASSERT_TRUE(shows(top, "1 DISTRESS")) << top.screen();
  EXPECT_THAT(top.screen(), HasSubstr("1°18.00′N 104°01.80′E"));
  EXPECT_TRUE(until([&] { return top.has_rung(); })) << "on a new distress";
  top.type("\x1b[200~a\x1b[201~");  // as a terminal that was asked to brackets what is pasted
  ASSERT_TRUE(shows(top, "pasted text was NOT TAKEN")) << top.screen();
  EXPECT_TRUE(top.says("\x1b[?2004h"));
  top.type("jj\r");  // in one read
  ASSERT_TRUE(shows(top, "Nobody has acknowledged it.")) << top.screen();
  top.type("c");
  ASSERT_TRUE(shows(top, "comment on #1: ")) << top.screen();
  top.type("\x1b[200~called on 16\x1b[201~\r");
  ASSERT_TRUE(until([&] { return !alert_.comments.empty(); })) << top.screen();
  EXPECT_EQ(alert_.comments.front().text, "called on 16");
  EXPECT_EQ(alert_.comments.front().by.view(), model::kWatchDesk);
  ASSERT_TRUE(shows(top, "received: comment on #1")) << top.screen();
  top.type("a");
  ASSERT_TRUE(until([&] { return alert_.acknowledged.has_value(); })) << top.screen();
  EXPECT_EQ(alert_.acknowledged->by.view(), model::kWatchDesk);
  EXPECT_EQ(alert_.acknowledged->severity, model::Severity::distress);
  ASSERT_TRUE(shows(top, "Acknowledged by the watch at DISTRESS")) << top.screen();
  top.type("qq");
  EXPECT_TRUE(until([&] { return top.has_ended(); }));
  EXPECT_TRUE(top.says("\x1b[?2004l"));
}

// The rows that begin so and go on indented, as one line.
std::string paragraph(const test::TerminalScreen& screen, std::string_view begin) {
  std::size_t at = screen.row_that_begins(begin);
  std::string line = at < screen.rows() ? screen.row(at) : "";
  while (++at < screen.rows() && screen.row(at).starts_with("  ")) {
    line += screen.row(at).substr(1);
  }
  return line;
}

// Rows that fill the last column keep their last character, and none runs into another.
TEST_F(WatchView, EachRowOfAnOpenedAlertIsWhole) {
  test::PtyChild terminal(with_common({"control-point", "batam"}));
  ASSERT_TRUE(until([&] { return terminal.says("Connected"); })) << terminal.output();
  publish_distress();
  const auto is_seen = [this] {
    return !alert_.recipients.empty() && alert_.recipients[0].told && alert_.recipients[0].told->seen_at;
  };
  ASSERT_TRUE(until([&] { return terminal.output(), is_seen(); })) << terminal.output();
  const std::string digits =
      "01234567890123456789012345678901234567890123456789012345678901234567890123456789012345";
  terminal.type("comment 1 " + digits + "\r");
  ASSERT_TRUE(until([&] { return !alert_.comments.empty() && is_seen(); })) << terminal.output();
  for (const auto& [rows, columns] : {std::pair<std::size_t, std::size_t>{24, 80}, {10, 40}}) {
    OnTerminal top(with_common({"top"}), rows, columns);
    ASSERT_TRUE(shows(top, "1 DISTRESS")) << top.screen();
    top.type("j");
    ASSERT_TRUE(shows(top, "> #1")) << top.screen();
    top.type("\r");
    ASSERT_TRUE(shows(top, "#1 DISTRESS, new")) << top.screen();
    const std::regex told(
        "batam \\(.+\\): (first told at ..:..:.. UTC, )?told DISTRESS at ..:..:.. UTC, when it was new, "
        "shown to a person at ..:..:.. UTC");
    bool is_told = false, is_commented = false;
    for (int scrolled = 0; scrolled < 30 && !(is_told && is_commented); ++scrolled) {
      is_told |= std::regex_match(paragraph(top.drawn(), "batam ("), told);
      std::string comment = paragraph(top.drawn(), text::time_of_day(alert_.comments.front().at) + " batam");
      std::erase(comment, ' ');
      is_commented |= comment.ends_with("batam:" + digits);
      const std::string before = top.screen();
      top.type("j");
      ASSERT_TRUE(until([&] { return top.screen() != before; }));
    }
    EXPECT_TRUE(is_told) << top.screen();
    EXPECT_TRUE(is_commented) << top.screen();
  }
}

// A start may be slow; the screen says so from its first moment until a process is heard. The system goes on
// without its terminal, so that it is ended by a key.
TEST(UpOnATerminal, SaysThatItStartsUntilAProcessIsHeard) {
  const test::TemporaryDirectory directory;
  boost::asio::io_context io;
  std::filesystem::create_directory(directory / "run");
  std::filesystem::permissions(directory / "run", std::filesystem::perms::owner_all);
  OnTerminal up({"up", "--feed", "tcp-listen://127.0.0.1:0", "--control-points", "lumut", "--run-directory",
                 (directory / "run").string(), "--data-directory", (directory / "data").string(), "--geodata",
                 SELAT_SOURCE_DIR "/geodata"},
                24, 100);
  constexpr std::string_view kFirst = "Selat is starting", kThen = "starting: no process is heard yet";
  ASSERT_TRUE(test::run_until(io, [&] { return up.output().contains(kThen); })) << up.output();
  EXPECT_LT(up.output().find(kFirst), up.output().find(kThen));
  EXPECT_TRUE(test::run_until(io, [&] { return !up.screen().contains(kThen); })) << up.screen();
  up.press('q');
  ASSERT_TRUE(test::run_until(io, [&] { return up.screen().contains("end the whole system"); }))
      << up.screen();
  up.press('y');
  EXPECT_TRUE(test::run_until(io, [&] { return up.has_ended(); }));
}

// Nobody is told to start a second system while one runs.
TEST_F(WatchView, WhenOnlyTheDetectorIsSilentVesselsSaysSo) {
  OnTerminal top(with_common({"top"}), 24, 100);
  ASSERT_TRUE(shows(top, "no open alerts")) << top.screen();
  std::vector<std::string> arguments = {"vessels", "--run-directory", (directory_ / "run").string()};
  test::Child vessels(arguments, directory_ / "vessels.log");
  EXPECT_EQ(vessels.wait_for_end(), 1);
  EXPECT_THAT(vessels.output(), HasSubstr("detect runs, but does not answer"));
}

TEST_F(WatchView, WhenTheServerIsGoneItSaysSinceWhen) {
  OnTerminal top(with_common({"top"}), 10, 40);
  ASSERT_TRUE(shows(top, "no open alerts")) << top.screen();
  coordinate_->kill_at_once();
  EXPECT_TRUE(shows(top, "Alerts (as of")) << top.screen();
  EXPECT_TRUE(shows(top, "not heard: ingest, detect, coordinate")) << top.screen();
}

}  // namespace
}  // namespace selat
