#include "service/record_place.h"

#include <fstream>

#include <gtest/gtest.h>

#include "support/temporary_directory.h"

namespace selat::service {
namespace {

class RecordPlace : public testing::Test {
 protected:
  RecordPlace() {
    settings_.bus.directory = here_.path() / "run";
    settings_.data_directory = here_.path() / "data";
    std::filesystem::create_directories(settings_.bus.directory);
  }
  test::TemporaryDirectory here_;
  config::Settings settings_;
};

TEST_F(RecordPlace, IsThatOfTheSystemInTheRunDirectory) {
  const auto record = here_.path() / "demo.sqlite";
  std::ofstream(record) << "x";
  note_record(settings_.bus.directory, record);
  EXPECT_EQ(record_of_system(settings_), record);
}

TEST_F(RecordPlace, IsThatOfTheSettingsWhereNoneRanOrItsRecordIsGone) {
  const auto by_settings = settings_.data_directory / "coordinate.sqlite";
  EXPECT_EQ(record_of_system(settings_), by_settings);
  note_record(settings_.bus.directory, here_.path() / "gone.sqlite");
  EXPECT_EQ(record_of_system(settings_), by_settings);
  settings_.coordinate.database = "/var/lib/selat/other.sqlite";
  EXPECT_EQ(record_of_system(settings_), "/var/lib/selat/other.sqlite");
}

}  // namespace
}  // namespace selat::service
