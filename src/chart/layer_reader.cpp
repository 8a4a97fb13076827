#include "chart/layer_reader.h"

#include <algorithm>
#include <cmath>
#include <unordered_set>

#include <cpl_error.h>
#include <gdal.h>
#include <ogr_api.h>

#include "chart/gdal_handles.h"

namespace selat::chart {
namespace {

constexpr std::uintmax_t kMaxFileBytes = 64'000'000;
constexpr std::size_t kMaxFeatures = 100'000;
constexpr std::size_t kMaxTextBytes = 500;
constexpr std::size_t kMaxFoundBytes = 80;
constexpr std::size_t kMaxTexts = 100;

bool is_id_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
         c == '.';
}

}  // namespace

std::string printable(std::string_view text) {
  std::string clean(text.substr(0, kMaxFoundBytes));
  std::ranges::replace_if(
      clean, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, '?');
  return clean;
}

FeatureReader::FeatureReader(const LayerReader& layer, void* feature, std::size_t number)
    : layer_(layer), feature_(feature), number_(number) {}

ChartError FeatureReader::error(ChartProblem problem, std::string_view field, std::string_view found,
                                LocalizedMessage advice) const {
  std::string name = "#" + std::to_string(number_);
  const int index = index_of("id");
  if (index >= 0) {
    const std::string id = printable(OGR_F_GetFieldAsString(static_cast<OGRFeatureH>(feature_), index));
    name = id.empty() ? name : id;
  }
  return {problem,          layer_.file(),    layer_.name(), name, std::string(field),
          printable(found), std::move(advice)};
}

int FeatureReader::index_of(const char* field) const {
  const auto feature = static_cast<OGRFeatureH>(feature_);
  const int index = OGR_F_GetFieldIndex(feature, field);
  return index >= 0 && OGR_F_IsFieldSetAndNotNull(feature, index) ? index : -1;
}

bool FeatureReader::has(const char* field) const {
  return index_of(field) >= 0;
}

Loaded<std::string> FeatureReader::optional_text(const char* field) const {
  const int index = index_of(field);
  if (index < 0) {
    return std::string();
  }
  std::string value = OGR_F_GetFieldAsString(static_cast<OGRFeatureH>(feature_), index);
  if (value.size() > kMaxTextBytes) {
    return std::unexpected(error(ChartProblem::wrong_value, field, value, tr("Use at most 500 bytes.")));
  }
  return value;
}

Loaded<std::string> FeatureReader::text(const char* field) const {
  auto value = optional_text(field);
  if (value && value->empty()) {
    return std::unexpected(error(ChartProblem::missing_field, field, "",
                                 tr("Add it to the feature's properties (geodata/README.md).")));
  }
  return value;
}

Loaded<std::vector<std::string>> FeatureReader::texts(const char* field) const {
  const int index = index_of(field);
  const auto feature = static_cast<OGRFeatureH>(feature_);
  if (index < 0 || OGR_Fld_GetType(OGR_F_GetFieldDefnRef(feature, index)) != OFTStringList) {
    return std::unexpected(error(ChartProblem::missing_field, field, "",
                                 tr("Add it to the feature's properties as a list of texts.")));
  }
  std::vector<std::string> texts;
  for (char** text = OGR_F_GetFieldAsStringList(feature, index); text != nullptr && *text != nullptr;
       ++text) {
    texts.emplace_back(*text);
  }
  if (texts.empty() || texts.size() > kMaxTexts) {
    return std::unexpected(error(ChartProblem::wrong_value, field, std::to_string(texts.size()),
                                 tr("Use a list of 1 to 100 texts.")));
  }
  return texts;
}

Loaded<double> FeatureReader::number(const char* field, double low, double high) const {
  auto as_text = text(field);
  if (!as_text) {
    return std::unexpected(std::move(as_text.error()));
  }
  const auto feature = static_cast<OGRFeatureH>(feature_);
  const int index = index_of(field);
  const OGRFieldType type = OGR_Fld_GetType(OGR_F_GetFieldDefnRef(feature, index));
  const bool is_number = type == OFTInteger || type == OFTInteger64 || type == OFTReal;
  const double value = is_number ? OGR_F_GetFieldAsDouble(feature, index) : 0;
  if (!is_number || !std::isfinite(value) || value < low || value > high) {
    return std::unexpected(
        error(ChartProblem::wrong_value, field, *as_text,
              LocalizedMessage(tr("Use a number from {low} to {high} (in every feature of the file)."),
                               {{"low", std::llround(low)}, {"high", std::llround(high)}})));
  }
  return value;
}

