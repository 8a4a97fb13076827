#include "detect/context.h"

#include <algorithm>
#include <bit>
#include <map>
#include <utility>

#include "base/archive.h"
#include "base/check.h"
#include "base/fingerprint.h"
#include "detect/name_likeness.h"
#include "detect/never.h"

namespace selat::detect {

namespace {

std::uint64_t fingerprint_of(const geo::Ring& ring, std::uint64_t seed) {
  for (const geo::Position corner : ring) {
    seed = join(seed, static_cast<std::uint32_t>(corner.latitude_e7()));
    seed = join(seed, static_cast<std::uint32_t>(corner.longitude_e7()));
  }
  return seed;
}

std::uint64_t fingerprint_of(const model::Zone& zone) {
  std::uint64_t seed = join(selat::fingerprint(zone.id.view()), static_cast<std::uint64_t>(zone.kind));
  seed = join(seed, static_cast<std::uint64_t>(zone.stay_watch));
  const auto number = [&](bool has, double value) {
    seed = join(seed, has ? std::bit_cast<std::uint64_t>(value) : 1);
  };
  number(zone.speed_limit.has_value(), zone.speed_limit.value_or(Speed()).in_knots());
  number(zone.longest_vessel.has_value(), zone.longest_vessel.value_or(Distance()).in_metres());
  for (const geo::Polygon& polygon : zone.area.polygons()) {
    seed = fingerprint_of(polygon.outer(), seed);
    for (const geo::Ring& hole : polygon.holes()) {
      seed = fingerprint_of(hole, join(seed, 1));
    }
  }
  return seed;
}

std::uint64_t fingerprint_of(const model::WatchEntry& entry) {
  std::uint64_t seed = join(selat::fingerprint(entry.label), entry.mmsi.value_or(0));
  seed = join(seed, entry.imo.value_or(0));
  return join(join(seed, fingerprint(entry.call_sign)), fingerprint(entry.name));
}

// An area, by polygon.
struct Rings {
  std::vector<geo::Ring> outer;
  std::vector<std::vector<geo::Ring>> holes;
};

// In both directions; the rings stand for the area.
template <typename Archive>
void archive(Archive& archive, model::Zone& zone, Rings& rings) {
  archive(zone.id, zone.kind, zone.names.en, zone.names.id, zone.names.ms, rings.outer, rings.holes,
          zone.basis, zone.stay_watch, zone.speed_limit, zone.corridor, zone.longest_vessel);
}

template <typename Archive>
void archive(Archive& archive, model::WatchEntry& entry) {
  archive(entry.label, entry.mmsi, entry.imo, entry.call_sign, entry.name);
}

void save(ArchiveWriter& writer, model::Zone zone) {
  const std::vector<geo::Polygon>& polygons = zone.area.polygons();
  Rings rings{std::vector<geo::Ring>(polygons.size()), std::vector<std::vector<geo::Ring>>(polygons.size())};
  for (std::size_t i = 0; i < polygons.size(); ++i) {
    rings.outer[i] = polygons[i].outer();
    rings.holes[i] = polygons[i].holes();
  }
  archive(writer, zone, rings);
}

// The bytes are those of save(): whoever reads them has compared their fingerprint.
model::Zone load_zone(ArchiveReader& reader) {
  model::Zone zone;
  Rings rings;
  archive(reader, zone, rings);
  std::vector<geo::Polygon> polygons;
  for (std::size_t i = 0; i < std::min(rings.outer.size(), rings.holes.size()); ++i) {
    polygons.emplace_back(std::move(rings.outer[i]), std::move(rings.holes[i]));
  }
  zone.area = geo::Area(std::move(polygons));
  return zone;
}

}  // namespace

Context::Context(std::vector<model::Zone> zones, std::vector<model::WatchEntry> watch_list,
                 std::vector<Instant> zones_since)
    : zones_(std::move(zones)), zones_since_(std::move(zones_since)) {
  require(zones_since_.empty() || zones_since_.size() == zones_.zones().size(),
          "each zone has its beginning");
  for (const model::Zone& zone : zones_.zones()) {
    version_ = join(version_, fingerprint_of(zone));
  }
  for (model::WatchEntry& entry : watch_list) {
    version_ = join(version_, fingerprint_of(entry));
    std::string name = normalised_name(entry.name), call_sign = normalised_name(entry.call_sign);
    watch_list_.push_back({std::move(entry), std::move(name), std::move(call_sign)});
  }
  version_ = std::max<std::uint64_t>(version_, 1);
}

void ContextHistory::add(Instant from, std::shared_ptr<const Context> context) {
  require(from >= versions_.back().from, "a version of the context must not begin before the last one");
  versions_.push_back({from, std::move(context)});
}

std::vector<Instant> ContextHistory::zones_since(const std::vector<model::Zone>& zones, Instant from) const {
  std::map<model::ZoneId, Instant> known;
  for (std::size_t i = 0; i < newest().zones().zones().size(); ++i) {
    known.emplace(newest().zones().zones()[i].id, newest().zone_since(i));
  }
  std::vector<Instant> since;
  since.reserve(zones.size());
  for (const model::Zone& zone : zones) {
    const auto same = known.find(zone.id);
    since.push_back(same == known.end() ? from : same->second);
  }
  return since;
}

void ContextHistory::forget_before(Instant before) {
  while (versions_.size() > 1 && versions_[1].from <= before) {
    versions_.erase(versions_.begin());
    ++first_;
  }
}

ContextHistory::Index ContextHistory::at(Instant when) const {
  std::size_t place = versions_.size() - 1;
  while (place > 0 && when < versions_[place].from) {
    --place;
  }
  return first_ + static_cast<Index>(place);
}

Instant ContextHistory::ends_at(Index index) const {
  const std::size_t next = index - first_ + 1;
  return next < versions_.size() ? versions_[next].from : kNever;
}

void ContextHistory::save(ArchiveWriter& writer) const {
  Index first = first_;
  auto count = static_cast<std::uint64_t>(versions_.size());
  writer(first, count);
  for (const Version& version : versions_) {
    Instant from = version.from;
    auto zones = static_cast<std::uint64_t>(version.context->zones().zones().size());
    auto vessels = static_cast<std::uint64_t>(version.context->watch_list().size());
    writer(from, zones, vessels);
    for (std::size_t i = 0; i < version.context->zones().zones().size(); ++i) {
      Instant since = version.context->zone_since(i);
      writer(since);
      detect::save(writer, version.context->zones().zones()[i]);
    }
    for (const ListedVessel& listed : version.context->watch_list()) {
      model::WatchEntry entry = listed.entry;
      archive(writer, entry);
    }
  }
}

void ContextHistory::load(ArchiveReader& reader) {
  versions_.clear();
  std::uint64_t count = 0;
  for (reader(first_, count); count > 0 && !reader.has_failed(); --count) {
    Instant from;
    std::uint64_t zone_count = 0, vessel_count = 0;
    reader(from, zone_count, vessel_count);
    std::vector<model::Zone> zones;
    std::vector<Instant> since;
    for (; zone_count > 0 && !reader.has_failed(); --zone_count) {
      reader(since.emplace_back());
      zones.push_back(load_zone(reader));
    }
    std::vector<model::WatchEntry> watch_list;
    for (; vessel_count > 0 && !reader.has_failed(); --vessel_count) {
      archive(reader, watch_list.emplace_back());
    }
    versions_.push_back(
        {from, std::make_shared<const Context>(std::move(zones), std::move(watch_list), std::move(since))});
  }
}

}  // namespace selat::detect
