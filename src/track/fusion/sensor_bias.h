#pragma once
// By how much a radar measures wrongly, all the time: in range, in azimuth and in time. Estimated by a Kalman
// filter from craft that AIS names, and taken off every plot once it is known well. Source: Fischer, Muehe,
// Cameron, Registration Errors in a Netted Air Surveillance System (MIT Lincoln Laboratory, 1980). A value;
// pure.

#include <array>

#include "track/fusion/contact_log.h"
#include "track/fusion/track_record.h"

namespace selat::track::fusion {

class SensorBias {
 public:
  // The plot is that of a craft which AIS puts there.
  void learn(const KeptContact& plot, const AisFix& ais);
  // Once around: what was learned is a little less sure.
  void age();
  // The plot as a radar without these errors would have shown it.
  [[nodiscard]] KeptContact corrected(const KeptContact& plot) const;
  // What its plots may still be wrong by, at that range.
  [[nodiscard]] double sigma_m(double range_m) const;

  [[nodiscard]] bool is_known() const;
  [[nodiscard]] double range_m() const { return state_[0]; }
  [[nodiscard]] double azimuth_rad() const { return state_[1]; }
  [[nodiscard]] double time_s() const { return state_[2]; }

 private:
  // What was foretold by (per_range, per_azimuth, per_time) · state is measured with that variance.
  void take(const std::array<double, 3>& row, double measured, double variance);

  // Before anything is known: a charted antenna, a heading line, a clock as they are when nobody is careful.
  static constexpr double kRange_m = 50;
  static constexpr double kAzimuth_rad = 0.7 * 0.0174533;
  static constexpr double kTime_s = 1;
  std::array<double, 3> state_{};
  std::array<std::array<double, 3>, 3> covariance_ = {
      {{kRange_m * kRange_m, 0, 0}, {0, kAzimuth_rad* kAzimuth_rad, 0}, {0, 0, kTime_s* kTime_s}}};
};

}  // namespace selat::track::fusion
