#pragma once
// The track of one object, folded from its fixes in the order of their time. Which fixes are its own is
// decided before (track/association.h). It has two parts:
//
// initiator  A track is tentative until `confirm_fixes` fixes were accepted.
// deleter    The track is lost after a silence scaled by the expected reporting interval, and has ended after
//            three times that; the next report begins a new track.
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

// How far a fix lies from where a track says the vessel should be.
struct Innovation {
  double jump_m = 0;  // measured minus predicted position
  double sigmas = 0;
  double implied_kn = 0;        // from the last fix to this one; 0 where it is plainly below the limit
  double implied_limit_kn = 0;  // the limit it was compared with
  bool is_jump = false;
  friend bool operator==(const Innovation&, const Innovation&) = default;
};

// How `fix` lies against the prediction from `from`. Distance and sigmas are filled in for jumps only: most
// fixes need no prediction.
[[nodiscard]] Innovation innovation_of(const Fix& from, const Fix& fix, Speed class_maximum,
                                       const TrackOptions& options);
// The distance of `fix` from the prediction in standard deviations.
[[nodiscard]] double sigmas_of(const Fix& from, const Fix& fix);

// What became of a fix.
enum class Outcome : std::uint8_t {
  no_position,  // only the navigational status was taken
  initiated,    // the first fix of a track
  accepted,
  held,       // where none of the MMSI's objects can be: the next messages decide
  returned,   // accepted: the fixes held before it were outliers
  relocated,  // accepted: the vessel is where the fixes held before it were
};

// A departure from the track: the fix before, the first fix outside the gate, and how far it was.
struct Deviation {
  Fix from, to;
  Innovation innovation;
  friend bool operator==(const Deviation&, const Deviation&) = default;
};

class Tracker {
 public:
  Tracker() = default;
  Tracker(model::Mmsi mmsi, model::TrackId id) : id_(id) { vessel_.mmsi = mmsi; }

  // Every report of it comes here first.
  void hear(const Fix& fix) {
    vessel_.transponder = fix.transponder;
    status_ = tells_status(fix.message_type) ? fix.status : status_;
  }
  // The track's first fix, or, while it is tentative, a fix from which it starts again; so many that agree
  // with it were heard before.
  void begin(Fix& fix, std::uint32_t fixes_before, const TrackOptions& options);
  // A further fix. Sets its is_accepted and is_settled.
  void accept(Fix& fix, const TrackOptions& options);
  // The same, of a fix elsewhere: the vessel is there now.
  void relocate(Fix& fix, const TrackOptions& options);
  void merge(const model::StaticReport& report) { vessel_.merge(report); }
  // The two steps of the deleter; the caller decides when they are due.
  void lose() { state_ = model::TrackState::lost; }
  void end() { state_ = model::TrackState::ended; }

  [[nodiscard]] model::TrackId id() const { return id_; }
  [[nodiscard]] bool is_begun() const { return is_begun_; }
  [[nodiscard]] model::TrackState state() const { return state_; }
  [[nodiscard]] const model::Vessel& vessel() const { return vessel_; }
  // The last accepted fix; null before the first.
  [[nodiscard]] const Fix* last() const { return is_begun_ ? &last_ : nullptr; }
  [[nodiscard]] Instant first_at() const { return first_at_; }
  [[nodiscard]] geo::Position first_position() const { return first_position_; }
  [[nodiscard]] std::optional<Instant> confirmed_at() const { return confirmed_at_; }
  [[nodiscard]] std::uint64_t fixes() const { return fixes_; }
  // Of the last outcome held, returned or relocated.
  [[nodiscard]] const Deviation& deviation() const { return deviation_; }
  void set_deviation(const Deviation& deviation) { deviation_ = deviation; }
  // A fix was held back; how many were since the last one accepted.
  void hold(const Deviation& deviation) {
    deviation_ = deviation;
    ++held_;
  }
  [[nodiscard]] std::uint32_t held() const { return held_; }
  [[nodiscard]] Span expected_interval() const;
  [[nodiscard]] Speed fastest() const { return class_maximum(vessel_.vessel_class(), vessel_.transponder); }
  // The whole as others see it; only when begun.
  [[nodiscard]] model::Track track() const;

 private:
  void take(Fix& fix);
  void confirm_if_enough(const Fix& fix, const TrackOptions& options);
  void follow_rest(Fix& fix);

  model::TrackId id_ = 0;
  model::Vessel vessel_;
  Fix last_;
  Instant first_at_;
  geo::Position first_position_;
  std::optional<Instant> confirmed_at_;
  std::uint64_t fixes_ = 0;
  std::uint32_t held_ = 0;
  geo::Position rest_position_;  // where it has been since rest_since_, within kRestRadius
  Instant rest_since_;
  model::TrackState state_ = model::TrackState::tentative;
  model::NavigationStatus status_ = model::NavigationStatus::undefined;
  bool is_begun_ = false;
  Deviation deviation_;
};

// A vessel that has stayed within this radius for this long, or since it was first heard, is settled.
inline constexpr Distance kRestRadius = Distance::metres(150);
inline constexpr Span kSettledAfter = Span::hours(1);

}  // namespace selat::track

namespace selat {
template <>
inline constexpr auto enum_names<track::Outcome> = std::to_array<std::string_view>(
    {"no_position", "initiated", "accepted", "held", "returned", "relocated"});
}  // namespace selat
