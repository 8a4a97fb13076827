#include "service/doctor_checks.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/temporary_directory.h"

namespace selat::service {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class DoctorTest : public ::testing::Test {
 protected:
  static config::FeedSettings feed(std::string uri) {
    config::FeedSettings settings;
    settings.name = "a";
    settings.uri = std::move(uri);
    return settings;
  }

  test::TemporaryDirectory directory_;
};

TEST_F(DoctorTest, DirectoriesThatAreNotThereYetAreFine) {
  EXPECT_EQ(check_run_directory(directory_ / "run", Language::en).verdict, Verdict::ok);
  EXPECT_NE(check_data_directory(directory_ / "a" / "b", Language::en).verdict, Verdict::fail);
  EXPECT_FALSE(fs::exists(directory_ / "run"));
}

TEST_F(DoctorTest, ARunDirectoryThatOthersMayEnterFails) {
  fs::permissions(directory_.path(), fs::perms::owner_all | fs::perms::group_read);
  const DoctorFinding finding = check_run_directory(directory_.path(), Language::en);
  EXPECT_EQ(finding.verdict, Verdict::fail);
  EXPECT_THAT(finding.remedy, HasSubstr("chmod 700"));
}

TEST_F(DoctorTest, GeodataIsLoaded) {
  const DoctorFinding found = check_geodata(SELAT_SOURCE_DIR "/geodata", Language::en);
  EXPECT_EQ(found.verdict, Verdict::ok) << found.what;
  EXPECT_THAT(found.what, HasSubstr("4 control points"));
  EXPECT_EQ(check_geodata(directory_.path(), Language::en).verdict, Verdict::fail);
  EXPECT_EQ(check_geodata({}, Language::en).verdict, Verdict::fail);
}

TEST_F(DoctorTest, CraftThatLieOnLandAreNamed) {
  const std::string geodata = SELAT_SOURCE_DIR "/geodata";
  model::Asset changi, inland;
  changi.id = "changi-1";
  changi.berth = geo::Position::degrees(1.318, 104.02);
  inland.id = "lumut-9";
  inland.berth = geo::Position::degrees(3.15, 101.7);
  const auto fine = check_craft(geodata, {changi}, Language::en);
  ASSERT_EQ(fine.size(), 1U);
  EXPECT_EQ(fine[0].verdict, Verdict::ok);
  const auto found = check_craft(geodata, {changi, inland}, Language::en);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].verdict, Verdict::warn);
  EXPECT_EQ(found[0].subject, "craft lumut-9");
  EXPECT_THAT(found[0].what, HasSubstr("3°09.000'N 101°42.000'E"));
  EXPECT_FALSE(found[0].remedy.empty());
  EXPECT_TRUE(check_craft(geodata, {}, Language::en).empty());
  EXPECT_TRUE(check_craft(directory_.path(), {inland}, Language::en).empty());
}

TEST_F(DoctorTest, AFeedThatSpeaksIsFine) {
  std::ofstream(directory_ / "x.nmea") << "!AIVDM,1,1,,A,13u?etPv2;0n:dDPwUM1U1Cb069D,0*24\n";
  const auto findings = check_feeds({feed("file://" + (directory_ / "x.nmea").string() + "?speed=max")},
                                    Span::seconds(10), Language::en);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].verdict, Verdict::ok) << findings[0].what;
}

TEST_F(DoctorTest, AFeedOfARadarIsFineAndOneOfItsOwnShipAloneIsNot) {
  const auto verdict_on = [this](const std::string& line) {
    std::ofstream(directory_ / "x.nmea") << line;
    return check_feeds({feed("file://" + (directory_ / "x.nmea").string() + "?speed=max")},
                       Span::seconds(0.2), Language::en)[0];
  };
  EXPECT_EQ(verdict_on("$RATTM,02,2.50,045.0,T,22.4,031.0,T,0.1,3.2,N,BOAT,T,,021500.00,A*1B\r\n").verdict,
            Verdict::ok);
  const auto own_ship = verdict_on("$GPGLL,0112.000,N,10330.000,E,021500.00,A,A*6C\r\n");
  EXPECT_EQ(own_ship.verdict, Verdict::warn);
  EXPECT_THAT(own_ship.what, HasSubstr("neither AIS nor a radar's target in it"));
}

TEST_F(DoctorTest, AFeedWithoutAisWarnsAndSaysWhatItLooksLike) {
  std::ofstream(directory_ / "x.txt") << "HTTP/1.1 400 Bad Request\r\nServer: x\r\n";
  const auto findings = check_feeds({feed("file://" + (directory_ / "x.txt").string() + "?speed=max")},
                                    Span::seconds(0.2), Language::en);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].verdict, Verdict::warn);
  EXPECT_THAT(findings[0].what, HasSubstr("2 lines from"));
  EXPECT_THAT(findings[0].remedy, HasSubstr("it looks like HTTP"));
}

