#pragma once
// The tracker of everything that floats: contacts of all sensors in, tracks out, by event time (observed_at).
// The same contacts give the same tracks, bit for bit, in whatever order they come within `lateness`: they
// are kept in order for that time, and folded again from a checkpoint when one comes late.
//
// Pure and deterministic; one thread; time comes from the contacts and from who says how far it has come.
// Everything is bounded: sensors, contacts kept and in a slot, plots of a turn, tracks. What is dropped at a
// bound depends on what has come by then, so the promise holds below the bounds only; counters tell.

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "model/track.h"
#include "track/fusion/contact.h"
#include "track/fusion/contact_log.h"
#include "track/fusion/picture_fold.h"

namespace selat::track::fusion {

struct PictureOptions {
  SensorTable sensors;  // at most 256
  std::vector<model::Mmsi> own_craft;
  LandMask land = {};
  Span lateness = Span::minutes(10);
  // Contacts are waited for so long before they are folded in.
  Span lag = Span::seconds(1);
  // A contact further ahead of the watermark than this has a wrong time.
  Span ahead_tolerance = Span::minutes(2);
  std::size_t max_tracks = 30'000;
};

// What became of the contacts that were handed in.
struct IntakeCounters {
  std::uint64_t taken = 0;
  std::uint64_t late = 0;          // of those: folded again because of them
  std::uint64_t invalid = 0;       // no such sensor, no place on Earth, no error given, no identity
  std::uint64_t out_of_range = 0;  // farther from the antenna than the radar sees
  std::uint64_t too_late = 0;
  std::uint64_t from_future = 0;
  std::uint64_t no_room = 0;   // too many at once
  std::uint64_t repeated = 0;  // the very same again
  std::uint64_t refolds = 0;
};

// Covariance of a position.
struct PositionError {
  double var_east_m2 = 0;
  double cov_m2 = 0;
  double var_north_m2 = 0;
  friend bool operator==(const PositionError&, const PositionError&) = default;
};

// What is known of a sensor.
struct SensorReport {
  SensorIndex sensor = 0;
  SensorFault fault = SensorFault::none;  // otherwise it is set aside
  Angle turned;                           // of the fault: so far clockwise
  Span ahead;                             // of the fault: its clock
  Distance shifted;                       // of the fault: so far, in that direction
  Bearing shifted_to;
  bool is_flooded = false;     // it shows far too many plots, of which a part is left out
  bool is_bias_known = false;  // and taken off; what follows is the best guess
  Distance range_bias;
  Angle azimuth_bias;
  Span time_bias;
  double false_plots = 0;  // in a turn, on average of late
};

// A track as others see it.
struct FusedTrack {
  model::TrackId id = 0;
  bool is_confirmed = false;
  Motion motion = Motion::unknown;
  Instant at{};  // of position and velocity
  geo::Position position{};
  Speed east{}, north{};     // velocity over ground
  bool has_velocity = true;  // false: people told of it, and not how it moved
  Distance sigma{};          // standard deviation of the position, on its worse axis
  PositionError error{};
  Instant first_at{}, last_at{};
  std::optional<Instant> confirmed_at{};
  std::uint32_t hits = 0;
  model::Mmsi mmsi{};  // 0: AIS does not say who this is
  bool is_own_craft = false;
  std::vector<model::SensorSpan> seen_by{};  // in the order of their beginning
  friend bool operator==(const FusedTrack&, const FusedTrack&) = default;
};

// The same as the bus and the rules know tracks.
[[nodiscard]] model::Track track_of(const FusedTrack& fused);

class SurfacePicture {
 public:
  explicit SurfacePicture(PictureOptions options);
  SurfacePicture(const SurfacePicture&) = delete;
  SurfacePicture& operator=(const SurfacePicture&) = delete;

  void take(const Contact& contact);
  // Event time has come so far: everything `lag` before is folded in. It never goes back.
  // Late contacts are folded in some seconds later, together.
  void advance(Instant watermark);
  // … or now.
  void catch_up();

  // All tracks, foretold for the time to which everything is folded in; by id.
  [[nodiscard]] std::vector<FusedTrack> tracks() const { return tracks(folded_to()); }
  // The same for another time near it.
  [[nodiscard]] std::vector<FusedTrack> tracks(Instant at) const;
  // Of every radar.
  [[nodiscard]] std::vector<SensorReport> sensors() const;
  // Places where something stands, of which plots make no craft.
  [[nodiscard]] std::size_t standing_places() const { return live_->standing.size(); }
  [[nodiscard]] Instant folded_to() const { return slot_begin(live_->next_slot); }
  [[nodiscard]] std::size_t size() const { return live_->tracks.size(); }

  [[nodiscard]] IntakeCounters intake() const;
  // A function of the contacts, as the tracks are.
  [[nodiscard]] const PictureCounters& counters() const { return live_->counters; }

 private:
  [[nodiscard]] bool is_sound(const Contact& contact) const;
  void fold_to(SlotNumber end);
  void refold();
  void keep_checkpoint();
  void thin_checkpoints();
  [[nodiscard]] FusedTrack shown(const TrackRecord& record, Instant at) const;

  PictureOptions options_;
  ContactLog log_;
  PictureFold fold_;
  std::unique_ptr<PictureState> live_;
  std::deque<std::unique_ptr<const PictureState>> checkpoints_;  // by time; the first is before the horizon
  std::optional<Instant> watermark_;
  SlotNumber refold_at_ = 0;
  std::optional<SlotNumber> dirty_from_;  // the earliest slot that has changed since it was folded
  IntakeCounters intake_;
};

}  // namespace selat::track::fusion
