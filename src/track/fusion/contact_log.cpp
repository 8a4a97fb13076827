#include "track/fusion/contact_log.h"

#include <algorithm>
#include <cmath>

namespace selat::track::fusion {

KeptContact kept(const Contact& contact) {
  KeptContact kept{.at_us = contact.observed_at.in_unix_microseconds(),
                   .sensor = contact.sensor,
                   .kind = contact.kind,
                   .position = contact.position,
                   .range_m = static_cast<float>(contact.range.in_metres()),
                   .axis_rad = static_cast<float>(contact.axis.in_radians()),
                   .sigma_along_m = static_cast<float>(contact.sigma_along.in_metres()),
                   .sigma_across_m = static_cast<float>(contact.sigma_across.in_metres())};
  if (contact.mmsi != model::Mmsi()) {
    kept.identity = contact.mmsi.number();
  } else if (contact.number) {
    kept.identity = *contact.number + 1;
  }
  const auto speed_ms = contact.speed.value_or(Speed()).in_metres_per_second();
  // A craft that lies still has no course.
  if (contact.speed && (contact.course || speed_ms < 0.1)) {
    const double course_rad = contact.course.value_or(Bearing()).in_radians();
    kept.has_motion = true;
    kept.east_ms = static_cast<float>(speed_ms * std::sin(course_rad));
    kept.north_ms = static_cast<float>(speed_ms * std::cos(course_rad));
  }
  return kept;
}

bool ContactLog::put(const KeptContact& contact) {
  const SlotNumber number = slot_at(contact.at());
  auto found = slots_.find(number);
  if (found == slots_.end()) {
    if (slots_.size() >= kMostSlots) {
      return false;
    }
    found = slots_.emplace(number, Slot()).first;
  }
  Slot& slot = found->second;
  if (slot.contacts.size() >= kMostInSlot || size_ >= kMost) {
    return false;
  }
  slot.is_sorted = slot.contacts.empty() || (slot.is_sorted && slot.contacts.back() < contact);
  slot.contacts.push_back(contact);
  ++size_;
  return true;
}

std::span<const KeptContact> ContactLog::slot(SlotNumber number) {
  const auto found = slots_.find(number);
  if (found == slots_.end()) {
    return {};
  }
  Slot& slot = found->second;
  if (!slot.is_sorted) {
    std::ranges::sort(slot.contacts);
    const auto again = std::ranges::unique(slot.contacts);
    repeated_ += again.size();
    size_ -= again.size();
    slot.contacts.erase(again.begin(), again.end());
    slot.is_sorted = true;
  }
  return slot.contacts;
}

SlotNumber ContactLog::next_heard(SlotNumber from, SlotNumber end) const {
  const auto found = slots_.lower_bound(from);
  return found == slots_.end() ? end : std::min(found->first, end);
}

void ContactLog::drop_before(SlotNumber number) {
  while (!slots_.empty() && slots_.begin()->first < number) {
    size_ -= slots_.begin()->second.contacts.size();
    slots_.erase(slots_.begin());
  }
}

}  // namespace selat::track::fusion
