#include "track/fusion/joined_tracks.h"

#include <algorithm>
#include <utility>

#include "geo/local_plane.h"

namespace selat::track::fusion {
namespace {

// The place that AIS gives is better than a radar's as long as it is no older than so much.
constexpr Span kAisIsBetterFor = Span::seconds(10);

bool is_sighted(const FusedTrack& fused) {
  return std::ranges::any_of(
      fused.seen_by, [](const model::SensorSpan& span) { return span.kind == model::SensorKind::sighting; });
}

// What has stood for a minute since it was first seen, and neither AIS nor a person names, is a buoy or a
// quay, not a craft. A craft is shown as soon as it is confirmed: until it is seen to move takes three times
// as long.
bool is_craft_seen_by_others(const FusedTrack& fused) {
  const bool is_craft = fused.motion != Motion::standing || fused.mmsi != model::Mmsi() || is_sighted(fused);
  return is_craft && std::ranges::any_of(fused.seen_by, [](const model::SensorSpan& span) {
           return span.kind != model::SensorKind::ais;
         });
}

bool is_begun_by_ais(const FusedTrack& fused) {
  return model::mmsi_of(fused.id) != model::Mmsi();
}

model::Track ended(model::Track track) {
  track.state = model::TrackState::ended;
  return track;
}

// What AIS has told of it is evidence of AIS, also where the picture has not counted it yet.
void add_ais(const model::Track& ais, std::vector<model::SensorSpan>& spans) {
  const auto last = std::ranges::find_if(spans.rbegin(), spans.rend(), [](const model::SensorSpan& span) {
    return span.kind == model::SensorKind::ais;
  });
  if (last != spans.rend()) {
    last->last_at = std::max(last->last_at, ais.last_at);
    return;
  }
  const auto later = std::ranges::find_if(
      spans, [&](const model::SensorSpan& span) { return span.first_at > ais.first_at; });
  spans.insert(later, {model::SensorKind::ais, {}, ais.vessel.mmsi, ais.first_at, ais.last_at});
}

// The newest of them, in their order.
std::vector<model::SensorSpan> newest(std::vector<model::SensorSpan> spans) {
  const std::size_t surplus = spans.size() - std::min(spans.size(), model::kMostSensorSpans);
  spans.erase(spans.begin(), spans.begin() + static_cast<std::ptrdiff_t>(surplus));
  return spans;
}

// Of a craft of which AIS has a track.
model::Track joined_track(const FusedTrack& fused, const model::Track& ais) {
  const model::Track seen = track_of(fused);
  model::Track track = ais;
  track.id = is_begun_by_ais(fused) ? ais.id : fused.id;
  if (seen.last_at > ais.last_at + kAisIsBetterFor) {
    track.state = seen.state;
    track.last_at = seen.last_at;
    track.position = seen.position;
    track.sog = seen.sog;
    track.cog = seen.cog;
    track.heading.reset();
  }
  track.first_at = std::min(ais.first_at, seen.first_at);
  track.seen_by = seen.seen_by;
  add_ais(ais, track.seen_by);
  track.sigma = seen.sigma;
  track.is_own_craft = seen.is_own_craft;
  return track;
}

}  // namespace

std::vector<model::Track> JoinedTracks::take(const std::vector<FusedTrack>& picture) {
  std::vector<model::Track> out;
  for (const FusedTrack& fused : picture) {
    // One person is believed, and the track says that it is tentative.
    if ((fused.is_confirmed || is_sighted(fused)) && is_craft_seen_by_others(fused)) {
      take(fused, out);
    }
  }
  end_unseen(out);
  return out;
}

void JoinedTracks::take(const FusedTrack& fused, std::vector<model::Track>& out) {
  Joined& joined = joined_[fused.id];
  joined.fused = fused;
  joined.is_seen = true;
  find_ais(joined, out);
  if (joined.ais || !is_begun_by_ais(fused)) {
    publish(joined, out);
  }
}

// Of several objects of one MMSI that which is where the picture has it.
void JoinedTracks::find_ais(Joined& joined, std::vector<model::Track>& out) {
  if (joined.fused.mmsi == model::Mmsi()) {
    release(joined, out);
    return;
  }
  const std::vector<model::Track> tracks = ais_tracks_of_(joined.fused.mmsi);
  const auto nearest = std::ranges::min_element(tracks, {}, [&](const model::Track& track) {
    return geo::distance(track.position, joined.fused.position);
  });
  if (nearest == tracks.end()) {
    return;
  }
  if (joined.ais && joined.ais->id != nearest->id) {
    release(joined, out);
  }
  const auto [part, is_new] = part_of_.try_emplace(nearest->id, joined.fused.id);
  if (part->second != joined.fused.id) {
    return;  // it is part of another
  }
  joined.ais = *nearest;
  if (is_new && !is_begun_by_ais(joined.fused)) {
    out.push_back(ended(*nearest));
  }
}

void JoinedTracks::release(Joined& joined, std::vector<model::Track>& out) {
  if (!joined.ais) {
    return;
  }
  const model::Track ais = *std::exchange(joined.ais, std::nullopt);
  part_of_.erase(ais.id);
  const std::vector<model::Track> tracks = ais_tracks_of_(ais.vessel.mmsi);
  const auto now = std::ranges::find(tracks, ais.id, &model::Track::id);
  const bool is_published = is_begun_by_ais(joined.fused);
  if (now != tracks.end()) {
    out.push_back(*now);
  } else if (is_published) {
    out.push_back(ended(ais));
  }
  if (is_published) {
    joined.published.reset();
  }
}

void JoinedTracks::publish(Joined& joined, std::vector<model::Track>& out) {
  model::Track track = joined.ais ? joined_track(joined.fused, *joined.ais) : track_of(joined.fused);
  track.seen_by = newest(std::move(track.seen_by));
  if (joined.published != track) {
    joined.published = track;
    out.push_back(std::move(track));
  }
}

void JoinedTracks::end_unseen(std::vector<model::Track>& out) {
  for (auto entry = joined_.begin(); entry != joined_.end();) {
    Joined& joined = entry->second;
    if (std::exchange(joined.is_seen, false)) {
      ++entry;
      continue;
    }
    release(joined, out);
    if (joined.published) {
      out.push_back(ended(*joined.published));
    }
    entry = joined_.erase(entry);
  }
}

std::vector<model::Track> JoinedTracks::join(std::vector<model::Track> changed) {
  std::vector<model::Track> out;
  out.reserve(changed.size());
  for (model::Track& track : changed) {
    const auto part = part_of_.find(track.id);
    if (part == part_of_.end()) {
      out.push_back(std::move(track));
    } else if (track.state != model::TrackState::ended) {  // else the craft is seen still
      Joined& joined = joined_.at(part->second);
      joined.ais = std::move(track);
      publish(joined, out);
    }
  }
  return out;
}

std::vector<model::Track> JoinedTracks::all(std::vector<model::Track> ais) const {
  std::erase_if(ais, [this](const model::Track& track) { return part_of_.contains(track.id); });
  for (const auto& [id, joined] : joined_) {
    if (joined.published) {
      ais.push_back(*joined.published);
    }
  }
  return ais;
}

}  // namespace selat::track::fusion
