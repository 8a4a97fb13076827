#include "track/time_jump_filter.h"

#include <algorithm>

namespace selat::track {

namespace {

// Reports that must agree on a time jump before it is believed.
constexpr std::uint64_t kAgreeingNeeded = 3;
constexpr std::size_t kMaxHeld = 64;

bool is_same_report(const model::ReportHeader& a, const model::ReportHeader& b) {
  return a.mmsi == b.mmsi && a.observed_at == b.observed_at && a.fingerprint == b.fingerprint &&
         a.source == b.source;
}

}  // namespace

TimeJumpFilter::Held TimeJumpFilter::hold(const model::Report& report) {
  const model::ReportHeader& header = model::header_of(report);
  Held result;
  result.is_repeated = std::ranges::any_of(
      held_, [&](const HeldReport& other) { return is_same_report(model::header_of(other.report), header); });
  if (result.is_repeated) {
    return result;
  }
  if (held_.size() >= kMaxHeld) {
    held_.erase(held_.begin());
    result.has_dropped = true;
  }
  held_.push_back({report, agreeing_with_watermark_});
  const auto agrees = [limit = limit_, at = header.observed_at](const HeldReport& other) {
    const Span apart = model::header_of(other.report).observed_at - at;
    return apart <= limit && -apart <= limit;
  };
  const auto votes = static_cast<std::uint64_t>(std::ranges::count_if(held_, agrees));
  const std::uint64_t agreeing_before = std::ranges::find_if(held_, agrees)->agreeing_before;
  if (votes >= kAgreeingNeeded && votes > agreeing_with_watermark_ - agreeing_before) {
    result.believed = take(agrees);
  }
  return result;
}

std::vector<model::Report> TimeJumpFilter::take_reached(Instant watermark) {
  return take(
      [&](const HeldReport& one) { return !is_ahead(model::header_of(one.report).observed_at, watermark); });
}

template <typename Which>
std::vector<model::Report> TimeJumpFilter::take(const Which& which) {
  std::vector<model::Report> taken;
  for (const HeldReport& one : held_) {
    if (which(one)) {
      taken.push_back(one.report);
    }
  }
  std::erase_if(held_, which);
  std::ranges::stable_sort(taken, {}, [](const auto& one) { return model::header_of(one).observed_at; });
  return taken;
}

}  // namespace selat::track
