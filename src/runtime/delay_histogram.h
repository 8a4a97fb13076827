#pragma once
// Quantiles of delays in bounded memory. Delays are counted in buckets of an eighth of an octave of
// microseconds, so a quantile is accurate to 13 %. A delay below zero (one clock ahead of another) counts as
// zero.

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>

#include "model/process_health.h"
#include "units/instant.h"

namespace selat::runtime {

class DelayHistogram {
 public:
  void add(Span delay) {
    ++counts_[bucket_of(delay)];
    ++total_;
    longest_ = std::max(longest_, delay);
  }
  void add(const DelayHistogram& other) {
    std::ranges::transform(counts_, other.counts_, counts_.begin(), std::plus{});
    total_ += other.total_;
    longest_ = std::max(longest_, other.longest_);
  }
  // The delay below which `share` (0 to 1) of all lie, rounded up to its bucket; empty without any delay.
  [[nodiscard]] std::optional<Span> quantile(double share) const {
    if (total_ == 0) {
      return std::nullopt;
    }
    const auto wanted =
        std::max<std::uint64_t>(1, static_cast<std::uint64_t>(share * static_cast<double>(total_)));
    std::uint64_t seen = 0;
    std::size_t bucket = 0;
    while (bucket + 1 < kBuckets && (seen += counts_[bucket]) < wanted) {
      ++bucket;
    }
    return upper_bound_of(bucket);
  }
  // Nothing where there are none.
  [[nodiscard]] std::optional<model::LatencySummary> summary() const {
    const auto median = quantile(0.5);
    const auto slow = quantile(0.99);
    if (!median || !slow) {
      return std::nullopt;
    }
    return model::LatencySummary{.count = total_, .p50 = *median, .p99 = *slow, .longest = longest_};
  }
  [[nodiscard]] std::uint64_t total() const { return total_; }
  [[nodiscard]] Span longest() const { return longest_; }

 private:
  static constexpr std::size_t kSteps = 8;
  static constexpr std::size_t kBuckets = 40 * kSteps;  // to 13 days

  static std::size_t bucket_of(Span delay) {
    const auto us = static_cast<std::uint64_t>(std::max<std::int64_t>(delay.in_microseconds(), 0));
    if (us < kSteps) {
      return static_cast<std::size_t>(us);
    }
    const auto octave = static_cast<std::size_t>(std::bit_width(us)) - 4;  // 0 for 8 to 15
    const auto step = static_cast<std::size_t>(us >> octave) - kSteps;     // 0 to 7
    return std::min((octave + 1) * kSteps + step, kBuckets - 1);
  }
  static Span upper_bound_of(std::size_t bucket) {
    if (bucket < kSteps) {
      return Span::microseconds(static_cast<std::int64_t>(bucket));
    }
    const auto octave = bucket / kSteps - 1;
    return Span::microseconds(static_cast<std::int64_t>(((bucket % kSteps + kSteps + 1) << octave) - 1));
  }

  std::array<std::uint64_t, kBuckets> counts_{};
  std::uint64_t total_ = 0;
  Span longest_;
};

}  // namespace selat::runtime
