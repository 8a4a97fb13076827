#include "detect/mmsi_record.h"

#include <algorithm>
#include <cstddef>

namespace selat::detect {

namespace {

std::optional<geo::Position> predicted(const track::HistoryPoint& point, Instant at) {
  if (at - point.at > track::kFixValidFor) {
    return std::nullopt;
  }
  track::Fix fix;
  fix.set_at(point.at);
  fix.position = point.position;
  fix.sog_01kn = point.sog_01kn & track::kNoSog;
  fix.cog_01deg = point.cog_01deg & track::kNoCog;
  return track::predict(fix, at);
}

void prefetch_bytes(const void* from, std::size_t bytes) {
  constexpr std::size_t kLine = 64;
  for (std::size_t at = 0; at < bytes; at += kLine) {
    __builtin_prefetch(static_cast<const std::byte*>(from) + at);
  }
}

void prefetch_object(const MmsiState& state) {
  if (state.is_heard()) {
    prefetch_bytes(&state.objects.front(), sizeof(ObjectState));
  }
}

void prefetch_memory(const MmsiState& state) {
  if (state.is_heard()) {
    const auto& memory = state.objects.front().memory;
    prefetch_bytes(memory.data(), memory.size());
  }
}

}  // namespace

void MmsiRecord::prefetch() const {
  prefetch_bytes(this, sizeof *this);
}

void MmsiRecord::prefetch_live() const {
  prefetch_object(live);
}

void MmsiRecord::prefetch_newest() const {
  prefetch_memory(live);
  // Copies are looked for among the last few.
  constexpr std::size_t kLatest = 4;
  if (const std::size_t count = std::min(timeline.size(), kLatest); count > 0) {
    prefetch_bytes(&timeline[timeline.size() - count], count * sizeof(track::Fix));
  }
}

void MmsiRecord::prefetch_checkpoint() const {
  prefetch_object(checkpoint);
  if (!pasts_.empty()) {
    prefetch_bytes(&pasts_.front(), sizeof(track::ObjectPast));
  }
}

void MmsiRecord::prefetch_oldest() const {
  prefetch_memory(checkpoint);
  // A minute's, of most vessels.
  constexpr std::size_t kSwept = 6;
  const std::size_t from = timeline.finalized() - std::min<std::size_t>(timeline.finalized(), 1);
  if (const std::size_t count = std::min(timeline.size() - from, kSwept); count > 0) {
    prefetch_bytes(&timeline[from], count * sizeof(track::Fix));
  }
}

const track::ObjectPast* MmsiRecord::past_of(track::ObjectTag tag) const {
  const auto found = std::ranges::find(pasts_, tag, &track::ObjectPast::tag);
  return found == pasts_.end() ? nullptr : &*found;
}

track::ObjectPast& MmsiRecord::make_past(track::ObjectTag tag) {
  const auto found = std::ranges::find(pasts_, tag, &track::ObjectPast::tag);
  if (found != pasts_.end()) {
    return *found;
  }
  track::ObjectPast& made = pasts_.emplace_back();
  made.tag = tag;
  return made;
}

std::optional<Sample> MmsiRecord::sample_at(model::TrackId id, track::ObjectTag tag, Instant tick) const {
  const track::Fix* fix = timeline.accepted_at(tick, tag);
  if (fix == nullptr) {
    const track::ObjectPast* past = past_of(tag);
    fix = past != nullptr ? past->fixes.newest() : nullptr;
  }
  if (fix == nullptr || fix->at() > tick || tick - fix->at() > track::kFixValidFor) {
    return std::nullopt;
  }
  return Sample{.id = id, .fix = *fix, .position = track::predict(*fix, tick), .hull = {}};
}

std::optional<Sample> MmsiRecord::sample_with_hull_at(model::TrackId id, track::ObjectTag tag,
                                                      Instant tick) const {
  auto sample = sample_at(id, tag, tick);
  if (sample) {
    sample->hull = hull_at(tag, tick);
  }
  return sample;
}

std::optional<geo::Position> MmsiRecord::place_at(track::ObjectTag tag, Instant minute) const {
  const auto point = history(tag, timeline.size()).at(minute);
  return point ? predicted(*point, minute) : std::nullopt;
}

track::TrackHistory MmsiRecord::history(track::ObjectTag tag, std::size_t count) const {
  return {pasts_, timeline, tag, count};
}

const track::StaticData* MmsiRecord::told_by(Instant tick, track::ObjectTag tag, Has has) const {
  for (std::size_t i = timeline.size(); i-- > 0;) {
    const track::Fix& fix = timeline[i];
    if (fix.kind != track::FixKind::static_data || fix.object != tag || fix.at() > tick) {
      continue;
    }
    const track::StaticData& told = timeline.static_data_of(fix);
    if ((told.*has)()) {
      return &told;
    }
  }
  return nullptr;
}

ShortText<34> MmsiRecord::name_at(track::ObjectTag tag, Instant tick) const {
  if (const track::StaticData* told = told_by(tick, tag, &track::StaticData::has_name)) {
    return told->name();
  }
  const track::ObjectPast* past = past_of(tag);
  return past == nullptr ? ShortText<34>() : past->name;
}

track::Hull MmsiRecord::hull_at(track::ObjectTag tag, Instant tick) const {
  if (const track::StaticData* told = told_by(tick, tag, &track::StaticData::has_hull)) {
    return told->hull();
  }
  const track::ObjectPast* past = past_of(tag);
  return past == nullptr ? track::Hull() : past->hull;
}

void MmsiRecord::drop_before(Instant before) {
  while (timeline.finalized() > 0 && timeline[0].at() < before) {
    const track::Fix& fix = timeline[0];
    if (fix.is_accepted) {
      make_past(fix.object).fixes.add(fix);
    } else if (fix.kind == track::FixKind::static_data && fix.object != track::kNobody) {
      const track::StaticData& told = timeline.static_data_of(fix);
      track::ObjectPast& past = make_past(fix.object);
      past.name = told.has_name() ? told.name() : past.name;
      past.hull = told.has_hull() ? told.hull() : past.hull;
    }
    timeline.drop_oldest();
    --middle_count;  // has no meaning while there is no middle
  }
}

void MmsiRecord::drop_objects(Instant before) {
  const auto is_over = [before](const MmsiState& state) {
    return !state.objects.empty() && state.objects.front().is_ended &&
           state.objects.front().heard_at < before;
  };
  if (is_over(live)) {
    middle.reset();
  }
  while (is_over(live) && is_over(checkpoint) &&
         live.objects.front().id() == checkpoint.objects.front().id()) {
    std::erase_if(
        pasts_, [tag = live.objects.front().tag](const track::ObjectPast& past) { return past.tag == tag; });
    live.objects.erase(live.objects.begin());
    checkpoint.objects.erase(checkpoint.objects.begin());
  }
}

}  // namespace selat::detect
