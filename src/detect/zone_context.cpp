#include "detect/zone_context.h"

#include <algorithm>
#include <utility>

#include "base/check.h"

namespace selat::detect {

namespace {

constexpr std::int64_t kCell_e7 = 500'000;  // 0.05°, 3 nm
constexpr std::int64_t kMaxCells = 20'000;
constexpr std::int64_t kMaxStepCells = 8;  // a step longer than that looks at every zone

std::int64_t row(std::int64_t latitude_e7) {
  return (latitude_e7 + 900'000'000) / kCell_e7;
}
std::int64_t column(std::int64_t longitude_e7) {
  return (longitude_e7 + 1'800'000'000) / kCell_e7;
}
std::uint32_t cell(std::int64_t row, std::int64_t column) {
  return static_cast<std::uint32_t>(row * 8'192 + column);
}
// Which of the set's bits stands for a cell: the upper ones of a product (Knuth, multiplicative hashing).
std::size_t bit_of(std::uint32_t cell) {
  return cell * 2'654'435'761U >> 20;
}

}  // namespace

ZoneContext::ZoneContext(std::vector<model::Zone> zones) : zones_(std::move(zones)) {
  require(zones_.size() < 0xffff, "at most 65,534 zones");
  for (std::size_t index = 0; index < zones_.size(); ++index) {
    if (!zones_[index].area.polygons().empty()) {
      add(static_cast<std::uint16_t>(index));
    }
  }
}

void ZoneContext::add(std::uint16_t index) {
  const bool is_watch = zones_[index].kind == model::ZoneKind::watch;
  const geo::Box& box = zones_[index].area.bounds();
  // One cell more on every side: a vessel that leaves is followed for some way outside (hysteresis).
  const std::int64_t south = row(box.south_west.latitude_e7()) - 1,
                     north = row(box.north_east.latitude_e7()) + 1;
  const std::int64_t west = column(box.south_west.longitude_e7()) - 1;
  const std::int64_t east = column(box.north_east.longitude_e7()) + 1;
  if ((north - south + 1) * (east - west + 1) > kMaxCells) {
    (is_watch ? wide_watch_ : wide_meeting_).push_back(index);
    return;
  }
  auto& cells = is_watch ? watch_ : meeting_;
  for (std::int64_t r = south; r <= north; ++r) {
    for (std::int64_t c = west; c <= east; ++c) {
      cells[cell(r, c)].push_back(index);
      if (is_watch) {
        watch_bits_.set(bit_of(cell(r, c)));
      }
    }
  }
}

std::span<const std::uint16_t> ZoneContext::watch_zones_near(geo::Position a, geo::Position b) const {
  found_.assign(wide_watch_.begin(), wide_watch_.end());
  if (watch_.empty()) {
    return found_;
  }
  const auto [south, north] = std::minmax({row(a.latitude_e7()), row(b.latitude_e7())});
  const auto [west, east] = std::minmax({column(a.longitude_e7()), column(b.longitude_e7())});
  if (north - south > kMaxStepCells || east - west > kMaxStepCells) {
    found_.clear();
    for (std::size_t index = 0; index < zones_.size(); ++index) {
      if (zones_[index].kind == model::ZoneKind::watch) {
        found_.push_back(static_cast<std::uint16_t>(index));
      }
    }
    return found_;
  }
  for (std::int64_t r = south; r <= north; ++r) {
    for (std::int64_t c = west; c <= east; ++c) {
      if (!watch_bits_.test(bit_of(cell(r, c)))) {
        continue;
      }
      if (const auto here = watch_.find(cell(r, c)); here != watch_.end()) {
        found_.insert(found_.end(), here->second.begin(), here->second.end());
      }
    }
  }
  std::ranges::sort(found_);
  found_.erase(std::unique(found_.begin(), found_.end()), found_.end());
  return found_;
}

bool ZoneContext::expects_meetings(geo::Position position) const {
  const auto contains = [&](std::uint16_t index) { return zones_[index].area.contains(position); };
  const auto here = meeting_.find(cell(row(position.latitude_e7()), column(position.longitude_e7())));
  if (here != meeting_.end() && std::ranges::any_of(here->second, contains)) {
    return true;
  }
  return std::ranges::any_of(wide_meeting_, contains);
}

}  // namespace selat::detect
