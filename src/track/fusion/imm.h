#pragma once
// The motion filter of one track: an interacting multiple model (IMM) of two Kalman filters of constant
// velocity on a local plane. The quiet one expects a craft that keeps course and speed (low process noise),
// the lively one a craft that turns or changes speed (high process noise); their weights follow from which
// of them foretold the measurements better. Source: Bar-Shalom, Li, Kirubarajan, Estimation with
// Applications to Tracking and Navigation (2001), §6.2.2 (process noise), §11.6.6 (IMM).
//
// Fixed size, trivially copyable, no heap. Metres and metres a second east and north. Pure.

#include <array>

namespace selat::track::fusion {

// A position with its covariance.
struct Measurement {
  double east_m = 0;
  double north_m = 0;
  double var_east_m2 = 0;
  double cov_m2 = 0;
  double var_north_m2 = 0;
};

// A state and its covariance, whose upper half is kept row by row.
struct Estimate {
  std::array<double, 4> state{};        // east_m, north_m, east_ms, north_ms
  std::array<double, 10> covariance{};  // 00 01 02 03 11 12 13 22 23 33
  [[nodiscard]] double at(int row, int column) const {
    return covariance[index_of(row < column ? row : column, row < column ? column : row)];
  }
  double& upper(int row, int column) { return covariance[index_of(row, column)]; }

 private:
  static constexpr std::size_t index_of(int row, int column) {
    return static_cast<std::size_t>(row * (7 - row) / 2 + column);
  }
};

struct Imm {
  std::array<Estimate, 2> models;              // quiet, lively
  std::array<double, 2> weights = {0.5, 0.5};  // probabilities of the two
};

// How well a measurement fits a prediction.
struct Fit {
  double squared_sigmas = 0;  // Mahalanobis distance, squared
  double log_likelihood = 0;  // natural, of the density in 1/m²
};

// Where nothing was known before. The velocity is believed to be this, ± sigma_ms on either axis.
[[nodiscard]] Imm imm_begun_at(const Measurement& at, double east_ms, double north_ms, double sigma_ms);
// So much later, or (a little) earlier.
[[nodiscard]] Imm imm_predicted(const Imm& imm, double dt_s);
// Of a prediction for the measurement's time.
[[nodiscard]] Fit fit_of(const Imm& predicted, const Measurement& measured);
// A prediction for the measurement's time takes it in.
void imm_update(Imm& predicted, const Measurement& measured);
// Both models as one.
[[nodiscard]] Estimate combined(const Imm& imm);
// The same filter with its origin moved by so much.
void imm_shift(Imm& imm, double east_m, double north_m);

}  // namespace selat::track::fusion
