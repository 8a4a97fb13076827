#pragma once
// What `selat simulate` is asked for.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "model/radar_report.h"
#include "runtime/command_error.h"
#include "units/instant.h"

namespace selat::service {

// Of the simulated radars: TTM among the lines of AIS.
inline constexpr std::string_view kRadarLines = "ttm";
// Or data blocks in datagrams to an address.
inline constexpr std::string_view kUdpScheme = "udp://";

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
  // Shore radars too: kRadarLines, udp://ADDRESS:PORT or a file; empty: none.
  std::string radar_to = {};
  model::RadarFormat radar_format = model::RadarFormat::asterix_048;  // of data blocks
  std::filesystem::path radar_truth = {};  // what was truly there, as JSON Lines; empty: nowhere
  std::uint64_t sea_state = 3;
  bool crosses_by_day = false;  // boats without AIS, at any hour
};

// Throws UsageError where a number is beyond what the simulator is made for; the history still in minutes,
// since more would not fit a Span.
void require_within_limits(const SimulateOptions& options, std::uint64_t history_min);

// What is said where they can go nowhere.
[[nodiscard]] runtime::UsageError no_place_of_radars(std::string_view to);

}  // namespace selat::service
