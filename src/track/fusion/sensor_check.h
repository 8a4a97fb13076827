#pragma once
// Whether a sensor can be believed at all. A radar that is turned, whose clock is off, or that does not stand
// where it is said to, shows the vessels that AIS names all in another direction, where they were long ago,
// or beside where they are: every plot that could be such a vessel votes for by how much, and a peak
// elsewhere than at zero says so. A radar that shows the same scan again and again repeats itself. Such a
// sensor is set aside: its plots vote on, and make no tracks, until it is right again. A value; bounded; one
// thread.

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/enum_names.h"
#include "track/fusion/contact_log.h"
#include "track/fusion/sensor.h"
#include "track/fusion/shift_votes.h"
#include "track/fusion/track_pool.h"

namespace selat::track::fusion {

enum class SensorFault : std::uint8_t {
  none,
  turned,   // its north is not north
  clock,    // its times are wrong
  shifted,  // everything lies beside where it is: another datum, or it stands elsewhere
  repeats,  // it shows the same scan again and again
};

// Votes for differences between −most and most; the middle bin is the difference 0. How many are for a peak
// is counted so many bins to either side of it: that wide errors of the radar spread them.
template <std::size_t kBins, std::size_t kSpread>
class Votes {
 public:
  void add(double difference, double most) {
    const double place = (difference / most + 1) / 2 * kBins;
    if (place >= 0 && place < kBins) {
      votes_[static_cast<std::size_t>(place)] += 1;
    }
  }
  void fade(float part) {
    for (float& vote : votes_) {
      vote *= part;
    }
  }
  struct Peak {
    double difference = 0;
    float votes = 0;
  };
  // Where nearly all of what is more than chance lies, if that is not about zero.
  [[nodiscard]] std::optional<Peak> peak_elsewhere(double most) const;

 private:
  std::array<float, kBins> votes_{};
};

class SensorCheck {
 public:
  // What the radar shows in one slot.
  void look(const TrackPool& tracks, std::span<const KeptContact> plots);
  // Once around.
  void end_scan(const SensorSettings& radar, const TrackPool& tracks, Instant now);

  [[nodiscard]] SensorFault fault() const { return fault_; }
  // Of a fault: by how much, clockwise; by how much its clock is ahead.
  [[nodiscard]] double turned_rad() const { return turned_rad_; }
  [[nodiscard]] double ahead_s() const { return ahead_s_; }
  [[nodiscard]] geo::Offset shift() const { return shift_; }

 private:
  static constexpr std::size_t kDirections = 73;  // about 5° each
  static constexpr std::size_t kTimes = 61;       // about 4 s each
  void vote(const KeptContact& plot, const TrackRecord& vessel);
  void choose_vessels(const SensorSettings& radar, const TrackPool& tracks, Instant now);
  [[nodiscard]] bool is_repeated() const;
  void vote_for_bias(double beyond_m, double turned_rad);
  // How many votes one bias, which is taken off, explains.
  [[nodiscard]] float explained_by_bias() const;
  // By what it is wrong, if by anything: what most votes are for.
  void judge();

  Votes<kDirections, 0> directions_;
  Votes<kTimes, 2> times_;
  ShiftVotes shifts_;
  // By which small errors of range (rows) and bearing (columns) a plot lies beside a vessel.
  static constexpr std::size_t kBiases = 9;
  std::array<std::array<float, kBiases>, kBiases> biases_{};
  std::vector<TrackSlot> vessels_;  // that AIS names, within range; with which plots are compared
  std::vector<geo::Position> shown_, shown_before_;
  std::uint32_t repeats_ = 0;
  SensorFault fault_ = SensorFault::none;
  double turned_rad_ = 0;
  double ahead_s_ = 0;
  geo::Offset shift_;
};

}  // namespace selat::track::fusion

namespace selat {
template <>
inline constexpr auto enum_names<track::fusion::SensorFault> =
    std::to_array<std::string_view>({"none", "turned", "clock", "shifted", "repeats"});
}  // namespace selat
