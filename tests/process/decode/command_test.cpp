// `selat decode` as a command: its formats, its options, packed files, standard input, and what it says and
// ends with when something is wrong.
#include <array>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <gmock/gmock.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/util/delimited_message_util.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ais/encode.h"
#include "nmea/checksum.h"
#include "selat/v1/report.pb.h"
#include "support/temporary_directory.h"
#include "wire/report_batch.h"

namespace selat {
namespace {

using nlohmann::json;
using testing::HasSubstr;

// A position, a static report of two sentences, both parts of a type 24, and two lines that are wrong.
const std::string kPosition = "!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A\n";
const std::string kStatic =
    "!AIVDM,2,1,1,A,55?MbV02;H;s<HtKR20EHE:0@T4@Dn2222222216L961O5Gf0NSQEp6ClRp8,0*1C\n"
    "!AIVDM,2,2,1,A,88888888880,2*25\n";
const std::string kNames =
    "!AIVDM,1,1,,A,H42O55i18tMET00000000000000,2*6D\n"
    "!AIVDM,1,1,,A,H42O55lti4hhhilD3nink000?050,0*40\n";
const std::string kWrong = "!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4B\nnonsense\n";
const std::string kAll = kPosition + kStatic + kNames + kWrong;

struct Ended {
  int status = -1;
  std::string out, err;
  [[nodiscard]] std::vector<std::string> lines() const {
    std::vector<std::string> lines;
    std::istringstream stream(out);
    for (std::string line; std::getline(stream, line);) {
      lines.push_back(line);
    }
    return lines;
  }
  [[nodiscard]] std::vector<json> objects() const {
    std::vector<json> objects;
    for (const auto& line : lines()) {
      objects.push_back(json::parse(line, nullptr, false));
      EXPECT_TRUE(objects.back().is_object()) << line;
    }
    return objects;
  }
};

class DecodeCommand : public testing::Test {
 protected:
  std::string write(const std::string& name, const std::string& content) const {
    std::ofstream(folder_ / name, std::ios::binary) << content;
    return (folder_ / name).string();
  }
  std::string pack(const std::string& name, int (*format)(archive*), int (*filter)(archive*)) const {
    const auto path = (folder_ / name).string();
    archive* writer = archive_write_new();
    EXPECT_EQ(format(writer), ARCHIVE_OK);
    EXPECT_EQ(filter(writer), ARCHIVE_OK);
    archive_write_set_bytes_in_last_block(writer, 1);
    EXPECT_EQ(archive_write_open_filename(writer, path.c_str()), ARCHIVE_OK);
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, "recording.nmea");
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_size(entry, static_cast<la_int64_t>(kAll.size()));
    EXPECT_EQ(archive_write_header(writer, entry), ARCHIVE_OK);
    archive_entry_free(entry);
    EXPECT_EQ(archive_write_data(writer, kAll.data(), kAll.size()), static_cast<la_ssize_t>(kAll.size()));
    EXPECT_EQ(archive_write_free(writer), ARCHIVE_OK);
    return path;
  }
  // `selat decode <arguments>`, by the shell.
  Ended decode(const std::string& arguments) const {
    const auto out = folder_ / "out", err = folder_ / "err";
    const int status = std::system((std::string(SELAT_BINARY_DIR) + "/bin/selat decode " + arguments + " >" +
                                    out.string() + " 2>" + err.string())
                                       .c_str());
    return {.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1, .out = content(out), .err = content(err)};
  }
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }

 private:
  static std::string content(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }
  test::TemporaryDirectory folder_;
};

void expect_one_line(const Ended& ended, int status) {
  EXPECT_EQ(ended.status, status) << ended.err;
  EXPECT_EQ(ended.out, "");
  EXPECT_EQ(std::count(ended.err.begin(), ended.err.end(), '\n'), 1) << ended.err;
}

