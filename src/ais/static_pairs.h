#pragma once
// Joins parts A and B of type 24 to the static data of one Class B vessel. Parts are joined only if they have
// the same MMSI and lie within ten minutes; each part is also a message of its own.
//
// Bounded: a hash table of fixed size; if two vessels share a slot, the newer one replaces the older. Not
// thread-safe; allocates once, at the first part.

#include <cstddef>
#include <optional>
#include <vector>

#include "ais/message.h"
#include "units/instant.h"

namespace selat::ais {

struct StaticPair {
  StaticPartA a;
  StaticPartB b;
};

class StaticPairs {
 public:
  static constexpr Span kWindow = Span::minutes(10);
  static constexpr std::size_t kSlots = 8192;

  // Both parts, if this message is one and the other came within the window before it; `at` is when this one
  // was sent or received, always by the same clock.
  [[nodiscard]] std::optional<StaticPair> take(const Message& message, Instant at);

 private:
  struct Slot {
    model::Mmsi mmsi;
    std::optional<StaticPartA> a;
    std::optional<StaticPartB> b;
    Instant a_at, b_at;
  };

  [[nodiscard]] Slot& slot_of(model::Mmsi mmsi);

  std::vector<Slot> slots_;
};

}  // namespace selat::ais
