#pragma once
// A radar that follows targets itself (ARPA) and tells them by TTM: numbers from 00 to 99 that are given
// again, acquired after some echoes and lost after some misses, exchanged between two targets that pass near
// each other, and ended when the radar shows a target by its AIS from then on. Not thread-safe.

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "base/random.h"
#include "model/radar_report.h"
#include "simulate/radar_scanner.h"

namespace selat::simulate {

class Arpa {
 public:
  explicit Arpa(std::uint64_t seed) : seed_(seed) {}

  // What it says after a turn, from the plots of that turn; the reports have no source yet.
  [[nodiscard]] std::vector<model::RadarReport> follow(std::int64_t turn, std::span<const Plot> plots);

 private:
  struct Followed {
    std::optional<std::uint32_t> number;  // none: not acquired yet, or shown by its AIS
    std::uint32_t hits = 0, misses = 0;
    Plot last;
  };
  void take(const Plot& plot);
  void acquire();
  void swap_near_ones(Random& random);
  void tell(std::int64_t turn, Followed& target, std::uint64_t object, bool is_hit,
            std::vector<model::RadarReport>& reports);
  [[nodiscard]] bool is_handed_over(const Followed& target, std::uint64_t object) const;

  std::uint64_t seed_;
  std::map<std::uint64_t, Followed> targets_;  // by object
  std::array<bool, 100> is_taken_{};
  std::uint32_t next_ = 0;
};

}  // namespace selat::simulate
