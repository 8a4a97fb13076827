#pragma once
// Finds neighbours among moving points, by a spatial hash of square cells of latitude and longitude. The
// result of a query does not depend on the order in which the points were put. A query allocates nothing once
// the caller's vector is large enough; put() allocates only while the index grows. One thread.

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "geo/position.h"
#include "units/distance.h"

namespace selat::geo {

class GridIndex {
 public:
  using Key = std::uint64_t;  // the caller's: an MMSI, a track id

  struct Neighbour {
    Key key = 0;
    Position position;
    Distance distance;
    friend bool operator==(const Neighbour&, const Neighbour&) = default;
  };

  // Cells of height `cell`, at least 100 m; best about the radius of most queries.
  explicit GridIndex(Distance cell);

  // Places the point, or moves it when the key is known. The position must be valid.
  void put(Key key, Position position);
  // Returns whether there was such a point.
  bool erase(Key key);
  void clear();
  // Room for so many points, so that put() does not grow the index.
  void reserve(std::size_t points);
  [[nodiscard]] std::size_t size() const { return size_; }

  // Replaces the contents of `found` by the points at most `radius` away, in order of key.
  void within(Position centre, Distance radius, std::vector<Neighbour>& found) const;

 private:
  static constexpr std::uint32_t kNone = 0xffff'ffff;
  using Cell = std::uint64_t;  // row in the upper half, column in the lower
  static constexpr Cell kNoCell = ~Cell{0};

  // A slot is in two chains: of the points whose keys have the same hash, and of those whose cells have.
  struct Slot {
    Key key = 0;
    Position position;
    Cell cell = kNoCell;  // kNoCell: the slot is free, and in no chain but that of the free ones
    std::uint32_t next_by_key = kNone;
    std::uint32_t next_by_cell = kNone;
  };
  using Chain = std::uint32_t Slot::*;
  using Heads = std::vector<std::uint32_t>;  // the first slot of each chain; a power of two of them

  [[nodiscard]] std::uint32_t row_of(std::int64_t latitude_e7) const;
  [[nodiscard]] std::uint32_t column_of(std::int64_t longitude_e7) const;
  [[nodiscard]] static std::uint32_t& head(Heads& heads, std::uint64_t value);
  [[nodiscard]] std::uint32_t find(Key key) const;
  [[nodiscard]] std::uint32_t take_free_slot();
  void link(std::uint32_t& head, std::uint32_t slot, Chain next);
  void unlink(std::uint32_t& head, std::uint32_t slot, Chain next);
  void make_chains(std::size_t count);

  std::int64_t cell_e7_;
  std::vector<Slot> slots_;
  Heads by_key_, by_cell_;
  std::uint32_t first_free_ = kNone;
  std::size_t size_ = 0;
};

}  // namespace selat::geo
