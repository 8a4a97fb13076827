#include "ais/static_pairs.h"

#include <functional>

namespace selat::ais {

namespace {
[[nodiscard]] bool is_near(Instant earlier, Instant later) {
  const Span apart = later - earlier;
  return apart <= StaticPairs::kWindow && apart >= Span::milliseconds(0) - StaticPairs::kWindow;
}
}  // namespace

StaticPairs::Slot& StaticPairs::slot_of(model::Mmsi mmsi) {
  if (slots_.empty()) {
    slots_.resize(kSlots);
  }
  Slot& slot = slots_[std::hash<model::Mmsi>{}(mmsi) % kSlots];
  if (slot.mmsi != mmsi) {
    slot = Slot{};
    slot.mmsi = mmsi;
  }
  return slot;
}

std::optional<StaticPair> StaticPairs::take(const Message& message, Instant at) {
  if (const auto* a = std::get_if<StaticPartA>(&message)) {
    Slot& slot = slot_of(a->mmsi);
    slot.a = *a;
    slot.a_at = at;
    if (slot.b && is_near(slot.b_at, at)) {
      return StaticPair{*a, *slot.b};
    }
  } else if (const auto* b = std::get_if<StaticPartB>(&message)) {
    Slot& slot = slot_of(b->mmsi);
    slot.b = *b;
    slot.b_at = at;
    if (slot.a && is_near(slot.a_at, at)) {
      return StaticPair{*slot.a, *b};
    }
  }
  return std::nullopt;
}

}  // namespace selat::ais
