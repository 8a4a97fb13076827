#include "simulate/arpa.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "base/fingerprint.h"
#include "geo/local_plane.h"

namespace selat::simulate {
namespace {

constexpr std::uint32_t kAcquiredAfter = 3;  // echoes
constexpr std::uint32_t kSureAfter = 6;
constexpr std::uint32_t kLostAfter = 5;  // misses in a row
constexpr std::uint32_t kHandedOverAfter = 40;
constexpr double kHandedOver = 0.4;  // of those that have AIS
const Distance kNear = Distance::metres(200);
constexpr double kSwapped = 0.1;  // a turn, of two that are near each other

}  // namespace

bool Arpa::is_handed_over(const Followed& target, std::uint64_t object) const {
  return target.last.has_ais && target.hits > kHandedOverAfter &&
         Random(join(seed_, object)).chance(kHandedOver);
}

void Arpa::take(const Plot& plot) {
  Followed& target = targets_[*plot.object];
  ++target.hits;
  target.misses = 0;
  target.last = plot;
}

// Numbers are given in turn, so that one that has become free is soon that of another target.
void Arpa::acquire() {
  for (auto& [object, target] : targets_) {
    if (target.number || target.hits < kAcquiredAfter || is_handed_over(target, object) ||
        std::ranges::all_of(is_taken_, std::identity())) {
      continue;
    }
    while (is_taken_[next_ % is_taken_.size()]) {
      ++next_;
    }
    target.number = static_cast<std::uint32_t>(next_ % is_taken_.size());
    is_taken_[*target.number] = true;
  }
}

void Arpa::swap_near_ones(Random& random) {
  for (auto one = targets_.begin(); one != targets_.end(); ++one) {
    for (auto other = std::next(one); other != targets_.end(); ++other) {
      const bool are_followed = one->second.number && other->second.number;
      if (are_followed &&
          geo::distance_at_most(one->second.last.truth.position, other->second.last.truth.position) < kNear &&
          random.chance(kSwapped)) {
        std::swap(one->second.number, other->second.number);
      }
    }
  }
}

void Arpa::tell(std::int64_t turn, Followed& target, std::uint64_t object, bool is_hit,
                std::vector<model::RadarReport>& reports) {
  const bool is_lost = target.misses >= kLostAfter || is_handed_over(target, object);
  if (!target.number || (!is_hit && !is_lost)) {
    return;
  }
  Random random(join(join(seed_, object), static_cast<std::uint64_t>(turn)));
  model::RadarReport report;
  report.format = model::RadarFormat::ttm;
  report.detection = model::RadarDetection::primary;
  report.state = is_lost                    ? model::RadarTargetState::lost
                 : target.hits < kSureAfter ? model::RadarTargetState::acquiring
                                            : model::RadarTargetState::tracking;
  report.number = target.number;
  report.observed_at = target.last.at;
  report.range = target.last.range;
  report.bearing = target.last.bearing;
  const double sog_kn = target.last.truth.sog.in_knots() + random.normal(0, 0.6);
  report.speed = Speed::knots(std::max(0.0, sog_kn));
  report.course = target.last.truth.cog + Angle::degrees(random.normal(0, 3));
  reports.push_back(report);
  if (is_lost) {
    is_taken_[*target.number] = false;
    target.number.reset();
  }
}

std::vector<model::RadarReport> Arpa::follow(std::int64_t turn, std::span<const Plot> plots) {
  for (auto& [object, target] : targets_) {
    ++target.misses;
  }
  for (const Plot& plot : plots) {
    if (plot.object) {
      take(plot);
    }
  }
  acquire();
  Random random(join(seed_, static_cast<std::uint64_t>(turn)));
  swap_near_ones(random);
  std::vector<model::RadarReport> reports;
  for (auto& [object, target] : targets_) {
    tell(turn, target, object, target.misses == 0, reports);
  }
  std::erase_if(targets_, [](const auto& entry) { return entry.second.misses >= kLostAfter; });
  std::ranges::stable_sort(reports, {}, &model::RadarReport::observed_at);
  return reports;
}

}  // namespace selat::simulate
