#include "tide/prediction.h"

#include <cmath>
#include <numbers>

namespace selat::tide {
namespace {

constexpr Span kStep = Span::minutes(6);
// So that it is known, at the instant asked for, which turn was the last.
constexpr Span kBefore = Span::hours(30);
constexpr Span kWithin = Span::hours(48);
constexpr Distance kStand = Distance::metres(0.05);

// The turn near a step, where a parabola through it and its neighbours turns.
Turn turn_near(const HarmonicConstants& constants, Instant at) {
  const double before = height_at(constants, at - kStep).in_metres();
  const double here = height_at(constants, at).in_metres();
  const double after = height_at(constants, at + kStep).in_metres();
  const double bend = before - 2 * here + after;
  const double off = bend == 0 ? 0 : (before - after) / (2 * bend);
  const Instant turn = at + kStep * off;
  return {turn, height_at(constants, turn)};
}

}  // namespace

Distance height_at(const HarmonicConstants& constants, Instant at) {
  const MoonAndSun sky = moon_and_sun_at(at);
  const NodeEffects effects = node_effects(sky);
  Distance height;
  for (const HarmonicConstant& constant : constants) {
    const Argument argument = argument_of(*constant.constituent, sky, effects);
    const double phase = (argument.degrees - constant.lag.in_degrees()) * (std::numbers::pi / 180);
    height += constant.amplitude * (argument.factor * std::cos(phase));
  }
  return height;
}

// Goes on from step to step and keeps the highest (or lowest) since the last turn: it is one itself as soon
// as the tide has gone back from it by more than a stand.
NextTurns next_turns(const HarmonicConstants& constants, Instant from) {
  NextTurns next;
  bool is_rising = true;
  Turn utmost{from - kBefore, height_at(constants, from - kBefore)};
  for (Instant at = utmost.at; at <= from + kWithin && !(next.high && next.low); at = at + kStep) {
    const Distance height = height_at(constants, at);
    const Distance beyond = is_rising ? height - utmost.height : utmost.height - height;
    if (beyond > Distance()) {
      utmost = {at, height};
    } else if (beyond < -kStand) {
      const Turn turn = turn_near(constants, utmost.at);
      auto& kind = is_rising ? next.high : next.low;
      if (turn.at > from && !kind) {
        kind = turn;
      }
      is_rising = !is_rising;
      utmost = {at, height};
    }
  }
  next.is_rising = next.high && (!next.low || next.high->at < next.low->at);
  return next;
}

}  // namespace selat::tide
