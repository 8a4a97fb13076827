// For each key of a settings file a value of the right type that cannot work, and what a person is told.

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/known_words.h"
#include "config/settings_schema.h"

namespace selat::cli {
namespace {

using config::KeyRow;
using config::ValueType;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

struct Wrong {
  std::string value, told;
  std::string beside = {};  // lines that belong to it
};

const std::string kControl = R"("a\u001bb")";
const std::string kControlTold = "has control characters in it";
const Wrong kHome = {R"("~/selat")", "begins with '~', which only a shell fills in; write the whole path"};

// Texts and paths: of the other types the range says what is wrong. No key may be missing.
const std::map<std::string, std::vector<Wrong>> kWrong = {
    {".language", {{R"("fr")", "is another word"}}},
    {".data_directory",
     {kHome, {R"("$HOME/x")", "begins with '$'"}, {R"("/etc/passwd")", "is a file, not a directory"}}},
    {".geodata", {kHome, {R"("/etc/passwd")", "is a file, not a directory"}}},
    {"bus.directory",
     {kHome,
      {R"("/etc/passwd")", "is a file, not a directory"},
      {"\"/" + std::string(80, 'x') + "\"", "is too long; give a path of at most 66 bytes"}}},
    {"bus.keys", {kHome, {R"("/etc/passwd")", "is a file, not a directory"}}},
    {"bus.remote.*.publish",
     {{R"("tcp:/10.0.0.2:1")", "begins neither with ipc:// nor with tcp://"},
      {R"("udp://10.0.0.2:1")", "begins neither with ipc:// nor with tcp://"},
      {R"("tcp://10.0.0.2")", "does not name a host and a port"},
      {R"("tcp://:7")", "does not name a host and a port"},
      {R"("tcp://10.0.0.2:0")", "needs a port from 1 to 65535"},
      {R"("tcp://10.0.0.2:65536")", "needs a port from 1 to 65535"},
      {R"("tcp://10.0.0.2:7a")", "needs a port from 1 to 65535"},
      {R"("ipc://run/x")", "does not name a whole path"},
      {"\"ipc:///" + std::string(110, 'x') + "\"", "the system allows 107"},
      {R"("tcp://10.0.0.2:7")", "there are no keys to encrypt with; set keys in [bus]"},
      {R"("ipc:///a")", "is where bus.remote.detect.", "orders = \"ipc:///a\"\n"}}},
    {"bus.remote.*.request",
     {{R"("tcp://10.0.0.2:99999")", "needs a port from 1 to 65535"},
      {R"("tcp://10.0.0.2:65535")", "has no port behind its own", "[bus]\nkeys = \"keys\"\n"}}},
    {"bus.remote.*.orders", {{R"("orders")", "begins neither with ipc:// nor with tcp://"}}},
    {"bus.peer.*.topics", {{R"("alert reports")", "there is no topic 'reports'"}}},
    {"bus.peer.*.orders_from",
     {{R"("atlantis")", "there is no control point 'atlantis'; known are belawan"}}},
    {"feed[].name", {{kControl, kControlTold}, {R"("  ")", "is empty"}}},
    {"feed[].uri",
     {{R"("tcp://host")", "the port is missing"},
      {R"("file://-")", "standard input belongs to one command: say 'selat ingest --feed file://-'"},
      {R"("file://~/day.nmea")", "only a shell fills in '~': write the whole path"},
      {R"("http-listen://127.0.0.1:1?token_file=~/t")", "only a shell fills in '~'"},
      {R"("udp://127.0.0.1:9")", "is where feed other is already; give each a place of its own",
       "[[feed]]\nname = \"other\"\nuri = \"udp://127.0.0.1:9\"\n"}}},
    {"feed[].source", {{kControl, kControlTold}}},
    {"feed[].peers", {{R"("everybody")", "'everybody' is no range of addresses"}}},
    {"radar[].id", {{kControl, kControlTold}, {R"("  ")", "is empty"}}},
    {"radar[].site", {{kControl, kControlTold}}},
    {"radar[].name", {{kControl, kControlTold}}},
    {"radar[].feed", {{kControl, kControlTold}}},
    {"radar[].source", {{kControl, kControlTold}}},
    {"output[].name", {{kControl, kControlTold}}},
    {"output[].uri",
     {{R"("tcp://127.0.0.1:1")", "an output begins with tcp-listen:// or udp://"},
      {R"("tcp-listen://127.0.0.1:9")", "is where feed other is already",
       "[[feed]]\nname = \"other\"\nuri = \"tcp-listen://127.0.0.1:9\"\n"}}},
    {"output[].format", {{R"("xml")", "is another word"}}},
    {"output[].types", {{R"("1 28")", "'28' is none of those numbers"}}},
    {"output[].mmsis", {{R"("525")", "'525' is none of those numbers"}}},
    {"output[].area", {{R"("104,1,103,2")", "west side is not west"}}},
    {"output[].peers", {{R"("everybody")", "'everybody' is no range of addresses"}}},
    {"rules.*.owner", {{kControl, kControlTold}}},
    {"rules.*.review_date", {{R"("2027-02-30")", "is not a date"}}},
    {"watch[].label", {{kControl, kControlTold}}},
    {"watch[].mmsi",
     {{"53300174", "has fewer than nine digits"},
      {R"("53300174")", "is no MMSI of nine digits"},
      {"123456789", "stands for nothing: many vessels send it"},
      {R"("000000000")", "is no MMSI of nine digits"}}},
    {"watch[].imo",
     {{"9074728", "is no IMO number: its last digit checks the others"}, {"1234567", "is no IMO number"}}},
    {"watch[].call_sign", {{R"("0000000")", "stands for nothing"}, {R"("9V")", "has fewer than 3 letters"}}},
    {"watch[].name", {{R"("UNKNOWN")", "stands for nothing"}, {R"("A")", "has fewer than 3 letters"}}},
    {"coordinate.database", {{R"("~/x.sqlite")", "begins with '~'"}, {R"("/etc")", "is a directory"}}},
    {"control_point[].id", {{R"("atlantis")", "there is no control point 'atlantis'"}}},
    {"asset[].id", {{kControl, kControlTold}}},
    {"asset[].control_point", {{R"("atlantis")", "there is no control point 'atlantis'"}}},
    {"asset[].name", {{kControl, kControlTold}}},
    {"asset[].mmsi",
     {{"5250001", "has fewer than nine digits"},
      {R"("111111111")", "is no MMSI of nine digits"},
      {"525000001", "is that of another asset",
       "[[asset]]\nid = \"other\"\ncontrol_point = \"batam\"\nlatitude_deg = 1\nlongitude_deg = 104\n"
       "cruise_kn = 10\nsprint_kn = 20\nmmsi = 525000001\n"}}},
};

// Values that stand in the file where the row has them, so that nothing else is wrong.
const std::map<std::string, std::string> kRight = {
    {"bus.remote.*.publish", "ipc:///run/p"},
    {"bus.remote.*.request", "ipc:///run/r"},
    {"feed[].name", "a"},
    {"feed[].uri", "tcp://127.0.0.1:1"},
    {"output[].name", "a"},
    {"output[].uri", "udp://127.0.0.1:1"},
    {"watch[].label", "stolen"},
    {"watch[].call_sign", "9V1234"},
    {"control_point[].id", "lumut"},
    {"asset[].id", "a"},
    {"asset[].control_point", "lumut"},
};

std::string full_name(const KeyRow& row) {
  return std::string(row.section) + "." + std::string(row.name);
}

std::string right_value(const KeyRow& row) {
  const auto found = kRight.find(full_name(row));
  return found != kRight.end() ? "\"" + found->second + "\"" : std::to_string((row.low + row.high) / 2);
}

std::string header_of(const KeyRow& row) {
  const auto section = std::ranges::find(config::settings_sections(), row.section, &config::SectionRow::path);
  std::string header = config::header_of(*section);
  if (const auto name = header.find("<name>"); name != std::string::npos) {
    header.replace(name, 6, row.section == "rules.*" ? "zone" : "detect");
  }
  return header;
}

// A whole file with one wrong value, and what stands beside it before.
std::string file_with(const KeyRow& row, const std::string& value, const std::string& beside) {
  std::string file = beside.starts_with('[') ? beside : "";
  file += header_of(row) + "\n" + std::string(row.name) + " = " + value + "\n";
  file += beside.starts_with('[') ? "" : beside;
  for (const KeyRow& other : config::settings_keys()) {
    const bool names_a_vessel = row.section == "watch[]" && other.name == "call_sign";
    if (other.section == row.section && other.name != row.name && (other.is_required || names_a_vessel)) {
      file += std::string(other.name) + " = " + right_value(other) + "\n";
    }
  }
  return file;
}

std::vector<std::string> problems_of(const std::string& toml) {
  std::vector<std::string> lines;
  config::Settings defaults;
  defaults.geodata = SELAT_SOURCE_DIR "/geodata";
  const auto settings = config::parse_settings(toml, "/etc/x.toml", known_words(), std::move(defaults));
  if (!settings) {
    for (const config::SettingsProblem& problem : settings.error()) {
      lines.push_back(problem.message().in_english());
    }
  }
  return lines;
}

// What the type alone refuses.
std::vector<Wrong> out_of_range_of(const KeyRow& row) {
  switch (row.type) {
    case ValueType::flag:
      return {{"\"yes\"", "is a text; give true or false"}};
    case ValueType::whole:
    case ValueType::number:
    case ValueType::imo:
    case ValueType::mmsi:
      return {{std::to_string(static_cast<long>(row.high) + 1), "is out of range"},
              {std::to_string(static_cast<long>(row.low) - 1), "is out of range"},
              {"true", "is true or false"}};
    default:
      return {{"7", "is a whole number"}};
  }
}

TEST(EveryKey, AValueThatCannotWorkIsToldAtItsPlace) {
  for (const KeyRow& row : config::settings_keys()) {
    const auto listed = kWrong.find(full_name(row));
    const bool is_judged_by_range =
        row.type == ValueType::flag || row.type == ValueType::whole || row.type == ValueType::number;
    EXPECT_TRUE(listed != kWrong.end() || is_judged_by_range)
        << full_name(row) << ": say here which values are refused";
    std::vector<Wrong> all = out_of_range_of(row);
    if (listed != kWrong.end()) {
      all.insert(all.end(), listed->second.begin(), listed->second.end());
    }
    for (const Wrong& wrong : all) {
      const std::string file = file_with(row, wrong.value, wrong.beside);
      SCOPED_TRACE(file);
      const auto problems = problems_of(file);
      ASSERT_FALSE(problems.empty());
      EXPECT_THAT(problems, testing::Each(StartsWith("/etc/x.toml:")));
      EXPECT_THAT(problems, testing::Contains(HasSubstr(wrong.told)));
    }
  }
}

TEST(EveryKey, WithoutTheWrongValueNothingIsWrong) {
  for (const KeyRow& row : config::settings_keys()) {
    if (kRight.contains(full_name(row))) {
      const std::string file = file_with(row, right_value(row), "");
      EXPECT_THAT(problems_of(file), IsEmpty()) << file;
    }
  }
}

TEST(EveryKey, ProcessesAndKeysHaveNamesThatExist) {
  EXPECT_THAT(
      problems_of("[bus.remote.detct]\npublish = \"ipc:///p\"\nrequest = \"ipc:///r\"\n"),
      testing::ElementsAre(HasSubstr("/etc/x.toml:1:1: bus.remote.detct: there is no such process; known "
                                     "are coordinate, detect, ingest")));
  EXPECT_THAT(problems_of("[bus.peer.\"../x\"]\ntopics = \"alert\"\n"),
              testing::ElementsAre(HasSubstr("must be 1 to 64 letters")));
  EXPECT_THAT(problems_of("[bus.peer.watchtower]\norders_from = \"watch\"\n"), IsEmpty());
}

}  // namespace
}  // namespace selat::cli
