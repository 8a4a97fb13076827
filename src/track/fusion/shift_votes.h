#pragma once
// Whether a radar shows everything beside where it is, by the same way: a wrong datum, or an antenna that
// does not stand where the settings say. Each plot near a vessel that AIS names votes for how it lies from
// it; a peak elsewhere than at zero, of several vessels, says so. A value; bounded; pure.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "geo/local_plane.h"
#include "model/mmsi.h"

namespace selat::track::fusion {

class ShiftVotes {
 public:
  struct Peak {
    geo::Offset shift;
    float votes = 0;
  };

  void add(geo::Offset shift, model::Mmsi of_vessel);
  void fade(float part);
  // Where nearly all of what is more than chance lies, if that is not about zero.
  [[nodiscard]] std::optional<Peak> peak_elsewhere() const;

 private:
  static constexpr int kAcross = 31;  // odd: the middle bin is no shift
  static constexpr double kBin_m = 80;
  struct Bin {
    float votes = 0;
    std::uint64_t vessels = 0;  // a bit of 64 each, as long as their votes count
  };
  // Of a bin and its neighbours: a radar's errors spread over that much.
  struct Around {
    float votes = 0;
    std::uint64_t vessels = 0;
    geo::Offset sum;  // of shifts, by votes
  };
  [[nodiscard]] Around around(int row, int column) const;
  [[nodiscard]] const Bin& at(int row, int column) const {
    return bins_[static_cast<std::size_t>(row * kAcross + column)];
  }

  std::array<Bin, static_cast<std::size_t>(kAcross* kAcross)> bins_{};
};

}  // namespace selat::track::fusion
