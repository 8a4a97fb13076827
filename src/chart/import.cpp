#include "chart/import.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <optional>

#include <cpl_conv.h>
#include <cpl_error.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include "chart/gdal_handles.h"
#include "chart/import_faults.h"
#include "chart/layer_reader.h"
#include "chart/temporary_file.h"

namespace selat::chart {
namespace {

constexpr std::uintmax_t kMaxImportBytes = 1'000'000'000;
constexpr std::size_t kMaxImportFeatures = 1'000'000;

// Formats of local files only: none of these opens a network address or runs code in the file.
const char* const kDrivers[] = {"GPKG", "ESRI Shapefile", "GeoJSON",      "S57",  "LIBKML", "KML",
                                "GPX",  "FlatGeobuf",     "MapInfo File", nullptr};

struct DestroyGeometry {
  void operator()(OGRGeometryH geometry) const { OGR_G_DestroyGeometry(geometry); }
};
struct ReleaseReference {
  void operator()(OGRSpatialReferenceH reference) const { OSRRelease(reference); }
};
struct DestroyTransformation {
  void operator()(OGRCoordinateTransformationH transformation) const {
    OCTDestroyCoordinateTransformation(transformation);
  }
};
// The handles are void* in GDAL 3.6, or pointers to undeclared types.
using Geometry = std::unique_ptr<std::remove_pointer_t<OGRGeometryH>, DestroyGeometry>;
using Reference = std::unique_ptr<std::remove_pointer_t<OGRSpatialReferenceH>, ReleaseReference>;
using Transformation =
    std::unique_ptr<std::remove_pointer_t<OGRCoordinateTransformationH>, DestroyTransformation>;

Reference wgs84() {
  Reference reference(OSRNewSpatialReference(nullptr));
  OSRImportFromEPSG(reference.get(), 4326);
  OSRSetAxisMappingStrategy(reference.get(), OAMS_TRADITIONAL_GIS_ORDER);
  return reference;
}

// The kind of zone in a layer of an S-57 chart, for features without `kind`.
struct ChartLayer {
  std::string_view name;
  model::ZoneKind kind;
};
constexpr auto kChartLayers = std::to_array<ChartLayer>({{"ACHARE", model::ZoneKind::anchorage},
                                                         {"ACHBRT", model::ZoneKind::anchorage},
                                                         {"BERTHS", model::ZoneKind::berth},
                                                         {"PILBOP", model::ZoneKind::pilot_boarding}});

class Import {
 public:
  explicit Import(const ImportRequest& request) : request_(request), out_(request.out) {}

  Loaded<ImportResult> run() {
    if (auto opened = open(); !opened) {
      return std::unexpected(std::move(opened.error()));
    }
    if (auto ready = choose_transformation(); !ready) {
      return std::unexpected(std::move(ready.error()));
    }
    if (auto copied = copy(); !copied) {
      return std::unexpected(std::move(copied.error()));
    }
    if (auto verified = verify(); !verified) {
      return std::unexpected(std::move(verified.error()));
    }
    std::error_code failure;
    std::filesystem::rename(out_.file(), request_.out, failure);
    if (failure) {
      return std::unexpected(
          error(ChartProblem::not_written, "", failure.message(), tr("Name another file to write.")));
    }
    return std::move(result_);
  }

 private:
  [[nodiscard]] ChartError error(ChartProblem problem, std::string feature, std::string_view found,
                                 LocalizedMessage advice, std::string field = {}) const {
    return {problem,          request_.file.string(), result_.layer,    std::move(feature),
            std::move(field), printable(found),       std::move(advice)};
  }

