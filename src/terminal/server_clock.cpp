#include "terminal/server_clock.h"

#include <ranges>

#include "cop/clock_difference.h"
#include "cop/operational_picture.h"
#include "text/measure.h"

namespace selat::terminal {

std::optional<Span> clock_ahead(const cop::OperationalPicture& picture, Now now) {
  const auto server = picture.processes().find("coordinate");
  if (server == picture.processes().end()) {
    return std::nullopt;
  }
  cop::ClockDifference difference;
  difference.note(server->second.health.at, now.wall_at(server->second.heard_at));
  return difference.ahead();
}

LocalizedMessage clock_difference(Span ahead, Language language) {
  const bool is_behind = ahead < Span();
  return {is_behind
              ? tr("THE CLOCK OF THIS MACHINE IS {span} BEHIND the coordination server's: ages shown here "
                   "are wrong by as much; set the clock")
              : tr("THE CLOCK OF THIS MACHINE IS {span} AHEAD of the coordination server's: ages shown "
                   "here are wrong by as much; set the clock"),
          {{"span", text::duration(is_behind ? -ahead : ahead, language)}}};
}

LocalizedMessage clock_difference_in_short(Span ahead, Language language) {
  const bool is_behind = ahead < Span();
  return {is_behind ? tr("THIS CLOCK IS {span} BEHIND") : tr("THIS CLOCK IS {span} AHEAD"),
          {{"span", text::duration(is_behind ? -ahead : ahead, language)}}};
}

std::optional<Instant> past_lost_at(const cop::OperationalPicture& picture) {
  for (const model::LogEntry& entry : picture.log() | std::views::reverse) {
    if (entry.kind == model::LogKind::past_lost) {
      return entry.at;
    }
  }
  return std::nullopt;
}

}  // namespace selat::terminal
