#include "config/read_settings.h"

#include <algorithm>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../test_name.h"
#include "config/settings_schema.h"

namespace selat::config {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Vocabulary words() {
  return {.rules = {{"zone", {{"hysteresis_m", 0, 500, 50, verbatim("M.")}}},
                    {"rendezvous", {{"distance_m", 10, 2000, 250, verbatim("M.")}}}},
          .control_points =
              [](const std::filesystem::path& geodata) {
                return geodata == "/etc/other"
                           ? std::vector<std::string>{"atlantis"}
                           : std::vector<std::string>{"belawan", "batam", "lumut", "changi"};
              },
          .radar_sites =
              [](const std::filesystem::path&) {
                return std::vector<KnownSite>{{"tanjung-tuan", "Cape Rachado",
                                               geo::Position::degrees(2.4072, 101.8517),
                                               Distance::metres(1'000)}};
              },
          .feed_fault = [](std::string_view uri) -> std::optional<LocalizedMessage> {
            return uri.starts_with("tcp://") || uri.starts_with("file://")
                       ? std::nullopt
                       : std::optional<LocalizedMessage>(tr("is no feed"));
          },
          .topics = {"report", "alert"}};
}

std::vector<std::string> problems_of(std::string_view toml) {
  const auto settings = parse_settings(toml, "/etc/x.toml", words());
  std::vector<std::string> lines;
  if (!settings) {
    for (const SettingsProblem& problem : settings.error()) {
      lines.push_back(problem.message().in_english());
    }
  }
  return lines;
}

TEST(ReadSettings, AnEmptyFileIsTheDefaults) {
  const auto settings = parse_settings("", "x.toml", words());
  ASSERT_TRUE(settings);
  EXPECT_EQ(settings->coordinate.lease, Span::seconds(60));
  EXPECT_TRUE(settings->feeds.empty());
}

TEST(ReadSettings, TheShippedFileIsRight) {
  const auto settings = read_settings(SELAT_SOURCE_DIR "/config/selat.toml", words());
  if (!settings) {
    FAIL() << settings.error().front().message().in_english();
  }
  for (const auto* point : {"belawan", "batam", "lumut", "changi"}) {
    EXPECT_TRUE(
        std::ranges::any_of(settings->coordinate.assets,
                            [point](const model::Asset& asset) { return asset.control_point == point; }))
        << point << " has no patrol craft";
  }
}

TEST(ReadSettings, TakesEveryKind) {
  const auto settings = parse_settings(R"(
language = "ms"
data_directory = "data"
[[feed]]
name = "a"
uri = "tcp://h:1"
latitude_deg = 1.5
longitude_deg = 104
silent_after_s = 2.5
lenient_checksum = true
[rules.zone]
on = false
hysteresis_m = 75
review_date = "2027-01-31"
[bus.remote.detect]
publish = "tcp://10.0.0.2:1"
request = "tcp://10.0.0.2:2"
orders = "tcp://10.0.0.2:7"
[bus.peer."control-point.lumut"]
topics = "alert report"
orders_from = "lumut"
)",
                                       "/etc/selat/x.toml", words());
  ASSERT_TRUE(settings) << settings.error().front().message().in_english();
  EXPECT_EQ(settings->language, Language::ms);
  EXPECT_EQ(settings->data_directory, "/etc/selat/data");
  ASSERT_EQ(settings->feeds.size(), 1U);
  const FeedSettings& feed = settings->feeds[0];
  EXPECT_EQ(feed.source, "a");
  EXPECT_EQ(feed.station, geo::Position::degrees(1.5, 104));
  EXPECT_EQ(feed.silent_after, Span::milliseconds(2'500));
  EXPECT_TRUE(feed.is_checksum_lenient);
  const RuleSettings& zone = settings->detect.rules.at("zone");
  EXPECT_FALSE(zone.is_on);
  EXPECT_EQ(zone.thresholds.at("hysteresis_m"), 75);
  EXPECT_EQ(settings->bus.remote.at("detect").request, "tcp://10.0.0.2:2");
  EXPECT_EQ(settings->bus.remote.at("detect").orders, "tcp://10.0.0.2:7");
  const BusSettings::Peer& lumut = settings->bus.peers.at("control-point.lumut");
  EXPECT_THAT(lumut.topics.value(), ElementsAre("alert", "report"));
  EXPECT_EQ(lumut.orders_from, "lumut");
}

TEST(ReadSettings, TakesRadarsByTheirSiteOrTheirPlace) {
  const auto settings = parse_settings(R"(
[[radar]]
feed = "klang"
site = "tanjung-tuan"
[[radar]]
id = "hill"
name = "Hill"
source = "25/201"
latitude_deg = 1.5
longitude_deg = 104
heading_deg = 12
antenna_height_m = 80
max_range_nm = 30
range_sigma_m = 15
bearing_sigma_deg = 0.2
scan_period_s = 3
)",
                                       "x.toml", words());
  ASSERT_TRUE(settings) << settings.error().front().message().in_english();
  ASSERT_EQ(settings->radars.size(), 2U);
  const model::Radar& cape = settings->radars[0];
  EXPECT_EQ(cape.id.view(), "tanjung-tuan");
  EXPECT_EQ(cape.name, "Cape Rachado");
  EXPECT_EQ(cape.position, geo::Position::degrees(2.4072, 101.8517));
  EXPECT_EQ(cape.feed, "klang");
  EXPECT_TRUE(cape.sent_as.empty());
  EXPECT_FALSE(cape.heading);
  EXPECT_EQ(cape.scan_period, Span::milliseconds(2'500));
  const model::Radar& hill = settings->radars[1];
  EXPECT_EQ(hill.name, "Hill");
  EXPECT_EQ(hill.sent_as.view(), "25/201");
  EXPECT_EQ(hill.position, geo::Position::degrees(1.5, 104));
  EXPECT_EQ(hill.heading, Bearing::degrees(12));
  EXPECT_EQ(hill.antenna_height, Distance::metres(80));
  EXPECT_EQ(hill.max_range, Distance::nautical_miles(30));
  EXPECT_EQ(hill.range_sigma, Distance::metres(15));
  EXPECT_EQ(hill.bearing_sigma, Angle::degrees(0.2));
  EXPECT_EQ(hill.scan_period, Span::seconds(3));
}

TEST(ReadSettings, ARadarsPlaceByEyeAndAFeedOfNobodyAreWarnedOf) {
  Vocabulary known = words();
  std::vector<std::string> warnings;
  known.on_warning = [&](const SettingsProblem& warning) {
    warnings.push_back(warning.message().in_english());
  };
  ASSERT_TRUE(parse_settings("[[radar]]\nfeed=\"klang\"\nsite=\"tanjung-tuan\"", "x.toml", known));
  EXPECT_THAT(
      warnings,
      ElementsAre("x.toml:2:6: radar[1].feed: there is no feed 'klang' in this file; name one, or give "
                  "it on the command line",
                  "x.toml:3:6: radar[1].site: is known to 1000 m only; give latitude_deg and "
                  "longitude_deg of the antenna"));
}

TEST(ReadSettings, TakesOutputsWithTheirFilters) {
  const auto settings = parse_settings(R"(
[[output]]
name = "charts"
uri = "tcp-listen://0.0.0.0:10110"
tag_blocks = true
types = "1 2 3 18"
mmsis = "525000001 002320001"
area = "103.5,1,104.5,1.5"
peers = "192.0.2.0/24 2001:db8::/32"
unencrypted = true
[[output]]
name = "alerts"
uri = "udp://127.0.0.1:10111"
format = "alerts"
)",
                                       "x.toml", words());
  ASSERT_TRUE(settings) << settings.error().front().message().in_english();
  ASSERT_EQ(settings->outputs.size(), 2U);
  const OutputSettings& charts = settings->outputs[0];
  EXPECT_EQ(charts.format, OutputSettings::Format::nmea);
  EXPECT_TRUE(charts.has_tag_blocks);
  EXPECT_THAT(charts.types, ElementsAre(1, 2, 3, 18));
  EXPECT_THAT(charts.mmsis, ElementsAre(525'000'001, 2'320'001));
  EXPECT_EQ(charts.area->south_west, geo::Position::degrees(1, 103.5));
  EXPECT_THAT(charts.peers, ElementsAre("192.0.2.0/24", "2001:db8::/32"));
  EXPECT_TRUE(charts.is_unencrypted);
  EXPECT_EQ(settings->outputs[1].format, OutputSettings::Format::alerts);
}

TEST(ReadSettings, WhatOtherFoldersSayOfAFeedOrOutputStandsAtItsKey) {
  Vocabulary known = words();
  known.feed_problem = [](const FeedSettings& feed) -> std::optional<RowProblem> {
    return feed.is_unencrypted ? std::nullopt
                               : std::optional(RowProblem{"uri", tr("is beyond"), tr("mend it")});
  };
  known.output_problem = [](const OutputSettings&) -> std::optional<RowProblem> {
    return RowProblem{"peers", tr("name nobody"), tr("mend them")};
  };
  const auto told = parse_settings(
      "[[feed]]\nname=\"a\"\nuri=\"tcp://h:1\"\n[[feed]]\nname=\"b\"\nuri=\"tcp://h:1\"\nunencrypted=true\n"
      "[[output]]\nname=\"c\"\nuri=\"udp://h:1\"\npeers=\"x\"",
      "x.toml", known);
  ASSERT_FALSE(told);
  ASSERT_EQ(told.error().size(), 2U);
  EXPECT_EQ(told.error()[0].message().in_english(), "x.toml:3:5: feed[1].uri: is beyond; mend it");
  EXPECT_EQ(told.error()[1].message().in_english(), "x.toml:11:7: output[1].peers: name nobody; mend them");
}

TEST(ReadSettings, DefaultsHandedInStandWhereTheFileSaysNothing) {
  Settings defaults;
  defaults.language = Language::id;
  EXPECT_EQ(parse_settings("", "x.toml", words(), defaults)->language, Language::id);
  EXPECT_EQ(parse_settings("language = \"en\"", "x.toml", words(), defaults)->language, Language::en);
}

// One mistake a row, and what the person is told.
struct Mistake {
  std::string_view toml, told;
};

constexpr Mistake kMistakes[] = {
    {"langage = \"en\"",
     "/etc/x.toml:1:1: langage: is not a key; did you mean language? known here are language, "
     "data_directory, geodata, [bus], [[feed]], [[radar]], [[output]], [detect], [rules.<name>], [[watch]]"},
    {"\"\" = 2", "/etc/x.toml:1:1: \"\": is not a key; known here are language, "},
    {"[[feeds]]\nname = \"a\"", "/etc/x.toml:1:3: feeds: is not a key; did you mean [[feed]]?"},
    {"lease_s = 30", "/etc/x.toml:1:1: lease_s: is not a key; it is a key of [coordinate]; known here are"},
    {"[rules.zone]\nhysteresis = 3",
     ":2:1: rules.zone.hysteresis: is not a key; did you mean hysteresis_m? known here are on, owner, "
     "review_date, hysteresis_m"},
    {"\n  language = 3", "/etc/x.toml:2:14: language: is a whole number; give one of en|id|ms in quotes"},
    {"language = \"fr\"", "/etc/x.toml:1:12: language: is another word; give one of en|id|ms in quotes"},
    {"[detect]\nlateness_s = \"long\"", ":2:14: detect.lateness_s: is a text; give a number from 0 to 3600"},
    {"[detect]\nlateness_s = -1",
     ":2:14: detect.lateness_s: -1 is out of range; give a number from 0 to 3600"},
    {"[detect]\nlateness_s = nan", ":2:14: detect.lateness_s: nan is out of range"},
    {"[detect]\nmax_vessels = 5000.5",
     ":2:15: detect.max_vessels: is a number; give a whole number from 1000"},
    {"detect = 3", ":1:10: detect: is a whole number, not a table; write [detect]"},
    {"feed = 3", ":1:8: feed: is a whole number, not a list of tables; write [[feed]]"},
    {"feed = [4]", ":1:9: feed[1]: is a whole number, not a table; write [[feed]]"},
    {"rules = 3", ":1:9: rules: is a whole number, not tables by name; write [rules.<name>]"},
    {"[[feed]]\nname = \"a\"", ":1:1: feed[1].uri: is missing; give a text"},
    {"[[feed]]\nname = \"\"\nuri=\"file:///x\"", ":2:8: feed[1].name: is empty"},
    {"[[feed]]\nname=\"a\"\nuri=\"ftp://x\"",
     ":3:5: feed[1].uri: is no feed; 'selat ingest --help' shows every kind of feed with its options"},
    {"[[feed]]\nname=\"a\"\nuri=\"tcp://x\"\nlatitude_deg=1", ":4:14: feed[1].latitude_deg: stands alone"},
    {"[[feed]]\nname=\"a\"\nuri=\"tcp://x\"\n[[feed]]\nname=\"a\"\nuri=\"tcp://y\"",
     ":5:6: feed[2].name: there is another feed 'a'; give each feed a name of its own"},
    {"[rules.zones]\non = true", ":1:1: rules.zones: there is no such rule; known are zone, rendezvous"},
    {"[rules]\nenabled = [\"zone\"]",
     ":2:11: rules.enabled: there is no such rule; known are zone, rendezvous"},
    {"[rules]\nzone = true", ":2:8: rules.zone: is true or false, not a table; write [rules.zone]"},
    {"[rules.zone]\ndistance_m = 4", ":2:1: rules.zone.distance_m: is not a key"},
    {"[rules.zone]\nhysteresis_m = 501",
     ":2:16: rules.zone.hysteresis_m: 501 is out of range; give a number from 0 to 500"},
    {"[rules.zone]\nreview_date = \"soon\"", ":2:15: rules.zone.review_date: is not a date"},
    {"[rules.zone]\nreview_date = \"2027-02-30\"", ":2:15: rules.zone.review_date: is not a date"},
    {"[[watch]]\nlabel = \"stolen\"\nmmsi = \"5330017\"", ":3:8: watch[1].mmsi: is no MMSI of nine digits"},
    {"[bus.peer.detect]\ntopics = \"alert reports\"",
     ":2:10: bus.peer.detect.topics: there is no topic 'reports'; known are report, alert"},
    {"[[watch]]\nlabel = \"stolen\"", ":1:1: watch[1]: names no vessel"},
    {"[[watch]]\nlabel = \"stolen\"\nmmsi = 1000000000", ":3:8: watch[1].mmsi: 1000000000 is out of range"},
    {"[[control_point]]\nid = \"atlantis\"",
     ":2:6: control_point[1].id: there is no control point 'atlantis'"},
    {"[coordinate]\nlease_s = 30", ":1:1: coordinate.renew_every_s: is more than half of lease_s"},
    {"[coordinate]\nescalate_alarm_after_s = 90",
     ":2:26: coordinate.escalate_alarm_after_s: is less than escalate_distress_after_s, which is 120"},
    {"[coordinate]\nescalate_distress_after_s = 301",
     ":2:29: coordinate.escalate_distress_after_s: is more than escalate_alarm_after_s, which is 300; a "
     "distress "
     "must not wait longer than an alarm"},
    {"data_directory = \"\"", ":1:18: data_directory: is empty; give a path in quotes"},
    {"[bus]\ndirectory = \"\"", ":2:13: bus.directory: is empty"},
    {"[[asset]]\nid=\"a\"\ncontrol_point=\"lumut\"\nlatitude_deg=1\nlongitude_deg=1\ncruise_kn=10\nsprint_kn="
     "20\nmmsi=525000001\n[[asset]]\nid=\"b\"\ncontrol_point=\"lumut\"\nlatitude_deg=1\nlongitude_deg=1\n"
     "cruise_kn=10\nsprint_kn=20\nmmsi=525000001",
     ":16:6: asset[2].mmsi: is that of another asset"},
    {"[[asset]]\nid=\"a\"\ncontrol_point=\"lumut\"\nlatitude_deg=1\nlongitude_deg=1\ncruise_kn=20\nsprint_kn="
     "10",
     ":7:11: asset[1].sprint_kn: is slower than cruise_kn"},
    {"[[radar]]\nid=\"a\"\nfeed=\"x\"",
     "/etc/x.toml:1:1: radar[1]: stands nowhere; give latitude_deg and longitude_deg, or a site"},
    {"[[radar]]\nid=\"a\"\nlatitude_deg=1\nfeed=\"x\"", ":3:14: radar[1].latitude_deg: stands alone"},
    {"[[radar]]\nid=\"a\"\nlatitude_deg=1\nlongitude_deg=2",
     ":1:1: radar[1]: says by nothing which reports are its; give feed, or source, or both"},
    {"[[radar]]\nlatitude_deg=1\nlongitude_deg=2\nfeed=\"x\"",
     ":1:1: radar[1]: has no name; give id or site"},
    {"[[radar]]\nsite=\"atlantis\"\nfeed=\"x\"",
     ":2:6: radar[1].site: there is no radar site 'atlantis'; known are tanjung-tuan"},
    {"[[radar]]\nsite=\"tanjung-tuan\"\nfeed=\"x\"\n[[radar]]\nid=\"tanjung-tuan\"\nlatitude_deg=1\n"
     "longitude_deg=2\nfeed=\"y\"",
     ":5:4: radar[2].id: there is another radar 'tanjung-tuan'; give each radar an id of its own"},
    {"[[radar]]\nsite=\"tanjung-tuan\"\nfeed=\"x\"\n[[radar]]\nid=\"b\"\nlatitude_deg=1\nlongitude_deg=2\n"
     "feed=\"x\"",
     ":8:6: radar[2].feed: is that of another radar; give each radar the source that its reports have"},
    {"[[radar]]\nscan_period_s=0.1", ":2:15: radar[1].scan_period_s: 0.1 is out of range"},
    {"[[output]]\nname=\"a\"\nuri=\"udp://h:1\"\nformat=\"xml\"",
     ":4:8: output[1].format: is another word; give one of nmea|json|alerts in quotes"},
    {"[[output]]\nname=\"a\"\nuri=\"udp://h:1\"\ntypes=\"1 28\"",
     ":4:7: output[1].types: '28' is none of those numbers; give numbers from 1 to 27"},
    {"[[output]]\nname=\"a\"\nuri=\"udp://h:1\"\nmmsis=\"5250\"",
     ":4:7: output[1].mmsis: '5250' is none of those numbers; give MMSIs of nine digits"},
    {"[[output]]\nname=\"a\"\nuri=\"udp://h:1\"\narea=\"104,1,103,2\"",
     ":4:6: output[1].area: in '104,1,103,2' the west side is not west of the east side; give "
     "WEST,SOUTH,EAST,NORTH"},
    {"[[output]]\nname=\"a\"\nuri=\"udp://h:1\"\nformat=\"json\"\ntag_blocks=true",
     ":5:12: output[1].tag_blocks: goes with format = \"nmea\" only; leave it out"},
    {"[[output]]\nname=\"a\"\nuri=\"udp://h:1\"\nformat=\"alerts\"\ntypes=\"1\"",
     ":5:7: output[1].types: does not go with alerts"},
    {"[[output]]\nname=\"a\"\nuri=\"udp://h:1\"\n[[output]]\nname=\"a\"\nuri=\"udp://h:2\"",
     ":5:6: output[2].name: there is another output 'a'"},
    {"language = ", ":1:"},
    {"a = 1\na = 2", "is not TOML"},
};

class OneMistake : public ::testing::TestWithParam<Mistake> {};

TEST_P(OneMistake, IsToldInOneLine) {
  const auto lines = problems_of(GetParam().toml);
  ASSERT_EQ(lines.size(), 1U) << ::testing::PrintToString(lines);
  EXPECT_THAT(lines[0], HasSubstr(GetParam().told));
  EXPECT_EQ(lines[0].find('\n'), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(ReadSettings, OneMistake, ::testing::ValuesIn(kMistakes),
                         [](const auto& mistake) { return test::test_name(mistake.param.toml); });

TEST(ReadSettings, ControlPointsAreThoseOfTheGeodataThatTheFileNames) {
  EXPECT_THAT(problems_of("geodata = \"other\"\n[[control_point]]\nid = \"atlantis\""), IsEmpty());
}

TEST(ReadSettings, AllProblemsAreToldInTheOrderOfTheFile) {
  const auto lines = problems_of("lang = 1\n[detect]\nlateness_s = -1\nmax = 2\n[[feed]]\n");
  ASSERT_EQ(lines.size(), 5U) << ::testing::PrintToString(lines);
  EXPECT_THAT(lines[0], HasSubstr(":1:1: lang"));
  EXPECT_THAT(lines[1], HasSubstr(":3:14: detect.lateness_s"));
  EXPECT_THAT(lines[2], HasSubstr(":4:1: detect.max"));
  EXPECT_THAT(lines[3], HasSubstr(":5:1: feed[1].name"));
  EXPECT_THAT(lines[4], HasSubstr(":5:1: feed[1].uri"));
}

TEST(ReadSettings, ThousandsOfProblemsStayBounded) {
  std::string toml;
  for (int i = 0; i < 5'000; ++i) {
    toml += "k" + std::to_string(i) + " = 1\n";
  }
  EXPECT_EQ(problems_of(toml).size(), 100U);
}

TEST(ReadSettings, AMissingFileIsAProblemAndNoCrash) {
  const auto settings = read_settings("/nowhere/x.toml", words());
  ASSERT_FALSE(settings);
  EXPECT_THAT(settings.error().front().message().in_english(),
              HasSubstr("/nowhere/x.toml: cannot be read: No such file"));
  EXPECT_FALSE(read_settings("/tmp", words()));
}

// --- the table itself

// A value the row accepts, as it stands in a file.
std::string example_of(const KeyRow& row) {
  if (row.name == "uri") {
    return "\"tcp://h:1\"";
  }
  if (row.section == "control_point[]" && row.name == "id") {
    return "\"lumut\"";
  }
  if (row.name == "control_point") {
    return "\"lumut\"";
  }
  if (row.name == "types") {
    return "\"1 5\"";
  }
  if (row.name == "mmsis") {
    return "\"525000001\"";
  }
  if (row.name == "area") {
    return "\"103,1,104,2\"";
  }
  if (row.name == "topics") {
    return "\"alert\"";
  }
  if (row.type == ValueType::imo) {
    return "9074729";
  }
  switch (row.type) {
    case ValueType::flag:
      return row.standard.english() == "true" ? "false" : "true";
    case ValueType::whole:
      return std::to_string(static_cast<long>(row.low) + 1);
    case ValueType::number:
      return std::to_string((row.low + row.high) / 4);
    case ValueType::choice:
      return "\"" + std::string(row.words.substr(row.words.rfind('|') + 1)) + "\"";
    case ValueType::date:
      return "\"2027-01-31\"";
    default:
      return "\"abc\"";
  }
}

std::string section_with(const SectionRow& section, const KeyRow& wanted) {
  std::string path(section.path);
  std::string toml;
  if (section.kind == SectionKind::repeated) {
    toml = "[[" + path.substr(0, path.size() - 2) + "]]\n";
  } else if (section.kind == SectionKind::named) {
    toml = "[" + path.substr(0, path.size() - 1) + "zone]\n";
  } else if (!path.empty()) {
    toml = "[" + path + "]\n";
  }
  for (const KeyRow& row : settings_keys()) {
    if (row.section == section.path && (row.is_required || row.name == wanted.name)) {
      toml += std::string(row.name) + " = " + example_of(row) + "\n";
    }
  }
  return toml;
}

TEST(SettingsKeys, EachIsDocumentedAndBelongsToASection) {
  std::set<std::pair<std::string_view, std::string_view>> seen;
  for (const KeyRow& row : settings_keys()) {
    EXPECT_TRUE(seen.emplace(row.section, row.name).second)
        << row.section << " " << row.name << " stands twice";
    EXPECT_TRUE(row.meaning.english().ends_with('.')) << row.name;
    EXPECT_EQ(row.standard.empty(), row.is_required) << row.name;
    EXPECT_NE(row.store, nullptr) << row.name;
    EXPECT_LE(row.low, row.high) << row.name;
    const bool has_section =
        std::ranges::any_of(settings_sections(), [&](const SectionRow& s) { return s.path == row.section; });
    EXPECT_TRUE(has_section) << row.section;
  }
}

TEST(SettingsKeys, EachIsReadFromAFile) {
  for (const SectionRow& section : settings_sections()) {
    for (const KeyRow& row : settings_keys()) {
      if (row.section != section.path) {
        continue;
      }
      const std::string toml = section_with(section, row);
      for (const std::string& line : problems_of(toml)) {
        EXPECT_THAT(line, Not(HasSubstr("is not a key"))) << toml;
        EXPECT_THAT(line, Not(HasSubstr(": is a"))) << toml;
      }
    }
  }
}

// A wrong type at every key is a problem at that very key.
TEST(SettingsKeys, EachRefusesAnotherType) {
  for (const SectionRow& section : settings_sections()) {
    for (const KeyRow& row : settings_keys()) {
      if (row.section != section.path) {
        continue;
      }
      std::string toml = section_with(section, row);
      const std::string right = std::string(row.name) + " = " + example_of(row) + "\n";
      const auto at = toml.find(right);
      ASSERT_NE(at, std::string::npos);
      toml.replace(at, right.size(), std::string(row.name) + " = [1]\n");
      const auto lines = problems_of(toml);
      const bool told = std::ranges::any_of(lines, [&](const std::string& line) {
        return line.find(std::string(row.name) + ": is an array") != std::string::npos;
      });
      EXPECT_TRUE(told) << toml << ::testing::PrintToString(lines);
    }
  }
}

}  // namespace
}  // namespace selat::config
