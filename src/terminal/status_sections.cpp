#include "terminal/status_sections.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <ranges>
#include <utility>
#include <variant>
#include <vector>

#include "terminal/health_text.h"
#include "text/measure.h"
#include "text/names.h"
#include "text/terminal.h"

namespace selat::terminal {
namespace {

constexpr std::size_t kPatrolReportsKept = 2;
constexpr std::size_t kColumnsForCounts = 100;

MessageId state_of(const cop::ProcessNow& process) {
  switch (process.health.state) {
    case model::ProcessState::running:
      return tr("running");
    case model::ProcessState::waiting:
      return tr("waiting");
    case model::ProcessState::degraded:
      return tr("DEGRADED");
    case model::ProcessState::stopping:
      return tr("stopping");
    case model::ProcessState::starting:
      break;
  }
  return tr("starting");
}

std::string_view comma(const std::string& before) {
  return before.empty() ? "" : ", ";
}

struct Happened {
  Instant at;
  Line line;
  bool is_patrol_report = false;
};

// The newest, the oldest first. The newest reports of patrols keep their places, whatever else happens.
Lines newest(std::vector<Happened> all, std::size_t most) {
  std::ranges::stable_sort(all, {}, &Happened::at);
  const auto reports = static_cast<std::size_t>(std::ranges::count_if(all, &Happened::is_patrol_report));
  std::size_t for_reports = std::min({kPatrolReportsKept, reports, most});
  std::size_t for_any = most - for_reports;
  Lines lines;
  for (Happened& one : all | std::views::reverse) {
    std::size_t& places = one.is_patrol_report && for_reports > 0 ? for_reports : for_any;
    if (places > 0) {
      --places;
      lines.push_back(std::move(one.line));
    }
  }
  std::ranges::reverse(lines);
  return lines;
}

}  // namespace

Tone tone_of(model::Severity severity) {
  switch (severity) {
    case model::Severity::distress:
    case model::Severity::alarm:
      return Tone::red;
    case model::Severity::warning:
      return Tone::yellow;
    default:
      return Tone::plain;
  }
}

Line StatusSections::title(MessageId id, std::optional<cop::Part> part) const {
  const std::string staleness = part ? text_.staleness(*part, now_.steady) : std::string();
  return {std::string(word(id)) + (staleness.empty() ? "" : " (" + staleness + ")"),
          staleness.empty() ? Tone::bold : Tone::red};
}

Tone StatusSections::unless_stale(cop::Part part, Tone tone) const {
  return picture_.freshness(part).is_stale(now_.steady) ? Tone::dim : tone;
}

// What came to its ports from outside and was none of its own language; empty: nothing.
std::string StatusSections::strangers_at(const model::ProcessHealth& health) const {
  constexpr std::string_view kOutputs = "output_bytes_ignored.";
  constexpr auto kTurnedAway =
      std::to_array<std::string_view>({"peers_refused", "peers_handshake_failed", "peers_wrong_role",
                                       "peers_malformed", "peers_over_limit", "peers_cut_off"});
  std::uint64_t turned_away = 0;
  std::uint64_t ignored = 0;
  for (const model::NamedCount& one : health.counters) {
    const bool is_of_peers = std::ranges::find(kTurnedAway, one.name) != kTurnedAway.end();
    turned_away += is_of_peers ? one.count : 0;
    ignored += one.name.starts_with(kOutputs) ? one.count : 0;
  }
  std::string out =
      turned_away == 0
          ? std::string()
          : text::translate({tr("{n} turned away at its ports"), {{"n", turned_away}}}, text_.language());
  if (ignored > 0) {
    out.append(comma(out))
        .append(text::translate({tr("{n} {n:byte|bytes} sent to its outputs ignored"), {{"n", ignored}}},
                                text_.language()));
  }
  return out;
}

Line StatusSections::process(const std::string& name, const cop::ProcessNow& process) const {
  const bool is_silent = process.is_silent(now_.steady);
  const auto* const child = picture_.child(name);
  std::string missing;
  for (const std::string& what : missing_of(process.health, text_.language())) {
    missing += (missing.empty() ? "" : "; ") + what;
  }
  if (const std::string strangers = strangers_at(process.health); !strangers.empty()) {
    missing += (missing.empty() ? "" : "; ") + strangers;
  }
  const std::string silence = text::translate(
      {tr("NOT HEARD {span}"), {{"span", text::duration(now_.steady - process.heard_at, text_.language())}}},
      text_.language());
  const std::string row = cells(
      {{"", 22}, {"", 18}, {"", 6, true}, {"", 8, true}, {"", 8, true}, {"", 0}},
      {text::for_terminal(name), is_silent ? silence : std::string(word(state_of(process))),
       is_silent ? "?" : text::number(process.cpu_share * 100, 0, text_.language()) + " %",
       text::number(static_cast<double>(process.health.resident_bytes) / 1e6, 0, text_.language()) + " MB",
       child != nullptr ? std::to_string(child->restarts) : "", missing});
  const bool is_degraded = process.health.state == model::ProcessState::degraded;
  return {row, is_silent || is_degraded ? Tone::red : Tone::plain};
}

Lines StatusSections::processes(bool is_short) const {
  Lines lines = {title(tr("Processes"))};
  if (!is_short) {
    lines.push_back(titles_of({{std::string(word(tr("process"))), 22},
                               {std::string(word(tr("state"))), 18},
                               {std::string(word(tr("CPU"))), 6, true},
                               {std::string(word(tr("memory"))), 8, true},
                               {std::string(word(tr("restarts"))), 8, true},
                               {std::string(word(tr("missing"))), 0}}));
  }
  std::size_t running = 0;
  for (const auto& [name, one] : picture_.processes()) {
    const bool is_running = !one.is_silent(now_.steady) && one.health.state == model::ProcessState::running;
    running += is_running ? 1 : 0;
    if (!is_short || !is_running) {
      lines.push_back(process(name, one));
    }
  }
  if (is_short) {
    lines.push_back(
        {text::translate({tr("{n} running"), {{"n", std::to_string(running)}}}, text_.language())});
  }
  return lines;
}

// On a narrow screen problems matter more than counts.
Lines StatusSections::feeds(std::size_t columns) const {
  Lines lines = {title(tr("Feeds"), cop::Part::feeds)};
  std::vector<Column> table = {{std::string(word(tr("feed"))), 16},
                               {std::string(word(tr("state"))), 12},
                               {std::string(word(tr("per second"))), 10, true}};
  const bool has_counts = columns >= kColumnsForCounts;
  if (has_counts) {
    table.push_back({std::string(word(tr("sentences"))), 11, true});
    table.push_back({std::string(word(tr("reports"))), 11, true});
    table.push_back({std::string(word(tr("duplicates"))), 10, true});
  }
  table.push_back({std::string(word(tr("problems"))), 0});
  lines.push_back(titles_of(table));
  for (const cop::FeedNow& feed : picture_.feeds()) {
    const bool is_well = model::is_well(feed.health.state);
    const bool is_stale = picture_.freshness(cop::Part::feeds).is_stale(now_.steady);
    const std::string rate = is_stale ? "?" : text::number(feed.sentences_per_s, 0, text_.language());
    std::vector<std::string> values = {text::for_terminal(feed.health.name),
                                       std::string(word(phrase_of(feed.health.state))), rate};
    if (has_counts) {
      const model::RadarFeedHealth& radar = feed.health.radar;
      for (const std::uint64_t count : {feed.health.sentences + radar.sentences + radar.records,
                                        feed.health.reports + radar.reports, feed.health.duplicates}) {
        values.push_back(std::to_string(count));
      }
    }
    values.push_back(problems_of(feed.health));
    lines.push_back(
        {cells(table, values), unless_stale(cop::Part::feeds, is_well ? Tone::plain : Tone::yellow)});
  }
  append(lines, outputs());
  return lines;
}

// Of all processes; nothing where there is none.
Lines StatusSections::outputs() const {
  const std::vector<Column> table = {{std::string(word(tr("output"))), 16},
                                     {std::string(word(tr("format"))), 12},
                                     {std::string(word(tr("clients"))), 10, true},
                                     {std::string(word(tr("lines sent"))), 14, true},
                                     {std::string(word(tr("problems"))), 0}};
  Lines lines;
  for (const auto& [name, process] : picture_.processes()) {
    for (const model::OutputHealth& output : process.health.outputs) {
      const bool is_well = output.problem.empty() && !process.is_silent(now_.steady);
      lines.push_back(
          {cells(table, {text::for_terminal(output.name), text::for_terminal(output.format),
                         std::to_string(output.clients), std::to_string(output.sent), remarks_on(output)}),
           is_well ? Tone::plain : Tone::yellow});
    }
  }
  if (!lines.empty()) {
    lines.insert(lines.begin(), {title(tr("Outputs")), titles_of(table)});
  }
  return lines;
}

std::string StatusSections::remarks_on(const model::OutputHealth& output) const {
  std::string out = output.problem.empty() ? std::string() : line_of(output.problem, text_.language());
  if (output.is_unencrypted) {
    out.append(comma(out)).append(word(tr("unencrypted")));
  }
  const auto add = [&](std::uint64_t count, MessageId what) {
    if (count > 0) {
      out.append(comma(out)).append(text::translate({what, {{"n", count}}}, text_.language()));
    }
  };
  add(output.cut_off, tr("{n} cut off"));
  add(output.refused, tr("{n} refused"));
  add(output.dropped, tr("{n} {n:line|lines} dropped"));
  return out;
}

// The reason of the last failure, then problems and losses by kind, the most frequent first.
std::string StatusSections::problems_of(const model::FeedHealth& health) const {
  using enum model::FeedCount;
  std::vector<std::pair<std::uint64_t, std::string>> kinds;
  for (const auto* problems : {&health.problems, &health.radar.problems}) {
    for (const model::NamedCount& problem : *problems) {
      kinds.emplace_back(problem.count, problem.name);
    }
  }
  kinds.emplace_back(health.radar.bad_blocks, "bad_blocks");
  kinds.emplace_back(health.radar.repeats, "repeated_reports");
  for (const auto& [category, blocks] : health.radar.unknown_categories) {
    kinds.emplace_back(blocks, "blocks_of_category_" + std::to_string(category));
  }
  for (const auto lost :
       {unrecognised_lines, overlong_lines, refused_senders, kernel_drops, reports_too_late}) {
    kinds.emplace_back(health.transport[lost], name_of(lost));
  }
  std::erase_if(kinds, [](const auto& kind) { return kind.first == 0; });
  std::ranges::sort(kinds, std::greater<>());
  std::string out = reason_of(health, text_.language());
  if (health.is_unencrypted) {
    out.append(comma(out)).append(word(tr("unencrypted")));
  }
  for (const auto& [count, name] : kinds) {
    out.append(comma(out)).append(std::to_string(count) + " " + problem_word(name, text_.language()));
  }
  return out;
}

Lines StatusSections::sectors(bool is_short) const {
  Lines lines = {title(tr("Sectors"), cop::Part::sectors)};
  if (picture_.freshness(cop::Part::sectors).at) {
    append(lines, is_short ? sectors_by_holder() : sector_table());
  }
  return lines;
}

// Unknown while the table is not current: the server may have renewed it.
std::string StatusSections::lease_of(std::optional<Instant> expires_at) const {
  if (!expires_at || picture_.freshness(cop::Part::sectors).is_stale(now_.steady)) {
    return expires_at ? "?" : "";
  }
  const double left_s = std::max(0.0, (*expires_at - now_.wall).in_seconds());
  return text::duration(Span::seconds(std::floor(left_s)), text_.language());
}

Line StatusSections::sector(const model::SectorRow& row) const {
  const model::Assignment& a = row.assignment;
  const Tone tone = a.state == model::SectorState::held      ? Tone::plain
                    : a.state == model::SectorState::unowned ? Tone::red
                                                             : Tone::yellow;
  return {cells({{"", 30}, {"", 16}, {"", 10}, {"", 9, true}, {"", 7, true}, {"", 0}},
                {text::for_terminal(text_.sector_name(a.sector.view())),
                 std::string(text::name(a.state, text_.language())), text::for_terminal(a.holder.view()),
                 lease_of(a.expires_at), std::to_string(row.vessels), text_.why(row)}),
          unless_stale(cop::Part::sectors, tone)};
}

Lines StatusSections::sector_table() const {
  Lines lines = {titles_of({{std::string(word(tr("sector"))), 30},
                            {std::string(word(tr("state"))), 16},
                            {std::string(word(tr("held by"))), 10},
                            {std::string(word(tr("lease"))), 9, true},
                            {std::string(word(tr("vessels"))), 7, true},
                            {std::string(word(tr("why"))), 0}})};
  for (const model::SectorRow& row : picture_.sectors()) {
    lines.push_back(sector(row));
  }
  for (const model::ControlPointStatus& point : picture_.control_points()) {
    lines.push_back(
        {text::fitted(text::for_terminal(point.control_point.id.view()), 30) + " " + speaker_of(point),
         unless_stale(cop::Part::sectors, point.is_connected ? Tone::plain : Tone::yellow)});
  }
  return lines;
}

// Who sits at the terminal of a control point.
std::string StatusSections::speaker_of(const model::ControlPointStatus& point) const {
  if (!point.is_connected) {
    return std::string(word(tr("not connected")));
  }
  return std::string(word(point.is_standby ? tr("standby") : tr("person")));
}

// The sectors that a control point holds, or was offered, or may still believe to hold: then the state is
// said; or those without a holder.
std::string StatusSections::sectors_of(std::string_view holder) const {
  std::string out;
  std::optional<Instant> first_end;
  for (const model::SectorRow& row : picture_.sectors()) {
    const model::Assignment& a = row.assignment;
    if (a.holder.view() != holder) {
      continue;
    }
    const bool is_held = a.state == model::SectorState::held;
    const bool is_plain = is_held || a.state == model::SectorState::unowned;
    out += " " + text::for_terminal(a.sector.view()) +
           (is_plain ? "" : " (" + std::string(text::name(a.state, text_.language())) + ")");
    if (is_held && a.expires_at && (!first_end || *a.expires_at < *first_end)) {
      first_end = a.expires_at;
    }
  }
  return first_end ? out + "  (" + std::string(word(tr("lease"))) + " " + lease_of(first_end) + ")" : out;
}

// The sectors of each control point with the shortest of their leases; those without a holder; and who is
// left out of what.
Lines StatusSections::sectors_by_holder() const {
  Lines lines;
  const auto add = [&](std::string text, Tone tone) {
    lines.push_back({std::move(text), unless_stale(cop::Part::sectors, tone)});
  };
  const auto who = [this](const model::ControlPointStatus& point) {
    return text::for_terminal(point.control_point.id.view()) + " " + speaker_of(point);
  };
  std::size_t width = 20;
  for (const model::ControlPointStatus& point : picture_.control_points()) {
    width = std::max(width, text::columns_of(who(point)));
  }
  for (const model::ControlPointStatus& point : picture_.control_points()) {
    add(text::fitted(who(point), width) + sectors_of(point.control_point.id.view()),
        point.is_connected ? Tone::plain : Tone::yellow);
  }
  if (const std::string uncovered = sectors_of({}); !uncovered.empty()) {
    add(text::fitted(word(tr("UNCOVERED")), width) + uncovered, Tone::red);
  }
  for (const model::SectorRow& row : picture_.sectors()) {
    for (const model::Exclusion& exclusion : row.exclusions) {
      add(text::for_terminal(row.assignment.sector.view()) + " " + text_.exclusion(exclusion),
          row.assignment.state == model::SectorState::unowned ? Tone::red : Tone::plain);
    }
  }
  return lines;
}

Lines StatusSections::events(std::size_t most) const {
  std::vector<Happened> all;
  const auto add = [&](Instant at, std::string text, Tone tone = Tone::plain) -> Happened& {
    return all.emplace_back(
        Happened{.at = at, .line = {text::time_of_day(at) + "  " + std::move(text), tone}});
  };
  for (const cop::Event& event : picture_.events()) {
    const auto* const raised = std::get_if<cop::AlertRaised>(&event.what);
    if (!std::holds_alternative<cop::LogWritten>(event.what)) {
      add(event.at, text_.line_of(event),
          raised != nullptr ? tone_of(raised->alert.anomaly.severity) : Tone::plain);
    }
  }
  for (const model::LogEntry& entry : picture_.log()) {
    if (entry.kind != model::LogKind::told) {
      add(entry.at, text_.line_of(entry)).is_patrol_report = entry.kind == model::LogKind::patrol_report;
    }
  }
  Lines lines = {title(tr("Recent events"))};
  append(lines, newest(std::move(all), most));
  return lines;
}

}  // namespace selat::terminal
