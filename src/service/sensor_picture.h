#pragma once
// The surface picture beside the detector's engine: what radars see and people tell, joined with what AIS
// says, as the tracks that are published. Contacts of radars that the settings do not name are counted and
// not used, since nobody knows where they stand or how well they measure.
//
// A sighting is a contact of the kind of observer that told it, at the time it was seen. One that the time of
// AIS and radars has not come to waits for it; of one on land, too vague, or older than the picture goes
// back, nothing follows here: it stays the alert that it is.
//
// Pure but for the log of what is found. Thread: any one.

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/localized_message.h"
#include "model/process_health.h"
#include "model/radar.h"
#include "model/radar_report.h"
#include "model/report.h"
#include "model/sighting.h"
#include "track/fusion/joined_tracks.h"
#include "track/fusion/surface_picture.h"

namespace selat::service {

struct SensorPictureOptions {
  std::vector<model::Radar> radars;
  std::vector<model::Mmsi> own_craft;
  track::fusion::LandMask land;
  // What the chart says against a craft at a place; nothing: it has no say.
  std::function<std::optional<LocalizedMessage>(geo::Position)> doubt = {};
};

class SensorPicture {
 public:
  SensorPicture(const SensorPictureOptions& options, track::fusion::JoinedTracks::AisTracksOf ais_tracks_of);

  // Only what a radar can see, too, is taken in.
  void take(const model::Report& report);
  void take(const model::RadarMessage& message);
  void take(const model::Sighting& sighting);
  // Event time has come so far by AIS; radars have a time of their own. Call it after each batch.
  void advance(Instant ais_watermark);
  // To be called each second: when nothing more comes, as at the end of a recording, what came late is folded
  // in without waiting for more.
  void settle();
  // The tracks that have changed since the last call.
  [[nodiscard]] std::vector<model::Track> changed();

  // As JoinedTracks has them.
  [[nodiscard]] std::vector<model::Track> join(std::vector<model::Track> changed);
  [[nodiscard]] std::vector<model::Track> all(std::vector<model::Track> ais) const;

  void describe(model::ProcessHealth& health) const;

 private:
  // How they lie, and which are set aside or too busy.
  void describe_radars(model::ProcessHealth& health) const;
  void describe_strangers(model::ProcessHealth& health) const;
  void note_stranger(const model::RadarReport& report);
  [[nodiscard]] bool is_in_reach(geo::Position position) const;
  // Without radars and sightings it need not follow AIS.
  [[nodiscard]] bool is_in_use() const { return !index_.empty() || sightings_taken_ > 0; }
  void take_waiting();

  track::fusion::SensorTable sensors_;  // AIS, then the radars, then who tells of sightings
  std::map<model::SourceName, track::fusion::SensorIndex> index_;
  track::fusion::SurfacePicture picture_;
  track::fusion::JoinedTracks joined_;
  std::uint64_t taken_until_settled_ = 0;
  Instant heard_of_radars_;  // the latest time at which one saw something
  // Radars that the settings do not name, when they were last heard; more are counted only.
  static constexpr std::size_t kMostStrangers = 8;
  std::map<model::SourceName, Instant> strangers_;
  Instant heard_of_strangers_;
  std::function<std::optional<LocalizedMessage>(geo::Position)> doubt_;
  Instant now_;                                  // how far time has come
  std::vector<track::fusion::Contact> waiting_;  // sightings, until time has come so far
  std::uint64_t of_unknown_radars_ = 0;
  std::uint64_t sightings_taken_ = 0;
  std::uint64_t sightings_not_followed_ = 0;
};

}  // namespace selat::service
