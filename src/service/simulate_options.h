#pragma once
// What `selat simulate` is asked for.

#include <cstdint>
#include <filesystem>
#include <optional>

#include "units/instant.h"

namespace selat::service {

struct SimulateOptions {
  std::uint64_t seed = 1;
  std::uint64_t vessels = 220;              // of everyday traffic, about
  Span history = Span::minutes(80);         // before the start, sent at once
  std::optional<Span> duration = {};        // none: for ever; a file holds ten minutes
  double speed = 1;                         // how fast time goes over TCP
  std::optional<Instant> start = {};        // of a file; else the same on any day
  std::optional<Instant> live_since = {};   // over TCP: a run that went live earlier is continued
  std::filesystem::path ground_truth = {};  // the injects as JSON Lines; empty: nowhere
  std::uint64_t sentences_per_s = 0;        // in place of traffic, so many; 0: traffic
  bool is_in_open_ocean = false;            // those: from an empty sea instead of the Strait
};

// Throws UsageError where a number is beyond what the simulator is made for; the history still in minutes,
// since more would not fit a Span.
void require_within_limits(const SimulateOptions& options, std::uint64_t history_min);

}  // namespace selat::service
