#include "track/fusion/imm.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace selat::track::fusion {
namespace {

// Power spectral density of the acceleration, m²/s³. Quiet: 0.2 m/s of velocity in 10 s, what steering and
// waves do to a craft on a straight course. Lively: 1 m/s in 1 s, a boat at 20 kn that turns by 6° a second.
constexpr std::array<double, 2> kNoise_m2_s3 = {0.005, 1.0};
// How long a craft is quiet, and lively, at a time.
constexpr std::array<double, 2> kStays_s = {60, 20};

// The 2×2 covariance of a foretold measurement, inverted.
struct Innovation2 {
  double east_m, north_m;  // measured minus foretold
  double inv_ee, inv_en, inv_nn;
  double determinant_m4;
  [[nodiscard]] double squared_sigmas() const {
    return east_m * (inv_ee * east_m + 2 * inv_en * north_m) + inv_nn * north_m * north_m;
  }
  [[nodiscard]] double log_density() const {
    return -0.5 * squared_sigmas() - std::log(2 * std::numbers::pi) - 0.5 * std::log(determinant_m4);
  }
};

Innovation2 innovation_of(const Estimate& estimate, const Measurement& measured) {
  const double ee = estimate.at(0, 0) + measured.var_east_m2;
  const double en = estimate.at(0, 1) + measured.cov_m2;
  const double nn = estimate.at(1, 1) + measured.var_north_m2;
  const double determinant = std::max(ee * nn - en * en, 1e-9);
  return {.east_m = measured.east_m - estimate.state[0],
          .north_m = measured.north_m - estimate.state[1],
          .inv_ee = nn / determinant,
          .inv_en = -en / determinant,
          .inv_nn = ee / determinant,
          .determinant_m4 = determinant};
}

Estimate mixed(const std::array<Estimate, 2>& models, const std::array<double, 2>& weights) {
  Estimate sum;
  for (std::size_t i = 0; i < 4; ++i) {
    sum.state[i] = weights[0] * models[0].state[i] + weights[1] * models[1].state[i];
  }
  std::array<std::array<double, 4>, 2> apart{};
  for (std::size_t m = 0; m < 2; ++m) {
    for (std::size_t i = 0; i < 4; ++i) {
      apart[m][i] = models[m].state[i] - sum.state[i];
    }
  }
  for (int row = 0; row < 4; ++row) {
    for (int column = row; column < 4; ++column) {
      double value = 0;
      for (std::size_t m = 0; m < 2; ++m) {
        value += weights[m] * (models[m].at(row, column) + apart[m][static_cast<std::size_t>(row)] *
                                                               apart[m][static_cast<std::size_t>(column)]);
      }
      sum.upper(row, column) = value;
    }
  }
  return sum;
}

void propagate(Estimate& e, double dt_s, double noise_m2_s3) {
  const double t = dt_s;
  e.state[0] += t * e.state[2];
  e.state[1] += t * e.state[3];
  const double p00 = e.at(0, 0), p01 = e.at(0, 1), p02 = e.at(0, 2), p03 = e.at(0, 3), p11 = e.at(1, 1),
               p12 = e.at(1, 2), p13 = e.at(1, 3), p22 = e.at(2, 2), p23 = e.at(2, 3), p33 = e.at(3, 3);
  const double length_s = std::abs(t);
  const double q_pp = noise_m2_s3 * length_s * length_s * length_s / 3;
  const double q_pv = noise_m2_s3 * t * length_s / 2;
  const double q_vv = noise_m2_s3 * length_s;
  e.upper(0, 0) = p00 + 2 * t * p02 + t * t * p22 + q_pp;
  e.upper(0, 1) = p01 + t * (p03 + p12) + t * t * p23;
  e.upper(1, 1) = p11 + 2 * t * p13 + t * t * p33 + q_pp;
  e.upper(0, 2) = p02 + t * p22 + q_pv;
  e.upper(0, 3) = p03 + t * p23;
  e.upper(1, 2) = p12 + t * p23;
  e.upper(1, 3) = p13 + t * p33 + q_pv;
  e.upper(2, 2) = p22 + q_vv;
  e.upper(3, 3) = p33 + q_vv;
}

void kalman_update(Estimate& e, const Innovation2& innovation) {
  std::array<double, 4> gain_e{};
  std::array<double, 4> gain_n{};
  std::array<double, 4> column_e{};
  std::array<double, 4> column_n{};
  for (int i = 0; i < 4; ++i) {
    const auto k = static_cast<std::size_t>(i);
    column_e[k] = e.at(i, 0);
    column_n[k] = e.at(i, 1);
    gain_e[k] = column_e[k] * innovation.inv_ee + column_n[k] * innovation.inv_en;
    gain_n[k] = column_e[k] * innovation.inv_en + column_n[k] * innovation.inv_nn;
    e.state[k] += gain_e[k] * innovation.east_m + gain_n[k] * innovation.north_m;
  }
  for (int row = 0; row < 4; ++row) {
    for (int column = row; column < 4; ++column) {
      const auto r = static_cast<std::size_t>(row);
      const auto c = static_cast<std::size_t>(column);
      e.upper(row, column) -= gain_e[r] * column_e[c] + gain_n[r] * column_n[c];
    }
  }
}

}  // namespace

