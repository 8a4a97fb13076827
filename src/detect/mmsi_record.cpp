#include "detect/mmsi_record.h"

#include <algorithm>

namespace selat::detect {

namespace {

std::optional<geo::Position> predicted(const track::HistoryPoint& point, Instant at) {
  if (at - point.at > track::kFixValidFor) {
    return std::nullopt;
  }
  track::Fix fix;
  fix.at = point.at;
  fix.position = point.position;
  fix.sog_01kn = point.sog_01kn;
  fix.cog_01deg = point.cog_01deg;
  return track::predict(fix, at);
}

}  // namespace

const MmsiRecord::Past* MmsiRecord::past_of(track::ObjectTag tag) const {
  const auto found = std::ranges::find(pasts_, tag, &Past::tag);
  return found == pasts_.end() ? nullptr : &*found;
}

MmsiRecord::Past& MmsiRecord::make_past(track::ObjectTag tag) {
  const auto found = std::ranges::find(pasts_, tag, &Past::tag);
  if (found != pasts_.end()) {
    return *found;
  }
  Past& made = pasts_.emplace_back();
  made.tag = tag;
  return made;
}

std::optional<Sample> MmsiRecord::sample_at(model::TrackId id, track::ObjectTag tag, Instant tick) const {
  const track::Fix* fix = timeline.accepted_at(tick, tag);
  if (fix == nullptr) {
    const Past* past = past_of(tag);
    fix = past != nullptr ? past->fixes.newest() : nullptr;
  }
  if (fix == nullptr || fix->at > tick || tick - fix->at > track::kFixValidFor) {
    return std::nullopt;
  }
  return Sample{id, *fix, track::predict(*fix, tick)};
}

std::optional<geo::Position> MmsiRecord::place_at(track::ObjectTag tag, Instant minute) const {
  const auto point = history(tag, timeline.size()).at(minute);
  return point ? predicted(*point, minute) : std::nullopt;
}

track::TrackHistory MmsiRecord::history(track::ObjectTag tag, std::size_t count) const {
  const Past* past = past_of(tag);
  return {past == nullptr ? nullptr : &past->fixes, timeline, tag, count};
}

ShortText<34> MmsiRecord::name_at(const ObjectState& object, Instant tick) const {
  for (std::size_t i = timeline.size(); i-- > 0;) {
    const track::Fix& fix = timeline[i];
    if (fix.kind != track::FixKind::static_data || fix.object != object.tag || fix.at > tick) {
      continue;
    }
    const auto* known = std::get_if<model::StaticReport>(&timeline.report_of(fix));
    if (known != nullptr && known->name) {
      return *known->name;
    }
  }
  const Past* past = past_of(object.tag);
  return past == nullptr ? ShortText<34>() : past->name;
}

void MmsiRecord::drop_before(Instant before) {
  while (timeline.finalized() > 0 && timeline[0].at < before) {
    const track::Fix& fix = timeline[0];
    if (fix.is_accepted) {
      make_past(fix.object).fixes.add(fix);
    } else if (fix.kind == track::FixKind::static_data && !fix.is_copy) {
      const auto* known = std::get_if<model::StaticReport>(&timeline.report_of(fix));
      if (known != nullptr && known->name) {
        make_past(fix.object).name = *known->name;
      }
    }
    timeline.drop_oldest();
  }
}

void MmsiRecord::drop_objects(Instant before) {
  const auto is_over = [before](const MmsiState& state) {
    return !state.objects.empty() && state.objects.front().is_ended &&
           state.objects.front().heard_at < before;
  };
  while (is_over(live) && is_over(checkpoint) &&
         live.objects.front().id() == checkpoint.objects.front().id()) {
    std::erase_if(pasts_, [tag = live.objects.front().tag](const Past& past) { return past.tag == tag; });
    live.objects.erase(live.objects.begin());
    checkpoint.objects.erase(checkpoint.objects.begin());
  }
}

}  // namespace selat::detect
