// Under which licence each feature of geodata/ may be passed on: named by each, and its text beside the
// files.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace selat::chart {
namespace {

using nlohmann::json;
using testing::HasSubstr;

const std::filesystem::path kFolder = std::filesystem::path(SELAT_SOURCE_DIR) / "geodata";

struct File {
  std::string name;
  json layer;
};

const std::vector<File>& files() {
  static const std::vector<File> all = [] {
    std::vector<File> read;
    for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
      if (entry.path().extension() == ".geojson") {
        std::ifstream text(entry.path());
        read.push_back({entry.path().filename().string(), json::parse(text)});
      }
    }
    return read;
  }();
  return all;
}

// "A AND B", as SPDX writes that both hold.
std::set<std::string> licences_in(const json& properties) {
  std::istringstream words(properties.at("licence").get<std::string>());
  std::set<std::string> found;
  for (std::string word; words >> word;) {
    if (word != "AND") {
      found.insert(word);
    }
  }
  return found;
}

std::string shown(const File& file, const json& feature) {
  return file.name + ' ' + feature.at("properties").at("id").dump();
}

TEST(Licences, OfEveryLayerAndFeatureHaveTheirTextBesideThem) {
  for (const File& file : files()) {
    std::set<std::string> of_features;
    for (const json& feature : file.layer["features"]) {
      of_features.merge(licences_in(feature["properties"]));
    }
    EXPECT_EQ(licences_in(file.layer), of_features) << file.name << " says what its features say";
    for (const std::string& licence : of_features) {
      const auto text = kFolder / "licences" / (licence + ".txt");
      ASSERT_TRUE(std::filesystem::exists(text)) << file.name << ": " << licence;
      EXPECT_GT(std::filesystem::file_size(text), 200U) << text;
    }
  }
}

std::string text_of(const std::string& licence) {
  std::ifstream file(kFolder / "licences" / (licence + ".txt"));
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Licences, AreWholeTexts) {
  EXPECT_THAT(text_of("ODbL-1.0"), testing::AllOf(HasSubstr("Open Data Commons Open Database License"),
                                                  HasSubstr("### 10.0 General")));
  EXPECT_THAT(text_of("CC-BY-4.0"), testing::AllOf(HasSubstr("Attribution 4.0 International"),
                                                   HasSubstr("Section 8 – Interpretation")));
  EXPECT_THAT(text_of("LGPL-3.0-or-later"), testing::AllOf(HasSubstr("GNU LESSER GENERAL PUBLIC LICENSE"),
                                                           HasSubstr("  6. Revised Versions")));
  EXPECT_THAT(text_of("GPL-3.0-or-later"), HasSubstr("END OF TERMS AND CONDITIONS"))
      << "the lesser licence is terms added to this one";
  EXPECT_THAT(text_of("Apache-2.0"), HasSubstr("END OF TERMS AND CONDITIONS"));
}

void add_corners(const json& coordinates, std::set<std::pair<double, double>>& corners) {
  if (!coordinates.empty() && coordinates[0].is_number()) {
    corners.emplace(coordinates[0], coordinates[1]);
    return;
  }
  for (const json& part : coordinates) {
    add_corners(part, corners);
  }
}

// A corner from OpenStreetMap is under its licence wherever it is drawn again.
TEST(Licences, FollowTheTreatyPointsThatCameFromOpenStreetMap) {
  std::set<std::pair<double, double>> from_osm;
  for (const File& file : files()) {
    for (const json& feature : file.layer["features"]) {
      if (file.name == "treaty-points.geojson" && feature["geometry"]["type"] == "Point" &&
          licences_in(feature["properties"]).contains("ODbL-1.0")) {
        add_corners(feature["geometry"]["coordinates"], from_osm);
      }
    }
  }
  ASSERT_EQ(from_osm.size(), 16U);
  std::size_t drawn_again = 0;
  for (const File& file : files()) {
    for (const json& feature : file.layer["features"]) {
      std::set<std::pair<double, double>> corners;
      add_corners(feature["geometry"]["coordinates"], corners);
      if (std::ranges::any_of(corners, [&](const auto& corner) { return from_osm.contains(corner); })) {
        EXPECT_TRUE(licences_in(feature["properties"]).contains("ODbL-1.0")) << shown(file, feature);
        ++drawn_again;
      }
    }
  }
  EXPECT_GT(drawn_again, 16U + 8U);
}

// What says that it follows a coast or OpenStreetMap is under their licence.
TEST(Licences, FollowTheSourcesThatAFeatureNames) {
  std::size_t followed = 0;
  for (const File& file : files()) {
    for (const json& feature : file.layer["features"]) {
      const json& properties = feature["properties"];
      const std::string source = properties["source"];
      const std::string note = properties.value("note", "");
      const auto licences = licences_in(properties);
      if (source.find("OpenStreetMap") != std::string::npos ||
          (source + note).find("coast-osm.geojson") != std::string::npos) {
        EXPECT_TRUE(licences.contains("ODbL-1.0")) << shown(file, feature);
        ++followed;
      }
      if (source.find("GSHHG") != std::string::npos ||
          (source + note).find(" coast.geojson") != std::string::npos) {
        EXPECT_TRUE(licences.contains("LGPL-3.0-or-later")) << shown(file, feature);
        ++followed;
      }
    }
  }
  EXPECT_GT(followed, 50U);
}

}  // namespace
}  // namespace selat::chart
