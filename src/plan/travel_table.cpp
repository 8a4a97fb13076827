#include "plan/travel_table.h"

#include "base/check.h"

namespace selat::plan {

TravelTable::TravelTable(std::size_t sectors, std::size_t control_points, const std::vector<TravelRow>& rows)
    : control_points_(control_points), quickest_(sectors * control_points) {
  for (const TravelRow& row : rows) {
    require(row.sector < sectors && row.control_point < control_points, "travel row out of range");
    auto& best = quickest_[row.sector * control_points_ + row.control_point];
    if (!best || row.time < best->time) {
      best = Response{row.asset, row.time};
    }
  }
}

}  // namespace selat::plan
