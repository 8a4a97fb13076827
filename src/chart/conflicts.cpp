#include "chart/conflicts.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "geo/area_grid.h"
#include "geo/box_grid.h"
#include "geo/local_plane.h"

namespace selat::chart {
namespace {

// Less than this of an area may lie where it should not: shores and limits are drawn by hand.
constexpr double kLeastShare = 0.02;

// The share of an area, by places in a grid over it, for which something is so.
template <typename IsSo>
double share_of(const geo::Area& area, const IsSo& is_so) {
  constexpr int kSteps = 40;
  int inside = 0;
  int so = 0;
  for (int i = 0; i < kSteps * kSteps; ++i) {
    const geo::Position place = geo::cell_middle(area.bounds(), i, kSteps);
    if (area.contains(place)) {
      ++inside;
      so += is_so(place) ? 1 : 0;
    }
  }
  return inside == 0 ? 0 : static_cast<double>(so) / inside;
}

std::string percent(double share) {
  return std::to_string(std::lround(share * 100));
}

// What two layers draw as one line: rounding is far smaller, any mistake far larger.
constexpr Distance kSameLine = Distance::metres(10);

std::string metres(Distance distance) {
  return std::to_string(std::lround(distance.in_metres()));
}

class Search {
 public:
  explicit Search(const Chart& chart) : chart_(chart), land_(geo::Area(chart.coast)) {}

  std::vector<Conflict> run() {
    look_at_zones();
    look_at_routeing();
    look_at_aids();
    look_at_radar_sites();
    look_at_bases();
    look_at_sectors();
    look_at_treaties();
    return std::move(found_);
  }

 private:
  void add(ConflictKind kind, std::string_view layer, std::string_view feature, LocalizedMessage what) {
    found_.push_back({kind, std::string(layer), std::string(feature), std::move(what)});
  }

  void add_if_on_land(std::string_view layer, std::string_view feature, const geo::Area& area) {
    const double share = share_of(area, [this](geo::Position place) { return land_.contains(place); });
    if (share >= kLeastShare) {
      add(ConflictKind::on_land, layer, feature,
          {tr("{percent} % of it lies on land by the coast"), {{"percent", percent(share)}}});
    }
  }

  // Watch zones and berths reach over the shore on purpose.
  void look_at_zones() {
    for (const model::Zone& zone : chart_.zones) {
      if (zone.kind == model::ZoneKind::watch || zone.kind == model::ZoneKind::berth) {
        continue;
      }
      add_if_on_land(name_of(zone.kind), zone.id.view(), zone.area);
      for (const RouteingMeasure& lane : chart_.routeing) {
        if (lane.kind != RouteingKind::lane || !lane.area.bounds().overlaps(zone.area.bounds())) {
          continue;
        }
        const double share =
            share_of(zone.area, [&lane](geo::Position place) { return lane.area.contains(place); });
        if (share >= kLeastShare) {
          add(ConflictKind::in_lane, name_of(zone.kind), zone.id.view(),
              {tr("{percent} % of it lies in the traffic lane {lane}"),
               {{"percent", percent(share)}, {"lane", lane.id}}});
        }
      }
    }
  }

  void look_at_routeing() {
    for (const RouteingMeasure& measure : chart_.routeing) {
      add_if_on_land(name_of(measure.kind), measure.id, measure.area);
    }
    for (const Lane& lane : chart_.lanes) {
      for (std::size_t i = 1; i < lane.line.size(); ++i) {
        if (land_.meets_edge(lane.line[i - 1], lane.line[i])) {
          add(ConflictKind::on_land, "lane", lane.id, tr("its centre line crosses land"));
          break;
        }
      }
    }
  }

  void look_at_aids() {
    for (const Aid& aid : chart_.aids) {
      if (aid.use == AidUse::buoys && land_.contains(aid.position)) {
        add(ConflictKind::on_land, "aid", aid.id, tr("buoys on land by the coast"));
      }
    }
  }

  void look_at_radar_sites() {
    for (const RadarSite& site : chart_.radar_sites) {
      if (!land_.contains(site.position) && !land_.nearest_edge(site.position, site.doubt)) {
        add(ConflictKind::at_sea, "radar_site", site.id,
            tr("at sea by the coast, farther out than its doubt"));
      }
    }
  }

  // The agreed waters of a place, unless their limit may lie on its other side.
  [[nodiscard]] const model::Waters* agreed_waters_at(geo::Position place) const {
    for (const model::Waters& waters : chart_.waters) {
      if (waters.kind == model::WatersKind::jurisdiction &&
          waters.status == model::DelimitationStatus::agreed && waters.area.contains(place)) {
        return waters.area.distance_to_edge(place) > waters.uncertainty ? &waters : nullptr;
      }
    }
    return nullptr;
  }

