#pragma once
// Parts A and B of type 24 brought together: one static picture of a Class B vessel. Halves are joined only
// where they are of one MMSI and lie within ten minutes; each part stays visible alone as well.
//
// Bounded: a table of fixed size; where two vessels fall on one place the newer stays, and the other's next
// half begins anew. Not thread-safe; allocates once, at the first part.

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
  static constexpr std::size_t kPlaces = 8192;

  // Both parts, where this message is one and the other came within the window before it; `at` is when this
  // one was sent or received, by one clock throughout.
  [[nodiscard]] std::optional<StaticPair> take(const Message& message, Instant at);

 private:
  struct Place {
    model::Mmsi mmsi;
    std::optional<StaticPartA> a;
    std::optional<StaticPartB> b;
    Instant a_at, b_at;
  };

  [[nodiscard]] Place& place_of(model::Mmsi mmsi);

  std::vector<Place> places_;
};

}  // namespace selat::ais
