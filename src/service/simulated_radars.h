#pragma once
// Where the reports of the simulated radars go: as lines into the feed of the simulated AIS, as data blocks
// to a UDP port, or as data blocks into a file; and the truth beside them.
//
// Thread: one. Errors: the constructor throws UsageError where a file or an address cannot be used.

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "service/simulate_options.h"
#include "simulate/environment.h"
#include "simulate/simulated_vessel.h"
#include "units/instant.h"

namespace selat::service {

class SimulatedRadars {
 public:
  // What is to be put into the feed, with its time and the number of its sentences.
  using TakeLines = std::function<void(Instant at, std::string_view lines, std::uint32_t sentences)>;

  // Turns begin at `from`.
  SimulatedRadars(const SimulateOptions& options, const simulate::Environment& environment, Instant from);
  ~SimulatedRadars();
  SimulatedRadars(const SimulatedRadars&) = delete;
  SimulatedRadars& operator=(const SimulatedRadars&) = delete;

  void run_until(Instant until, const std::vector<simulate::SimulatedVessel>& vessels,
                 const TakeLines& take_lines);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Radars are shown as far back as this where vessels are for longer.
inline constexpr Span kRadarHistory = Span::minutes(5);

}  // namespace selat::service
