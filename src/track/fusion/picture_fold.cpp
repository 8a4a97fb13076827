#include "track/fusion/picture_fold.h"

namespace selat::track::fusion {
namespace {

constexpr SlotNumber kSlotsPerSecond = Span::seconds(1).in_microseconds() / kSlot.in_microseconds();
// A radar shows at most so many plots in one turn; what is beyond is not looked at.
constexpr std::uint32_t kMostPlots = 2'000;

}  // namespace

void PictureFold::fold(PictureState& state, std::span<const KeptContact> contacts) {
  const Instant begin = slot_begin(state.next_slot);
  state.heard_slot = contacts.empty() ? state.heard_slot : state.next_slot;
  end_turns(state, begin);
  if (state.next_slot % kSlotsPerSecond == 0) {
    upkeep_.every_second(state, begin);
  }
  for (const KeptContact& contact : contacts) {
    ++state.counters.contacts;
    SensorState& sensor = state.sensors[contact.sensor];
    if (contact.at() - sensor.heard_at >= kIdle) {
      sensor.scan_begin = begin;
    }
    sensor.heard_at = contact.at();
    switch (contact.kind) {
      case ContactKind::ais:
        ais_.take(state, contact);
        break;
      case ContactKind::sighting:
        ais_.take_sighting(state, contact);
        break;
      case ContactKind::plot:
      case ContactKind::radar_track:
        by_sensor_[contact.sensor].push_back(contact);
        break;
    }
  }
  for (SensorIndex sensor = 0; sensor < by_sensor_.size(); ++sensor) {
    if (!by_sensor_[sensor].empty()) {
      fold_radar(state, sensor);
      by_sensor_[sensor].clear();
    }
  }
  ++state.next_slot;
}

void PictureFold::end_turns(PictureState& state, Instant now) const {
  for (SensorIndex sensor = 0; sensor < state.sensors.size(); ++sensor) {
    const SensorState& radar = state.sensors[sensor];
    if (table_[sensor].kind == model::SensorKind::radar && now - radar.heard_at < kIdle) {
      while (radar.scan_begin + table_[sensor].scan <= now) {
        upkeep_.end_scan(state, sensor);
      }
    }
  }
}

void PictureFold::fold_radar(PictureState& state, SensorIndex sensor) {
  SensorState& radar = state.sensors[sensor];
  auto& contacts = by_sensor_[sensor];
  if (!radar.clutter.is_placed()) {
    radar.clutter.place_around(contacts.front().position);
  }
  const std::uint32_t room = kMostPlots - std::min(radar.plots, kMostPlots);
  if (contacts.size() > room) {
    state.counters.flooded += contacts.size() - room;
    radar.left_out += static_cast<std::uint32_t>(contacts.size() - room);
    contacts.resize(room);
  }
  radar.plots += static_cast<std::uint32_t>(contacts.size());
  if (contacts.empty()) {
    return;
  }
  radar.check.look(state.tracks, contacts);
  if (radar.check.fault() != SensorFault::none) {
    state.counters.set_aside += contacts.size();
    return;
  }
  association_.run(state, sensor, contacts);
}

}  // namespace selat::track::fusion
