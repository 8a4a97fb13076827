#pragma once
// The filters by which a subscriber names topics: "ais/#", "ais/+/nmea", "$share/group/ais/#".

#include <string_view>

namespace selat::mqtt {

// Whether some topic comes to both. What a group shares comes to one of its members only.
[[nodiscard]] bool do_overlap(std::string_view one, std::string_view other);

}  // namespace selat::mqtt
