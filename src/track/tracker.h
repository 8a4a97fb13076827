#pragma once
// The track of one vessel, folded from its fixes in the order of their time. It has three parts:
//
// initiator  A track is tentative until `confirm_fixes` fixes in a row lie within the gate.
// gate       A fix that would need an impossible speed is held back: it does not move a confirmed track. When
//            the vessel is back within `return_messages` messages, the fix was an outlier. When it is not,
//            and the last fixes agree with one another, the track moves there (it is relocated).
// deleter    The track is lost after a silence scaled by the expected reporting interval, and has ended after
//            three times that; the next fix begins a new track.
//
// A plain value: the engine copies it to keep a checkpoint. Pure.

#include <cstdint>
#include <optional>

#include "base/enum_names.h"
#include "model/track.h"
#include "model/vessel.h"
#include "track/fix.h"

namespace selat::track {

struct TrackOptions {
  std::uint32_t confirm_fixes = 3;
  // A fix is a jump when it exceeds all of these at once.
  Speed jump_speed =
      Speed::knots(50);  // or class_speed_factor times the fastest of its class, if that is more
  double class_speed_factor = 1.5;
  Distance jump_distance = Distance::metres(500);
  double jump_sigmas = 5;
  std::uint32_t return_messages = 3;
};

// The fastest speed of vessels of a class. Only for judging jumps, so it is rather too high than too low.
[[nodiscard]] Speed class_maximum(model::VesselClass vessel_class, model::Transponder transponder);

// How far a fix lies from where the track says the vessel should be.
struct Innovation {
  double jump_m = 0;  // measured minus predicted position
  double sigmas = 0;
  double implied_kn = 0;        // from the last fix to this one
  double implied_limit_kn = 0;  // the limit it was compared with
  bool is_jump = false;
};

enum class Outcome : std::uint8_t {
  no_position,  // only the navigational status was taken
  initiated,    // the first fix of a track
  accepted,
  held,       // outside the gate: the next messages decide
  returned,   // accepted: the fixes held before it were outliers
  relocated,  // accepted: the vessel is where the fixes held before it were
};

// A deviation from the track: the fix before, the first fix outside the gate, and how far it was.
struct Deviation {
  Fix from, to;
  Innovation innovation;
  std::uint32_t messages = 0;  // held so far
};

class Tracker {
 public:
  Tracker() = default;
  explicit Tracker(model::Mmsi mmsi) { vessel_.mmsi = mmsi; }

  // Fixes in the order of their time (equal times allowed). Sets the fix's is_accepted and hull.
  Outcome observe(Fix& fix, const TrackOptions& options);
  void merge(const model::StaticReport& report);
  // The two steps of the deleter; the caller decides when they are due.
  void lose();
  void end();

  [[nodiscard]] bool is_begun() const { return is_begun_; }
  [[nodiscard]] model::TrackState state() const { return state_; }
  [[nodiscard]] const model::Vessel& vessel() const { return vessel_; }
  // The last accepted fix; null before the first.
  [[nodiscard]] const Fix* last() const { return is_begun_ ? &last_ : nullptr; }
  [[nodiscard]] Instant first_at() const { return first_at_; }
  [[nodiscard]] geo::Position first_position() const { return first_position_; }
  [[nodiscard]] std::optional<Instant> confirmed_at() const { return confirmed_at_; }
  // The one of the last outcome held, returned or relocated.
  [[nodiscard]] const Deviation& deviation() const { return deviation_; }
  [[nodiscard]] Span expected_interval() const;
  // MMSI and a segment number; the same in every replay. Only when begun.
  [[nodiscard]] std::uint64_t track_id() const;
  // The whole as others see it; only when begun.
  [[nodiscard]] model::Track track() const;

 private:
  void begin(const Fix& fix);
  void accept(Fix& fix);
  Outcome hold_back(const Fix& fix, const Innovation& innovation);
  Outcome observe_deviating(Fix& fix, const TrackOptions& options);

  model::Vessel vessel_;
  Fix last_;
  Instant first_at_;
  geo::Position first_position_;
  std::optional<Instant> confirmed_at_;
  std::uint64_t fixes_ = 0;
  model::TrackState state_ = model::TrackState::tentative;
  model::NavigationStatus status_ = model::NavigationStatus::undefined;
  bool is_begun_ = false;
  Deviation deviation_;
  Fix held_last_;                    // the latest fix that was held back
  std::uint32_t held_agreeing_ = 0;  // how many of the latest agree with one another
  bool is_deviating_ = false;
};

// How `fix` lies against the prediction from `from`.
[[nodiscard]] Innovation innovation_of(const Fix& from, const Fix& fix, Speed class_maximum,
                                       const TrackOptions& options);

}  // namespace selat::track

namespace selat {
template <>
inline constexpr auto enum_names<track::Outcome> = std::to_array<std::string_view>(
    {"no_position", "initiated", "accepted", "held", "returned", "relocated"});
}  // namespace selat
