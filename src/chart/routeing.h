#pragma once
// Ships' routeing and reporting as areas: traffic separation with its width, STRAITREP, lights and buoys,
// cables and pipelines. All positions are approximate (geodata/README.md).

#include <cstdint>
#include <optional>
#include <string>

#include "base/enum_names.h"
#include "geo/polygon.h"
#include "model/sector.h"
#include "units/angle.h"
#include "units/distance.h"
#include "units/speed.h"

namespace selat::chart {

enum class RouteingKind : std::uint8_t {
  lane,                // one direction of traffic
  separation_zone,     // to be entered for crossing only
  precautionary_area,  // lanes meet: any direction
  deep_water_route,    // within a lane
  speed_limit,         // within a lane
  inshore_zone,        // between lanes and shore: not for through traffic
  through_route,       // usual route of ships where there is no scheme: no rule applies
};

// One part of a ships' routeing system.
struct RouteingMeasure {
  std::string id;
  RouteingKind kind = RouteingKind::lane;
  model::Names names;
  std::optional<Bearing> direction;       // of traffic, on the whole of it; all but zones and areas have one
  std::optional<Distance> half_width;     // of a lane, from its centre line; lanes have one
  std::optional<Speed> speed_limit;       // over ground
  std::optional<Distance> least_draught;  // for vessels of this draught and more
  geo::Area area;
  model::Basis basis = model::Basis::approximate;
  std::string valid_from;
};

// The marine VHF channel on which ships report.
struct VhfChannel {
  int number = 0;
  model::Basis basis = model::Basis::recalled;
  std::string source;
};

// A STRAITREP sector (MSC.73(69)).
struct ReportingSector {
  std::string id;  // "1" to "9"
  model::Names names;
  std::string authority;  // whom ships report to: "Klang VTS"
  std::optional<VhfChannel> channel;
  geo::Area area;
  model::Basis basis = model::Basis::approximate;
  std::string valid_from;
};

enum class AidUse : std::uint8_t { light, beacon, buoys };

// An aid to navigation: a fixed structure or buoys in the water.
struct Aid {
  std::string id;
  model::Names names;
  AidUse use = AidUse::light;
  geo::Position position;
  model::Basis basis = model::Basis::recalled;
};

enum class SeabedKind : std::uint8_t { cable, pipeline };

// An area with cables or pipelines on the seabed, which anchors and nets may damage.
struct SeabedArea {
  std::string id;
  SeabedKind kind = SeabedKind::cable;
  model::Names names;
  geo::Area area;
  model::Basis basis = model::Basis::approximate;
  std::string valid_from;
};

}  // namespace selat::chart

namespace selat {
template <>
inline constexpr auto enum_names<chart::RouteingKind> =
    std::to_array<std::string_view>({"lane", "separation_zone", "precautionary_area", "deep_water_route",
                                     "speed_limit", "inshore_zone", "through_route"});
template <>
inline constexpr auto enum_names<chart::SeabedKind> = std::to_array<std::string_view>({"cable", "pipeline"});
template <>
inline constexpr auto enum_names<chart::AidUse> =
    std::to_array<std::string_view>({"light", "beacon", "buoys"});
}  // namespace selat
