// Safety texts of ships (messages 12 and 14) through the whole chain of real processes: from the lines of a
// feed to the watch, to programs, and to the terminal of a control point, in three languages.

#include <fstream>
#include <map>

#include <gmock/gmock.h>

#include "../pty_child.h"
#include "ais/encode.h"
#include "base/clock.h"
#include "pipeline.h"

namespace selat::test {
namespace {

using testing::HasSubstr;

constexpr std::uint32_t kCalls = 525'000'001, kTells = 533'000'002;

// So that no line is broken.
constexpr winsize kWide{.ws_row = 24, .ws_col = 300, .ws_xpixel = 0, .ws_ypixel = 0};

// What a vessel says, in the language of who reads it.
struct Words {
  std::string show, calls, tells;
};
const std::map<std::string, Words> kWords = {
    {"en",
     {"show", "LAUT BIRU (525000001) calls for help: \"MAYDAY SINKING",
      "sends the safety text \"BUOY ADRIFT"}},
    {"id",
     {"lihat", "LAUT BIRU (525000001) meminta tolong: \"MAYDAY SINKING",
      "mengirim teks keselamatan \"BUOY ADRIFT"}},
    {"ms",
     {"lihat", "LAUT BIRU (525000001) meminta tolong: \"MAYDAY SINKING",
      "menghantar teks keselamatan \"BUOY ADRIFT"}}};

class SafetyTexts : public Pipeline {
 protected:
  // The lines of a feed: where two ships are, and what they say, a minute ago.
  std::string recording() {
    at_ = Instant::unix_microseconds(wall_clock_us()) - Span::minutes(1);
    for (int i = 0; i < 3; ++i) {
      position(kCalls, 2.9 + i * 1e-3);
      position(kTells, 3.1 + i * 1e-3);
    }
    ais::StaticVoyage name;
    name.mmsi = model::Mmsi(kCalls);
    name.name = "LAUT BIRU";
    add(name);
    ais::AddressedSafety call;
    call.mmsi = model::Mmsi(kCalls);
    call.destination = model::Mmsi(5'330'000);
    call.text = "MAYDAY SINKING";
    add(call);
    ais::SafetyBroadcast tell;
    tell.mmsi = model::Mmsi(kTells);
    tell.text = "BUOY ADRIFT";
    add(tell);
    const auto file = directory_.path() / "texts.nmea";
    std::ofstream(file) << lines_;
    return "file://" + file.string() + "?speed=max";
  }
  void position(std::uint32_t mmsi, double latitude) {
    ais::PositionA message;
    message.mmsi = model::Mmsi(mmsi);
    message.position = geo::Position::degrees(latitude, 100.5);
    message.sog = Speed::knots(5);
    add(message);
  }
  void add(const ais::Message& message) {
    for (const std::string& line : ais::encode(message, {.tag_source = "hill", .tag_time = at_})) {
      lines_ += line + "\r\n";
    }
    at_ = at_ + Span::seconds(5);
  }
  [[nodiscard]] std::vector<std::string> in(const std::string& language,
                                            std::vector<std::string> arguments) const {
    arguments = with_common(std::move(arguments));
    arguments.back() = language;
    return arguments;
  }

  Instant at_;
  std::string lines_;
};

const Json* alert_of(const Json& picture, std::uint32_t mmsi) {
  for (const Json& alert : picture["alerts"]) {
    if (!alert["vessels"].empty() && alert["vessels"][0]["mmsi"] == mmsi) {
      return &alert;
    }
  }
  return nullptr;
}

TEST_F(SafetyTexts, ReachTheWatchProgramsAndAControlPointInThreeLanguages) {
  const SelatProcess up(directory_.path(), with_common({"up", "--feed", recording()}));
  const Json picture = top_until([](const Json& p) {
    return !p.is_null() && alert_of(p, kCalls) != nullptr && alert_of(p, kTells) != nullptr;
  });
  ASSERT_FALSE(picture.is_null()) << up.errors();
  const Json* call = alert_of(picture, kCalls);
  const Json* tell = alert_of(picture, kTells);
  ASSERT_TRUE(call != nullptr && tell != nullptr) << picture.dump(1);
  EXPECT_EQ((*call)["rule"], "safety_text");
  EXPECT_EQ((*call)["severity"], "distress");
  EXPECT_EQ((*call)["subject"], "MAYDAY SINKING");
  EXPECT_NEAR((*call)["place"]["latitude_deg"].get<double>(), 2.902, 1e-4) << "where the sender is";
  EXPECT_EQ((*tell)["severity"], "information");

  for (const auto& [language, words] : kWords) {
    SCOPED_TRACE(language);
    Child top(in(language, {"top", "--once"}), directory_ / ("top." + language));
    EXPECT_EQ(top.wait_for_end(), 0);
    EXPECT_THAT(top.output(), testing::AllOf(HasSubstr(words.calls), HasSubstr(words.tells)));
    PtyChild terminal(in(language, {"control-point", "lumut", "--take-over"}), kWide);
    boost::asio::io_context io;
    int looks = 0;  // the terminal may not have been told of them when it is asked
    EXPECT_TRUE(run_until(io, [&] {
      if (looks++ % 100 == 0) {
        terminal.type(words.show + " 1\r" + words.show + " 2\r");
      }
      return terminal.says(words.calls) && terminal.says(words.tells);
    })) << terminal.output();
  }
}

}  // namespace
}  // namespace selat::test
