#include "service/place_doubt.h"

#include "runtime/command_error.h"
#include "service/needed_geodata.h"
#include "text/measure.h"

namespace selat::service {
namespace {

constexpr Distance kInland = Distance::kilometres(1);

bool is_within(const geo::Box& box, geo::Position place) {
  return place.latitude_e7() >= box.south_west.latitude_e7() &&
         place.latitude_e7() <= box.north_east.latitude_e7() &&
         place.longitude_e7() >= box.south_west.longitude_e7() &&
         place.longitude_e7() <= box.north_east.longitude_e7();
}

}  // namespace

std::optional<LocalizedMessage> PlaceDoubt::operator()(geo::Position place) {
  if (!land_) {
    try {
      land_ = std::make_shared<const geo::Area>(loaded_or_end(chart::load_coast(needed_geodata(settings_))));
    } catch (const runtime::UsageError&) {
      land_ = std::make_shared<const geo::Area>();
    }
  }
  if (land_->empty()) {
    return {};
  }
  const std::string where = text::position(place, settings_.language);
  if (!is_within(land_->bounds(), place)) {
    return LocalizedMessage(tr("{place} lies beyond the chart"), {{"place", where}});
  }
  const Distance inland = land_->contains(place) ? land_->distance_to_edge(place) : Distance();
  if (inland <= kInland) {
    return {};
  }
  return LocalizedMessage(tr("{place} lies on land, {distance} from the water"),
                          {{"place", where}, {"distance", text::distance(inland, settings_.language)}});
}

}  // namespace selat::service
