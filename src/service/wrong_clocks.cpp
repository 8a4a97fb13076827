#include "service/wrong_clocks.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

#include <fmt/format.h>

namespace selat::service {
namespace {

Span size_of(Span span) {
  return span < Span() ? -span : span;
}

// "2 h 5 min", "90 s".
std::string in_words(Span span) {
  const std::int64_t seconds = span.in_milliseconds() / 1'000;
  if (seconds < 600) {
    return fmt::format("{} s", seconds);
  }
  const std::int64_t minutes = seconds / 60;
  return minutes < 120 ? fmt::format("{} min", minutes)
                       : fmt::format("{} h {} min", minutes / 60, minutes % 60);
}

std::string found(const WrongClock& clock) {
  return fmt::format("the clock of station '{}' is {} {}: for its reports, the time of reception counts",
                     std::string_view(clock.station.view()), in_words(size_of(clock.behind)),
                     clock.behind > Span() ? "behind" : "ahead");
}

}  // namespace

LocalizedMessage remark_on(const std::vector<WrongClock>& wrong) {
  if (wrong.empty()) {
    return {};
  }
  const WrongClock& worst =
      *std::ranges::max_element(wrong, {}, [](const WrongClock& clock) { return size_of(clock.behind); });
  return {worst.behind > Span()
              ? tr("wrong clocks: {n}, that of {station} is {span} min behind; for their reports, the time "
                   "of reception counts")
              : tr("wrong clocks: {n}, that of {station} is {span} min ahead; for their reports, the time "
                   "of reception counts"),
          {{"n", wrong.size()},
           {"station", worst.station.view()},
           {"span", size_of(worst.behind).in_microseconds() / Span::minutes(1).in_microseconds()}}};
}

std::vector<std::string> ClockLog::look(const std::vector<WrongClock>& wrong,
                                        const std::function<bool(const model::SourceName&)>& is_right,
                                        SteadyTime now) {
  std::vector<std::string> said;
  for (const WrongClock& clock : wrong) {
    const bool is_told = std::ranges::find(told_, clock.station) != told_.end();
    if (!is_told && told_.size() < kMostStations && lines_.fill(now) > 0) {
      lines_.take(1);
      told_.push_back(clock.station);
      said.push_back(found(clock));
    }
  }
  // Each of these had its line before: so many more are no flood.
  std::erase_if(told_, [&](const model::SourceName& station) {
    const bool is_well = is_right(station);
    if (is_well) {
      said.push_back(
          fmt::format("the clock of station '{}' is right again", std::string_view(station.view())));
    }
    return is_well;
  });
  return said;
}

}  // namespace selat::service
