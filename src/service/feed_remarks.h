#pragma once
// What is said of a feed beside its state: why nothing usable comes, radars without a place. (Of
// wrong clocks of stations: wrong_clocks.h.)
//
// Thread: any. Pure.

#include <cstdint>
#include <string_view>

#include "base/localized_message.h"
#include "feed/likeness.h"
#include "radar/known_radars.h"
#include "radar/radar_watch.h"
#include "service/radar_intake.h"
#include "units/instant.h"

namespace selat::service {

// What a feed is there for, as far as can be told.
enum class FeedUse : std::uint8_t { ais, radar_lines, data_blocks };

[[nodiscard]] FeedUse use_of(std::string_view uri, std::uint64_t ais_sentences, const RadarCounts& radars);

// Something arrives, and nothing that can be used, for so long.
[[nodiscard]] LocalizedMessage nothing_usable(FeedUse use, const RadarCounts& radars, Span quiet_for);

// What it looks like; of one whose datagrams should be data blocks, only if they are none.
[[nodiscard]] LocalizedMessage looks_of(feed::Likeness likeness, std::string_view uri);

[[nodiscard]] LocalizedMessage remark_on(const radar::RadarRemark& remark);
[[nodiscard]] LocalizedMessage remark_on(const radar::UndecidedRadar& radar);

}  // namespace selat::service
