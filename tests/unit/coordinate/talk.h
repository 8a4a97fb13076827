#pragma once
// A coordinator with one sector, and what control points say to it, step by step.

#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "coordinate/coordinator.h"
#include "support/nobody_holds.h"

namespace selat::coordinate::test {

inline constexpr SteadyTime kBoot = SteadyTime::seconds(1'000);
inline constexpr Instant kNoon = Instant::unix_seconds(1'767'268'800);

inline Now after(double seconds) {
  return {kBoot + Span::seconds(seconds), kNoon + Span::seconds(seconds)};
}

inline model::Sector box(const char* id, double west_deg) {
  using geo::Position;
  model::Sector sector;
  sector.id = id;
  sector.permits = {model::Permit::full, model::Permit::full, model::Permit::none, model::Permit::none};
  sector.area =
      geo::Area({geo::Polygon({Position::degrees(1, west_deg), Position::degrees(1, west_deg + 1),
                               Position::degrees(2, west_deg + 1), Position::degrees(2, west_deg)})});
  return sector;
}

inline model::ControlPoint point(const char* id, model::Nation nation) {
  model::ControlPoint control_point;
  control_point.id = id;
  control_point.nation = nation;
  control_point.capacity = 4;
  return control_point;
}

// One sector; belawan is nearer than lumut, changi may not have it.
inline CoordinatorSettings one_sector(std::uint64_t run = 0) {
  CoordinatorSettings settings;
  settings.run = run;
  settings.timing.settle = Span();
  settings.timing.answer_within = Span::seconds(10);
  settings.sectors = {box("S01", 100)};
  settings.control_points = {point("belawan", model::Nation::idn), point("lumut", model::Nation::mys),
                             point("changi", model::Nation::sgp)};
  settings.travel = plan::TravelTable(
      1, 3,
      {{0, 0, "KRI Test", Span::hours(1)}, {0, 1, "KD Test", Span::hours(4)}, {0, 2, "RSS Test", Span()}});
  return settings;
}

inline PersistedState nobody_holds() {
  return selat::test::nobody_holds(one_sector().sectors);
}

struct Talk {
  explicit Talk(PersistedState state = nobody_holds(), std::uint64_t run = 0)
      : server(one_sector(run), std::move(state), after(0)) {}

  Coordinator server;
  std::uint64_t next_id = 1;
  std::map<std::pair<std::string, std::uint64_t>, std::uint64_t> fences = {};  // by control point and term
  std::uint32_t heard_term = 0;                                                // said with each request
  std::uint64_t heard_run = 0;

  double passed_s = 0;

  Effects say(const char* from, model::Request body, double at_s, std::uint64_t term = 10) {
    Effects effects = pass_until(at_s);
    if (auto* join = std::get_if<model::Join>(&body)) {
      for (const ControlPointPresence& presence : server.presences()) {
        if (presence.speaker.control_point.view() == from) {
          join->speaker_fence = presence.speaker.fence;  // as a refusal has told it
        }
      }
    }
    std::uint64_t& fence = fences[{from, term}];
    Effects answer = server.receive(
        {.from = from,
         .term = term,
         .id = next_id++,
         .body = std::move(body),
         .head = {.fence = fence, .coordinator_term = heard_term, .coordinator_run = heard_run}},
        after(at_s));
    for (const auto& order : answer.orders) {
      if (const auto* welcome = std::get_if<model::Welcome>(&order.body)) {
        fence = welcome->fence;
      }
    }
    merge(effects, std::move(answer));
    return effects;
  }
  // A running server ticks at least each second; one that does not has stood still.
  Effects pass_until(double at_s) {
    Effects effects;
    for (; passed_s + 1 < at_s; passed_s += 1) {
      merge(effects, server.tick(after(passed_s)));
    }
    return effects;
  }
  Effects tick(double at_s) {
    Effects effects = pass_until(at_s);
    merge(effects, server.tick(after(at_s)));
    return effects;
  }
  // Brings S01 to belawan, by a second; returns the epoch.
  std::uint64_t belawan_holds() {
    say("belawan", model::Join{}, 0);
    std::ignore = tick(0.5);
    const auto epoch = current_offer();
    say("belawan", model::Accept{"S01", epoch}, 0.9);
    return epoch;
  }
  std::uint64_t current_offer() { return server.assignments(after(1))[0].epoch; }
  model::Assignment sector(double at_s) { return server.assignments(after(at_s))[0]; }
};

template <typename Body>
const Body* find(const Effects& effects, std::string_view to) {
  for (const auto& order : effects.orders) {
    if (const auto* body = std::get_if<Body>(&order.body); body != nullptr && order.to.view() == to) {
      return body;
    }
  }
  return nullptr;
}

}  // namespace selat::coordinate::test
