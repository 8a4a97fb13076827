#pragma once
// Boats that send no AIS: fishing boats at their nets, and boats that cross the Strait on the corridors C1 to
// C5 by the habits that reports tell of: in groups of up to four, fast in the middle, slow near the coast,
// between dusk and dawn; some wait on the way, and some hand over to a fishing boat that goes on. What there
// is at an instant follows from seed and time alone.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "simulate/behaviour.h"
#include "simulate/environment.h"
#include "units/distance.h"
#include "units/instant.h"

namespace selat::simulate {

struct SilentBoat {
  std::uint64_t object = 0;   // its number in the truth
  std::string_view corridor;  // "C2"; empty: it fishes
  Distance length;
  BehaviourPtr behaviour;
  std::optional<Instant> from, until;  // at sea; empty: for ever

  [[nodiscard]] bool is_at_sea(Instant when) const {
    return (!from || when >= *from) && (!until || when < *until);
  }
};

struct SilentOptions {
  std::uint64_t seed = 1;
  std::size_t fishing_boats = 115;
  bool crosses_by_day = false;  // at any hour, and more often: for demonstrations
};

// The ways of a corridor, each from the water off one shore to that off the other.
struct Corridor {
  std::string_view id;
  double slowest_kn, fastest_kn;
  std::vector<Line> ways;
};
[[nodiscard]] const std::vector<Corridor>& corridors();

class SilentBoats {
 public:
  SilentBoats(const Environment& environment, const SilentOptions& options);

  // All that are at sea at that time, and some that are no more; the time may not go back. Valid until the
  // next call.
  [[nodiscard]] const std::vector<SilentBoat>& until(Instant when);

 private:
  // How long a slot of departures is.
  [[nodiscard]] Span slot_for() const;
  void add_fishing_boats(const Environment& environment);
  void add_slot(std::size_t corridor, std::int64_t slot);
  void add_group(const Corridor& corridor, std::uint64_t seed, Instant departs);
  void add_boat(const Corridor& corridor, std::uint64_t seed, std::uint64_t number, Distance length,
                Instant from, std::vector<TimedPosition> places);

  SilentOptions options_;
  std::vector<SilentBoat> boats_;
  std::optional<std::int64_t> last_slot_;
};

}  // namespace selat::simulate
