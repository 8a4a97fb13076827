#pragma once
// The tracks, found by place (a grid of square cells, hashed into a fixed number of lists) and by MMSI. A
// value that can be copied; bounded; what it gives depends on nothing but the sequence of calls. One thread.

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "geo/position.h"
#include "track/fusion/track_record.h"

namespace selat::track::fusion {

class TrackPool {
 public:
  explicit TrackPool(std::size_t most) : most_(most), heads_(kBuckets, kNoTrack) {}

  // A free place, where `record` now lies; kNoTrack at the bound. Its MMSI, if any, is bound to it.
  TrackSlot add(const TrackRecord& record);
  // The place is free; no MMSI is bound to it.
  void remove(TrackSlot slot);
  // Its filter has moved: it lies in the right cell again, and near its plane's origin.
  void replace(TrackSlot slot);
  void bind(TrackSlot slot, model::Mmsi mmsi);
  void unbind(TrackSlot slot);

  [[nodiscard]] TrackRecord& operator[](TrackSlot slot) { return records_[slot]; }
  [[nodiscard]] const TrackRecord& operator[](TrackSlot slot) const { return records_[slot]; }
  [[nodiscard]] TrackSlot of_mmsi(model::Mmsi mmsi) const;
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::uint64_t refused() const { return refused_; }
  // Free places too: their id is 0.
  [[nodiscard]] TrackSlot places() const { return static_cast<TrackSlot>(records_.size()); }

  // Calls visit(slot) for all tracks in the cells within about 1.4 km of the place, and some farther away.
  template <typename Visit>
  void for_each_near(geo::Position position, const Visit& visit) const {
    const Cell cell = cell_of(position);
    std::array<std::uint32_t, 9> seen{};
    std::size_t count = 0;
    for (std::int32_t row = -1; row <= 1; ++row) {
      for (std::int32_t column = -1; column <= 1; ++column) {
        const auto bucket = bucket_of({cell.row + row, cell.column + column});
        bool is_again = false;
        for (std::size_t i = 0; i < count; ++i) {
          is_again = is_again || seen[i] == bucket;
        }
        seen[count++] = bucket;
        for (TrackSlot slot = is_again ? kNoTrack : heads_[bucket]; slot != kNoTrack;
             slot = records_[slot].next) {
          visit(slot);
        }
      }
    }
  }

 private:
  static constexpr std::size_t kBuckets = 1U << 14;
  static constexpr int kCellShift = 17;  // of 1e-7°: 1.46 km high
  struct Cell {
    std::int32_t row, column;
  };
  [[nodiscard]] static Cell cell_of(geo::Position position) {
    return {position.latitude_e7() >> kCellShift, position.longitude_e7() >> kCellShift};
  }
  [[nodiscard]] static std::uint32_t bucket_of(Cell cell);
  void link(TrackSlot slot, std::uint32_t bucket);
  void unlink(TrackSlot slot);
  [[nodiscard]] geo::Position place_of(const TrackRecord& record) const;

  // Open addressing by MMSI; never more than half full.
  struct Binding {
    std::uint32_t mmsi = 0;
    TrackSlot slot = kNoTrack;
  };
  [[nodiscard]] std::size_t home_of(std::uint32_t mmsi) const;
  [[nodiscard]] std::size_t find(std::uint32_t mmsi) const;
  void grow_bindings();

  std::size_t most_;
  std::size_t size_ = 0;
  std::uint64_t refused_ = 0;
  std::vector<TrackRecord> records_;
  std::vector<TrackSlot> free_;
  std::vector<TrackSlot> heads_;
  std::vector<Binding> bindings_ = std::vector<Binding>(1'024);
  std::size_t bound_ = 0;
};

}  // namespace selat::track::fusion