Loaded<std::string> FeatureReader::id(std::size_t capacity) const {
  auto value = text("id");
  if (value && (value->size() > capacity || !std::ranges::all_of(*value, is_id_character))) {
    return std::unexpected(
        error(ChartProblem::wrong_value, "id", *value,
              LocalizedMessage(tr("Use at most {n} letters, digits, hyphens, underscores and dots."),
                               {{"n", capacity}})));
  }
  return value;
}

Loaded<model::Names> FeatureReader::names() const {
  model::Names names;
  for (const auto& [field, target] :
       {std::pair{"name_en", &names.en}, std::pair{"name_id", &names.id}, std::pair{"name_ms", &names.ms}}) {
    auto value = text(field);
    if (!value) {
      return std::unexpected(std::move(value.error()));
    }
    *target = std::move(*value);
  }
  return names;
}

Loaded<model::Basis> FeatureReader::provenance() const {
  for (const char* field : {"source", "licence"}) {
    if (auto value = text(field); !value) {
      return std::unexpected(std::move(value.error()));
    }
  }
  return choice<model::Basis>("basis");
}

Loaded<std::string> FeatureReader::day(const char* field) const {
  auto day = optional_text(field);
  // GDAL may read the text as a date and write it with slashes.
  if (day) {
    std::ranges::replace(*day, '/', '-');
  }
  static constexpr std::string_view kPattern = "dddd-dd-dd";
  const auto fits = [](char c, char wanted) { return wanted == 'd' ? c >= '0' && c <= '9' : c == wanted; };
  if (day && !day->empty() && !std::ranges::equal(*day, kPattern, fits)) {
    return std::unexpected(
        error(ChartProblem::wrong_value, field, *day, tr("Write year, month and day as 2017-02-10.")));
  }
  return day;
}

FeatureReader::Shape FeatureReader::shape() const {
  const OGRGeometryH geometry = OGR_F_GetGeometryRef(static_cast<OGRFeatureH>(feature_));
  if (geometry == nullptr || OGR_G_IsEmpty(geometry)) {
    return Shape::none;
  }
  switch (OGR_GT_Flatten(OGR_G_GetGeometryType(geometry))) {
    case wkbPoint:
      return Shape::point;
    case wkbLineString:
      return Shape::line;
    case wkbPolygon:
      return Shape::polygon;
    case wkbMultiPolygon:
      return Shape::multi_polygon;
    default:
      return Shape::other;
  }
}

Loaded<std::vector<geo::Position>> FeatureReader::places_of(void* geometry) const {
  const int count = OGR_G_GetPointCount(static_cast<OGRGeometryH>(geometry));
  std::vector<geo::Position> places;
  places.reserve(static_cast<std::size_t>(std::max(count, 0)));
  for (int i = 0; i < count; ++i) {
    const double longitude_deg = OGR_G_GetX(static_cast<OGRGeometryH>(geometry), i);
    const double latitude_deg = OGR_G_GetY(static_cast<OGRGeometryH>(geometry), i);
    // Written so that NaN fails too.
    if (!(std::abs(longitude_deg) <= 180.0 && std::abs(latitude_deg) <= 90.0)) {
      return std::unexpected(error(ChartProblem::wrong_geometry, "",
                                   std::to_string(longitude_deg) + ", " + std::to_string(latitude_deg),
                                   tr("Write longitude before latitude, in degrees of WGS84.")));
    }
    places.push_back(geo::Position::degrees(latitude_deg, longitude_deg));
  }
  return places;
}

Loaded<geo::Position> FeatureReader::point() const {
  if (shape() != Shape::point) {
    return std::unexpected(error(ChartProblem::wrong_geometry, "", "", tr("Use a Point.")));
  }
  auto places = places_of(OGR_F_GetGeometryRef(static_cast<OGRFeatureH>(feature_)));
  if (!places) {
    return std::unexpected(std::move(places.error()));
  }
  return places->front();
}

Loaded<std::vector<geo::Position>> FeatureReader::line() const {
  auto places = shape() == Shape::line ? places_of(OGR_F_GetGeometryRef(static_cast<OGRFeatureH>(feature_)))
                                       : Loaded<std::vector<geo::Position>>();
  if (places && places->size() < 2) {
    return std::unexpected(
        error(ChartProblem::wrong_geometry, "", "", tr("Use a LineString of at least two places.")));
  }
  return places;
}

