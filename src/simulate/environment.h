#pragma once
// Where the simulated traffic moves. The caller gives it, so that it fits the chart in use. strait() is a
// small environment of the Malacca and Singapore Straits, for tests and for what geodata/ does not hold
// (ferry lines, fishing grounds). Not for navigation.

#include <cstdint>
#include <string>
#include <vector>

#include "geo/polygon.h"
#include "geo/position.h"
#include "units/angle.h"
#include "units/distance.h"

namespace selat::simulate {

using Line = std::vector<geo::Position>;

// Centre lines of the traffic lanes, each in the direction of its traffic.
struct Lanes {
  Line singapore_westbound;
  Line malacca_north_westbound;
  Line malacca_south_eastbound;
  Line singapore_eastbound;
};

struct FishingGround {
  geo::Position centre;
  Distance radius;
};

struct Anchorage {
  std::string name;
  geo::Area area;
};

struct SimulatedAid {
  std::string name;
  std::uint8_t type = 0;  // M.1371-5 annex 8, table 74
  geo::Position position;
};

// A shore station: its name is the TAG block source of what it receives.
struct ShoreStation {
  std::string source;
  geo::Position position;
  Distance class_a_range;
};

// Class B (2 W) and distress devices (1 W, close to the water) reach this share of a Class A range.
inline constexpr double kWeakRange = 0.55;

// A watch zone, and the approach of a fast boat over open water: from outside to a place inside.
struct WatchZone {
  std::string name;
  geo::Area area;
  geo::Position approach_from;
  geo::Position goal;
};

struct Environment {
  Lanes lanes;
  std::vector<Line> ferry_lines;    // from berth to berth
  std::vector<Line> coastal_loops;  // followed by tugs
  std::vector<FishingGround> fishing_grounds;
  std::vector<Anchorage> anchorages;
  std::vector<WatchZone> watch_zones;
  std::vector<geo::Position> open_water;  // 7 km of water all round, off lanes, berths and anchorages
  std::vector<SimulatedAid> aids;
  std::vector<geo::Position> base_stations;
  std::vector<ShoreStation> stations;
  std::vector<geo::Polygon> coast;  // land, where no ship anchors; may be empty
};

// The lanes joined into one closed line: through the Singapore Strait to the west, up the Malacca Strait, a
// turn at its northern end out of range of all stations, back, and a turn in the South China Sea.
[[nodiscard]] Line circuit_of(const Lanes& lanes);

[[nodiscard]] Environment strait();

}  // namespace selat::simulate
