#include "ais/static_pairs.h"

#include <functional>

namespace selat::ais {

namespace {
[[nodiscard]] bool is_near(Instant earlier, Instant later) {
  const Span apart = later - earlier;
  return apart <= StaticPairs::kWindow && apart >= Span::milliseconds(0) - StaticPairs::kWindow;
}
}  // namespace

StaticPairs::Place& StaticPairs::place_of(model::Mmsi mmsi) {
  if (places_.empty()) {
    places_.resize(kPlaces);
  }
  Place& place = places_[std::hash<model::Mmsi>{}(mmsi) % kPlaces];
  if (place.mmsi != mmsi) {
    place = Place{};
    place.mmsi = mmsi;
  }
  return place;
}

std::optional<StaticPair> StaticPairs::take(const Message& message, Instant at) {
  if (const auto* a = std::get_if<StaticPartA>(&message)) {
    Place& place = place_of(a->mmsi);
    place.a = *a;
    place.a_at = at;
    if (place.b && is_near(place.b_at, at)) {
      return StaticPair{*a, *place.b};
    }
  } else if (const auto* b = std::get_if<StaticPartB>(&message)) {
    Place& place = place_of(b->mmsi);
    place.b = *b;
    place.b_at = at;
    if (place.a && is_near(place.a_at, at)) {
      return StaticPair{*place.a, *b};
    }
  }
  return std::nullopt;
}

}  // namespace selat::ais
