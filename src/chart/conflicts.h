#pragma once
// Where the layers of a chart contradict the coast or each other: what no reader of one file can see.
//
// Thread: any. Pure; some tenths of a second for the chart of the Strait.

#include <cstdint>
#include <string>
#include <vector>

#include "base/enum_names.h"
#include "base/localized_message.h"
#include "chart/chart.h"

namespace selat::chart {

enum class ConflictKind : std::uint8_t {
  on_land,            // water as it is drawn, land by the coast
  foreign_waters,     // a base outside the waters of its nation
  permit,             // a sector that a nation may patrol, in waters that are not agreed to be its own
  in_lane,            // where ships stop, within a traffic lane
  at_sea,             // a radar site farther from any land than it may be off
  unknown_reporting,  // a sector names a STRAITREP sector that the chart does not have
  off_line,           // a treaty point beside its line, or a limit that leaves the edges of the sectors
};

struct Conflict {
  ConflictKind kind = ConflictKind::on_land;
  std::string layer;    // "anchorage", "lane", "berth", "sector"
  std::string feature;  // its id
  LocalizedMessage what;
};

// In the order of the layers.
[[nodiscard]] std::vector<Conflict> conflicts_of(const Chart& chart);

}  // namespace selat::chart

namespace selat {
template <>
inline constexpr auto enum_names<chart::ConflictKind> = std::to_array<std::string_view>(
    {"on_land", "foreign_waters", "permit", "in_lane", "at_sea", "unknown_reporting", "off_line"});
}  // namespace selat
