#pragma once
// Records by MMSI, in a table of open places (linear probing, Knuth, The Art of Computer Programming 3,
// §6.4): a look-up is most often one access to memory, which can be asked for ahead. One thread; grows by
// doubling.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "model/mmsi.h"

namespace selat::detect {

struct MmsiRecord;

class MmsiIndex {
 public:
  // Room for so many, without growing.
  explicit MmsiIndex(std::size_t records);
  ~MmsiIndex();
  MmsiIndex(const MmsiIndex&) = delete;
  MmsiIndex& operator=(const MmsiIndex&) = delete;

  // Null when there is none. The record stays where it is until it is erased.
  [[nodiscard]] MmsiRecord* find(model::Mmsi mmsi) const { return places_[place_of(mmsi)].record.get(); }
  // Asks for the memory that find() will need.
  void prefetch(model::Mmsi mmsi) const { __builtin_prefetch(&places_[home_of(mmsi)]); }
  // The MMSI must not be there.
  MmsiRecord& add(model::Mmsi mmsi);
  // The MMSI must be there.
  void erase(model::Mmsi mmsi);

  [[nodiscard]] std::size_t size() const { return size_; }
  // All, in no order that means anything.
  [[nodiscard]] std::vector<MmsiRecord*> all() const;

 private:
  struct Place {
    model::Mmsi mmsi;
    std::unique_ptr<MmsiRecord> record;  // none: free
  };
  // Where the search for the MMSI begins; its own place, or the free one where it would stand.
  [[nodiscard]] std::size_t home_of(model::Mmsi mmsi) const {
    return static_cast<std::size_t>((mmsi.number() * 0x9E37'79B9'7F4A'7C15ULL) >> 32) & (places_.size() - 1);
  }
  [[nodiscard]] std::size_t place_of(model::Mmsi mmsi) const {
    std::size_t place = home_of(mmsi);
    while (places_[place].record != nullptr && places_[place].mmsi != mmsi) {
      place = after(place);
    }
    return place;
  }
  [[nodiscard]] std::size_t after(std::size_t place) const { return (place + 1) & (places_.size() - 1); }
  void grow();

  std::vector<Place> places_;  // a power of two, at most half of them taken
  std::size_t size_ = 0;
};

}  // namespace selat::detect
