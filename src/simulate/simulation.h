#pragma once
// The simulated Strait: vessels speak, shore stations hear, sentences come out in the order of their times.
// The same scenery, options and seed give the same bytes. No clock, no threads, no I/O: whoever owns it asks
// for what was heard up to an instant.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "simulate/ground_truth.h"
#include "simulate/scenery.h"
#include "simulate/vessel.h"
#include "units/instant.h"

namespace selat::simulate {

struct SimulationOptions {
  std::uint64_t seed = 1;
  std::size_t vessels = 220;  // of everyday traffic, about
  Instant live_at;            // staged events begin here
  // Sentences begin this long before; a negative one begins later, where a run is taken up again: the
  // vessels are where they would be, whatever the history.
  Span history = kDefaultHistory;

  // Vessels that meet after the start of live time must have been seen apart in the hour before.
  static constexpr Span kDefaultHistory = Span::minutes(80);
};

// Sentences of one message as one station heard it, each with a TAG block (s: station, c: time in ms) and
// CRLF at its end.
struct Heard {
  Instant at;
  std::string_view lines;  // valid during the call
  std::uint32_t sentences = 0;
};

class Simulation {
 public:
  Simulation(Scenery scenery, const SimulationOptions& options);
  ~Simulation();
  Simulation(const Simulation&) = delete;
  Simulation& operator=(const Simulation&) = delete;

  // Hands out everything heard after the last call and before `until`.
  void run_until(Instant until, const std::function<void(const Heard&)>& hear);

  // Events whose vessels are in the simulation by now, in order of their rounds: at least all that begin
  // within the next half hour.
  [[nodiscard]] const std::vector<StagedEvent>& staged() const;
  // Everyday traffic first, then those who stage events.
  [[nodiscard]] const std::vector<Vessel>& vessels() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::simulate
