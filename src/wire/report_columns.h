#pragma once
// What the writer and the reader of a ReportBatch must agree about: the values that stand for "not
// available", the limits of each column, and the bits of the flags; for the .cpp files of this folder.

#include <cstdint>

namespace selat::wire {

// The kinds of report in `order`.
inline constexpr char kPosition = 0;
inline constexpr char kStatic = 1;
inline constexpr char kSafety = 2;
inline constexpr char kAlsoHeard = 3;

inline constexpr std::int32_t kNoLatitude_e7 = 910'000'000;
inline constexpr std::int32_t kNoLongitude_e7 = 1'810'000'000;
inline constexpr std::int32_t kNoTurnRate = 100'000;
inline constexpr std::int32_t kLargestTurnRate = 72'000;  // hundredths of °/min
inline constexpr std::uint32_t kLargestSog = 110'000;     // hundredths of a knot; SAR aircraft reach 1022 kn
inline constexpr std::int32_t kLargestAltitude_m = 100'000;
inline constexpr std::uint32_t kLargestDraught_dm = 1'000;
inline constexpr std::uint8_t kLargestMessageType = 27;

// The flags column.
inline constexpr std::uint32_t kMessageTypeMask = 0x1F;
inline constexpr int kStatusShift = 5;
inline constexpr int kTransponderShift = 9;
inline constexpr std::uint32_t kHighAccuracy = 1U << 12;
inline constexpr std::uint32_t kRaim = 1U << 13;
inline constexpr std::uint32_t kDeadReckoning = 1U << 14;
inline constexpr std::uint32_t kSogAtLimit = 1U << 15;
inline constexpr std::uint32_t kOffPositionKnown = 1U << 16;
inline constexpr std::uint32_t kOffPosition = 1U << 17;
inline constexpr std::uint32_t kAllFlags = (1U << 18) - 1;

}  // namespace selat::wire
