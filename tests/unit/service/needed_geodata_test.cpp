#include "service/needed_geodata.h"

#include <cstdlib>
#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace selat::service {
namespace {

using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

class NeededGeodata : public ::testing::Test {
 protected:
  ~NeededGeodata() override { ::unsetenv("SELAT_GEODATA"); }
  config::Settings settings_;
};

TEST_F(NeededGeodata, IsWhatTheSettingsNameOrThereIsNone) {
  settings_.geodata = SELAT_SOURCE_DIR "/geodata";
  ::setenv("SELAT_GEODATA", "/nowhere", 1);
  EXPECT_EQ(needed_geodata(settings_), settings_.geodata);
  settings_.geodata = "/elsewhere";
  EXPECT_THAT([&] { (void)needed_geodata(settings_); },
              ThrowsMessage<runtime::UsageError>(HasSubstr("/elsewhere/sectors.geojson: no such file")));
}

TEST_F(NeededGeodata, IsElseWhatTheEnvironmentNames) {
  ::setenv("SELAT_GEODATA", SELAT_SOURCE_DIR "/geodata", 1);
  EXPECT_EQ(needed_geodata(settings_), SELAT_SOURCE_DIR "/geodata");
}

TEST_F(NeededGeodata, AWrongEnvironmentIsNamedNotPassedOver) {
  ::setenv("SELAT_GEODATA", "/nowhere", 1);
  const auto said = ThrowsMessage<runtime::UsageError>(HasSubstr("SELAT_GEODATA names this folder"));
  EXPECT_THAT([&] { (void)needed_geodata(settings_); }, said);
  settings_.geodata = "/nowhere";  // as the command line fills it in
  EXPECT_THAT([&] { (void)needed_geodata(settings_); }, said);
}

TEST_F(NeededGeodata, IsElseBesideTheProgram) {
  ::unsetenv("SELAT_GEODATA");
  EXPECT_EQ(needed_geodata(settings_), SELAT_SOURCE_DIR "/geodata");
}

}  // namespace
}  // namespace selat::service