Imm imm_begun_at(const Measurement& at, double east_ms, double north_ms, double sigma_ms) {
  Estimate begun;
  begun.state = {at.east_m, at.north_m, east_ms, north_ms};
  begun.upper(0, 0) = at.var_east_m2;
  begun.upper(0, 1) = at.cov_m2;
  begun.upper(1, 1) = at.var_north_m2;
  begun.upper(2, 2) = sigma_ms * sigma_ms;
  begun.upper(3, 3) = sigma_ms * sigma_ms;
  return {.models = {begun, begun}, .weights = {0.5, 0.5}};
}

Imm imm_predicted(const Imm& imm, double dt_s) {
  const double length_s = std::abs(dt_s);
  const double leaves_quiet = 1 - std::exp(-length_s / kStays_s[0]);
  const double leaves_lively = 1 - std::exp(-length_s / kStays_s[1]);
  const std::array<std::array<double, 2>, 2> moves = {
      {{1 - leaves_quiet, leaves_quiet}, {leaves_lively, 1 - leaves_lively}}};
  Imm result;
  for (std::size_t to = 0; to < 2; ++to) {
    const double from_quiet = moves[0][to] * imm.weights[0];
    const double from_lively = moves[1][to] * imm.weights[1];
    result.weights[to] = std::max(from_quiet + from_lively, 1e-6);
    result.models[to] =
        mixed(imm.models, {from_quiet / result.weights[to], 1 - from_quiet / result.weights[to]});
    propagate(result.models[to], dt_s, kNoise_m2_s3[to]);
  }
  return result;
}

Fit fit_of(const Imm& predicted, const Measurement& measured) {
  const auto innovation = innovation_of(combined(predicted), measured);
  return {.squared_sigmas = innovation.squared_sigmas(), .log_likelihood = innovation.log_density()};
}

void imm_update(Imm& predicted, const Measurement& measured) {
  std::array<double, 2> logs{};
  for (std::size_t m = 0; m < 2; ++m) {
    const auto innovation = innovation_of(predicted.models[m], measured);
    logs[m] = std::log(predicted.weights[m]) + innovation.log_density();
    kalman_update(predicted.models[m], innovation);
  }
  const double most = std::max(logs[0], logs[1]);
  const double quiet = std::exp(logs[0] - most);
  const double lively = std::exp(logs[1] - most);
  predicted.weights[0] = std::clamp(quiet / (quiet + lively), 1e-3, 1 - 1e-3);
  predicted.weights[1] = 1 - predicted.weights[0];
}

Estimate combined(const Imm& imm) {
  return mixed(imm.models, imm.weights);
}

void imm_shift(Imm& imm, double east_m, double north_m) {
  for (auto& model : imm.models) {
    model.state[0] += east_m;
    model.state[1] += north_m;
  }
}

}  // namespace selat::track::fusion