  Loaded<void> open() {
    std::error_code failure;
    const auto type = std::filesystem::status(request_.file, failure).type();
    if (type == std::filesystem::file_type::not_found) {
      return std::unexpected(error(ChartProblem::no_file, "", "", tr("Name a file that exists.")));
    }
    if (type != std::filesystem::file_type::regular) {
      return std::unexpected(
          error(ChartProblem::unreadable, "", "",
                type == std::filesystem::file_type::directory
                    ? tr("It is a directory: name the file in it.")
                    : tr("It is a pipe or a device: save what comes from it in a file first.")));
    }
    const std::filesystem::path folder = request_.out.parent_path();
    if (!folder.empty() && !std::filesystem::is_directory(folder, failure)) {
      return std::unexpected(error(
          ChartProblem::not_written, "", request_.out.string(),
          {tr("The folder {folder} is missing: make it first."), {{"folder", printable(folder.string())}}}));
    }
    if (std::filesystem::exists(request_.out, failure) &&
        !std::filesystem::is_regular_file(request_.out, failure)) {
      return std::unexpected(  // a device or pipe would be replaced by a file
          error(ChartProblem::not_written, "", request_.out.string(), tr("Name another file to write.")));
    }
    if (std::filesystem::file_size(request_.file, failure) > kMaxImportBytes) {
      return std::unexpected(
          error(ChartProblem::too_large, "", "", tr("Keep it below 1 GB: cut it to the Strait first.")));
    }
    GDALAllRegister();
    const OpeningErrors errors;
    dataset_.reset(
        GDALOpenEx(request_.file.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, kDrivers, nullptr, nullptr));
    if (!dataset_) {
      return std::unexpected(
          error(ChartProblem::unreadable, "", errors.last(),
                tr("Use a GeoPackage, Shapefile, GeoJSON, S-57, KML, GPX, FlatGeobuf or MapInfo file.")));
    }
    if (errors.is_unknown_crs()) {
      return std::unexpected(error(
          ChartProblem::wrong_crs, "", errors.last(),
          tr("Nobody knows the code of its coordinate system: correct it (\"crs\" in the file), or leave "
             "it out where the places are in WGS84.")));
    }
    return choose_layer();
  }

  Loaded<void> choose_layer() {
    const std::vector<OGRLayerH> filled = layers_with_features();
    if (!request_.layer.empty()) {
      layer_ = GDALDatasetGetLayerByName(dataset_.get(), request_.layer.c_str());
    } else if (GDALDatasetGetLayerCount(dataset_.get()) == 1) {
      layer_ = GDALDatasetGetLayer(dataset_.get(), 0);
    } else if (request_.as == ImportAs::coast) {
      layer_ = GDALDatasetGetLayerByName(dataset_.get(), "LNDARE");
    }
    if (request_.layer.empty() && layer_ == nullptr && filled.size() == 1) {
      layer_ = filled.front();
    }
    if (layer_ == nullptr) {
      std::string known;
      for (std::size_t i = 0; i < filled.size() && known.size() < 400; ++i) {
        known += (i > 0 ? ", " : "") + printable(OGR_L_GetName(filled[i]));
      }
      return std::unexpected(
          error(ChartProblem::no_layer, "", request_.layer,
                known.empty()
                    ? LocalizedMessage(tr("None of its layers holds anything."))
                    : LocalizedMessage(tr("Choose one with --layer, each into a file of its own: {known}."),
                                       {{"known", known}})));
    }
    result_.layer = printable(OGR_L_GetName(layer_));
    return {};
  }

  // A GPX file has five layers, of which most are empty.
  [[nodiscard]] std::vector<OGRLayerH> layers_with_features() const {
    std::vector<OGRLayerH> filled;
    for (int i = 0; i < GDALDatasetGetLayerCount(dataset_.get()); ++i) {
      const OGRLayerH layer = GDALDatasetGetLayer(dataset_.get(), i);
      if (OGR_L_GetFeatureCount(layer, TRUE) > 0) {
        filled.push_back(layer);
      }
    }
    return filled;
  }

  // To WGS84, longitude first; none when the layer is in WGS84 already.
  Loaded<void> choose_transformation() {
    const OGRSpatialReferenceH own = OGR_L_GetSpatialRef(layer_);
    if (own == nullptr) {
      return std::unexpected(error(ChartProblem::wrong_crs, "", "",
                                   tr("It does not say its coordinate system; state it, for WGS84 with: "
                                      "ogr2ogr -a_srs EPSG:4326 NEW OLD.")));
    }
    const Reference target = wgs84();
    const Reference from(OSRClone(own));
    OSRSetAxisMappingStrategy(from.get(), OAMS_TRADITIONAL_GIS_ORDER);
    if (OSRIsSame(from.get(), target.get()) != 0) {
      return {};
    }
    const char* const name = OSRGetName(from.get());
    const std::string found = printable(name == nullptr ? "unnamed" : name);
    to_wgs84_.reset(OCTNewCoordinateTransformation(from.get(), target.get()));
    if (!to_wgs84_) {
      return std::unexpected(
          error(ChartProblem::wrong_crs, "", found,
                tr("It cannot be turned into WGS84; do so first: ogr2ogr -t_srs EPSG:4326 NEW OLD.")));
    }
    result_.notes.emplace_back(tr("Turned from {crs} into WGS84."),
                               std::vector<LocalizedMessage::Argument>{{"crs", found}});
    return {};
  }

