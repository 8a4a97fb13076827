#pragma once
// Reads one GeoJSON file feature by feature through OGR. Each access gives a value, or a ChartError that
// names file, layer, feature and field. Internal to chart/.

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "chart/chart.h"

namespace selat::chart {

class LayerReader;

// Cut to 80 bytes, with control characters replaced.
[[nodiscard]] std::string printable(std::string_view text);

// The current feature of a reader.
class FeatureReader {
 public:
  FeatureReader(const FeatureReader&) = delete;
  FeatureReader& operator=(const FeatureReader&) = delete;

  [[nodiscard]] bool has(const char* field) const;
  // At most 500 bytes, not empty.
  [[nodiscard]] Loaded<std::string> text(const char* field) const;
  // As text(), or "" where the field is missing or empty.
  [[nodiscard]] Loaded<std::string> optional_text(const char* field) const;
  // Of a list of texts; 1 to 100.
  [[nodiscard]] Loaded<std::vector<std::string>> texts(const char* field) const;
  // A finite number within the bounds.
  [[nodiscard]] Loaded<double> number(const char* field, double low, double high) const;
  // Letters, digits, '-', '_', '.'; at most `capacity` bytes.
  [[nodiscard]] Loaded<std::string> id(std::size_t capacity) const;
  template <typename Id>
  [[nodiscard]] Loaded<Id> id_as() const {
    auto text = id(Id::capacity());
    if (!text) {
      return std::unexpected(std::move(text.error()));
    }
    return Id(std::string_view(*text));
  }
  [[nodiscard]] Loaded<model::Names> names() const;
  template <typename Enum>
  [[nodiscard]] Loaded<Enum> choice(const char* field) const {
    auto name = text(field);
    if (!name) {
      return std::unexpected(std::move(name.error()));
    }
    if (const auto value = from_name<Enum>(*name)) {
      return *value;
    }
    std::string known;
    for (const auto word : enum_names<Enum>) {
      known.append(known.empty() ? "" : " ").append(word);
    }
    return std::unexpected(error(ChartProblem::wrong_value, field, *name,
                                 LocalizedMessage(tr("Use one of: {known}."), {{"known", known}})));
  }
  // The basis; an error when source or licence is not stated.
  [[nodiscard]] Loaded<model::Basis> provenance() const;
  // The day from which the feature holds, "2017-02-10"; empty where it is not stated.
  [[nodiscard]] Loaded<std::string> valid_from() const { return day("valid_from"); }
  // As "2017-02-10"; empty where it is not stated.
  [[nodiscard]] Loaded<std::string> day(const char* field) const;

  enum class Shape : std::uint8_t { none, point, line, polygon, multi_polygon, other };
  [[nodiscard]] Shape shape() const;
  [[nodiscard]] Loaded<geo::Position> point() const;
  [[nodiscard]] Loaded<std::vector<geo::Position>> line() const;
  enum class Check : std::uint8_t { none, does_not_cross_itself };
  // A Polygon or MultiPolygon.
  [[nodiscard]] Loaded<std::vector<geo::Polygon>> polygons(Check check) const;

  [[nodiscard]] ChartError error(ChartProblem problem, std::string_view field, std::string_view found,
                                 LocalizedMessage advice) const;

 private:
  friend class LayerReader;
  FeatureReader(const LayerReader& layer, void* feature, std::size_t number);
  [[nodiscard]] int index_of(const char* field) const;
  [[nodiscard]] Loaded<std::vector<geo::Position>> places_of(void* geometry) const;
  [[nodiscard]] Loaded<geo::Polygon> polygon_of(void* geometry) const;

  const LayerReader& layer_;
  void* feature_;  // OGRFeatureH
  std::size_t number_;
};

class LayerReader {
 public:
  // Reads every feature of the file's first layer; `take` returns an error to stop.
  using Take = std::function<Loaded<void>(const FeatureReader&)>;
  [[nodiscard]] static Loaded<void> read(const std::filesystem::path& file, const Take& take);

  [[nodiscard]] const std::string& file() const { return file_; }
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  explicit LayerReader(std::string file) : file_(std::move(file)) {}
  [[nodiscard]] ChartError error(ChartProblem problem, std::string_view found, LocalizedMessage advice) const;
  std::string file_;
  std::string name_;
};

}  // namespace selat::chart
