#include "track/history.h"

#include <algorithm>

namespace selat::track {

namespace {

// The timeline has the last minutes; what it drops is at least so much older than the latest.
constexpr Span kPastFor = kHistoryFor - Span::minutes(10);

// A fix at a full minute belongs to the minute that it ends: the last one of each is the one from which the
// position at the full minute follows.
std::int64_t minute_of(Instant at) {
  return (at.in_unix_microseconds() + 59'999'999) / 60'000'000;
}

void put(std::vector<HistoryPoint>& minutes, const HistoryPoint& point) {
  if (!minutes.empty() && minute_of(minutes.back().at) == minute_of(point.at)) {
    minutes.back() = point;
  } else {
    minutes.push_back(point);
  }
}

void forget_before(std::vector<HistoryPoint>& minutes, Instant before) {
  const auto first = std::ranges::lower_bound(minutes, before, {}, &HistoryPoint::at);
  minutes.erase(minutes.begin(), first);
}

}  // namespace

HistoryPoint history_point(const Fix& fix) {
  return {fix.at(), fix.position, fix.sog_01kn, fix.cog_01deg, fix.heading_deg, fix.status, fix.is_settled};
}

void PastFixes::add(const Fix& fix) {
  if (has_newest_ && minute_of(newest_.at()) != minute_of(fix.at())) {
    make_room(fix.at() - kPastFor);
    minutes_.push_back(history_point(newest_));
  }
  newest_ = fix;
  has_newest_ = true;
}

// What is older than promised goes when its room is needed, so that the rest need not be moved each minute.
void PastFixes::make_room(Instant oldest) {
  constexpr std::size_t kStep = 8;
  if (minutes_.size() < minutes_.capacity()) {
    return;
  }
  forget_before(minutes_, oldest);
  if (minutes_.size() + kStep > minutes_.capacity()) {
    minutes_.reserve(minutes_.size() + kStep);
  }
}

const PastFixes* TrackHistory::past() const {
  const auto found = std::ranges::find(*pasts_, object_, &ObjectPast::tag);
  return found == pasts_->end() || found->fixes.newest() == nullptr ? nullptr : &found->fixes;
}

std::vector<HistoryPoint> TrackHistory::minutes(Instant since) const {
  std::vector<HistoryPoint> points;
  const PastFixes* dropped = past();
  if (const Fix* newest = dropped == nullptr ? nullptr : dropped->newest()) {
    points = dropped->minutes();
    put(points, history_point(*newest));
  }
  for (std::size_t i = 0; i < count_; ++i) {
    const Fix& fix = (*timeline_)[i];
    if (fix.is_accepted && fix.object == object_) {
      put(points, history_point(fix));
    }
  }
  if (!points.empty()) {
    forget_before(points, std::max(since, points.back().at - kHistoryFor));
  }
  return points;
}

std::optional<HistoryPoint> TrackHistory::at(Instant at) const {
  if (const Fix* fix = timeline_->accepted_at(at, object_, count_)) {
    return history_point(*fix);
  }
  const PastFixes* dropped = past();
  const Fix* newest = dropped == nullptr ? nullptr : dropped->newest();
  if (newest == nullptr) {
    return std::nullopt;
  }
  if (newest->at() <= at) {
    return history_point(*newest);
  }
  const auto& minutes = dropped->minutes();
  const auto after = std::ranges::upper_bound(minutes, at, {}, &HistoryPoint::at);
  if (after == minutes.begin()) {
    return std::nullopt;
  }
  return *std::prev(after);
}

}  // namespace selat::track