  Loaded<void> copy() {
    const GDALDriverH driver = GDALGetDriverByName("GeoJSON");
    const Dataset target(
        driver == nullptr ? nullptr : GDALCreate(driver, out_.file().c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    const Reference reference = wgs84();
    char precision[] = "COORDINATE_PRECISION=7";
    char* options[] = {precision, nullptr};
    const std::string name = request_.out.stem().string();
    target_ = target
                  ? GDALDatasetCreateLayer(target.get(), name.c_str(), reference.get(), wkbUnknown, options)
                  : nullptr;
    if (target_ == nullptr) {
      return std::unexpected(error(ChartProblem::not_written, "", CPLGetLastErrorMsg(),
                                   tr("Name another file to write with --out.")));
    }
    copy_fields();
    CPLErrorReset();
    OGR_L_ResetReading(layer_);
    for (std::size_t number = 1;; ++number) {
      const Feature feature(OGR_L_GetNextFeature(layer_));
      if (!feature) {
        break;
      }
      if (number > kMaxImportFeatures) {
        return std::unexpected(
            error(ChartProblem::too_large, "", "", tr("Keep it below 1,000,000 features.")));
      }
      if (auto copied = copy(feature.get(), number); !copied) {
        return copied;
      }
    }
    if (CPLGetLastErrorType() >= CE_Failure) {
      return std::unexpected(
          error(ChartProblem::unreadable, "", CPLGetLastErrorMsg(), tr("The file is damaged.")));
    }
    if (result_.written == 0) {
      return std::unexpected(
          first_left_out_ ? *first_left_out_
                          : error(ChartProblem::unreadable, "", "", tr("The layer holds no features.")));
    }
    if (closed_ > 0) {
      result_.notes.emplace_back(
          tr("{n} {n:outline|outlines} did not end where {n:it begins|they begin}; now {n:it does|they do}."),
          std::vector<LocalizedMessage::Argument>{{"n", closed_}});
    }
    if (left_out_ > 0) {
      result_.notes.emplace_back(
          tr("{n} {n:feature that is no area was|features that are no areas were} left out."),
          std::vector<LocalizedMessage::Argument>{{"n", left_out_}});
    }
    return {};
  }

  void add_field(const char* name, OGRFieldType type) {
    if (OGR_FD_GetFieldIndex(OGR_L_GetLayerDefn(target_), name) >= 0) {
      return;
    }
    const OGRFieldDefnH field = OGR_Fld_Create(name, type);
    OGR_L_CreateField(target_, field, TRUE);
    OGR_Fld_Destroy(field);
  }

  // The fields of the source, and those that every feature of geodata/ needs.
  void copy_fields() {
    add_field("id", OFTString);
    const OGRFeatureDefnH own = OGR_L_GetLayerDefn(layer_);
    for (int i = 0; i < OGR_FD_GetFieldCount(own); ++i) {
      const OGRFieldDefnH field = OGR_FD_GetFieldDefn(own, i);
      const char* const name = OGR_Fld_GetNameRef(field);
      add_field(name, is_number(name) ? OFTReal : OGR_Fld_GetType(field));
    }
    for (const auto& [field, value] : request_.defaults) {
      add_field(field.c_str(), is_number(field) ? OFTReal : OFTString);
    }
    for (const char* const field : {"basis", "source", "licence"}) {
      add_field(field, OFTString);
    }
    if (request_.as != ImportAs::coast) {
      for (const char* const field : {"name_en", "name_id", "name_ms"}) {
        add_field(field, OFTString);
      }
    }
    if (kind_of_layer()) {
      add_field("kind", OFTString);
    }
  }

  // KML has all its attributes as texts, also these.
  [[nodiscard]] static bool is_number(std::string_view field) {
    return field == "radius_m" || field == "speed_limit_kn" || field == "longest_vessel_m";
  }

  [[nodiscard]] std::optional<model::ZoneKind> kind_of_layer() const {
    const auto known = std::ranges::find(kChartLayers, result_.layer, &ChartLayer::name);
    return request_.as == ImportAs::zones && known != kChartLayers.end() ? std::optional(known->kind)
                                                                         : std::nullopt;
  }

  static std::string text_of(OGRFeatureH feature, const char* field) {
    const int index = OGR_F_GetFieldIndex(feature, field);
    return index >= 0 && OGR_F_IsFieldSetAndNotNull(feature, index) != 0
               ? OGR_F_GetFieldAsString(feature, index)
               : "";
  }

  static void set_if_empty(OGRFeatureH feature, const char* field, const std::string& value) {
    if (!value.empty() && text_of(feature, field).empty()) {
      OGR_F_SetFieldString(feature, OGR_F_GetFieldIndex(feature, field), value.c_str());
    }
  }

  Loaded<void> copy(OGRFeatureH feature, std::size_t number) {
    std::string id = text_of(feature, "id");
    if (id.empty()) {
      id = std::to_string(OGR_F_GetFID(feature));
    }
    const std::string shown = text_of(feature, "id").empty() ? "#" + std::to_string(number) : printable(id);
    auto geometry = geometry_of(feature, shown);
    if (!geometry) {
      return std::unexpected(std::move(geometry.error()));
    }
    if (!*geometry) {
      return {};  // left out, and counted
    }
    if (auto readable = check_texts(feature, shown); !readable) {
      return readable;
    }
    const Feature copy(OGR_F_Create(OGR_L_GetLayerDefn(target_)));
    OGR_F_SetFrom(copy.get(), feature, TRUE);
    OGR_F_SetFID(copy.get(), OGRNullFID);
    set_if_empty(copy.get(), "id", id);
    // The best that can be said of data of unknown origin.
    set_if_empty(copy.get(), "basis", "approximate");
    set_if_empty(copy.get(), "source", request_.source);
    set_if_empty(copy.get(), "licence", request_.licence);
    if (request_.as != ImportAs::coast) {
      std::string name = text_of(feature, "name_en");
      for (const char* const other : {"name", "NAME", "OBJNAM"}) {
        name = name.empty() ? text_of(feature, other) : name;
      }
      for (const char* const field : {"name_en", "name_id", "name_ms"}) {
        set_if_empty(copy.get(), field, name);
      }
    }
    if (const auto kind = kind_of_layer()) {
      set_if_empty(copy.get(), "kind", std::string(name_of(*kind)));
    }
    for (const auto& [field, value] : request_.defaults) {
      set_if_empty(copy.get(), field.c_str(), value);
    }
    OGR_F_SetGeometryDirectly(copy.get(), geometry->release());
    if (OGR_L_CreateFeature(target_, copy.get()) != OGRERR_NONE) {
      return std::unexpected(
          error(ChartProblem::not_written, shown, CPLGetLastErrorMsg(), tr("Is there room on the disk?")));
    }
    ++result_.written;
    return {};
  }

  [[nodiscard]] Loaded<void> check_texts(OGRFeatureH feature, const std::string& shown) const {
    const auto field = field_that_is_no_utf8(feature);
    if (!field) {
      return {};
    }
    // Of these only a Shapefile has a place beside it that says its encoding.
    const std::string name = request_.file.string();
    const auto says = std::filesystem::path(request_.file).replace_extension(".cpg");
    LocalizedMessage advice =
        request_.file.extension() == ".shp"
            ? LocalizedMessage(tr("It is no UTF-8: write its encoding, such as ISO-8859-1, into {file}."),
                               {{"file", says.string()}})
            : LocalizedMessage(
                  tr("It is no UTF-8; recode it first: iconv -f ISO-8859-1 -t UTF-8 {file} >NEW."),
                  {{"file", name}});
    return std::unexpected(
        error(ChartProblem::wrong_value, shown, field->text, std::move(advice), field->name));
  }

  // In WGS84, flat and without curves; null when the feature is to be left out.
  Loaded<Geometry> geometry_of(OGRFeatureH feature, const std::string& shown) {
    const OGRGeometryH own = OGR_F_GetGeometryRef(feature);
    if (own == nullptr || OGR_G_IsEmpty(own) != 0) {
      return std::unexpected(
          error(ChartProblem::wrong_geometry, shown, "", tr("It has no geometry."), "geometry"));
    }
    Geometry geometry(OGR_G_GetLinearGeometry(own, 0, nullptr));
    if (geometry) {
      OGR_G_FlattenTo2D(geometry.get());
    }
    if (!geometry || (to_wgs84_ && OGR_G_Transform(geometry.get(), to_wgs84_.get()) != OGRERR_NONE)) {
      return std::unexpected(error(
          ChartProblem::wrong_crs, shown, CPLGetLastErrorMsg(),
          tr("Its places cannot be turned into WGS84: is the coordinate system the right one?"), "geometry"));
    }
    if (auto fault = place_fault_of(geometry.get())) {
      return std::unexpected(
          error(fault->problem, shown, fault->found, std::move(fault->advice), "geometry"));
    }
    const auto type = OGR_GT_Flatten(OGR_G_GetGeometryType(geometry.get()));
    const bool is_area = type == wkbPolygon || type == wkbMultiPolygon;
    const bool may_be_point = request_.as == ImportAs::zones || request_.as == ImportAs::berths;
    const bool may_be_area = request_.as != ImportAs::berths;
    if (!(is_area && may_be_area) && !(type == wkbPoint && may_be_point)) {
      auto problem = error(ChartProblem::wrong_geometry, shown, OGRGeometryTypeToName(type),
                           !may_be_area   ? tr("Use points with radius_m.")
                           : may_be_point ? tr("Use areas, or points with radius_m.")
                                          : tr("Use areas (Polygon, MultiPolygon), not lines or points."),
                           "geometry");
      if (request_.as != ImportAs::coast) {
        return std::unexpected(std::move(problem));
      }
      // Charts draw rocks as points and jetties as lines beside the land.
      ++left_out_;
      first_left_out_ = first_left_out_ ? first_left_out_ : std::move(problem);
      return Geometry();
    }
    CPLErrorReset();
    if (OGR_G_IsValid(geometry.get()) == 0) {
      OGR_G_CloseRings(geometry.get());  // many programs leave the last point out, which is the first again
      ++closed_;
    }
    if (OGR_G_IsValid(geometry.get()) == 0) {
      return std::unexpected(error(ChartProblem::wrong_geometry, shown, CPLGetLastErrorMsg(),
                                   tr("Repair it first: ogr2ogr -makevalid NEW OLD."), "geometry"));
    }
    return geometry;
  }

  // Reads the result with the loaders. Their errors are reported for the source file.
  Loaded<void> verify() {
    std::optional<ChartError> fault;
    const auto take = [&fault](auto loaded) {
      if (!loaded) {
        fault = std::move(loaded.error());
      }
    };
    switch (request_.as) {
      case ImportAs::coast:
        take(load_coast_file(out_.file()));
        break;
      case ImportAs::zones:
        take(load_zones_file(out_.file()));
        break;
      case ImportAs::sectors:
        take(load_sectors_file(out_.file()));
        break;
      case ImportAs::berths:
        take(load_berths_file(out_.file()));
        break;
    }
    if (!fault) {
      return {};
    }
    fault->file = request_.file.string();
    fault->layer = result_.layer;
    if (fault->field == "source" || fault->field == "licence") {
      fault->advice =
          LocalizedMessage(tr("Say it for all features with --{field}."), {{"field", fault->field}});
    } else if (fault->problem == ChartProblem::missing_field && fault->field == "kind" &&
               request_.as == ImportAs::zones) {
      fault->advice = LocalizedMessage(
          tr("Say it for all features that lack it with --kind KIND, such as --kind watch."));
    } else if (fault->problem == ChartProblem::missing_field && !fault->field.empty()) {
      fault->advice = LocalizedMessage(tr("Say it for all features that lack it with --set {field}=VALUE."),
                                       {{"field", fault->field}});
    }
    return std::unexpected(std::move(*fault));
  }

  const ImportRequest& request_;
  QuietGdal quiet_;
  TemporaryFile out_;
  Dataset dataset_;
  OGRLayerH layer_ = nullptr;
  OGRLayerH target_ = nullptr;
  Transformation to_wgs84_;
  ImportResult result_;
  std::size_t left_out_ = 0;
  std::size_t closed_ = 0;  // outlines
  std::optional<ChartError> first_left_out_;
};

}  // namespace

Loaded<ImportResult> import_file(const ImportRequest& request) {
  return Import(request).run();
}

}  // namespace selat::chart
