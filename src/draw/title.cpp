#include "draw/title.h"

#include <algorithm>
#include <optional>

#include "draw/place_names.h"
#include "geo/box_grid.h"
#include "geo/local_plane.h"
#include "text/names.h"

namespace selat::draw {
namespace {

// A strait gives its name to a picture that shows half of it, or of which it fills a twentieth.
constexpr double kMostOfIt = 0.5;
constexpr double kMuchOfThePicture = 0.05;
// A larger picture shows too much to be called by one place of it.
constexpr double kLargestOfOnePlace_deg = 0.95;

struct Shares {
  double of_strait;  // how much of the strait is on the picture
  double of_view;    // how much of the picture is the strait
};

Shares shares_of(const geo::Area& strait, const geo::Box& view) {
  constexpr int kSteps = 40;
  int inside = 0;
  int shown = 0;
  int filled = 0;
  for (int i = 0; i < kSteps * kSteps; ++i) {
    const geo::Position place = geo::cell_middle(strait.bounds(), i, kSteps);
    if (strait.contains(place)) {
      ++inside;
      shown += view.contains(place) ? 1 : 0;
    }
    filled += strait.contains(geo::cell_middle(view, i, kSteps)) ? 1 : 0;
  }
  return {inside == 0 ? 0.0 : static_cast<double>(shown) / inside,
          static_cast<double>(filled) / (kSteps * kSteps)};
}

std::string straits_of(const chart::Chart& chart, const geo::Box& view, Language language) {
  std::string names;
  for (const model::Waters& waters : chart.waters) {
    if (waters.kind != model::WatersKind::international_strait) {
      continue;
    }
    const Shares shares = shares_of(waters.area, view);
    if (shares.of_strait >= kMostOfIt || shares.of_view >= kMuchOfThePicture) {
      names.append(names.empty() ? "" : ", ").append(text::name(waters.names, language));
    }
  }
  return names;
}

double extent_deg(const geo::Box& box) {
  return std::max(box.north_east.longitude_deg() - box.south_west.longitude_deg(),
                  box.north_east.latitude_deg() - box.south_west.latitude_deg());
}

// The name that stands nearest to the middle of a small picture, within a quarter of it.
std::string place_of(const chart::Chart& chart, const geo::Box& view, Language language) {
  if (extent_deg(view) > kLargestOfOnePlace_deg) {
    return "";
  }
  constexpr double kMetresPerDegree = 111'320;
  const geo::Position middle = geo::cell_middle(view, 0, 1);
  Distance nearest = Distance::metres(kMetresPerDegree * extent_deg(view) / 4);
  std::string name;
  const auto look_at = [&](geo::Position place, std::string_view called) {
    if (const Distance way = geo::distance(middle, place); way < nearest) {
      nearest = way;
      name = called.substr(0, called.find(" ("));
    }
  };
  for (const model::ControlPoint& point : chart.control_points) {
    look_at(point.position, point.name);
  }
  for (const PlaceName& place : place_names()) {
    look_at(place.position(), place.in(language));
  }
  return name;
}

}  // namespace

std::string title_of(const chart::Chart& chart, const geo::Box& view, Language language) {
  const std::string straits = straits_of(chart, view, language);
  const std::string place = place_of(chart, view, language);
  return straits.empty() || place.empty() ? straits + place : straits + ": " + place;
}

}  // namespace selat::draw
