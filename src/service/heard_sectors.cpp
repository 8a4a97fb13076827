#include "service/heard_sectors.h"

#include "model/sector_table.h"

namespace selat::service {

bus::Subscription HeardSectors::subscription() {
  return bus::subscribe<model::SectorTable>(
      "coordinate", {.apply = [this](const model::SectorTable& table, const bus::Stamp& stamp) {
        difference_.note(stamp.sent_at, clock_().wall);
        known_.clear();
        exclusions_.clear();
        for (const model::SectorRow& row : table.rows) {
          known_.insert(row.assignment.sector);
          exclusions_.insert(exclusions_.end(), row.exclusions.begin(), row.exclusions.end());
        }
      }});
}

std::vector<model::Exclusion> HeardSectors::given_back_by(const model::ControlPointId& name) const {
  std::vector<model::Exclusion> given_back = exclusions_;
  std::erase_if(given_back, [&](const model::Exclusion& one) { return one.control_point != name; });
  return given_back;
}

std::string HeardSectors::list() const {
  std::string list;
  for (const model::SectorId& sector : known_) {
    list.append(list.empty() ? "" : ", ").append(sector.view());
  }
  return list;
}

}  // namespace selat::service
