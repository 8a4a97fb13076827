#pragma once
// One track for each craft. What AIS says of an MMSI is followed by the engine of detect, object by object;
// what any sensor sees is followed by the surface picture. Where the picture has found that both are one
// craft, they are published as one: under the id of whichever began it, with the identity that AIS gives, the
// place that was seen last, and the sensors of every moment. When AIS falls silent and a radar still sees the
// craft, the track goes on; when they part, each is published by itself again.
//
// Pure; one thread.

#include <functional>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "model/track.h"
#include "track/fusion/surface_picture.h"

namespace selat::track::fusion {

class JoinedTracks {
 public:
  // The tracks of one MMSI as AIS has them now.
  using AisTracksOf = std::function<std::vector<model::Track>(model::Mmsi)>;
  explicit JoinedTracks(AisTracksOf ais_tracks_of) : ais_tracks_of_(std::move(ais_tracks_of)) {}

  // The picture as it is now. Returns what has changed by it, those that have ended among them.
  [[nodiscard]] std::vector<model::Track> take(const std::vector<FusedTrack>& picture);
  // Tracks of AIS that have changed, as they are to be published.
  [[nodiscard]] std::vector<model::Track> join(std::vector<model::Track> changed);
  // All that there is to publish; `ais` are all tracks of AIS.
  [[nodiscard]] std::vector<model::Track> all(std::vector<model::Track> ais) const;

 private:
  struct Joined {
    FusedTrack fused;
    std::optional<model::Track> ais;        // as it was when it was heard last
    std::optional<model::Track> published;  // nothing yet
    bool is_seen = false;                   // in the picture that is taken in now
  };
  void take(const FusedTrack& fused, std::vector<model::Track>& out);
  void find_ais(Joined& joined, std::vector<model::Track>& out);
  // AIS has its track for itself again.
  void release(Joined& joined, std::vector<model::Track>& out);
  void publish(Joined& joined, std::vector<model::Track>& out);
  void end_unseen(std::vector<model::Track>& out);

  AisTracksOf ais_tracks_of_;
  std::map<model::TrackId, Joined> joined_;                     // by the id of the picture
  std::unordered_map<model::TrackId, model::TrackId> part_of_;  // of a track of AIS: that of the picture
};

}  // namespace selat::track::fusion
