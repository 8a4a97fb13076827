#include "track/fusion/track_pool.h"

#include <cmath>

#include "base/fingerprint.h"

namespace selat::track::fusion {
namespace {

// A plane is laid anew around a track that is farther than this from its origin.
constexpr double kPlaneReach_m = 4'000;

}  // namespace

std::uint32_t TrackPool::bucket_of(Cell cell) {
  const auto key = static_cast<std::uint64_t>(static_cast<std::uint32_t>(cell.row)) << 32 |
                   static_cast<std::uint32_t>(cell.column);
  return static_cast<std::uint32_t>(mix(key) & (kBuckets - 1));
}

geo::Position TrackPool::place_of(const TrackRecord& record) const {
  const Estimate& lively = record.imm.models[1];
  return record.plane.to_position({lively.state[0], lively.state[1]});
}

TrackSlot TrackPool::add(const TrackRecord& record) {
  if (size_ >= most_) {
    ++refused_;
    return kNoTrack;
  }
  TrackSlot slot = static_cast<TrackSlot>(records_.size());
  if (free_.empty()) {
    records_.push_back(record);
  } else {
    slot = free_.back();
    free_.pop_back();
    records_[slot] = record;
  }
  ++size_;
  link(slot, bucket_of(cell_of(place_of(record))));
  if (record.mmsi != model::Mmsi()) {
    bind(slot, record.mmsi);
  }
  return slot;
}

void TrackPool::remove(TrackSlot slot) {
  unbind(slot);
  unlink(slot);
  records_[slot] = TrackRecord();
  free_.push_back(slot);
  --size_;
}

void TrackPool::replace(TrackSlot slot) {
  TrackRecord& record = records_[slot];
  const geo::Position place = place_of(record);
  const std::uint32_t bucket = bucket_of(cell_of(place));
  if (bucket != record.bucket) {
    unlink(slot);
    link(slot, bucket);
  }
  const Estimate& lively = record.imm.models[1];
  if (std::abs(lively.state[0]) + std::abs(lively.state[1]) > kPlaneReach_m) {
    const geo::Offset moved = record.plane.to_plane(place);
    record.plane = geo::LocalPlane(place);
    imm_shift(record.imm, -moved.east_m, -moved.north_m);
    record.birth = record.birth - moved;
  }
}

void TrackPool::link(TrackSlot slot, std::uint32_t bucket) {
  TrackRecord& record = records_[slot];
  record.bucket = bucket;
  record.previous = kNoTrack;
  record.next = heads_[bucket];
  if (record.next != kNoTrack) {
    records_[record.next].previous = slot;
  }
  heads_[bucket] = slot;
}

void TrackPool::unlink(TrackSlot slot) {
  const TrackRecord& record = records_[slot];
  if (record.previous == kNoTrack) {
    heads_[record.bucket] = record.next;
  } else {
    records_[record.previous].next = record.next;
  }
  if (record.next != kNoTrack) {
    records_[record.next].previous = record.previous;
  }
}

std::size_t TrackPool::home_of(std::uint32_t mmsi) const {
  return mix(mmsi) & (bindings_.size() - 1);
}

std::size_t TrackPool::find(std::uint32_t mmsi) const {
  std::size_t place = home_of(mmsi);
  while (bindings_[place].mmsi != 0 && bindings_[place].mmsi != mmsi) {
    place = (place + 1) & (bindings_.size() - 1);
  }
  return place;
}

TrackSlot TrackPool::of_mmsi(model::Mmsi mmsi) const {
  return bindings_[find(mmsi.number())].slot;
}

void TrackPool::bind(TrackSlot slot, model::Mmsi mmsi) {
  if (2 * (bound_ + 1) > bindings_.size()) {
    grow_bindings();
  }
  const std::size_t place = find(mmsi.number());
  bound_ += static_cast<std::size_t>(bindings_[place].mmsi == 0);
  bindings_[place] = {mmsi.number(), slot};
  records_[slot].mmsi = mmsi;
}

void TrackPool::unbind(TrackSlot slot) {
  const std::uint32_t mmsi = records_[slot].mmsi.number();
  records_[slot].mmsi = model::Mmsi();
  std::size_t hole = find(mmsi);
  if (mmsi == 0 || bindings_[hole].slot != slot) {
    return;
  }
  --bound_;
  // Whatever could not lie at its home because of this one moves up.
  const std::size_t wrap = bindings_.size() - 1;
  for (std::size_t next = (hole + 1) & wrap; bindings_[next].mmsi != 0; next = (next + 1) & wrap) {
    const std::size_t home = home_of(bindings_[next].mmsi);
    if (((next - home) & wrap) >= ((next - hole) & wrap)) {
      bindings_[hole] = bindings_[next];
      hole = next;
    }
  }
  bindings_[hole] = {};
}

void TrackPool::grow_bindings() {
  const std::vector<Binding> before = std::move(bindings_);
  bindings_.assign(before.size() * 2, {});
  for (const Binding& binding : before) {
    if (binding.mmsi != 0) {
      bindings_[find(binding.mmsi)] = binding;
    }
  }
}

}  // namespace selat::track::fusion
