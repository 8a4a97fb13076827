// `selat decode` against Debian's gpsdecode: the golden sentences and seeded random messages of every type
// and application that gpsd knows, scaled and unscaled. Every field gpsd writes must stand in ours with the
// same value, but for gpsd's known faults, each listed below with its reason. Skipped where gpsdecode is
// missing.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "ais/application.h"
#include "ais/encode.h"
#include "base/bits.h"
#include "base/random.h"
#include "support/temporary_directory.h"

namespace selat {
namespace {

using nlohmann::json;

// gpsd 3.22's known faults: "type field" or "type dac:fi field"; "*" for the whole message.
const std::map<std::string, std::string> kKnownFaults = {
    {"1 turn", "the sign is lost: a turn to port is printed as one to starboard"},
    {"2 turn", "as of type 1"},
    {"3 turn", "as of type 1"},
    {"15 mmsi2", "the spare bits at the end are taken for the beginning of a part that was not sent"},
    {"17 lon", "rounded to 0.1 degree, 60 times coarser than sent"},
    {"17 lat", "as lon"},
    {"20 offset2", "as mmsi2 of type 15"},
    {"20 offset3", "as mmsi2 of type 15"},
    {"20 offset4", "as mmsi2 of type 15"},
    {"24 vendorid", "the seven characters of M.1371-3; model and serial number stand in the last four"},
    {"25 app_id", "an addressed message's two spare bits are not skipped"},
    {"25 data", "as app_id"},
    {"26 app_id", "as of type 25"},
    {"26 data", "as app_id; bits behind the data are printed with it"},
    {"26 radio", "always 0"},
    {"27 status", "the word alone, where all other types have a number beside it"},
    {"27 lon", "rounded to 0.1 degree, 6 times coarser than sent"},
    {"27 lat", "as lon"},
    {"8 200:55 data", "persons on board are known to gpsd in type 6 alone"},
    {"6 1:14 tidals", "one item more than sent; coordinates of 1/10,000 minute taken for 1/1,000"},
    {"6 1:15 airdraught", "read from the place it has in type 8"},
    {"6 1:16 persons", "read from the place it has in type 8; 13 bits too early"},
    {"6 200:21 airdraught", "not scaled"},
    {"6 200:22 country", "a backslash is not escaped"},
    {"8 1:11 pressuretend", "1 and 2, decreasing and increasing, are interchanged"},
    {"8 1:11 leveltrend", "as pressuretend"},
    {"8 1:15 airdraught", "not scaled"},
    {"8 1:16 data", "13 bits of persons are not decoded at the length the circular gives"},
    {"8 1:31 pressuretend", "as of 1:11"},
    {"8 1:31 leveltrend", "as of 1:11"},
    {"8 1:31 waterlevel", "a level below the datum is printed as 42 million; the second decimal is lost"},
    {"8 200:10 length", "not scaled"},
    {"8 200:10 beam", "not scaled"},
    {"8 200:10 draught", "not scaled"},
    {"8 200:23 start", "day, hour and minute are interchanged; ours are start_year … start_minute"},
    {"8 200:23 end", "ours are end_year … end_minute"},
    {"8 200:23 type", "a second member of the name \"type\"; ours is emma_type"},
    {"8 200:23 type_text", "as type"},
    {"8 200:23 class", "a second member of the name \"class\"; ours is emma_class"},
    {"8 200:24 gauges", "the first bit of a level is its sign, 1 positive; gpsd takes two's complement"},
    {"8 200:23 class_text", "off by one: 1 is slight"},
    {"8 1:17 targets", "taken for 122 bits each, with a speed of ten"},
};

// Lists to which gpsd adds items that were not sent, read from behind the message; ours must be their
// beginning.
const std::map<std::string, std::string> kListsTooLong = {
    {"6 1:25 cargos", "items that are not whole"},
    {"6 1:28 waypoints", "counts over 16 or over the message's length"},
    {"6 1:32 tidals", "one item more than sent"},
    {"8 1:27 waypoints", "as of 1:28"},
};

// What we decode and gpsd drops or prints as unsound JSON.
const std::map<std::string, std::string> kDroppedByGpsd = {
    {"24", "parts 2 and 3 are dropped; ours have a header and bits"},
    {"25", "addressed and structured messages of few bits are dropped"},
    {"26", "most are dropped"},
    {"6 200:21", "texts with a quotation mark or backslash are not escaped"},
    {"6 200:22", "as 200:21"},
    {"8 200:24", "as 200:21"},
    {"8 1:19", "a comma is missing"},
};

// Words of codes that the recommendation has given others since.
const std::set<std::string> kWordsOfBefore = {"Reserved", "INVALID EPFD"};

// Members that gpsd reads from behind the end of a message, where ours has none.
const std::set<std::string> kMembersBehindTheEnd = {"5 dte"};

// Applications that gpsd leaves as "data"; ours have fields.
const std::set<std::string> kUnknownToGpsd = {
    "6 0:0",    "6 1:0",    "6 1:1",    "6 1:2",  "6 1:3",   "6 1:4",    "6 1:5",
    "6 1:23",   "8 1:0",    "8 1:21",   "8 1:22", "8 1:24",  "8 1:26",   "8 200:55",
    "8 367:22", "8 367:23", "8 367:33", "6 1:40", "8 316:1", "8 367:24", "8 367:25",
};

// Too short for their fields: gpsd reads on behind the end of the message; ours are left as bits.
const std::set<std::string> kReadBehindTheEnd = {"6 1:18"};

struct Sent {
  std::string kind;  // "type" or "type dac:fi"
  Bits bits;
};

class Maker {
 public:
  explicit Maker(std::uint64_t seed) : random_(seed) {}