TEST_F(DoctorTest, AFeedThatNeverCanWorkFails) {
  for (const char* uri : {"ftp://x", "file:///nowhere/x.nmea", "serial:///dev/nothing"}) {
    const auto findings = check_feeds({feed(uri)}, Span::seconds(0.2), Language::en);
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].verdict, Verdict::fail) << uri;
    EXPECT_FALSE(findings[0].remedy.empty());
  }
  EXPECT_EQ(check_feeds({feed("file:///nowhere/x.nmea")}, Span::seconds(0.2), Language::en)[0].remedy,
            "until that is mended the feed does not work");
}

TEST_F(DoctorTest, ABusyPortFailsAndASilentOneWarns) {
  boost::asio::io_context io;
  boost::asio::ip::tcp::acceptor taken(io, {boost::asio::ip::address_v4::loopback(), 0});
  const std::string port = std::to_string(taken.local_endpoint().port());
  EXPECT_EQ(
      check_feeds({feed("tcp-listen://127.0.0.1:" + port)}, Span::seconds(0.2), Language::en)[0].verdict,
      Verdict::fail);
  EXPECT_EQ(check_feeds({feed("tcp-listen://127.0.0.1:0")}, Span::seconds(0.2), Language::en)[0].verdict,
            Verdict::warn);
  EXPECT_EQ(check_feeds({feed("tcp://127.0.0.1:" + port)}, Span::seconds(0.2), Language::en)[0].verdict,
            Verdict::warn);
  taken.close();
  EXPECT_EQ(check_feeds({feed("tcp://127.0.0.1:" + port)}, Span::seconds(0.2), Language::en)[0].verdict,
            Verdict::fail);
}

TEST_F(DoctorTest, SpeaksThreeLanguages) {
  EXPECT_EQ(check_settings({}, Language::en)[0].what, "no file: the defaults");
  EXPECT_EQ(check_geodata({}, Language::id).remedy, "sebutkan foldernya dengan --geodata");
  EXPECT_EQ(check_feeds({}, Span::seconds(1), Language::ms)[0].subject, "suapan data");
  EXPECT_EQ(word(Verdict::fail, Language::en), "fail");
  EXPECT_EQ(word(Verdict::fail, Language::ms), "gagal");
  const auto silent = check_feeds({feed("tcp-listen://127.0.0.1:0")}, Span::seconds(0.2), Language::id);
  EXPECT_EQ(silent[0].subject, "sumber a");
  EXPECT_THAT(silent[0].what, HasSubstr("tidak ada baris masuk dalam 0,2 dtk"));
}

TEST_F(DoctorTest, NoFeedIsAWarning) {
  EXPECT_EQ(check_feeds({}, Span::seconds(1), Language::en)[0].verdict, Verdict::warn);
}

TEST_F(DoctorTest, NamesItsLibraries) {
  EXPECT_THAT(check_libraries(Language::en).what,
              ::testing::MatchesRegex("ZeroMQ [0-9].*GDAL [0-9].*PROJ [0-9].*SQLite [0-9].*"));
}

TEST(Doctor, NamesWhatTravelsUnencryptedBeyondThisMachine) {
  config::Settings settings;
  settings.feeds = {{.name = "here", .uri = "tcp://127.0.0.1:1", .source = {}, .station = {}},
                    {.name = "meant",
                     .uri = "tcp://192.0.2.7:1",
                     .peers = {"192.0.2.0/24"},
                     .is_unencrypted = true,
                     .source = {},
                     .station = {}},
                    {.name = "open", .uri = "udp://0.0.0.0:1", .source = {}, .station = {}}};
  settings.outputs = {{.name = "charts", .uri = "tcp-listen://127.0.0.1:1"},
                      {.name = "abroad", .uri = "udp://198.51.100.1:1"}};
  const auto findings = check_plain_traffic(settings, Language::en);
  ASSERT_EQ(findings.size(), 4U);
  EXPECT_EQ(findings[0].subject, "feed meant");
  EXPECT_EQ(findings[0].verdict, Verdict::ok);
  EXPECT_EQ(findings[0].what, "tcp://192.0.2.7:1 is unencrypted, as the settings say; peers: 192.0.2.0/24");
  EXPECT_EQ(findings[1].subject, "feed open");
  EXPECT_EQ(findings[1].verdict, Verdict::fail);
  EXPECT_THAT(findings[1].what, testing::HasSubstr("is beyond this machine"));
  EXPECT_EQ(findings[2].what, "tcp-listen://127.0.0.1:1, on this machine alone");
  EXPECT_EQ(findings[3].verdict, Verdict::fail);
}

}  // namespace
}  // namespace selat::service
