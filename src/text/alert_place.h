#pragma once
// Where an alert is, and what craft is nearest to it, in words.
//
// Text from outside (names of vessels and craft) is not escaped here; each output escapes the whole line
// (text/terminal.h). Thread: any. Pure.

#include <string>
#include <string_view>

#include "base/language.h"
#include "model/alert.h"
#include "model/order.h"

namespace selat::text {

// The last fix of the first vessel of the alert that has one.
[[nodiscard]] const model::VesselFix* current_fix(const model::Alert& alert);

// "1°14.83′N 103°50.12′E, course 087°, 12.3 kn, 3 min ago, in S07 Selat Rupat": the current fix, else where
// the anomaly was found, else "position unknown". `sector_name` may be empty.
[[nodiscard]] std::string place(const model::Alert& alert, Language language, Instant now,
                                std::string_view sector_name);

// "1°14.83′N 103°50.12′E, course 087°, 12.3 kn, 3 min ago"
[[nodiscard]] std::string fix(const model::VesselFix& fix, Language language, Instant now);

// "MV SATU (525000001), MMSI 533000002"; empty for an alert of no vessel.
[[nodiscard]] std::string vessels(const model::Anomaly& anomaly, Language language);

// "KN Rupat: bearing 047°, 12.3 nm, 35 min at full speed, by its AIS position 2 min ago", or from its berth.
// The bearing is that from the craft to the alert.
[[nodiscard]] std::string nearest_craft(const model::NearestCraft& craft, Language language, Instant now);

}  // namespace selat::text
