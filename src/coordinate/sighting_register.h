#pragma once
// The sightings of the last day: what is taken, what is refused, and what was told before.
//
// Pure. Bounded: kMostSightings, of which a satellite's detections go first, then the oldest; and
// kMostOfOneSender within the hour that raise alerts, so that one terminal that errs, or is misused, does not
// crowd out what others see. Times are of the wall clock of the server. Not thread-safe.

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <vector>

#include "base/localized_message.h"
#include "model/sighting.h"
#include "units/instant.h"

namespace selat::coordinate {

inline constexpr std::size_t kMostSightings = 1'000;
inline constexpr std::size_t kMostOfOneSender = 100;
inline constexpr Span kSightingsKeptFor = Span::hours(24);
inline constexpr Span kOldestSighting = Span::hours(24);         // when it is entered; later it is the log's
inline constexpr Span kOldestDetection = Span::hours(30 * 24);   // a satellite's
inline constexpr Span kSightingClocksDiffer = Span::minutes(5);  // so far ahead is no future

// What is wrong with it, with what to do; empty: nothing. What the server sets is not looked at.
[[nodiscard]] std::optional<LocalizedMessage> problem_of(const model::Sighting& sighting, Instant wall);

class SightingRegister {
 public:
  explicit SightingRegister(std::vector<model::Sighting> persisted = {});

  // Why it is not taken (problem_of(); told before; too many); empty: it may be added.
  [[nodiscard]] std::optional<LocalizedMessage> obstacle_to(const model::Sighting& sighting,
                                                            const model::ControlPointId& from,
                                                            Instant wall) const;
  // `sighting` is complete.
  void add(model::Sighting sighting);
  // Those that are old, or too many; their ids.
  [[nodiscard]] std::vector<std::uint64_t> forget(Instant wall);

  // In the order in which they were entered.
  [[nodiscard]] const std::vector<model::Sighting>& all() const { return sightings_; }
  [[nodiscard]] bool contains(std::uint64_t id) const;

 private:
  std::vector<model::Sighting> sightings_;
};

}  // namespace selat::coordinate
