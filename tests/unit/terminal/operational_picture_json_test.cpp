#include "terminal/operational_picture_json.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "../cop/pictures.h"

namespace selat::terminal {
namespace {

using namespace test;

TEST(Json, HoldsEverythingAndIsValidWhateverTheTextIs) {
  cop::OperationalPicture picture = full_picture();
  model::Alert alert = zone_entry(99);
  alert.anomaly.subject = "\xff\xfe";
  picture.apply(alert, kNow);
  const auto json = nlohmann::json::parse(as_json(picture, Language::en, kBothNow));
  EXPECT_EQ(json["processes"].size(), 5U);
  EXPECT_EQ(json["feeds"][0]["state"], "receiving");
  EXPECT_EQ(json["feeds"][0]["problems"]["wrong_checksum"], 2);
  EXPECT_EQ(json["alerts"].size(), 41U);
  EXPECT_EQ(json["alerts_by_rule"]["distress"], 20);
  EXPECT_EQ(json["sectors"].size(), 20U);
  EXPECT_EQ(json["sectors"][0]["holder"], "batam");
  EXPECT_EQ(json["sectors"][4]["holder"], nullptr);
  EXPECT_EQ(json["accounting"]["sentences"], 1'000);
  EXPECT_EQ(json["accounting"]["is_every_sentence_accounted_for"], true);
  EXPECT_EQ(json["missing"], nlohmann::json::array());
}

}  // namespace
}  // namespace selat::terminal
