#pragma once
// The travel time of each asset to each sector (over water, at sprint speed); service/ fills it in.

#include <cstddef>
#include <optional>
#include <vector>

#include "model/sector.h"
#include "units/instant.h"

namespace selat::plan {

struct TravelRow {
  std::size_t sector = 0;         // index in the list of sectors
  std::size_t control_point = 0;  // index in the list of control points: whose asset it is
  model::AssetId asset;           // empty: measured from the control point itself
  Span time;
};

struct Response {
  model::AssetId asset;
  Span time;
};

// The quickest answer of each control point to each sector. Rows that name a sector or a control point
// out of range are a programmer's error.
class TravelTable {
 public:
  TravelTable() = default;
  TravelTable(std::size_t sectors, std::size_t control_points, const std::vector<TravelRow>& rows);
  // Nothing when the control point has no row for the sector: it cannot answer there.
  [[nodiscard]] const std::optional<Response>& response(std::size_t sector, std::size_t control_point) const {
    return quickest_[sector * control_points_ + control_point];
  }

 private:
  std::size_t control_points_ = 0;
  std::vector<std::optional<Response>> quickest_;
};

}  // namespace selat::plan
