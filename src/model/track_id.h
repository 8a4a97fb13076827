#pragma once
// The identity of a track, of its own: the MMSI is evidence and may be sent by two transmitters at once. Made
// of the MMSI, the UTC day on which the object was first heard, and which object of that MMSI it was that
// day; so the same reports give the same ids, and a late report before the first one changes nothing (except
// across midnight). Ordered by MMSI.

#include <cstdint>

#include "model/mmsi.h"
#include "units/instant.h"

namespace selat::model {

using TrackId = std::uint64_t;  // 0: none

inline constexpr unsigned kTrackDayBits = 15, kTrackOrdinalBits = 19;

[[nodiscard]] constexpr std::int64_t track_day(Instant first_at) {
  return first_at.in_unix_seconds() / 86'400;
}

// Ordinals that do not fit wrap round.
[[nodiscard]] constexpr TrackId track_id(Mmsi mmsi, std::int64_t day, std::uint32_t ordinal) {
  const auto within = [](std::uint64_t value, unsigned bits) { return value & ((1ULL << bits) - 1); };
  return TrackId{mmsi.number()} << (kTrackDayBits + kTrackOrdinalBits) |
         within(static_cast<std::uint64_t>(day), kTrackDayBits) << kTrackOrdinalBits |
         within(ordinal, kTrackOrdinalBits);
}

// Of an object that another sensor than AIS saw first: from a fingerprint of that first contact, of which 45
// bits are used. Its place among the MMSIs is one that no MMSI can have.
[[nodiscard]] constexpr TrackId track_id_of_contact(std::int64_t day, std::uint64_t fingerprint) {
  constexpr std::uint32_t kFirst = 1'000'000'000;
  constexpr unsigned kBits = 26;
  const std::uint64_t high = fingerprint >> (64U - kBits);
  return track_id(Mmsi(kFirst + static_cast<std::uint32_t>(high)), day,
                  static_cast<std::uint32_t>(fingerprint));
}

// None where another sensor saw the object first.
[[nodiscard]] constexpr Mmsi mmsi_of(TrackId id) {
  const Mmsi mmsi(static_cast<std::uint32_t>(id >> (kTrackDayBits + kTrackOrdinalBits)));
  return mmsi.number() > 999'999'999 ? Mmsi() : mmsi;
}

}  // namespace selat::model