  void look_at_base(std::string_view layer, std::string_view id, geo::Position place, model::Nation nation) {
    const model::Waters* const waters = agreed_waters_at(place);
    if (waters != nullptr && !waters->claims[static_cast<std::size_t>(nation)]) {
      add(ConflictKind::foreign_waters, layer, id,
          {tr("it is of {nation}, and lies in {waters}"),
           {{"nation", std::string(name_of(nation))}, {"waters", std::string(waters->id.view())}}});
    }
  }

  void look_at_bases() {
    for (const model::ControlPoint& point : chart_.control_points) {
      look_at_base("control_point", point.id.view(), point.position, point.nation);
    }
    for (const Berth& berth : chart_.berths) {
      if (land_.contains(
              berth.position)) {  // its circle may reach over the quays, its middle is where craft lie
        add(ConflictKind::on_land, "berth", berth.id, tr("its middle lies on land by the coast"));
      }
      look_at_base("berth", berth.id, berth.position, berth.nation);
    }
  }

  [[nodiscard]] bool is_agreed_to_be_of(std::size_t nation, geo::Position place) const {
    return std::ranges::any_of(chart_.waters, [&](const model::Waters& waters) {
      return waters.kind == model::WatersKind::jurisdiction &&
             waters.status == model::DelimitationStatus::agreed && waters.claims[nation] &&
             waters.area.contains(place);
    });
  }

  void look_at_sectors() {
    for (const model::Sector& sector : chart_.sectors) {
      for (std::size_t nation = 0; nation < model::kNationCount && !chart_.waters.empty(); ++nation) {
        if (sector.permits[nation] == model::Permit::full) {
          look_at_permit(sector, nation);
        }
      }
      const bool is_known = std::ranges::find(chart_.reporting_sectors, sector.straitrep,
                                              &ReportingSector::id) != chart_.reporting_sectors.end();
      if (!sector.straitrep.empty() && !chart_.reporting_sectors.empty() && !is_known) {
        add(ConflictKind::unknown_reporting, "sector", sector.id.view(),
            {tr("there is no STRAITREP sector {id}"), {{"id", sector.straitrep}}});
      }
    }
  }

  void look_at_permit(const model::Sector& sector, std::size_t nation) {
    const double share = share_of(sector.area, [&](geo::Position place) {
      return !land_.contains(place) && !is_agreed_to_be_of(nation, place);
    });
    if (share >= kLeastShare) {
      add(ConflictKind::permit, "sector", sector.id.view(),
          {tr("permit_{nation} is full, and {percent} % of it is water not agreed to be that nation's"),
           {{"nation", std::string(enum_names<model::Nation>[nation])}, {"percent", percent(share)}}});
    }
  }

  void look_at_treaties() {
    for (const TreatyPoint& point : chart_.treaties.points) {
      Distance beside = Distance::kilometres(40'000);
      for (const TreatyLine& line : chart_.treaties.lines) {
        for (const geo::Position corner : line.line) {
          beside = std::min(beside, geo::distance(corner, point.position));
        }
      }
      if (!chart_.treaties.lines.empty() && beside > kSameLine) {
        add(ConflictKind::off_line, "treaty_point", point.id,
            {tr("it lies {metres} m from the nearest corner of a treaty line"),
             {{"metres", metres(beside)}}});
      }
      look_at_limit("treaty_point", point.id, {point.position});
    }
    for (const TreatyLine& line : chart_.treaties.lines) {
      look_at_limit("treaty_line", line.id, line.line);
    }
  }

  // Sectors end where nations' waters and seabed do.
  void look_at_limit(std::string_view layer, std::string_view id, const std::vector<geo::Position>& corners) {
    if (chart_.sectors.empty()) {
      return;
    }
    Distance farthest = Distance::metres(0);
    for (const geo::Position corner : corners) {
      Distance beside = Distance::kilometres(40'000);
      for (const model::Sector& sector : chart_.sectors) {
        beside = std::min(beside, sector.area.distance_to_edge(corner));
      }
      farthest = std::max(farthest, beside);
    }
    if (farthest > kSameLine) {
      add(ConflictKind::off_line, layer, id,
          {tr("it lies {metres} m from the nearest edge of a patrol sector"),
           {{"metres", metres(farthest)}}});
    }
  }

  const Chart& chart_;
  geo::AreaGrid land_;
  std::vector<Conflict> found_;
};

}  // namespace

std::vector<Conflict> conflicts_of(const Chart& chart) {
  return Search(chart).run();
}

}  // namespace selat::chart
