#pragma once
// Seeded traffic for the simulations of the engine: vessels that do a little of everything, heard by more
// than one station, and their reports in another order.

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>
#include <utility>
#include <vector>

#include "../../unit/detect/scene.h"
#include "base/random.h"

namespace selat::detect::traffic {

// What kind of traffic a seed gives.
struct Chart {
  double shortest_s = 1'200, longest_s = 7'200;
  std::uint64_t least_vessels = 2, more_vessels = 8;
  double every_s = 30;  // the longest usual interval between two reports
  double gap_s = 3'000;
  double leg_s = 900;
  // Reports of one time, ships that lie moored, change their MMSI or share one.
  bool is_rich = false;
};
inline constexpr Chart kHours{};
// Sparse enough for thousands of seeds; silences in which tracks end and are forgotten.
inline constexpr Chart kSixHours{.shortest_s = 21'600,
                                 .longest_s = 21'600,
                                 .least_vessels = 3,
                                 .more_vessels = 4,
                                 .every_s = 80,
                                 .gap_s = 14'400,
                                 .leg_s = 3'000,
                                 .is_rich = true};

using Reports = std::vector<model::Report>;

// A vessel that wanders, stops beside others, jumps, falls silent, calls for help: a little of everything.
class Wanderer {
 public:
  Wanderer(std::uint32_t mmsi, const Chart& chart, Random& random)
      : mmsi_(mmsi), chart_(chart), random_(random) {
    values_.east_m = random_.uniform(-4'000, 4'000);
    values_.north_m = random_.uniform(-4'000, 4'000);
    values_.sog_kn = random_.uniform(0, 20);
    values_.cog_deg = random_.uniform(0, 359);
    const char* names[] = {"OCEAN STAR", "OCEAN STAK", "MV JAYA 5", "SEA PRIDE", "LAUT BIRU"};
    name_ = names[random_.below(5)];
    if (chart_.is_rich && random_.chance(0.5)) {
      name_ = "VESSEL " + std::to_string(mmsi_);  // no other has it, until this one changes its MMSI
    }
    length_m_ = random_.chance(0.3) ? 12 : random_.uniform(40, 250);
    values_.transponder = random_.chance(0.3) ? model::Transponder::class_b : model::Transponder::class_a;
  }

  void wander(Reports& reports, double length_s) {
    for (double s = random_.uniform(0, 10); s < length_s;) {
      if (s >= next_turn_s_) {
        s += turn(s);
      }
      if (s - last_static_s_ > 360) {
        last_static_s_ = s;
        reports.emplace_back(scene::particulars(mmsi_, s + 0.5, name_.c_str(), length_m_));
      }
      report(reports, s);
      s += sail_on();
    }
  }

 private:
  // Returns how long it takes.
  double turn(double s) {
    next_turn_s_ = s + random_.uniform(60, chart_.leg_s);
    const bool goes_to_meeting_place = random_.chance(0.5);
    values_.sog_kn = goes_to_meeting_place ? random_.uniform(0, 1) : random_.uniform(0, 25);
    values_.cog_deg = random_.uniform(0, 359);
    values_.status = model::NavigationStatus::under_way_using_engine;
    if (!goes_to_meeting_place) {
      return 0;
    }
    // Quickly, but within what a class can do: the jump rule has its own share.
    values_.east_m = random_.chance(0.5) ? random_.uniform(0, 200) : 3'000 + random_.uniform(0, 200);
    values_.north_m = random_.uniform(0, 200);
    if (chart_.is_rich && random_.chance(0.3)) {
      values_.sog_kn = 0;
      values_.status = model::NavigationStatus::moored;
    }
    return 180;
  }

  void report(Reports& reports, double s) {
    scene::ReportValues said = values_;
    if (random_.chance(0.01)) {
      said.east_m += random_.uniform(-40'000, 40'000);
    }
    if (random_.chance(0.002)) {
      said.status = model::NavigationStatus::distress_device_active;
    }
    reports.emplace_back(scene::position(mmsi_, s, said));
    if (random_.chance(0.002)) {  // it is elsewhere from now on
      values_.east_m += 30'000;
    }
    if (random_.chance(0.001)) {
      reports.emplace_back(scene::safety(mmsi_, s + 1, "MOB ACTIVE"));
    }
  }

  // Until the next report; returns how long.
  double sail_on() {
    const bool is_silent = random_.chance(0.01);
    const double every_s = is_silent ? random_.uniform(60, chart_.gap_s) : random_.uniform(2, chart_.every_s);
    const double way_m = values_.sog_kn * 1852 / 3600 * every_s;
    values_.east_m += way_m * std::sin(values_.cog_deg * std::numbers::pi / 180);
    values_.north_m += way_m * std::cos(values_.cog_deg * std::numbers::pi / 180);
    return every_s;
  }

