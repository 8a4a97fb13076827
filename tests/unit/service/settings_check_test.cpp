// What `config check` says of the files that settings name: real files, in a directory of the test.

#include "service/settings_check.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bus/keys.h"
#include "cli/known_words.h"
#include "support/temporary_directory.h"

namespace selat::service {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

class SettingsCheck : public testing::Test {
 protected:
  [[nodiscard]] std::string path(const std::string& name) const { return (directory_ / name).string(); }
  void write(const std::string& name, const std::string& content, fs::perms rights) const {
    std::ofstream(path(name)) << content;
    fs::permissions(path(name), rights);
  }
  // The warnings about a file that is sound.
  std::vector<std::string> warnings_of(const std::string& toml) const {
    std::vector<std::string> lines;
    config::Vocabulary words = cli::known_words();
    add_checks_of_this_machine(words, [&](const config::SettingsProblem& warning) {
      EXPECT_TRUE(is_warning(warning));
      lines.push_back(warning.message().in_english());
    });
    EXPECT_TRUE(config::parse_settings(toml, "x.toml", words)) << toml;
    return lines;
  }
  static std::string feed(const std::string& uri) {
    return "[[feed]]\nname = \"a\"\nuri = \"" + uri + "\"\n";
  }

  test::TemporaryDirectory directory_;
};

TEST_F(SettingsCheck, WhatAFeedNamesAndCannotUseIsWarnedOfAtItsPlace) {
  write("open", "0123456789abcdef\n", fs::perms::owner_read | fs::perms::others_read);
  write("short", "x\n", fs::perms::owner_read);
  write("empty.pem", "", fs::perms::owner_read);
  struct Case {
    std::string uri, told;
  };
  for (const auto& [uri, told] : std::vector<Case>{
           {"file://" + path("none.nmea"), "none.nmea: No such file"},
           {"file://" + directory_.path().string(), "it is a directory"},
           {"http-listen://127.0.0.1:9?token_file=" + path("open"), "others may read it: chmod 600"},
           {"http-listen://127.0.0.1:9?token_file=" + path("short"), "has fewer than 16 characters"},
           {"http-listen://127.0.0.1:9?token_file=" + directory_.path().string(), "directory"},
           {"mqtt://127.0.0.1:9/ais?password_file=" + path("none"), "No such file"},
           {"mqtts://127.0.0.1:9/ais?ca_file=" + path("empty.pem"), "empty.pem: "},
           {"mqtts://127.0.0.1:9/ais?ca_file=" + directory_.path().string(),
            directory_.path().string() + ": "},
           {"serial:///dev/no-such-device", "/dev/no-such-device: No such file"}}) {
    SCOPED_TRACE(uri);
    EXPECT_THAT(warnings_of(feed(uri)),
                ElementsAre(AllOf(StartsWith("x.toml:3:7: feed[1].uri: "), HasSubstr(told),
                                  HasSubstr("until that is mended the feed does not work"))));
  }
}

TEST_F(SettingsCheck, ABerthFarInlandIsWarnedOfAtItsPlace) {
  const auto craft = [](const std::string& latitude, const std::string& longitude) {
    return "geodata = \"" SELAT_SOURCE_DIR
           "/geodata\"\n[[asset]]\nid = \"a\"\ncontrol_point = \"lumut\"\n"
           "cruise_kn = 15\nsprint_kn = 30\nlatitude_deg = " +
           latitude + "\nlongitude_deg = " + longitude + "\n";
  };
  EXPECT_THAT(warnings_of(craft("4.2", "101.8")),
              ElementsAre(AllOf(StartsWith("x.toml:7:16: asset[1].latitude_deg: lies on land, "),
                                HasSubstr("nm from the coast; mend the berth"))));
  EXPECT_THAT(warnings_of(craft("4.24", "100.62")), IsEmpty()) << "off the base at Lumut";
  EXPECT_THAT(warnings_of(craft("3.0", "100.8")), IsEmpty()) << "at sea";
}

TEST_F(SettingsCheck, WhatIsThereIsNotWarnedOf) {
  write("token", "0123456789abcdef\n", fs::perms::owner_read);
  write("day.nmea", "", fs::perms::owner_read);
  EXPECT_THAT(warnings_of(feed("file://" + path("day.nmea"))), IsEmpty());
  EXPECT_THAT(warnings_of(feed("http-listen://127.0.0.1:9?token_file=" + path("token"))), IsEmpty());
}

TEST_F(SettingsCheck, APeerWithoutItsKeyIsWarnedOf) {
  bus::make_key_files(directory_ / "keys", "coordinate");
  bus::make_key_files(directory_ / "keys", "screen");
  const std::string bus = "[bus]\nkeys = \"" + path("keys") + "\"\n";
  EXPECT_THAT(warnings_of(bus + "[bus.peer.screen]\ntopics = \"alert\"\n"), IsEmpty());
  EXPECT_THAT(warnings_of(bus + "[bus.peer.sreen]\ntopics = \"alert\"\n"),
              ElementsAre(AllOf(StartsWith("x.toml:3:1: bus.peer.sreen: "), HasSubstr("sreen.public"))));
}

}  // namespace
}  // namespace selat::service
