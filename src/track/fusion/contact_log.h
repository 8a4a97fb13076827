#pragma once
// The contacts of the last minutes, in an order that does not depend on the order of arrival: by time, then
// sensor, place and all the rest. They lie in slots of a quarter of a second, which are sorted when they are
// read; the very same contact twice is one. One thread.

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "track/fusion/contact.h"

namespace selat::track::fusion {

// A contact as it is kept: 48 bytes. The order is that of the members.
struct KeptContact {
  std::int64_t at_us = 0;
  SensorIndex sensor = 0;
  ContactKind kind = ContactKind::plot;
  bool has_motion = false;
  geo::Position position{};
  std::uint32_t identity = 0;  // MMSI, or the number of the radar's track + 1; 0: none
  float range_m = 0;
  float axis_rad = 0;
  float sigma_along_m = 0;
  float sigma_across_m = 0;
  float east_ms = 0;
  float north_ms = 0;
  friend auto operator<=>(const KeptContact&, const KeptContact&) = default;
  [[nodiscard]] Instant at() const { return Instant::unix_microseconds(at_us); }
};
static_assert(sizeof(KeptContact) == 48);

[[nodiscard]] KeptContact kept(const Contact& contact);

// Slots are numbered from the epoch on.
using SlotNumber = std::int64_t;
inline constexpr Span kSlot = Span::microseconds(250'000);
[[nodiscard]] constexpr SlotNumber slot_at(Instant at) {
  return at.in_unix_microseconds() / kSlot.in_microseconds();
}
[[nodiscard]] constexpr Instant slot_begin(SlotNumber slot) {
  return Instant::unix_microseconds(slot * kSlot.in_microseconds());
}

class ContactLog {
 public:
  // Returns false, and keeps nothing, when the slot or the log is full.
  bool put(const KeptContact& contact);
  // Sorted, each once. Valid until the next call.
  [[nodiscard]] std::span<const KeptContact> slot(SlotNumber number);
  // The first slot from this on that has contacts; `end` if there is none before.
  [[nodiscard]] SlotNumber next_heard(SlotNumber from, SlotNumber end) const;
  // Forgets the slots before.
  void drop_before(SlotNumber number);
  [[nodiscard]] std::size_t size() const { return size_; }
  // Contacts found in their slot already, when it was read.
  [[nodiscard]] std::uint64_t repeated() const { return repeated_; }

  static constexpr std::size_t kMostSlots = 4'000;  // 1,000 s
  static constexpr std::size_t kMostInSlot = 20'000;
  static constexpr std::size_t kMost = 4'000'000;

 private:
  struct Slot {
    std::vector<KeptContact> contacts;
    bool is_sorted = true;
  };

  std::map<SlotNumber, Slot> slots_;
  std::size_t size_ = 0;
  std::uint64_t repeated_ = 0;
};

}  // namespace selat::track::fusion
