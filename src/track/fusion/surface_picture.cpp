#include "track/fusion/surface_picture.h"

#include <algorithm>
#include <cmath>

#include "base/check.h"

namespace selat::track::fusion {
namespace {

constexpr std::size_t kMostSensors = 256;
// Late contacts are mostly a little late: a checkpoint so often, and fewer of those of long ago.
constexpr SlotNumber kCheckpointEvery = Span::seconds(5).in_microseconds() / kSlot.in_microseconds();
// Late contacts wait for each other so long; and longer after some that were very late, so that folding again
// takes no more than a few times of folding once.
constexpr SlotNumber kRefoldEvery = kCheckpointEvery;
constexpr SlotNumber kMostAgain = 3;
constexpr SlotNumber kIdleSlots = kIdle.in_microseconds() / kSlot.in_microseconds();
constexpr double kMostSigma_m = 20'000;

bool is_sigma(Distance sigma) {
  return sigma.in_metres() > 0 && sigma.in_metres() < kMostSigma_m;
}

model::SensorSpan span_of(const Evidence& seen, const SensorTable& table) {
  const SensorSettings& sensor = table[seen.sensor];
  model::SensorSpan span;
  span.kind = sensor.kind;
  span.first_at = seen.first_at;
  span.last_at = seen.last_at;
  if (sensor.kind == model::SensorKind::ais) {
    span.mmsi = seen.mmsi;
  } else {
    span.sensor = sensor.name;
  }
  return span;
}

// A radar as radars can be, whatever the settings say.
SensorTable possible(SensorTable table) {
  for (SensorSettings& sensor : table) {
    sensor.scan = std::clamp(sensor.scan, Span::seconds(0.5), Span::minutes(1));
    sensor.max_range = std::clamp(sensor.max_range, Distance::metres(100), Distance::kilometres(500));
    sensor.range_sigma = std::clamp(sensor.range_sigma, Distance::metres(1), Distance::kilometres(5));
    sensor.azimuth_sigma = std::clamp(sensor.azimuth_sigma, Angle::degrees(0.02), Angle::degrees(10));
    sensor.detection_probability = std::clamp(sensor.detection_probability, 0.1, 0.99);
    sensor.false_plots = std::clamp(sensor.false_plots, 0.0, 2'000.0);
  }
  return table;
}

PictureOptions possible(PictureOptions options) {
  options.sensors = possible(std::move(options.sensors));
  return options;
}

}  // namespace

model::Track track_of(const FusedTrack& fused) {
  model::Track track;
  track.id = fused.id;
  track.state = fused.is_confirmed ? model::TrackState::confirmed : model::TrackState::tentative;
  track.vessel.mmsi = fused.mmsi;
  track.first_at = fused.first_at;
  track.last_at = fused.last_at;
  track.position = fused.position;
  const double east_ms = fused.east.in_metres_per_second();
  const double north_ms = fused.north.in_metres_per_second();
  if (fused.has_velocity) {
    track.sog = Speed::metres_per_second(std::hypot(east_ms, north_ms));
  }
  // The course of what does not move is that of its error.
  if (fused.motion == Motion::moving) {
    track.cog = Bearing::radians(std::atan2(east_ms, north_ms));
  }
  track.fixes = fused.hits;
  track.seen_by = fused.seen_by;
  track.sigma = fused.sigma;
  track.is_own_craft = fused.is_own_craft;
  return track;
}

SurfacePicture::SurfacePicture(PictureOptions options)
    : options_(possible(std::move(options))),
      fold_(options_.sensors, options_.land),
      live_(std::make_unique<PictureState>(options_.sensors, options_.max_tracks)) {
  require(options_.sensors.size() <= kMostSensors, "a picture has at most 256 sensors");
  std::ranges::sort(options_.own_craft);
}

bool SurfacePicture::is_sound(const Contact& contact) const {
  return contact.sensor < options_.sensors.size() && contact.position.is_valid() &&
         is_sigma(contact.sigma_along) && is_sigma(contact.sigma_across) &&
         (contact.kind == ContactKind::ais) == (contact.mmsi != model::Mmsi()) &&
         (!contact.speed || (contact.speed->in_knots() >= 0 && contact.speed->in_knots() < 200));
}

void SurfacePicture::take(const Contact& contact) {
  if (!is_sound(contact)) {
    ++intake_.invalid;
    return;
  }
  const SensorSettings& sensor = options_.sensors[contact.sensor];
  if (sensor.kind == model::SensorKind::radar && contact.range > sensor.max_range) {
    ++intake_.out_of_range;
    return;
  }
  if (watermark_ && contact.observed_at > *watermark_ + options_.ahead_tolerance) {
    ++intake_.from_future;
    return;
  }
  const SlotNumber slot = slot_at(contact.observed_at);
  if (!checkpoints_.empty() && slot < checkpoints_.front()->next_slot) {
    ++intake_.too_late;
    return;
  }
  if (!log_.put(kept(contact))) {
    ++intake_.no_room;
    return;
  }
  ++intake_.taken;
  if (watermark_ && slot < live_->next_slot) {
    ++intake_.late;
    dirty_from_ = std::min(dirty_from_.value_or(slot), slot);
  }
}

void SurfacePicture::advance(Instant watermark) {
  if (!watermark_) {
    live_->next_slot = slot_at(watermark - options_.lateness);
    log_.drop_before(live_->next_slot);
    keep_checkpoint();
  }
  watermark_ = std::max(watermark_.value_or(watermark), watermark);
  fold_to(slot_at(*watermark_ - options_.lag));
  if (dirty_from_ && live_->next_slot >= refold_at_) {
    refold();
  }
  thin_checkpoints();
}

void SurfacePicture::fold_to(SlotNumber end) {
  while (live_->next_slot < end) {
    if (live_->next_slot >= checkpoints_.back()->next_slot + kCheckpointEvery) {
      keep_checkpoint();
    }
    fold_.fold(*live_, log_.slot(live_->next_slot));
    // Hours in which nothing is heard and nothing floats pass at once.
    if (live_->tracks.size() == 0 && live_->next_slot - live_->heard_slot > kIdleSlots) {
      live_->next_slot = std::max(live_->next_slot, log_.next_heard(live_->next_slot, end));
    }
  }
}

void SurfacePicture::catch_up() {
  if (dirty_from_) {
    refold();
  }
}

void SurfacePicture::refold() {
  ++intake_.refolds;
  refold_at_ = live_->next_slot + std::max(kRefoldEvery, (live_->next_slot - *dirty_from_) / kMostAgain);
  const SlotNumber end = live_->next_slot;
  while (checkpoints_.back()->next_slot > *dirty_from_) {
    checkpoints_.pop_back();
  }
  *live_ = *checkpoints_.back();
  dirty_from_.reset();
  fold_to(end);
}

void SurfacePicture::keep_checkpoint() {
  checkpoints_.push_back(std::make_unique<const PictureState>(*live_));
}

// Of three in succession that lie within half of their age the middle one goes; of those older than the
// horizon only the newest stays.
void SurfacePicture::thin_checkpoints() {
  const SlotNumber horizon = slot_at(*watermark_ - options_.lateness);
  while (checkpoints_.size() > 1 && checkpoints_[1]->next_slot <= horizon) {
    checkpoints_.pop_front();
  }
  for (std::size_t i = 1; i + 1 < checkpoints_.size();) {
    const SlotNumber apart = checkpoints_[i + 1]->next_slot - checkpoints_[i - 1]->next_slot;
    const SlotNumber age = live_->next_slot - checkpoints_[i]->next_slot;
    if (2 * apart < age) {
      checkpoints_.erase(checkpoints_.begin() + static_cast<std::ptrdiff_t>(i));
    } else {
      ++i;
    }
  }
  log_.drop_before(checkpoints_.front()->next_slot);
}

IntakeCounters SurfacePicture::intake() const {
  IntakeCounters counters = intake_;
  counters.repeated = log_.repeated();
  return counters;
}

std::vector<FusedTrack> SurfacePicture::tracks(Instant at) const {
  std::vector<FusedTrack> all;
  for (TrackSlot slot = 0; slot < live_->tracks.places(); ++slot) {
    if (live_->tracks[slot].id != 0) {
      all.push_back(shown(live_->tracks[slot], at));
    }
  }
  std::ranges::sort(all, {}, &FusedTrack::id);
  return all;
}

std::vector<SensorReport> SurfacePicture::sensors() const {
  std::vector<SensorReport> all;
  for (SensorIndex sensor = 0; sensor < live_->sensors.size(); ++sensor) {
    const SensorState& state = live_->sensors[sensor];
    const geo::Offset shift = state.check.shift();
    if (options_.sensors[sensor].kind == model::SensorKind::radar) {
      all.push_back({.sensor = sensor,
                     .fault = state.check.fault(),
                     .turned = Angle::radians(state.check.turned_rad()),
                     .ahead = Span::seconds(state.check.ahead_s()),
                     .shifted = Distance::metres(shift.length_m()),
                     .shifted_to = Bearing::radians(std::atan2(shift.east_m, shift.north_m)),
                     .is_flooded = state.was_flooded,
                     .is_bias_known = state.bias.is_known(),
                     .range_bias = Distance::metres(state.bias.range_m()),
                     .azimuth_bias = Angle::radians(state.bias.azimuth_rad()),
                     .time_bias = Span::seconds(state.bias.time_s()),
                     .false_plots = state.usual_plots});
    }
  }
  return all;
}

FusedTrack SurfacePicture::shown(const TrackRecord& record, Instant at) const {
  const Estimate now = estimate_at(record, at);
  FusedTrack track{.id = record.id,
                   .is_confirmed = record.is_confirmed(),
                   .motion = record.motion,
                   .at = at,
                   .position = record.plane.to_position({now.state[0], now.state[1]}),
                   .east = Speed::metres_per_second(now.state[2]),
                   .north = Speed::metres_per_second(now.state[3]),
                   .has_velocity = record.motion == Motion::moving || !is_told_only(record, options_.sensors),
                   .sigma = Distance::metres(std::sqrt(std::max(now.at(0, 0), now.at(1, 1)))),
                   .error = {now.at(0, 0), now.at(0, 1), now.at(1, 1)},
                   .first_at = record.first_at,
                   .last_at = record.at,
                   .hits = record.hits,
                   .mmsi = record.mmsi,
                   .is_own_craft = std::ranges::binary_search(options_.own_craft, record.mmsi)};
  if (record.is_confirmed()) {
    track.confirmed_at = record.confirmed_at;
  }
  for (const Evidence& seen : record.evidence) {
    if (seen.is_joined) {
      track.seen_by.push_back(span_of(seen, options_.sensors));
    }
  }
  std::ranges::sort(track.seen_by, {}, [](const model::SensorSpan& span) {
    return std::tuple(span.first_at, span.kind, span.sensor.view());
  });
  return track;
}

}  // namespace selat::track::fusion
