// `selat top` in a terminal of its own: what a person presses reaches the coordination server, and the screen
// says so.

#include <filesystem>
#include <memory>
#include <regex>
#include <string>
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

namespace selat {
namespace {

using testing::HasSubstr;

// terminal/terminal_view.cpp draws from the upper left corner and erases what is left below.
constexpr std::string_view kBeginOfScreen = "\x1b[H", kEndOfScreen = "\x1b[J";

// A terminal that is drawn on, without colours.
class OnTerminal : public test::PtyChild {
 public:
  using PtyChild::PtyChild;

  // The screen as it was drawn last.
  [[nodiscard]] std::string screen() {
    const std::string& bytes = output();
    const auto end = bytes.rfind(kEndOfScreen);
    const auto begin = end == std::string::npos ? end : bytes.rfind(kBeginOfScreen, end);
    return begin == std::string::npos ? std::string() : without_colours(bytes.substr(begin, end - begin));
  }
  [[nodiscard]] bool has_rung() { return output().contains('\a'); }

 private:
  static std::string without_colours(const std::string& bytes) {
    return std::regex_replace(bytes, std::regex("\x1b\\[[0-9;]*m"), "");
  }
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
  OnTerminal top(with_common({"top"}), {.ws_row = 24, .ws_col = 100, .ws_xpixel = 0, .ws_ypixel = 0});
  ASSERT_TRUE(shows(top, "no open alerts")) << top.screen() << coordinate_->output();
  EXPECT_FALSE(top.has_rung());
  publish_distress();
  ASSERT_TRUE(shows(top, "1 DISTRESS")) << top.screen();
  EXPECT_THAT(top.screen(), HasSubstr("1°18.00′N 104°01.80′E"));
  EXPECT_TRUE(top.has_rung()) << "on a new distress";
  top.type("j");
  ASSERT_TRUE(shows(top, "> #1")) << top.screen();
  top.type("\r");
  ASSERT_TRUE(shows(top, "Nobody has acknowledged it.")) << top.screen();
  top.type("c");
  ASSERT_TRUE(shows(top, "comment on #1: ")) << top.screen();
  top.type("called on 16\r");
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
}

// Nobody is told to start a second system while one runs.
TEST_F(WatchView, WhenOnlyTheDetectorIsSilentVesselsSaysSo) {
  OnTerminal top(with_common({"top"}), {.ws_row = 24, .ws_col = 100, .ws_xpixel = 0, .ws_ypixel = 0});
  ASSERT_TRUE(shows(top, "no open alerts")) << top.screen();
  std::vector<std::string> arguments = {"vessels", "--run-directory", (directory_ / "run").string()};
  test::Child vessels(arguments, directory_ / "vessels.log");
  EXPECT_EQ(vessels.wait_for_end(), 1);
  EXPECT_THAT(vessels.output(), HasSubstr("runs, but its detector does not send its tracks"));
}

TEST_F(WatchView, WhenTheServerIsGoneItSaysSinceWhen) {
  OnTerminal top(with_common({"top"}), {.ws_row = 10, .ws_col = 40, .ws_xpixel = 0, .ws_ypixel = 0});
  ASSERT_TRUE(shows(top, "no open alerts")) << top.screen();
  coordinate_->kill_at_once();
  EXPECT_TRUE(shows(top, "Alerts (as of")) << top.screen();
  EXPECT_TRUE(shows(top, "not heard: ingest, detect, coordinate")) << top.screen();
}

}  // namespace
}  // namespace selat
