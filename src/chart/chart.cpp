#include "chart/chart.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <sstream>

#include "chart/load_features.h"

namespace selat::chart {
namespace {

using Path = std::filesystem::path;

Loaded<geo::Area> area_of(const FeatureReader& feature) {
  std::vector<geo::Polygon> polygons;
  SELAT_TRY(polygons, feature.polygons(FeatureReader::Check::does_not_cross_itself));
  return geo::Area(std::move(polygons));
}

constexpr int kLastVhfChannel = 2088;  // 2001 to 2088: the upper halves of channels of two frequencies
constexpr double kMinRadius_m = 10;
constexpr double kMaxRadius_m = 100'000;

// A Polygon, or a Point with radius_m.
Loaded<geo::Area> area_or_circle_of(const FeatureReader& feature) {
  if (feature.shape() != FeatureReader::Shape::point) {
    return area_of(feature);
  }
  double radius_m = 0;
  SELAT_TRY(radius_m, feature.number("radius_m", kMinRadius_m, kMaxRadius_m));
  geo::Position centre;
  SELAT_TRY(centre, feature.point());
  return geo::Area({geo::circle(centre, Distance::metres(radius_m))});
}

Loaded<model::Sector> read_sector(const FeatureReader& feature) {
  model::Sector sector;
  SELAT_TRY(sector.id, feature.id_as<model::SectorId>());
  SELAT_TRY(sector.names, feature.names());
  for (std::size_t i = 0; i < model::kNationCount; ++i) {
    const std::string field = "permit_" + std::string(enum_names<model::Nation>[i]);
    SELAT_TRY(sector.permits[i], feature.choice<model::Permit>(field.c_str()));
  }
  SELAT_TRY(sector.status, feature.choice<model::DelimitationStatus>("status"));
  SELAT_TRY(sector.basis, feature.provenance());
  SELAT_TRY(sector.straitrep, feature.optional_text("straitrep"));
  SELAT_TRY(sector.area, area_of(feature));
  return sector;
}

Loaded<model::ControlPoint> read_control_point(const FeatureReader& feature) {
  model::ControlPoint point;
  SELAT_TRY(point.id, feature.id_as<model::ControlPointId>());
  SELAT_TRY(point.name, feature.text("name"));
  SELAT_TRY(point.nation, feature.choice<model::Nation>("nation"));
  double capacity = 0;
  SELAT_TRY(capacity, feature.number("capacity", 0, 1000));
  point.capacity = static_cast<std::uint32_t>(capacity);
  SELAT_TRY(point.basis, feature.provenance());
  SELAT_TRY(point.position, feature.point());
  return point;
}

Loaded<Berth> read_berth(const FeatureReader& feature) {
  Berth berth;
  SELAT_TRY(berth.id, feature.id(model::ZoneId::capacity() - std::string_view("berth-").size()));
  SELAT_TRY(berth.names, feature.names());
  SELAT_TRY(berth.nation, feature.choice<model::Nation>("nation"));
  SELAT_TRY(berth.use, feature.text("use"));
  double radius_m = 0;
  SELAT_TRY(radius_m, feature.number("radius_m", kMinRadius_m, kMaxRadius_m));
  berth.radius = Distance::metres(radius_m);
  SELAT_TRY(berth.basis, feature.provenance());
  SELAT_TRY(berth.position, feature.point());
  return berth;
}

Loaded<model::Zone> read_zone(const FeatureReader& feature) {
  model::Zone zone;
  SELAT_TRY(zone.id, feature.id_as<model::ZoneId>());
  SELAT_TRY(zone.kind, feature.choice<model::ZoneKind>("kind"));
  SELAT_TRY(zone.names, feature.names());
  SELAT_TRY(zone.basis, feature.provenance());
  if (feature.has("stay_watch")) {
    SELAT_TRY(zone.stay_watch, feature.choice<model::StayWatch>("stay_watch"));
  }
  if (feature.has("speed_limit_kn")) {
    double limit_kn = 0;
    SELAT_TRY(limit_kn, feature.number("speed_limit_kn", 1, 100));
    zone.speed_limit = Speed::knots(limit_kn);
  }
  if (feature.has("longest_vessel_m")) {
    double longest_m = 0;
    SELAT_TRY(longest_m, feature.number("longest_vessel_m", 1, 1000));
    zone.longest_vessel = Distance::metres(longest_m);
  }
  SELAT_TRY(zone.corridor, feature.optional_text("corridor"));
  SELAT_TRY(zone.area, area_or_circle_of(feature));
  return zone;
}

model::Zone zone_of(const Berth& berth) {
  model::Zone zone;
  zone.id = model::ZoneId("berth-" + berth.id);
  zone.kind = model::ZoneKind::berth;
  zone.names = berth.names;
  zone.area = geo::Area({geo::circle(berth.position, berth.radius)});
  zone.basis = berth.basis;
  return zone;
}

Loaded<Lane> read_lane(const FeatureReader& feature) {
  Lane lane;
  SELAT_TRY(lane.id, feature.id(63));
  SELAT_TRY(lane.names, feature.names());
  SELAT_TRY(lane.direction, feature.text("direction"));
  SELAT_TRY(lane.basis, feature.provenance());
  SELAT_TRY(lane.line, feature.line());
  return lane;
}

Loaded<RouteingMeasure> read_routeing(const FeatureReader& feature) {
  RouteingMeasure measure;
  SELAT_TRY(measure.id, feature.id(63));
  SELAT_TRY(measure.kind, feature.choice<RouteingKind>("kind"));
  SELAT_TRY(measure.names, feature.names());
  // A measure with a direction must state it: without it, half of its traffic would seem to go the wrong way.
  const bool has_direction = measure.kind != RouteingKind::separation_zone &&
                             measure.kind != RouteingKind::precautionary_area &&
                             measure.kind != RouteingKind::inshore_zone;
  if (has_direction) {
    double direction_deg = 0;
    SELAT_TRY(direction_deg, feature.number("direction_deg", 0, 360));
    measure.direction = Bearing::degrees(direction_deg);
  }
  if (measure.kind == RouteingKind::lane) {
    double half_width_m = 0;
    SELAT_TRY(half_width_m, feature.number("half_width_m", 50, 10'000));
    measure.half_width = Distance::metres(half_width_m);
  }
  if (measure.kind == RouteingKind::speed_limit) {
    double limit_kn = 0;
    SELAT_TRY(limit_kn, feature.number("speed_limit_kn", 1, 100));
    measure.speed_limit = Speed::knots(limit_kn);
  }
  if (feature.has("least_draught_m")) {
    double draught_m = 0;
    SELAT_TRY(draught_m, feature.number("least_draught_m", 0, 50));
    measure.least_draught = Distance::metres(draught_m);
  }
  SELAT_TRY(measure.basis, feature.provenance());
  SELAT_TRY(measure.valid_from, feature.valid_from());
  SELAT_TRY(measure.area, area_of(feature));
  return measure;
}

// None where the feature has none.
Loaded<std::optional<VhfChannel>> read_vhf_channel(const FeatureReader& feature) {
  if (!feature.has("vhf_channel")) {
    return std::nullopt;
  }
  VhfChannel channel;
  double number = 0;
  SELAT_TRY(number, feature.number("vhf_channel", 1, kLastVhfChannel));
  if (number != std::floor(number)) {
    return std::unexpected(feature.error(ChartProblem::wrong_value, "vhf_channel", std::to_string(number),
                                         tr("Write a whole number, such as 73.")));
  }
  channel.number = static_cast<int>(number);
  SELAT_TRY(channel.basis, feature.choice<model::Basis>("vhf_basis"));
  SELAT_TRY(channel.source, feature.text("vhf_source"));
  return channel;
}

Loaded<ReportingSector> read_reporting_sector(const FeatureReader& feature) {
  ReportingSector sector;
  SELAT_TRY(sector.id, feature.id(15));
  SELAT_TRY(sector.names, feature.names());
  SELAT_TRY(sector.authority, feature.text("authority"));
  SELAT_TRY(sector.channel, read_vhf_channel(feature));
  SELAT_TRY(sector.basis, feature.provenance());
  SELAT_TRY(sector.valid_from, feature.valid_from());
  SELAT_TRY(sector.area, area_of(feature));
  return sector;
}

Loaded<Aid> read_aid(const FeatureReader& feature) {
  Aid aid;
  SELAT_TRY(aid.id, feature.id(63));
  SELAT_TRY(aid.names, feature.names());
  SELAT_TRY(aid.use, feature.choice<AidUse>("use"));
  SELAT_TRY(aid.basis, feature.provenance());
  SELAT_TRY(aid.position, feature.point());
  return aid;
}

Loaded<SeabedArea> read_seabed(const FeatureReader& feature) {
  SeabedArea seabed;
  SELAT_TRY(seabed.id, feature.id(63));
  SELAT_TRY(seabed.kind, feature.choice<SeabedKind>("kind"));
  SELAT_TRY(seabed.names, feature.names());
  SELAT_TRY(seabed.basis, feature.provenance());
  SELAT_TRY(seabed.valid_from, feature.valid_from());
  SELAT_TRY(seabed.area, area_or_circle_of(feature));
  return seabed;
}

// "idn mys" as a set.
Loaded<std::array<bool, model::kNationCount>> read_claims(const FeatureReader& feature) {
  std::string text;
  SELAT_TRY(text, feature.text("claims"));
  std::array<bool, model::kNationCount> claims{};
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    const auto nation = from_name<model::Nation>(word);
    if (!nation) {
      return std::unexpected(feature.error(ChartProblem::wrong_value, "claims", word,
                                           tr("Write nations with blanks between: idn mys sgp tha.")));
    }
    claims[static_cast<std::size_t>(*nation)] = true;
  }
  return claims;
}

Loaded<model::Waters> read_waters(const FeatureReader& feature) {
  model::Waters waters;
  SELAT_TRY(waters.id, feature.id_as<model::WatersId>());
  SELAT_TRY(waters.kind, feature.choice<model::WatersKind>("kind"));
  SELAT_TRY(waters.names, feature.names());
  SELAT_TRY(waters.claims, read_claims(feature));
  SELAT_TRY(waters.status, feature.choice<model::DelimitationStatus>("status"));
  const bool is_agreed = waters.status == model::DelimitationStatus::agreed;
  if (is_agreed != (std::ranges::count(waters.claims, true) == 1)) {
    return std::unexpected(feature.error(ChartProblem::wrong_value, "claims", "",
                                         tr("Agreed waters have one claimant, all others two or more.")));
  }
  double uncertainty_m = 0;
  SELAT_TRY(uncertainty_m, feature.number("uncertainty_m", 0, 50'000));
  waters.uncertainty = Distance::metres(uncertainty_m);
  SELAT_TRY(waters.basis, feature.provenance());
  SELAT_TRY(waters.valid_from, feature.valid_from());
  SELAT_TRY(waters.law.en, feature.optional_text("law_en"));
  SELAT_TRY(waters.law.id, feature.optional_text("law_id"));
  SELAT_TRY(waters.law.ms, feature.optional_text("law_ms"));
  SELAT_TRY(waters.area, area_of(feature));
  return waters;
}

// How far off a line may be where its file does not say: by as much as old datums differ. As printed it is
// not.
Distance usual_doubt(model::Basis basis) {
  return basis == model::Basis::published ? Distance{} : Distance::metres(300);
}

Loaded<Distance> read_doubt(const FeatureReader& feature, model::Basis basis) {
  if (!feature.has("doubt_m")) {
    return usual_doubt(basis);
  }
  double doubt_m = 0;
  SELAT_TRY(doubt_m, feature.number("doubt_m", 0, 10'000));
  return Distance::metres(doubt_m);
}

Loaded<void> read_treaty(const FeatureReader& feature, TreatyLayer& layer) {
  std::string id;
  SELAT_TRY(id, feature.id(63));
  std::string instrument;
  SELAT_TRY(instrument, feature.optional_text("instrument"));
  model::Basis basis{};
  SELAT_TRY(basis, feature.provenance());
  Distance doubt;
  SELAT_TRY(doubt, read_doubt(feature, basis));
  if (feature.shape() == FeatureReader::Shape::point) {
    geo::Position position;
    SELAT_TRY(position, feature.point());
    layer.points.push_back({std::move(id), std::move(instrument), position, doubt, basis});
    return {};
  }
  TreatyLine line{
      .id = std::move(id), .instrument = std::move(instrument), .line = {}, .doubt = doubt, .basis = basis};
  if (feature.has("divides")) {
    SELAT_TRY(line.divides, feature.choice<Divides>("divides"));
  }
  SELAT_TRY(line.status, feature.choice<model::DelimitationStatus>("status"));
  SELAT_TRY(line.line, feature.line());
  layer.lines.push_back(std::move(line));
  return {};
}

struct Coast {
  std::vector<geo::Polygon> land;
  std::map<std::string, model::Names> sources;  // by what they are called in English
};

Loaded<void> read_land(const FeatureReader& feature, Coast& coast) {
  if (auto basis = feature.provenance(); !basis) {
    return std::unexpected(std::move(basis.error()));
  }
  std::string source;
  SELAT_TRY(source, feature.text("source"));
  std::string licence;
  SELAT_TRY(licence, feature.text("licence"));
  // What it is called in other languages stands at one of its features, or at all.
  model::Names& credit = coast.sources[source];
  credit.en = source + " (" + licence + ")";
  for (const auto& [field, text] : {std::pair{"source_id", &credit.id}, std::pair{"source_ms", &credit.ms}}) {
    std::string translated;
    SELAT_TRY(translated, feature.optional_text(field));
    if (!translated.empty()) {
      *text = translated + " (" + licence + ")";
    }
  }
  std::vector<geo::Polygon> polygons;
  SELAT_TRY(polygons, feature.polygons(FeatureReader::Check::none));
  coast.land.insert(coast.land.end(), std::make_move_iterator(polygons.begin()),
                    std::make_move_iterator(polygons.end()));
  return {};
}

Loaded<Coast> read_coast(const Path& file) {
  Coast coast;
  auto done =
      LayerReader::read(file, [&coast](const FeatureReader& feature) { return read_land(feature, coast); });
  if (!done) {
    return std::unexpected(std::move(done.error()));
  }
  return coast;
}

// Nothing where the file is not there.
template <typename Thing>
Loaded<std::vector<Thing>> or_none(Loaded<std::vector<Thing>> loaded) {
  if (!loaded && loaded.error().problem == ChartProblem::no_file) {
    return std::vector<Thing>{};
  }
  return loaded;
}

template <typename Thing>
void append(std::vector<Thing>& to, std::vector<Thing> more) {
  to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

// The coast is several files, each of a source and licence of its own; all but the first may be missing.
Loaded<Coast> read_coasts(const Path& folder) {
  Coast coast;
  SELAT_TRY(coast, read_coast(folder / "coast.geojson"));
  for (const char* const name : {"coast-osm.geojson", "coast-hand.geojson"}) {
    auto more = read_coast(folder / name);
    if (!more && more.error().problem != ChartProblem::no_file) {
      return more;
    }
    if (more) {
      append(coast.land, std::move(more->land));
      coast.sources.merge(more->sources);
    }
  }
  return coast;
}

}  // namespace

Loaded<std::vector<model::Sector>> load_sectors_file(const Path& file) {
  return load<model::Sector>(file, read_sector);
}

Loaded<std::vector<model::Sector>> load_sectors(const Path& folder) {
  return load_sectors_file(folder / "sectors.geojson");
}

Loaded<std::vector<model::ControlPoint>> load_control_points(const Path& folder) {
  return load<model::ControlPoint>(folder / "control-points.geojson", read_control_point);
}

Loaded<std::vector<Berth>> load_berths_file(const Path& file) {
  return load<Berth>(file, read_berth);
}

Loaded<std::vector<Berth>> load_berths(const Path& folder) {
  return load_berths_file(folder / "berths.geojson");
}

Loaded<std::vector<model::Zone>> load_zones_file(const Path& file) {
  return load<model::Zone>(file, read_zone);
}

Loaded<std::vector<model::Zone>> load_zones(const Path& folder) {
  std::vector<model::Zone> zones;
  SELAT_TRY(zones, load_zones_file(folder / "zones.geojson"));
  std::vector<model::Zone> anchorages;
  SELAT_TRY(anchorages, load_zones_file(folder / "anchorages.geojson"));
  append(zones, std::move(anchorages));
  std::vector<Berth> berths;
  SELAT_TRY(berths, load_berths(folder));
  for (const Berth& berth : berths) {
    zones.push_back(zone_of(berth));
  }
  return zones;
}

Loaded<std::vector<Lane>> load_lanes(const Path& folder) {
  return load<Lane>(folder / "lanes.geojson", read_lane);
}

Loaded<std::vector<RouteingMeasure>> load_routeing(const Path& folder) {
  return load<RouteingMeasure>(folder / "routeing.geojson", read_routeing);
}

Loaded<std::vector<ReportingSector>> load_reporting_sectors(const Path& folder) {
  return load<ReportingSector>(folder / "straitrep.geojson", read_reporting_sector);
}

Loaded<std::vector<Aid>> load_aids(const Path& folder) {
  return load<Aid>(folder / "aids.geojson", read_aid);
}

Loaded<std::vector<SeabedArea>> load_seabed(const Path& folder) {
  return load<SeabedArea>(folder / "seabed.geojson", read_seabed);
}

Loaded<std::vector<model::Waters>> load_waters(const Path& folder) {
  return load<model::Waters>(folder / "waters.geojson", read_waters);
}

Loaded<TreatyLayer> load_treaties(const Path& folder) {
  TreatyLayer layer;
  auto done = LayerReader::read(folder / "treaty-points.geojson", [&layer](const FeatureReader& feature) {
    return read_treaty(feature, layer);
  });
  if (!done) {
    return std::unexpected(std::move(done.error()));
  }
  return layer;
}

Loaded<std::vector<geo::Polygon>> load_coast_file(const Path& file) {
  Coast coast;
  SELAT_TRY(coast, read_coast(file));
  return std::move(coast.land);
}

Loaded<std::vector<geo::Polygon>> load_coast(const Path& folder) {
  Coast coast;
  SELAT_TRY(coast, read_coasts(folder));
  return std::move(coast.land);
}

Loaded<Chart> load_chart(const Path& folder) {
  Chart chart;
  SELAT_TRY(chart.sectors, load_sectors(folder));
  SELAT_TRY(chart.control_points, load_control_points(folder));
  SELAT_TRY(chart.berths, load_berths(folder));
  SELAT_TRY(chart.zones, load_zones(folder));
  SELAT_TRY(chart.lanes, load_lanes(folder));
  SELAT_TRY(chart.routeing, or_none(load_routeing(folder)));
  SELAT_TRY(chart.reporting_sectors, or_none(load_reporting_sectors(folder)));
  SELAT_TRY(chart.aids, or_none(load_aids(folder)));
  SELAT_TRY(chart.radar_sites, or_none(load_radar_sites(folder)));
  SELAT_TRY(chart.seabed, or_none(load_seabed(folder)));
  SELAT_TRY(chart.tide_gauges, or_none(load_tide_gauges(folder)));
  SELAT_TRY(chart.treaties, load_treaties(folder));
  SELAT_TRY(chart.waters, or_none(load_waters(folder)));
  Coast coast;
  SELAT_TRY(coast, read_coasts(folder));
  chart.coast = std::move(coast.land);
  for (auto& [source, credit] : coast.sources) {
    chart.coast_sources.push_back(std::move(credit));
  }
  SELAT_TRY(chart.shore_doubts, or_none(load_shore_doubts(folder)));
  return chart;
}

}  // namespace selat::chart