TEST_F(DecodeCommand, JsonHasALineAMessageAndBadLinesAreNoFailure) {
  const auto ended = decode(write("x.nmea", kAll));
  EXPECT_EQ(ended.status, 0);
  EXPECT_EQ(ended.err, "");
  const auto objects = ended.objects();
  ASSERT_EQ(objects.size(), 4U);
  EXPECT_EQ(objects[0]["class"], "AIS");
  EXPECT_EQ(objects[0]["mmsi"], 371'798'000);
  EXPECT_EQ(objects[0]["speed"], 12.3);
  EXPECT_EQ(objects[0]["scaled"], true);
  EXPECT_EQ(objects[1]["shipname"], "EVER DIADEM");
  EXPECT_EQ(objects[2]["shipname"], "PROGUY");
  EXPECT_FALSE(objects[2].contains("callsign")) << "its part B has not come yet";
  EXPECT_EQ(objects[3]["shipname"], "PROGUY");
  EXPECT_EQ(objects[3]["callsign"], "TC6163");
}
// Lines that end with CR alone are cut by the splitter, the others mostly not; the file is longer than what
// is read at once, and one line is far too long.
TEST_F(DecodeCommand, EveryLineEndingGivesTheSame) {
  std::string lines;
  for (int i = 0; i < 2'000; ++i) {
    lines += kAll + (i == 1'000 ? std::string(3'000, 'x') + kPosition : "");
  }
  const auto with_ending = [&lines](const std::string& ending) {
    std::string changed;
    for (const char character : lines) {
      changed += character == '\n' ? ending : std::string(1, character);
    }
    return changed;
  };
  const auto expected = decode(write("x.nmea", with_ending("\r")));
  // The static report comes again and again at one time: its parts are duplicates.
  EXPECT_EQ(expected.lines().size(), 2'000U * 3 + 2);
  for (const std::string ending : {"\n", "\r\n", "\n\r"}) {
    EXPECT_TRUE(decode(write("x.nmea", with_ending(ending))).out == expected.out);
  }
}
TEST_F(DecodeCommand, UnscaledHasIntegersAsTransmitted) {
  const auto objects = decode("--unscaled " + write("x.nmea", kAll)).objects();
  ASSERT_FALSE(objects.empty());
  EXPECT_EQ(objects[0]["scaled"], false);
  EXPECT_EQ(objects[0]["speed"], 123);
  EXPECT_EQ(decode("-u " + write("x.nmea", kAll)).objects(), objects);
}
TEST_F(DecodeCommand, Split24WritesEachPartAlone) {
  const auto objects = decode("--split24 " + write("x.nmea", kNames)).objects();
  ASSERT_EQ(objects.size(), 2U);
  EXPECT_EQ(objects[0]["part"], "A");
  EXPECT_EQ(objects[1]["part"], "B");
  EXPECT_FALSE(objects[1].contains("shipname"));
}
TEST_F(DecodeCommand, PartsOfTwoVesselsAreNeverMerged) {
  // The second part is of 271040660, whose part A has not come.
  const auto objects = decode(write("x.nmea",
                                    "!AIVDM,1,1,,A,H42O55i18tMET00000000000000,2*6D\n"
                                    "!AIVDM,1,1,,A,H42O0U4Ui3hhhlmI=mmhl000H060,0*2E\n"))
                           .objects();
  for (const auto& object : objects) {
    EXPECT_FALSE(object.contains("shipname") && object.contains("callsign")) << object;
  }
}
TEST_F(DecodeCommand, SourceTimeAndProblemsStandBesideGpsdsFields) {
  const std::string tag = "s:r003669945,c:1384257600";
  const auto file =
      write("x.nmea", "\\" + tag + nmea::checksum_suffix(tag) + "\\" + kPosition + "\\s:x*00\\" + kPosition);
  const auto objects = decode(file).objects();
  ASSERT_EQ(objects.size(), 2U);
  EXPECT_EQ(objects[0]["source"], "r003669945");
  EXPECT_EQ(objects[0]["toa"], "2013-11-12T12:00:00.000Z");
  EXPECT_FALSE(objects[0].contains("problems"));
  EXPECT_EQ(objects[1]["problems"], json::array({"tag_ignored"}));
}
TEST_F(DecodeCommand, CsvHasAHeadAndALineAMessage) {
  const auto lines = decode("--format csv " + write("x.nmea", kAll)).lines();
  ASSERT_GE(lines.size(), 4U);
  EXPECT_TRUE(lines[0].starts_with("toa,source,type,mmsi,lon,lat,")) << lines[0];
  EXPECT_THAT(lines[1], HasSubstr(",1,371798000,-123.395383,48.381633,12.3,224.0,215,"));
  EXPECT_THAT(lines[2], HasSubstr("EVER DIADEM"));
  const auto commas = std::count(lines[0].begin(), lines[0].end(), ',');
  EXPECT_EQ(std::count(lines[1].begin(), lines[1].end(), ','), commas);
}
// What a ship calls itself must not become markup, a formula, a second record or a terminal's order.
TEST_F(DecodeCommand, HostileNamesAreEscapedInEveryOutput) {
  std::string all;
  for (const std::string name : {"=CMD(\"CALC\")", "<SCRIPT>", "A\",\"B\\", "$(REBOOT)", "%S%N"}) {
    ais::StaticVoyage ship;
    ship.mmsi = model::Mmsi(525'000'001);
    ship.name = ShortText<20>(name);
    for (const auto& line : ais::encode(ship)) {
      all += line + "\n";
    }
  }
  const auto file = write("x.nmea", all);
  const auto objects = decode(file).objects();
  ASSERT_EQ(objects.size(), 5U);
  EXPECT_EQ(objects[0]["shipname"], "=CMD(\"CALC\")") << "as it was sent";
  EXPECT_EQ(objects[2]["shipname"], "A\",\"B\\");
  const auto lines = decode("--format csv " + file).lines();
  ASSERT_EQ(lines.size(), 6U);
  EXPECT_THAT(lines[1], HasSubstr(",\"'=CMD(\"\"CALC\"\")\",")) << "no spreadsheet takes it for a formula";
  EXPECT_THAT(lines[3], HasSubstr(",\"A\"\",\"\"B\\\","));
}
TEST_F(DecodeCommand, ProtobufHoldsTheReports) {
  const auto ended = decode("--format protobuf " + write("x.nmea", kAll));
  EXPECT_EQ(ended.status, 0);
  google::protobuf::io::ArrayInputStream stream(ended.out.data(), static_cast<int>(ended.out.size()));
  v1::ReportBatch batch;
  bool is_at_end = false;
  std::set<std::uint32_t> seen;
  while (google::protobuf::util::ParseDelimitedFromZeroCopyStream(&batch, &stream, &is_at_end)) {
    (void)wire::read_reports(batch, [&](const model::Report& report) {
      std::visit([&](const auto& own) { seen.insert(own.mmsi.number()); }, report);
    });
    batch.Clear();
  }
  EXPECT_TRUE(is_at_end);
  EXPECT_EQ(seen, (std::set<std::uint32_t>{271'041'815, 351'759'000, 371'798'000}));
}
TEST_F(DecodeCommand, StatsCountTypesProblemsAndRate) {
  const auto ended = decode("--stats " + write("x.nmea", kAll));
  EXPECT_EQ(ended.status, 0);
  EXPECT_THAT(ended.err, testing::ContainsRegex("messages of type 1 +1\n"));
  EXPECT_THAT(ended.err, testing::ContainsRegex("messages of type 24 +2\n"));
  EXPECT_THAT(ended.err, testing::ContainsRegex("checksum_bad +1\n"));
  EXPECT_THAT(ended.err, testing::ContainsRegex("AIS sentences +6\n"));
  EXPECT_THAT(ended.err, HasSubstr("sentences/s"));
}
TEST_F(DecodeCommand, AFullDiskIsAFailure) {
  const std::string file = write("all.nmea", kAll);
  EXPECT_EQ(decode(file + " >/dev/full 2>/dev/null; exit $?").status, 1);
  EXPECT_EQ(decode(file + " >/dev/null; exit $?").status, 0);
}

