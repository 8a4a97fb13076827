#pragma once
// The simulated Strait: vessels transmit, shore stations receive, sentences come out in the order of their
// times. The same environment, options and seed give the same bytes. No clock, no threads, no I/O: the caller
// asks for all receptions up to an instant.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "simulate/environment.h"
#include "simulate/ground_truth.h"
#include "simulate/simulated_vessel.h"
#include "units/instant.h"

namespace selat::simulate {

struct SimulationOptions {
  std::uint64_t seed = 1;
  std::size_t vessels = 220;  // of ordinary traffic, about
  Instant live_at;            // injects begin here
  // Sentences begin this long before live_at. A negative history continues an earlier run: sentences begin
  // later, and the vessels are where they would be in that run.
  Span history = kDefaultHistory;

  // Vessels that meet after live_at must have been seen apart in the hour before.
  static constexpr Span kDefaultHistory = Span::minutes(80);
};

// The sentences of one message as one station received it, each with a TAG block (s: station, c: time in ms)
// and CRLF.
struct Reception {
  Instant at;
  std::string_view lines;  // valid during the call
  std::uint32_t sentences = 0;
};

class Simulation {
 public:
  Simulation(Environment environment, const SimulationOptions& options);
  ~Simulation();
  Simulation(const Simulation&) = delete;
  Simulation& operator=(const Simulation&) = delete;

  // Calls `on_reception` with every reception since the last call and before `until`.
  void run_until(Instant until, const std::function<void(const Reception&)>& on_reception);

  // The injects whose vessels are in the simulation by now, by round: at least all that begin within the next
  // half hour.
  [[nodiscard]] const std::vector<Inject>& injects() const;
  // Ordinary traffic first, then the vessels of injects.
  [[nodiscard]] const std::vector<SimulatedVessel>& vessels() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::simulate