  // One message of each kind and length.
  std::vector<Sent> all() {
    std::vector<Sent> made;
    const auto add = [&](int type, std::initializer_list<std::size_t> sizes) {
      for (const std::size_t size : sizes) {
        made.push_back({std::to_string(type), plain(type, size)});
      }
    };
    for (const int type : {1, 2, 3, 4, 9, 11, 18, 22, 24}) {
      add(type, {168});
    }
    add(5, {424, 422});
    add(7, {72, 104, 136, 168});
    add(10, {72});
    add(12, {72, 300, 1008});
    add(13, {72, 168});
    add(14, {40, 46, 300, 952});
    add(15, {88, 112, 160});
    add(16, {96, 144});
    add(17, {80, 120, 816});
    add(19, {312});
    add(20, {72, 104, 136, 160});
    add(21, {272, 280, 360});
    add(23, {160});
    add(25, {60, 168});
    add(26, {100, 400, 1060});
    add(27, {96});
    const auto application = [&](int type, unsigned dac, unsigned fi,
                                 std::initializer_list<std::size_t> sizes) {
      for (const std::size_t size : sizes) {
        made.push_back({kind_of(type, dac, fi), binary(type, dac, fi, size)});
      }
    };
    application(6, 1, 12, {360});
    application(6, 1, 14, {190, 283, 376});
    application(6, 1, 15, {104});
    application(6, 1, 16, {136});
    application(6, 1, 18, {360});
    application(6, 1, 20, {360});
    application(6, 1, 25, {117, 576});
    application(6, 1, 28, {1000});
    application(6, 1, 30, {104, 1000});
    application(6, 1, 32, {185, 273, 361});
    application(6, 200, 21, {248});
    application(6, 200, 22, {232});
    application(6, 200, 55, {168});
    application(6, 235, 10, {136});
    application(6, 250, 10, {136});
    application(6, 77, 3, {88, 300});
    application(8, 1, 11, {352});
    application(8, 1, 13, {472});
    application(8, 1, 15, {72});
    application(8, 1, 16, {104});
    application(8, 1, 17, {176, 296, 536});
    application(8, 1, 19, {360});
    application(8, 1, 27, {997});
    application(8, 1, 29, {72, 1000});
    application(8, 1, 31, {360});
    application(8, 200, 10, {168});
    application(8, 200, 23, {256});
    application(8, 200, 24, {168});
    application(8, 200, 40, {168});
    application(8, 366, 56, {56, 320});
    // Those that gpsd does not know: type, repeat, MMSI and identifier are compared.
    for (const auto* format : ais::application_formats()) {
      const int type = format->is_addressed ? 6 : 8;
      const auto kind = kind_of(type, format->id.dac, format->id.fi);
      if (kUnknownToGpsd.contains(kind)) {
        made.push_back(
            {kind, binary(type, format->id.dac, format->id.fi,
                          (type == 6 ? 88U : 56U) + std::min<std::size_t>(format->max_bits, 400))});
      }
    }
    return made;
  }

 private:
  static std::string kind_of(int type, unsigned dac, unsigned fi) {
    return std::to_string(type) + " " + std::to_string(dac) + ":" + std::to_string(fi);
  }
  // Mostly noise; sometimes all ones or zeros, where most "not available" values are.
  void fill(Bits& bits, std::size_t size) {
    const auto mood = random_.below(20);
    while (bits.size() < size) {
      bits.append(mood == 0 ? 0 : mood <= 3 ? 1 : random_.below(2), 1);
    }
  }
  // Each with an MMSI of its own, by which the answers are found again.
  Bits head(int type) {
    Bits bits;
    bits.append(static_cast<std::uint64_t>(type), 6);
    bits.append(random_.below(4), 2);
    bits.append(next_mmsi_++, 30);
    return bits;
  }
  Bits plain(int type, std::size_t size) {
    auto bits = head(type);
    fill(bits, size);
    return bits;
  }
  Bits binary(int type, unsigned dac, unsigned fi, std::size_t size) {
    auto bits = head(type);
    fill(bits, type == 6 ? 72 : 40);
    bits.append(dac, 10);
    bits.append(fi, 6);
    fill(bits, size);
    return bits;
  }