Loaded<geo::Polygon> FeatureReader::polygon_of(void* geometry) const {
  std::vector<geo::Ring> rings;
  const int count = OGR_G_GetGeometryCount(static_cast<OGRGeometryH>(geometry));
  for (int i = 0; i < count; ++i) {
    auto ring = places_of(OGR_G_GetGeometryRef(static_cast<OGRGeometryH>(geometry), i));
    if (!ring) {
      return std::unexpected(std::move(ring.error()));
    }
    if (ring->size() > 1 && ring->front() == ring->back()) {
      ring->pop_back();
    }
    if (ring->size() < 3) {
      return std::unexpected(
          error(ChartProblem::wrong_geometry, "", "",
                tr("A ring needs three different vertices, and the first again at its end.")));
    }
    rings.push_back(std::move(*ring));
  }
  if (rings.empty()) {
    return std::unexpected(
        error(ChartProblem::wrong_geometry, "", "", tr("Use a Polygon with at least one ring.")));
  }
  std::vector<geo::Ring> holes(std::make_move_iterator(rings.begin() + 1),
                               std::make_move_iterator(rings.end()));
  return geo::Polygon(std::move(rings.front()), std::move(holes));
}

Loaded<std::vector<geo::Polygon>> FeatureReader::polygons(Check check) const {
  const Shape own = shape();
  if (own != Shape::polygon && own != Shape::multi_polygon) {
    return std::unexpected(error(ChartProblem::wrong_geometry, "", "", tr("Use a Polygon or MultiPolygon.")));
  }
  const OGRGeometryH geometry = OGR_F_GetGeometryRef(static_cast<OGRFeatureH>(feature_));
  std::vector<geo::Polygon> polygons;
  const int count = own == Shape::polygon ? 1 : OGR_G_GetGeometryCount(geometry);
  for (int i = 0; i < count; ++i) {
    auto polygon = polygon_of(own == Shape::polygon ? geometry : OGR_G_GetGeometryRef(geometry, i));
    if (!polygon) {
      return std::unexpected(std::move(polygon.error()));
    }
    polygons.push_back(std::move(*polygon));
  }
  if (check == Check::does_not_cross_itself && !OGR_G_IsValid(geometry)) {
    return std::unexpected(error(ChartProblem::wrong_geometry, "", CPLGetLastErrorMsg(),
                                 tr("Correct the ring so that it does not touch or cross itself.")));
  }
  return polygons;
}

ChartError LayerReader::error(ChartProblem problem, std::string_view found, LocalizedMessage advice) const {
  return {problem, file_, name_, "", "", printable(found), std::move(advice)};
}

Loaded<void> LayerReader::read(const std::filesystem::path& file, const Take& take) {
  LayerReader reader(file.string());
  std::error_code failure;
  // Checked first, so that GDAL never gets one of its virtual file names, a device or a pipe.
  if (!std::filesystem::is_regular_file(file, failure)) {
    return std::unexpected(reader.error(ChartProblem::no_file, "",
                                        tr("Put the file there, or name another folder with --geodata.")));
  }
  if (std::filesystem::file_size(file, failure) > kMaxFileBytes) {
    return std::unexpected(reader.error(ChartProblem::too_large, "", tr("Keep it below 64 MB.")));
  }
  GDALAllRegister();
  const QuietGdal quiet;
  const char* const drivers[] = {"GeoJSON", nullptr};
  const Dataset dataset(
      GDALOpenEx(reader.file_.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, nullptr, nullptr));
  const OGRLayerH layer = dataset && GDALDatasetGetLayerCount(dataset.get()) > 0
                              ? GDALDatasetGetLayer(dataset.get(), 0)
                              : nullptr;
  if (layer == nullptr) {
    return std::unexpected(reader.error(ChartProblem::unreadable, CPLGetLastErrorMsg(),
                                        tr("It must be a GeoJSON FeatureCollection (RFC 7946).")));
  }
  reader.name_ = printable(OGR_L_GetName(layer));
  std::unordered_set<std::string> ids;
  std::size_t number = 0;
  while (const Feature handle{OGR_L_GetNextFeature(layer)}) {
    const FeatureReader feature(reader, handle.get(), ++number);
    if (number > kMaxFeatures) {
      return std::unexpected(
          reader.error(ChartProblem::too_large, "", tr("Keep it below 100,000 features.")));
    }
    const auto id = feature.text("id");
    if (!id) {
      return std::unexpected(id.error());
    }
    if (!ids.insert(*id).second) {
      return std::unexpected(feature.error(ChartProblem::duplicate_id, "id", *id,
                                           tr("Give every feature of a file its own id.")));
    }
    if (auto taken = take(feature); !taken) {
      return taken;
    }
  }
  // The driver may find damage only while it reads on.
  if (CPLGetLastErrorType() >= CE_Failure) {
    return std::unexpected(reader.error(ChartProblem::unreadable, CPLGetLastErrorMsg(),
                                        tr("It must be a GeoJSON FeatureCollection (RFC 7946).")));
  }
  if (number == 0) {
    return std::unexpected(
        reader.error(ChartProblem::unreadable, "", tr("It holds no features; put some in.")));
  }
  return {};
}

}  // namespace selat::chart
