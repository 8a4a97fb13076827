#pragma once
// A scenario of vessels as it is drawn: chart, legend, timeline, expectations.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "../page.h"
#include "detect/engine.h"
#include "geo/position.h"
#include "model/report.h"
#include "model/zone.h"

namespace selat::scenario {

struct Ship {
  std::uint32_t mmsi = 0;
  std::string name, call_sign;
  std::string station = "tower";  // that hears it
  std::uint8_t ship_type = 0;
  double length_m = 0;  // 0: not given
  model::Transponder transponder = model::Transponder::class_a;
};

enum class Deed : std::uint8_t { at, jumps, heard, says, status, renamed, silent, late, invents, brings };

// One line of the timeline.
struct Event {
  Deed deed = Deed::at;
  Instant from, to;
  char ship = 0;
  geo::Position position;  // at, jumps, heard, invents, brings
  std::string text;        // says, renamed
  model::NavigationStatus status = model::NavigationStatus::undefined;
  Span delay;       // late
  int vessels = 0;  // invents, brings
  Place place;
};

struct Expectation {
  std::string rule, grade;  // no grade: any
  std::set<std::uint32_t> vessels;
  model::Severity severity = model::Severity::information;
  Instant not_before, not_after;  // of the decision
  Place place;
};

struct Drawing {
  std::string title, why;
  Instant start;
  geo::Position corner;  // north-west, of the first cell
  double cell_m = 0;
  std::vector<Line> chart;
  std::map<char, geo::Position> places;  // middles of their cells
  std::map<char, model::Zone> zones;
  std::vector<model::WatchEntry> wanted;
  std::map<char, Ship> ships;
  std::vector<Event> timeline;
  std::vector<Expectation> expected;
};

// Throws Problem.
[[nodiscard]] Drawing read_drawing(const std::string& page);
// Whether the cell of this position is land.
[[nodiscard]] bool is_land(const Drawing& drawing, geo::Position position);

}  // namespace selat::scenario

namespace selat {
template <>
inline constexpr auto enum_names<scenario::Deed> = std::to_array<std::string_view>(
    {"at", "jumps", "heard", "says", "status", "renamed", "silent", "late", "invents", "brings"});
}  // namespace selat
