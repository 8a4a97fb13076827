// The head of StatusSections: the time, what there is in numbers, and what a person must know first.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "terminal/server_clock.h"
#include "terminal/status_sections.h"
#include "text/measure.h"
#include "text/terminal.h"

namespace selat::terminal {
namespace {

constexpr std::string_view kBetweenParts = ", ";

std::size_t columns_of_all(const std::vector<std::string>& parts) {
  std::size_t columns = 0;
  for (const std::string& part : parts) {
    columns += text::columns_of(part) + (columns > 0 ? kBetweenParts.size() : 0);
  }
  return columns;
}

// As many in a row as there is room for, each whole; only one that is wider than the screen is wrapped.
std::vector<std::string> rows_of(const std::vector<std::string>& parts, std::size_t columns) {
  std::vector<std::string> rows;
  for (const std::string& part : parts) {
    const bool fits =
        !rows.empty() &&
        text::columns_of(rows.back()) + kBetweenParts.size() + text::columns_of(part) <= columns;
    if (fits) {
      rows.back().append(kBetweenParts).append(part);
      continue;
    }
    for (std::string& row : text::wrapped(part, columns, 0)) {
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

}  // namespace

std::string local_times(Instant at) {
  const auto local = [&](int hours) { return text::time_of_day(at + Span::hours(hours)).substr(0, 5); };
  return "WIB " + local(7) + ", MYT/SGT " + local(8);
}

Lines StatusSections::head(std::size_t columns, bool is_short) const {
  std::string times = "Selat  " + text::time_of_day(now_.wall) + " UTC";
  const std::string with_local = times + "  (" + local_times(now_.wall) + ")";
  times = text::columns_of(with_local) <= columns ? with_local : times;
  const bool is_current = !picture_.freshness(cop::Part::alerts).is_stale(now_.steady);
  const bool is_grave = distresses() > 0 && is_current;
  Lines lines;
  std::vector<std::string> counts = sums(false);
  if (!is_grave && text::columns_of(times) + 2 + columns_of_all(counts) <= columns) {
    lines.push_back({times + "  " + rows_of(counts, columns).front(), Tone::reverse});
  } else {
    if (is_short) {
      counts = sums(true);
      counts.insert(counts.begin(), text::time_of_day(now_.wall) + " UTC");
    } else {
      lines.push_back({times, Tone::reverse});
    }
    for (std::string& row : rows_of(counts, columns)) {
      lines.push_back({std::move(row), is_grave ? Tone::red : Tone::reverse});
    }
  }
  std::string missing;
  for (const std::string& name : picture_.missing(now_.steady)) {
    missing.append(missing.empty() ? "" : ", ").append(text::for_terminal(name));
  }
  if (picture_.processes().empty()) {
    lines.push_back({std::string(word(tr("starting: no process is heard yet"))), Tone::yellow});
  } else if (!missing.empty()) {
    lines.push_back(
        {text::translate({tr("not heard: {names}"), {{"names", missing}}}, text_.language()), Tone::red});
  }
  append(lines, warnings(columns, is_short));
  return lines;
}

std::size_t StatusSections::distresses() const {
  return static_cast<std::size_t>(std::ranges::count_if(
      picture_.open_alerts(),
      [](const model::Alert* alert) { return alert->anomaly.severity == model::Severity::distress; }));
}

std::vector<std::string> StatusSections::sums(bool is_short) const {
  std::vector<std::string> sums;
  if (const std::size_t grave = distresses(); grave > 0) {
    sums.push_back(text::translate({tr("{n} DISTRESS"), {{"n", grave}}}, text_.language()));
  }
  sums.push_back(alerts_sum(is_short));
  sums.push_back(tracks_sum());
  sums.push_back(sectors_sum(is_short));
  return sums;
}

// New is what the list calls so; an alert that is over is open until somebody acknowledges it.
std::string StatusSections::alerts_sum(bool is_short) const {
  const EnumCounts<model::AlertState> open = picture_.open_alerts_by_state();
  const std::uint64_t over = open[model::AlertState::returned_unacknowledged];
  const std::string staleness = text_.staleness(cop::Part::alerts, now_.steady);
  if (!picture_.freshness(cop::Part::alerts).at) {
    return text::translate({tr("alerts {unknown}"), {{"unknown", staleness}}}, text_.language());
  }
  const MessageId in_full = over > 0 ? tr("open alerts: {n} ({new} new, {over} over, unacknowledged)")
                                     : tr("open alerts: {n} ({new} new)");
  const MessageId in_short =
      over > 0 ? tr("{n} alerts ({new} new, {over} over)") : tr("{n} alerts ({new} new)");
  const std::string counts =
      text::translate({is_short ? in_short : in_full,
                       {{"n", open.total()}, {"new", open[model::AlertState::raised]}, {"over", over}}},
                      text_.language());
  return staleness.empty() ? counts : counts + " " + staleness;
}

std::string StatusSections::tracks_sum() const {
  const cop::Freshness freshness = picture_.freshness(cop::Part::tracks);
  const std::string count = std::to_string(picture_.live_tracks());
  if (!freshness.at) {
    return std::string(word(tr("tracks not heard")));
  }
  return freshness.is_stale(now_.steady)
             ? text::translate(
                   {tr("tracks unknown since {span} ({n} then)"),
                    {{"span", text::duration(now_.steady - *freshness.at, text_.language())}, {"n", count}}},
                   text_.language())
             : text::translate({tr("{n} {n:track|tracks}"), {{"n", count}}}, text_.language()) + silent_sum();
}

// Empty where there is none.
std::string StatusSections::silent_sum() const {
  const std::size_t silent = picture_.silent_tracks().size();
  return silent == 0 ? std::string()
                     : ", " + text::translate({tr("{n} silent on AIS"), {{"n", silent}}}, text_.language());
}

std::string StatusSections::sectors_sum(bool is_short) const {
  if (!picture_.freshness(cop::Part::sectors).at || picture_.sectors().empty()) {
    return std::string(word(tr("sectors not heard")));
  }
  const std::string held =
      text::translate({is_short ? tr("{held}/{sectors} held") : tr("{held} of {sectors} sectors held"),
                       {{"held", picture_.sectors_held()}, {"sectors", picture_.sectors().size()}}},
                      text_.language());
  const std::string staleness = text_.staleness(cop::Part::sectors, now_.steady);
  return staleness.empty() ? held : held + " " + staleness;
}

// What a person must know before he believes what follows.
Lines StatusSections::warnings(std::size_t columns, bool is_short) const {
  Lines lines;
  const auto add = [&](const LocalizedMessage& message) {
    for (std::string& line : text::wrapped(text::translate(message, text_.language()), columns, 2)) {
      lines.push_back({std::move(line), Tone::red});
    }
  };
  if (const auto ahead = clock_ahead(picture_, now_)) {
    add(is_short ? clock_difference_in_short(*ahead, text_.language())
                 : clock_difference(*ahead, text_.language()));
  }
  if (const auto at = past_lost_at(picture_); at && now_.wall - *at < cop::kPastLostIsNewsFor) {
    const LocalizedMessage::Argument time{"time", text::time_of_day(*at)};
    if (is_short) {
      add({tr("SERVER LOST ITS PAST {time} UTC"), {time}});
    } else {
      add({tr("THE SERVER LOST ITS PAST at {time} UTC: alerts have new numbers, and nobody's "
              "acknowledgements, comments and answers of before are known any more"),
           {time}});
    }
  }
  return lines;
}

}  // namespace selat::terminal