TEST_F(DecodeCommand, LenientKeepsABadChecksumAndSaysSo) {
  const auto objects = decode("--lenient " + write("x.nmea", kWrong)).objects();
  ASSERT_EQ(objects.size(), 1U);
  EXPECT_EQ(objects[0]["problems"], json::array({"checksum_not_held"}));
}
TEST_F(DecodeCommand, PackedFilesAreReadAsTheyAre) {
  // But for "device", which is the file's name.
  const auto without_device = [](std::vector<json> objects) {
    for (auto& object : objects) {
      object.erase("device");
    }
    return objects;
  };
  const auto plain = without_device(decode(write("x.nmea", kAll)).objects());
  ASSERT_EQ(plain.size(), 4U);
  for (const auto& file : {pack("x.gz", archive_write_set_format_raw, archive_write_add_filter_gzip),
                           pack("x.zst", archive_write_set_format_raw, archive_write_add_filter_zstd),
                           pack("x.xz", archive_write_set_format_raw, archive_write_add_filter_xz),
                           pack("x.zip", archive_write_set_format_zip, archive_write_add_filter_none)}) {
    EXPECT_EQ(without_device(decode(file).objects()), plain) << file;
  }
}
TEST_F(DecodeCommand, StandardInputWithAndWithoutADash) {
  const auto file = write("x.nmea", kAll);
  EXPECT_EQ(decode("- < " + file).objects().size(), 4U);
  EXPECT_EQ(decode("< " + file).objects(), decode("- < " + file).objects());
}
TEST_F(DecodeCommand, SeveralFilesOneAfterTheOther) {
  EXPECT_EQ(decode(write("x.nmea", kPosition) + " " + write("y.nmea", kStatic)).objects().size(), 2U);
}
TEST_F(DecodeCommand, AMissingFileIsOneLineAndStatusOne) {
  const auto ended = decode((folder() / "none.nmea").string());
  expect_one_line(ended, 1);
  EXPECT_THAT(ended.err, HasSubstr("none.nmea"));
}
TEST_F(DecodeCommand, AFileThatCannotBeReadBesideOneThatCanIsAFailure) {
  const auto ended = decode((folder() / "none.nmea").string() + " " + write("x.nmea", kPosition));
  EXPECT_EQ(ended.status, 1);
  EXPECT_EQ(ended.objects().size(), 1U);
  EXPECT_THAT(ended.err, HasSubstr("none.nmea"));
}
// Input that holds no sentence is not what was meant.
TEST_F(DecodeCommand, InputWithoutASentenceIsOneLineAndStatusOne) {
  std::string wide = "\xff\xfe";
  for (const char character : kPosition) {
    wide += std::string(1, character) + '\0';
  }
  const std::string bare = wide.substr(2);
  for (const std::string& content :
       {std::string(), std::string("hello\n"), std::string(5'000, '\xA5'), wide, bare}) {
    const auto ended = decode(write("x.nmea", content));
    expect_one_line(ended, 1);
    EXPECT_THAT(ended.err, HasSubstr(content == wide || content == bare ? "UTF-16" : "no sentence"));
  }
  expect_one_line(decode("</dev/null"), 1);
  expect_one_line(decode(folder().string()), 1);
  EXPECT_EQ(decode(write("x.nmea", "$GPGGA,,,*56\n")).status, 0) << "a sentence, though of no ship";
}
TEST_F(DecodeCommand, APackedFileCutShortIsOneLineAndStatusOneBehindWhatWasRead) {
  const auto whole = pack("x.gz", archive_write_set_format_raw, archive_write_add_filter_gzip);
  std::filesystem::resize_file(whole, std::filesystem::file_size(whole) - 12);
  const auto ended = decode(whole);
  EXPECT_EQ(ended.status, 1);
  EXPECT_EQ(std::count(ended.err.begin(), ended.err.end(), '\n'), 1) << ended.err;
}
TEST_F(DecodeCommand, WhatWasTypedMovesNoCursor) {
  for (const std::string words : {"\"$(printf '/none\\033[31m')\"", "--format \"$(printf '\\033]0;x\\007')\"",
                                  "\"$(printf -- '--\\033[2J')\""}) {
    const auto ended = decode(words);
    EXPECT_THAT(ended.err, HasSubstr("\\x1b")) << words;
    EXPECT_EQ(ended.err.find('\x1b'), std::string::npos) << ended.err;
    EXPECT_EQ(std::count(ended.err.begin(), ended.err.end(), '\n'), 1) << ended.err;
  }
}
TEST_F(DecodeCommand, MmsisHaveNineDigitsInCsv) {
  ais::BaseStation station;
  station.mmsi = model::Mmsi(5'330'017);
  EXPECT_THAT(decode("--format csv " + write("x.nmea", ais::encode(station)[0] + "\n")).out,
              HasSubstr(",4,005330017,"));
}

// `selat decode <arguments>` that reads from a pipe which the test writes to.
class LivePipe {
 public:
  LivePipe(const std::vector<const char*>& arguments, const std::filesystem::path& err) {
    std::array<int, 2> in{}, out{};
    EXPECT_EQ(::pipe(in.data()), 0);
    EXPECT_EQ(::pipe(out.data()), 0);
    child_ = ::fork();
    if (child_ == 0) {
      ::dup2(in[0], STDIN_FILENO);
      ::dup2(out[1], STDOUT_FILENO);
      ::dup2(::open(err.c_str(), O_CREAT | O_WRONLY, 0600), STDERR_FILENO);
      for (const int end : {in[0], in[1], out[0], out[1]}) {
        ::close(end);
      }
      std::vector<char*> words;
      for (const char* const word : arguments) {
        words.push_back(const_cast<char*>(word));
      }
      words.push_back(nullptr);
      ::execv(SELAT_BINARY_DIR "/bin/selat", words.data());
      ::_exit(127);
    }
    ::close(in[0]);
    ::close(out[1]);
    in_ = in[1];
    out_ = out[0];
  }
  ~LivePipe() {
    end_input();
    ::close(out_);
  }
  LivePipe(const LivePipe&) = delete;
  LivePipe& operator=(const LivePipe&) = delete;

  // Whether something comes out of what is written.
  [[nodiscard]] bool answers(const std::string& line) const {
    std::array<char, 4096> got{};
    pollfd output{.fd = out_, .events = POLLIN, .revents = 0};
    return ::write(in_, line.data(), line.size()) == static_cast<ssize_t>(line.size()) &&
           ::poll(&output, 1, 30'000) == 1 && ::read(out_, got.data(), got.size()) > 0;
  }
  void interrupt() const { ::kill(child_, SIGINT); }
  void end_input() {
    if (in_ >= 0) {
      ::close(std::exchange(in_, -1));
    }
  }
  [[nodiscard]] int status() const {
    int status = -1;
    ::waitpid(child_, &status, 0);
    return status;
  }

 private:
  pid_t child_ = -1;
  int in_ = -1, out_ = -1;
};

TEST_F(DecodeCommand, ALineOfALivePipeIsALineOutBeforeTheNextComes) {
  for (const char* const format : {"json", "csv", "protobuf"}) {
    LivePipe pipe({"selat", "decode", "--format", format}, folder() / "err");
    for (int line = 0; line < 3; ++line) {
      ASSERT_TRUE(pipe.answers(kPosition)) << format << ", line " << line;
    }
    pipe.end_input();
    EXPECT_EQ(pipe.status(), 0);
  }
}
TEST_F(DecodeCommand, CtrlCEndsItWithItsStatistics) {
  const LivePipe pipe({"selat", "decode", "--stats"}, folder() / "err");
  ASSERT_TRUE(pipe.answers(kPosition));
  pipe.interrupt();
  EXPECT_EQ(pipe.status(), 0);
  std::ifstream told(folder() / "err");
  EXPECT_THAT(std::string(std::istreambuf_iterator<char>(told), {}),
              testing::ContainsRegex("AIS sentences +1\n"));
}

TEST_F(DecodeCommand, WrongOptionsAreOneLineAndStatusTwo) {
  for (const std::string wrong : {"--no-such-option", "--format xml x", "--format"}) {
    SCOPED_TRACE(wrong);
    expect_one_line(decode(wrong), 2);
  }
}

}  // namespace
}  // namespace selat
