#include "service/heard_sectors.h"

#include "model/sector_table.h"

namespace selat::service {

bus::Subscription HeardSectors::subscription() {
  return bus::subscribe<model::SectorTable>(
      "coordinate", {.apply = [this](const model::SectorTable& table, const bus::Stamp& stamp) {
        difference_.note(stamp.sent_at, clock_().wall);
        known_.clear();
        for (const model::SectorRow& row : table.rows) {
          known_.insert(row.assignment.sector);
        }
      }});
}

std::string HeardSectors::list() const {
  std::string list;
  for (const model::SectorId& sector : known_) {
    list.append(list.empty() ? "" : ", ").append(sector.view());
  }
  return list;
}

}  // namespace selat::service