  Random random_;
  std::uint32_t next_mmsi_ = 200'000'000;
};

std::vector<json> output_of(const std::string& command) {
  std::vector<json> lines;
  FILE* pipe = ::popen(command.c_str(), "r");
  std::string text;
  char buffer[4096];
  for (std::size_t size = 0; (size = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) {
    text.append(buffer, size);
  }
  EXPECT_EQ(::pclose(pipe), 0) << command;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    auto parsed = json::parse(line, nullptr, false);
    if (parsed.is_object()) {
      lines.push_back(std::move(parsed));
    }
  }
  return lines;
}

class Differential : public testing::Test {
 protected:
  void SetUp() override {
    if (std::system("command -v gpsdecode >/dev/null 2>&1") != 0) {
      GTEST_SKIP() << "gpsdecode (Debian package gpsd-clients) is not installed";
    }
  }
  std::string file() const { return (folder_ / "sentences.nmea").string(); }
  std::vector<json> ours(const std::string& options) const {
    return output_of(std::string(SELAT_BINARY_DIR) + "/bin/selat decode --split24 " + options + " " + file());
  }
  std::vector<json> gpsds(const std::string& options) const {
    return output_of("gpsdecode -j --split24 " + options + " < " + file() + " 2>/dev/null");
  }
  // Coordinates of 1/1,000 minute have five places in ours, four in gpsd's.
  static bool is_same(const std::string& name, const json& mine, const json& theirs) {
    if (mine == theirs) {
      return true;
    }
    if (mine.is_array() && theirs.is_array()) {
      return std::equal(mine.begin(), mine.end(), theirs.begin(), theirs.end(), is_same_item);
    }
    if (name.ends_with("_text")) {
      return theirs.is_string() && kWordsOfBefore.contains(theirs.get<std::string>());
    }
    return (name.ends_with("lon") || name.ends_with("lat")) && mine.is_number_float() &&
           theirs.is_number_float() && std::abs(mine.get<double>() - theirs.get<double>()) < 0.000'051;
  }
  // gpsd keeps 32 of the 42 bits of a target's number.
  static bool is_same_item(const json& mine, const json& theirs) {
    return std::all_of(theirs.items().begin(), theirs.items().end(), [&](const auto& member) {
      if (member.key() == "mmsi" || member.key() == "imo") {
        const auto own = std::stoull(mine[member.key()].template get<std::string>());
        return member.value() == std::to_string(static_cast<std::uint32_t>(own));
      }
      return mine.contains(member.key()) && is_same(member.key(), mine[member.key()], member.value());
    });
  }
  // "type", or "type dac:fi" of binary messages.
  static std::string kind_of(const json& line) {
    const auto type = std::to_string(line["type"].get<int>());
    return line.contains("dac") && line["type"] != 25 && line["type"] != 26
               ? type + " " + std::to_string(line["dac"].get<int>()) + ":" +
                     std::to_string(line["fid"].get<int>())
               : type;
  }
  // Which member of theirs is not so in mine; empty where all are.
  static std::string difference(const std::string& kind, const json& theirs, const json& mine) {
    const bool is_left_as_bits = kReadBehindTheEnd.contains(kind) && mine.contains("data");
    for (const auto& [name, value] : theirs.items()) {
      if (name == "device" || kKnownFaults.contains(kind + " " + name) ||
          (name == "data" && kUnknownToGpsd.contains(kind) && !mine.contains("data"))) {
        continue;
      }
      if (!mine.contains(name)) {
        // Even with --split24 gpsd prints a part B with the name of the part A before it.
        const bool is_name_of_part_a = kind == "24" && name == "shipname";
        if (!is_left_as_bits && !is_name_of_part_a && !kMembersBehindTheEnd.contains(kind + " " + name)) {
          return name;
        }
      } else if (kListsTooLong.contains(kind + " " + name)) {
        if (mine[name].size() > value.size() ||
            !std::equal(mine[name].begin(), mine[name].end(), value.begin(), is_same_item)) {
          return name;
        }
      } else if (!is_same(name, mine[name], value)) {
        return name;
      }
    }
    return {};
  }
  // How many of gpsd's messages are among ours; those of `is_excused` kinds may be missing.
  template <typename IsExcused>
  std::size_t all_of_gpsds_are_ours(const std::string& options, IsExcused is_excused) const {
    std::multimap<std::pair<std::uint32_t, int>, json> left;
    for (auto& line : ours(options)) {
      const std::pair key{line["mmsi"].get<std::uint32_t>(), line["type"].get<int>()};
      left.emplace(key, std::move(line));
    }
    std::size_t found = 0;
    for (auto& theirs : gpsds(options)) {
      if (theirs.contains("start_lat")) {
        theirs["type"] = 8;  // an EMMA warning has a second member of this name
      }
      const auto kind = kind_of(theirs);
      const auto [from, to] =
          left.equal_range({theirs["mmsi"].get<std::uint32_t>(), theirs["type"].get<int>()});
      const auto same = std::find_if(
          from, to, [&](const auto& own) { return difference(kind, theirs, own.second).empty(); });
      if (same != to) {
        left.erase(same);
        ++found;
      } else {
        EXPECT_TRUE(is_excused(theirs)) << "nothing of ours is " << theirs << "\n"
                                        << (from == to ? json() : from->second);
      }
    }
    return found;
  }
  void random_messages(const std::string& options) {
    constexpr std::uint64_t kSeed = 322;
    SCOPED_TRACE(testing::Message() << "seed " << kSeed << ", options " << options);
    std::vector<Sent> sent;
    std::map<std::uint32_t, std::string> kind_of;
    Maker maker(kSeed);
    std::ofstream stream(file());
    std::uint8_t sequence = 0;
    for (int turn = 0; turn < 25; ++turn) {
      for (const auto& one : maker.all()) {
        ais::EncodeOptions encode_options;
        encode_options.sequence_id = sequence++ % 10;
        for (const auto& line : ais::encode(one.bits, encode_options)) {
          stream << line << "\n";
        }
        kind_of[static_cast<std::uint32_t>(one.bits.unsigned_at(8, 30))] = one.kind;
      }
    }
    stream.close();
    std::map<std::uint32_t, json> mine;
    for (auto& line : ours(options)) {
      mine.emplace(line["mmsi"].get<std::uint32_t>(), std::move(line));
    }
    EXPECT_EQ(mine.size(), kind_of.size()) << "selat decode has dropped messages";
    std::set<std::uint32_t> seen;
    for (const auto& theirs : gpsds(options)) {
      const auto mmsi = theirs["mmsi"].get<std::uint32_t>();
      seen.insert(mmsi);
      ASSERT_TRUE(mine.contains(mmsi)) << theirs;
      EXPECT_EQ(difference(kind_of[mmsi], theirs, mine[mmsi]), "") << kind_of[mmsi] << ": " << theirs << "\n"
                                                                   << mine[mmsi];
    }
    for (const auto& [mmsi, kind] : kind_of) {
      EXPECT_TRUE(seen.contains(mmsi) || kDroppedByGpsd.contains(kind)) << "gpsd has dropped " << mine[mmsi];
    }
  }

