#pragma once
// Which port waters a route runs through: berths, anchorages and pilot boarding grounds of other nations than
// the flag; without a flag, of all. A patrol craft must not be seen there unannounced.
//
// Thread: any. Pure.

#include <string>
#include <vector>

#include "chart/chart.h"
#include "model/zone.h"
#include "route/route.h"

namespace selat::service {

struct PortWaters {
  std::size_t leg = 0;  // of the route, from 0
  std::string id;
  model::ZoneKind kind = model::ZoneKind::berth;
  model::Names names;
  model::Nation nation = model::Nation::idn;
};

// In the order of the legs; a leg that only begins or ends there counts too.
[[nodiscard]] std::vector<PortWaters> port_waters_of(const route::Route& route, const chart::Chart& chart,
                                                     std::optional<model::Nation> flag);

}  // namespace selat::service
