#pragma once
// The radars of the simulated Strait, turn by turn, over the vessels that send AIS and the boats that do not;
// and what was truly there. The same environment, options, seed and vessels give the same reports.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/radar_report.h"
#include "radar/asterix/writer.h"
#include "simulate/environment.h"
#include "simulate/shore_radars.h"
#include "simulate/simulated_vessel.h"
#include "units/instant.h"

namespace selat::simulate {

struct RadarTrafficOptions {
  std::uint64_t seed = 1;
  // ttm and asterix_062: the radars follow targets themselves; asterix_010 and asterix_048: plots.
  model::RadarFormat format = model::RadarFormat::ttm;
  int sea_state = 3;
  bool crosses_by_day = false;
  Instant from;  // turns begin here
};

// One turn of one radar: what it reports, in the order of time.
struct RadarTurn {
  const SimulatedRadar* radar = nullptr;
  Instant north_at, ends_at;
  std::span<const model::RadarReport> reports;  // valid during the call
};

// What is somewhere at some time, seen or not.
struct TrueObject {
  std::uint64_t object = 0;
  std::string_view corridor;  // of a boat that crosses without AIS
  std::optional<model::Mmsi> mmsi;
  Distance length;
  Movement movement;
};

class RadarTraffic {
 public:
  RadarTraffic(const Environment& environment, const RadarTrafficOptions& options);
  ~RadarTraffic();
  RadarTraffic(const RadarTraffic&) = delete;
  RadarTraffic& operator=(const RadarTraffic&) = delete;

  // Calls `on_turn` with every turn that ends before `until` and was not told yet, in the order of their
  // ends.
  void run_until(Instant until, const std::vector<SimulatedVessel>& vessels,
                 const std::function<void(const RadarTurn&)>& on_turn);

  // All that is within the range of a radar at that time, which is not before the last turn.
  [[nodiscard]] std::vector<TrueObject> truth(Instant when, const std::vector<SimulatedVessel>& vessels);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// As a feed of lines brings it: each with a TAG block (s: the radar, c: its time) and CRLF.
[[nodiscard]] std::string lines_of(const RadarTurn& turn);
// As datagrams: a north marker, then the reports.
[[nodiscard]] std::vector<radar::AsterixBytes> datagrams_of(const RadarTurn& turn);

}  // namespace selat::simulate