 private:
  test::TemporaryDirectory folder_;
};

TEST_F(Differential, RandomMessagesScaled) {
  random_messages("");
}
TEST_F(Differential, RandomMessagesUnscaled) {
  random_messages("-u");
}

TEST_F(Differential, GoldenSentences) {
  std::ofstream stream(file());
  for (const auto& entry : std::filesystem::directory_iterator(SELAT_SOURCE_DIR "/tests/golden/ais")) {
    std::ifstream golden(entry.path());
    for (std::string line; std::getline(golden, line);) {
      if (line.starts_with("!")) {
        stream << line << "\n";
      }
    }
  }
  stream.close();
  for (const std::string options : {"", "-u"}) {
    SCOPED_TRACE("options " + options);
    EXPECT_GT(all_of_gpsds_are_ours(options, [](const json&) { return false; }), 100U);
  }
}

// Recordings that lie beside the project, if any do.
TEST_F(Differential, RecordingsBesideTheProject) {
  std::vector<std::filesystem::path> recordings;
  for (const std::string folder : {"/../shared/data", "/../../shared/data"}) {
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(SELAT_SOURCE_DIR + folder, error)) {
      if (entry.path().string().find(".nmea") != std::string::npos) {
        recordings.push_back(entry.path());
      }
    }
  }
  if (recordings.empty()) {
    GTEST_SKIP() << "no recordings beside the project";
  }
  for (const auto& recording : recordings) {
    SCOPED_TRACE(recording.string());
    const std::string unpack = recording.extension() == ".gz" ? "zcat " : "cat ";
    ASSERT_EQ(std::system((unpack + recording.string() + " > " + file()).c_str()), 0);
    // gpsd joins parts of different stations that carry the same sequence id, and makes ships that are not.
    std::size_t of_several_parts = 0;
    const auto found = all_of_gpsds_are_ours("", [&](const json& theirs) {
      ++of_several_parts;
      return theirs["type"] == 5;
    });
    EXPECT_GT(found, 1'000U);
    EXPECT_LT(of_several_parts, found / 100);
  }
}

}  // namespace
}  // namespace selat
