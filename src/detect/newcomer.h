#pragma once
// What bears out that a vessel which was not heard before exists: it tells its particulars, or it moves as it
// says. A function of its ordered reports.

#include <cstddef>

#include "detect/never.h"
#include "track/timeline.h"
#include "units/instant.h"

namespace selat::detect {

// So long after its first report it is looked at.
inline constexpr Span kNewcomerFor = Span::minutes(10);

// Whether the entry bears it out, together with those before.
[[nodiscard]] bool bears_out(const track::Timeline& timeline, std::size_t index);
// The time of the first entry that does; kNever if none of its first minutes does.
[[nodiscard]] Instant borne_out_at(const track::Timeline& timeline);

}  // namespace selat::detect