  std::uint32_t mmsi_;
  const Chart& chart_;
  Random& random_;
  scene::ReportValues values_;
  std::string name_;
  double length_m_ = 0;
  double next_turn_s_ = 0;
  double last_static_s_ = -1'000;
};

inline void set_observed_at(model::Report& report, Instant at) {
  std::visit([at](auto& any) { any.observed_at = any.received_at = at; }, report);
}

// From some time on a vessel goes under another MMSI.
inline void change_mmsi(Reports& reports, std::size_t from, double length_s, Random& random) {
  const Instant changed_at = scene::after(random.uniform(0, length_s));
  for (std::size_t i = from; i < reports.size(); ++i) {
    if (model::header_of(reports[i]).observed_at >= changed_at) {
      std::visit([](auto& any) { any.mmsi = model::Mmsi(any.mmsi.number() + 100); }, reports[i]);
    }
  }
}

// Another transmitter with the MMSI of the first vessel, heard by a station of its own.
inline void add_second_transmitter(Reports& reports, double length_s, const Chart& chart, Random& random) {
  const std::size_t from = reports.size();
  Wanderer(563'000'001, chart, random).wander(reports, length_s);
  for (std::size_t i = from; i < reports.size(); ++i) {
    std::visit(
        [](auto& any) {
          any.source = "ridge";
          any.fingerprint = join(any.fingerprint, 2);
        },
        reports[i]);
    if (auto* position = std::get_if<model::PositionReport>(&reports[i])) {
      position->position = geo::Position::e7(position->position->latitude_e7() + 2'000'000,
                                             position->position->longitude_e7());
    }
  }
}

// Times as coarse as some stations give them: whole seconds, two reports of one vessel within one of them.
inline void add_ties(Reports& reports, Random& random) {
  Reports more;
  for (model::Report& report : reports) {
    const Instant second = Instant::unix_seconds(model::header_of(report).observed_at.in_unix_seconds());
    if (random.chance(0.4)) {
      set_observed_at(report, second);
    }
    const auto* position = std::get_if<model::PositionReport>(&report);
    if (position == nullptr || !random.chance(0.1)) {
      continue;
    }
    model::PositionReport again = *position;
    again.position =
        geo::Position::e7(position->position->latitude_e7() + 500, position->position->longitude_e7() + 500);
    again.fingerprint = join(position->fingerprint, 1);
    more.emplace_back(again);
    if (random.chance(0.5)) {
      set_observed_at(more.back(), second + Span::seconds(random.uniform(0, 1)));
    }
  }
  reports.insert(reports.end(), more.begin(), more.end());
}

inline Reports scenario(const Chart& chart, Random& random) {
  Reports reports;
  const double length_s = random.uniform(chart.shortest_s, chart.longest_s);
  const std::uint64_t vessels = chart.least_vessels + random.below(chart.more_vessels);
  for (std::uint32_t i = 0; i < vessels; ++i) {
    const std::size_t from = reports.size();
    Wanderer(563'000'001 + i, chart, random).wander(reports, length_s);
    if (chart.is_rich && random.chance(0.3)) {
      change_mmsi(reports, from, length_s, random);
    }
  }
  if (random.chance(0.3)) {
    Wanderer(970'000'001, chart, random).wander(reports, length_s);
  }
  if (chart.is_rich && random.chance(0.3)) {
    add_second_transmitter(reports, length_s, chart, random);
  }
  if (chart.is_rich) {
    add_ties(reports, random);
  }
  scene::sort_by_time(reports);
  return reports;
}

// Heard by a second station a moment later, or at the same time.
inline Reports with_copies(const Reports& reports, const Chart& chart, Random& random) {
  Reports all;
  for (const model::Report& report : reports) {
    all.push_back(report);
    if (!random.chance(0.2)) {
      continue;
    }
    model::Report copy = report;
    std::visit(
        [&](auto& any) {
          if (random.chance(0.5)) {
            any.source = "hill";
          }
          const double after_s = chart.is_rich && random.chance(0.2) ? 0 : random.uniform(0, 25);
          any.observed_at = any.observed_at + Span::seconds(after_s);
        },
        copy);
    all.push_back(copy);
  }
  scene::sort_by_time(all);
  return all;
}

// This share of the reports arrives up to `most_s` after its time; those of one time in any order.
inline Reports shuffled(const Reports& reports, double most_s, double share, Random& random) {
  std::vector<std::pair<Instant, model::Report>> arriving;
  for (const model::Report& report : reports) {
    const double delay_s = random.chance(share) ? random.uniform(0, most_s) : 0;
    arriving.emplace_back(model::header_of(report).observed_at + Span::seconds(delay_s), report);
  }
  std::ranges::stable_sort(arriving, {}, [](const auto& one) { return one.first; });
  Reports result;
  for (auto& [at, report] : arriving) {
    std::visit([&](auto& any) { any.received_at = at; }, report);
    result.push_back(std::move(report));
  }
  return result;
}

// The same reports, those of exactly equal times in another order: nothing arrives late.
inline Reports with_ties_turned(Reports reports, Random& random) {
  for (std::size_t first = 0; first < reports.size();) {
    std::size_t end = first + 1;
    while (end < reports.size() &&
           model::header_of(reports[end]).observed_at == model::header_of(reports[first]).observed_at) {
      ++end;
    }
    for (std::size_t i = end - first; i > 1; --i) {
      std::swap(reports[first + i - 1], reports[first + random.below(i)]);
    }
    first = end;
  }
  return reports;
}

inline EngineOptions options() {
  using scene::zone;
  EngineOptions options;
  options.zones = {zone("west", model::ZoneKind::watch, -2'000, -2'000, -500, 3'000),
                   zone("thin", model::ZoneKind::watch, 1'000, -5'000, 1'200, 5'000),
                   zone("quay", model::ZoneKind::berth, 2'900, -100, 3'300, 300)};
  options.watch_list = {{.label = "star", .name = "OCEAN STAR"}, {.label = "two", .mmsi = 563'000'002}};
  options.rules["zone"].thresholds["dwell_s"] = 300;
  return options;
}

}  // namespace selat::detect::traffic
