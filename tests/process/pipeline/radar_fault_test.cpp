// Four radars that are each wrong in another way, as real processes: a recording of the simulator, in which
// one stands elsewhere than the settings say, one is turned, one has a wrong clock, one has frozen.
#include <cmath>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>

#include "nmea/checksum.h"
#include "pipeline.h"

namespace selat::test {
namespace {

constexpr std::int64_t kTurn_ms = 2'500;
constexpr std::int64_t kAhead_ms = 60'000;
constexpr std::int64_t kFreezesAfter_ms = 120'000;
constexpr std::int64_t kLength_ms = 300'000;

struct TargetLine {
  std::string radar;
  std::int64_t at_ms = 0;
  std::vector<std::string> fields;  // of the TTM
};

// "\s:tuan,c:1767225308462*0B\$RATTM,06,20.42,138.3,T,…,235508.46,A*00"
std::optional<TargetLine> target_line(const std::string& line) {
  const auto body = line.find("\\$RATTM");
  const auto comma = line.find(",c:");
  if (body == std::string::npos || comma == std::string::npos) {
    return std::nullopt;
  }
  TargetLine target{
      .radar = line.substr(3, comma - 3), .at_ms = std::stoll(line.substr(comma + 3)), .fields = {}};
  std::istringstream fields(line.substr(body + 2, line.rfind('*') - body - 2));
  for (std::string field; std::getline(fields, field, ',');) {
    target.fields.push_back(field);
  }
  return target;
}

std::string written(TargetLine target, std::int64_t at_ms) {
  const std::int64_t of_day_s = at_ms / 1'000 % 86'400;
  target.fields[14] = fmt::format("{:02}{:02}{:02}.{:02}", of_day_s / 3'600, of_day_s / 60 % 60,
                                  of_day_s % 60, at_ms % 1'000 / 10);
  const std::string tag = fmt::format("s:{},c:{}", target.radar, at_ms);
  const std::string body = fmt::format("{}", fmt::join(target.fields, ","));
  return "\\" + tag + nmea::checksum_suffix(tag) + "\\$" + body + nmea::checksum_suffix(body) + "\r\n";
}

// Each radar of the recording becomes wrong in its own way; what stands at tuan is right, and the settings
// are not.
class WrongRadars {
 public:
  std::string line(const std::string& original) {
    auto target = target_line(original);
    if (!target) {
      return original + "\n";
    }
    begin_ms_ = begin_ms_.value_or(target->at_ms);
    if (target->radar == "rupat") {
      target->fields[3] = fmt::format("{:05.1f}", std::fmod(std::stod(target->fields[3]) + 90, 360));
    } else if (target->radar == "piai") {
      // Nothing beyond what AIS tells of.
      return target->at_ms - *begin_ms_ < 2 * kLength_ms - 2 * kAhead_ms
                 ? written(*target, target->at_ms + kAhead_ms)
                 : "";
    } else if (target->radar == "karimun" && target->at_ms >= *begin_ms_ + kFreezesAfter_ms) {
      return frozen(*target);
    }
    return written(*target, target->at_ms);
  }

 private:
  // The scan at which it froze, again at each turn.
  std::string frozen(const TargetLine& target) {
    const std::int64_t turn = (target.at_ms - *begin_ms_ - kFreezesAfter_ms) / kTurn_ms;
    if (turn == 0) {
      scan_.push_back(target);
    }
    std::string lines;
    for (; turns_shown_ < turn; ++turns_shown_) {
      for (const TargetLine& old : scan_) {
        lines += written(old, old.at_ms + (turns_shown_ + 1) * kTurn_ms);
      }
    }
    return turn == 0 ? written(target, target.at_ms) : lines;
  }

  std::optional<std::int64_t> begin_ms_;
  std::vector<TargetLine> scan_;
  std::int64_t turns_shown_ = 0;
};

std::string missing_of_detect(const Json& picture) {
  const Json* const detect = process_of(picture, "detect");
  return detect == nullptr ? "" : (*detect)["missing"].dump();
}

class RadarFaults : public Pipeline {
 protected:
  void record(const std::filesystem::path& file) {
    const auto original = (directory_.path() / "right.nmea").string();
    SelatProcess simulate(directory_.path(),
                          {"simulate", "--seed", "7", "--radar", "ttm", "--out", original, "--duration",
                           std::to_string(kLength_ms / 1'000), "--history", "1", "--crossings-by-day"});
    ASSERT_EQ(simulate.wait(), 0);
    std::ifstream in(original);
    std::ofstream out(file, std::ios::binary);
    WrongRadars radars;
    for (std::string line; std::getline(in, line);) {
      out << radars.line(line);
    }
  }
  void write_settings(const std::filesystem::path& file, const std::filesystem::path& recording) {
    std::ofstream out(file);
    out << "[[feed]]\nname = \"strait\"\nuri = \"file://" << recording.string() << "?speed=max\"\n";
    const std::map<std::string, std::pair<double, double>> kPlaces = {{"tuan", {2.4092, 101.8497}},
                                                                      {"rupat", {2.1050, 101.6500}},
                                                                      {"piai", {1.2700, 103.5130}},
                                                                      {"karimun", {1.0850, 103.3400}}};
    for (const auto& [id, place] : kPlaces) {
      out << "[[radar]]\nid = \"" << id << "\"\nfeed = \"strait\"\nsource = \"" << id
          << "\"\nlatitude_deg = " << place.first << "\nlongitude_deg = " << place.second << '\n';
    }
  }
};

TEST_F(RadarFaults, EachIsNamedWithWhatIsWrongAndMakesNoBoats) {
  const auto recording = directory_.path() / "wrong.nmea";
  const auto settings = directory_.path() / "wrong.toml";
  record(recording);
  write_settings(settings, recording);
  const SelatProcess up(directory_.path(), with_common({"up", "--config", settings.string()}));
  const auto has_all = [](const Json& picture) {
    const std::string missing = missing_of_detect(picture);
    return std::ranges::all_of(std::vector{"lies", "turned by", "clock is wrong", "same scan"},
                               [&](const char* words) { return missing.find(words) != std::string::npos; });
  };
  const Json picture = top_until(has_all);
  const std::string missing = missing_of_detect(picture);
  EXPECT_THAT(missing, testing::ContainsRegex("radar tuan: what it shows lies (2[6-9]|3[0-6])0 m off AIS"))
      << "310 m";
  EXPECT_THAT(missing, testing::HasSubstr("radar rupat: what it shows is turned by"));
  EXPECT_THAT(missing, testing::HasSubstr("radar piai: its clock is wrong by"));
  EXPECT_THAT(missing, testing::HasSubstr("radar karimun: it shows the same scan again and again"));
  const Json later = top_until(
      [](const Json& now) { return now.contains("tracks") && now["tracks"]["silent_on_ais"].empty(); });
  EXPECT_TRUE(later["tracks"]["silent_on_ais"].empty()) << later["tracks"]["silent_on_ais"].dump();
}

}  // namespace
}  // namespace selat::test
