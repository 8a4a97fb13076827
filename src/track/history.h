#pragma once
// Where an object was during the last 90 minutes: the last accepted fix of each minute, shared by all rules.
// The recent part is read from the timeline; the older one is kept here when the timeline drops it. Which of
// the two a point comes from cannot be told from the result. One thread.

#include <cstdint>
#include <optional>
#include <vector>

#include "base/short_text.h"
#include "track/timeline.h"

namespace selat::track {

inline constexpr Span kHistoryFor = Span::minutes(90);
// How long a vessel's position follows from its last fix: two reports of a ship at anchor (180 s) and a
// margin.
inline constexpr Span kFixValidFor = Span::seconds(370);

// A minute's last accepted fix, without what only the newest need: 24 bytes.
struct HistoryPoint {
  Instant at;
  geo::Position position;
  std::uint16_t sog_01kn = kNoSog;
  std::uint16_t cog_01deg = kNoCog;
  std::uint16_t heading_deg = kNoHeading;
  model::NavigationStatus status = model::NavigationStatus::undefined;
  bool is_settled = false;
  friend bool operator==(const HistoryPoint&, const HistoryPoint&) = default;
};
static_assert(sizeof(HistoryPoint) == 24);

[[nodiscard]] HistoryPoint history_point(const Fix& fix);

// The part of one object's history that the timeline holds no more.
class PastFixes {
 public:
  // In the order of their time.
  void add(const Fix& fix);
  // The last fix that was added, whole; null before the first.
  [[nodiscard]] const Fix* newest() const { return has_newest_ ? &newest_ : nullptr; }
  // Of the minutes before newest()'s own, oldest first.
  [[nodiscard]] const std::vector<HistoryPoint>& minutes() const { return minutes_; }

  template <typename Archive>
  void archive(Archive& archive) {
    archive(minutes_, newest_, has_newest_);
  }

 private:
  void make_room(Instant oldest);

  std::vector<HistoryPoint> minutes_;
  Fix newest_;
  bool has_newest_ = false;
};

// What is kept of one object of an MMSI when the timeline drops it.
struct ObjectPast {
  ObjectTag tag = 0;
  PastFixes fixes;
  // As the static data that was dropped told them last.
  ShortText<34> name;
  Hull hull;

  template <typename Archive>
  void archive(Archive& archive) {
    archive(tag, fixes, name, hull);
  }
};
using ObjectPasts = std::vector<ObjectPast>;  // of all objects of an MMSI that have any

// The history of one object up to now, where now is an entry of the timeline or its end. Valid as long as
// nothing is added to or dropped from what it refers to.
class TrackHistory {
 public:
  // Of the timeline the first `count` entries are known.
  TrackHistory(const ObjectPasts& pasts, const Timeline& timeline, ObjectTag object, std::size_t count)
      : pasts_(&pasts), timeline_(&timeline), object_(object), count_(count) {}

  // The last accepted fix of each minute that has one, from `since` on, oldest first; nothing older than
  // kHistoryFor before the latest.
  [[nodiscard]] std::vector<HistoryPoint> minutes(Instant since) const;
  // The last accepted fix at or before `at`; of times before the timeline's, the last of its minute.
  [[nodiscard]] std::optional<HistoryPoint> at(Instant at) const;

 private:
  // Null when nothing was dropped.
  [[nodiscard]] const PastFixes* past() const;

  const ObjectPasts* pasts_;
  const Timeline* timeline_;
  ObjectTag object_;
  std::size_t count_;
};

}  // namespace selat::track
