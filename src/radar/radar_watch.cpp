#include "radar/radar_watch.h"

#include <algorithm>
#include <bit>

#include "base/fingerprint.h"

namespace selat::radar {
namespace {

constexpr Span kClockWindow = Span::seconds(30);
constexpr std::uint32_t kLeastReports = 3;
constexpr Span kToldFor = Span::minutes(2);

std::uint64_t bits(const auto& measure) {
  return measure ? std::bit_cast<std::uint64_t>(measure->in_metres()) : 0;
}

// Of what it says; the same target seen at another time is another.
std::uint64_t fingerprint_of(const model::RadarReport& report) {
  std::uint64_t all =
      join(static_cast<std::uint64_t>(report.format) * 256 + static_cast<std::uint64_t>(report.state),
           static_cast<std::uint64_t>(report.observed_at.in_unix_microseconds()));
  all = join(all, report.number.value_or(~0U));
  all = join(all, bits(report.range));
  all = join(all, report.bearing ? std::bit_cast<std::uint64_t>(report.bearing->in_degrees()) : 1);
  if (report.position) {
    all = join(all, static_cast<std::uint64_t>(std::int64_t{report.position->latitude_e7()}));
    all = join(all, static_cast<std::uint64_t>(std::int64_t{report.position->longitude_e7()}));
  }
  return all;
}

}  // namespace

bool RadarWatch::pass(ReceivedReport& received) {
  const model::RadarReport& report = received.report;
  auto found = radars_.find(report.source);
  if (found == radars_.end()) {
    if (radars_.size() >= kMostRadars) {
      return true;
    }
    found = radars_.try_emplace(report.source).first;
  }
  Radar& radar = found->second;
  const Instant now = report.received_at;
  if (is_repeated(radar, report)) {
    ++repeats_;
    note(radar, RadarFault::repeats, now);
    return false;
  }
  if (received.warnings.has(Warning::own_position_missing)) {
    note(radar, RadarFault::own_position_missing, now);
  }
  if (received.warnings.has(Warning::heading_missing)) {
    note(radar, RadarFault::heading_missing, now);
  }
  if (is_live_) {
    judge_clock(radar, received);
  }
  return true;
}

// Where the time is that of reception, the same echo may come again and again.
bool RadarWatch::is_repeated(Radar& radar, const model::RadarReport& report) {
  const std::uint64_t fingerprint = fingerprint_of(report);
  if (!radar.known.insert(fingerprint).second) {
    return report.observed_at != report.received_at;
  }
  if (radar.order.size() < kRemembered) {
    radar.order.push_back(fingerprint);
  } else {
    radar.known.erase(radar.order[radar.next]);
    radar.order[radar.next] = fingerprint;
    radar.next = (radar.next + 1) % kRemembered;
  }
  return false;
}

void RadarWatch::note(Radar& radar, RadarFault fault, Instant at) {
  Seen& seen = radar.faults[static_cast<std::size_t>(fault)];
  seen.at = at;
  ++seen.reports;
}

// What was held back and comes late comes ever less late; a clock that is wrong is always as much behind.
void RadarWatch::judge_clock(Radar& radar, ReceivedReport& received) {
  model::RadarReport& report = received.report;
  if (received.warnings.has(Warning::time_ahead)) {
    return note(radar, RadarFault::clock_ahead, report.received_at);
  }
  ClockWindow& clock = radar.clock;
  const Span behind = report.received_at - report.observed_at;
  clock.least = clock.since ? std::min(clock.least, behind) : behind;
  clock.since = clock.since.value_or(report.received_at);
  ++clock.reports;
  if (report.received_at - *clock.since >= kClockWindow && clock.reports >= kLeastReports) {
    clock.behind = clock.least > kMostBehind ? std::optional(clock.least) : std::nullopt;
    clock.since.reset();
    clock.reports = 0;
  }
  if (clock.behind && behind > kMostBehind) {
    received.warnings.add(Warning::clock_behind);
    ++with_clock_behind_;
    note(radar, RadarFault::clock_behind, report.received_at);
    report.observed_at = report.received_at;
  }
}

std::optional<RadarRemark> RadarWatch::gravest(Instant now) const {
  std::optional<RadarRemark> gravest;
  for (const auto& [name, radar] : radars_) {
    for (std::size_t i = 0; i < radar.faults.size(); ++i) {
      const Seen& seen = radar.faults[i];
      const bool is_told = seen.reports > 0 && now - seen.at <= kToldFor;
      if (is_told && (!gravest || i < static_cast<std::size_t>(gravest->fault))) {
        gravest = {.fault = static_cast<RadarFault>(i),
                   .radar = name,
                   .reports = seen.reports,
                   .behind = radar.clock.behind.value_or(Span())};
      }
    }
  }
  return gravest;
}

}  // namespace selat::radar
