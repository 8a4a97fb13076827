#include "coordinate/context_register.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "model/imo_number.h"

namespace selat::coordinate {
namespace {

using Problem = std::optional<LocalizedMessage>;
using model::ContextEntry;
using model::WatchEntry;
using model::Zone;

constexpr std::uint32_t kLastMmsi = 999'999'999;
// Of all texts together: with kMostZonePoints of ten bytes the table fits in one envelope of the bus.
constexpr std::size_t kMostTextBytes = 700'000;
constexpr std::size_t kLeastLetters = 3;  // of a name or call sign; fewer would name half a fleet
constexpr Speed kFastest = Speed::knots(102.2);
constexpr Distance kLongestShip = Distance::metres(500);
constexpr double kSmallestZone_km2 = 0.001;

Problem too_long(MessageId what, std::string_view text) {
  if (text.size() <= model::kLongestContextText) {
    return {};
  }
  return LocalizedMessage(tr("the {what} is longer than {most} bytes: shorten it"),
                          {{"what", what}, {"most", model::kLongestContextText}});
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

bool is_too_short(std::string_view name) {
  const auto is_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
  };
  return !name.empty() && static_cast<std::size_t>(std::ranges::count_if(name, is_letter)) < kLeastLetters;
}

Problem problem_of(const WatchEntry& vessel) {
  if (!vessel.mmsi && !vessel.imo && vessel.call_sign.empty() && vessel.name.empty()) {
    return tr("nothing tells which vessel: give an MMSI, an IMO number, a call sign or a name");
  }
  if (vessel.mmsi && (*vessel.mmsi == 0 || *vessel.mmsi > kLastMmsi)) {
    return LocalizedMessage(tr("{mmsi} is no MMSI: give its nine digits"), {{"mmsi", *vessel.mmsi}});
  }
  if (vessel.imo && !model::is_imo_number(*vessel.imo)) {
    return LocalizedMessage(
        tr("{imo} is no IMO number: its seven digits do not agree with the last, which checks the others"),
        {{"imo", *vessel.imo}});
  }
  if (is_too_short(vessel.call_sign) || is_too_short(vessel.name)) {
    return LocalizedMessage(tr("a name or call sign needs at least {least} letters or digits"),
                            {{"least", kLeastLetters}});
  }
  if (Problem problem = too_long(tr("name"), vessel.name)) {
    return problem;
  }
  return too_long(tr("call sign"), vessel.call_sign);
}

std::size_t points_of(const Zone& zone) {
  std::size_t points = 0;
  for (const geo::Polygon& polygon : zone.area.polygons()) {
    points += polygon.outer().size();
    for (const geo::Ring& hole : polygon.holes()) {
      points += hole.size();
    }
  }
  return points;
}

std::size_t points_of(const ContextEntry& entry) {
  const Zone* zone = std::get_if<Zone>(&entry.what);
  return zone != nullptr ? points_of(*zone) : 0;
}

std::size_t text_bytes_of(const ContextEntry& entry) {
  const std::size_t all = entry.reason.size() + entry.owner.size();
  if (const auto* const zone = std::get_if<Zone>(&entry.what)) {
    return all + zone->names.en.size() + zone->names.id.size() + zone->names.ms.size() +
           zone->corridor.size();
  }
  const auto& vessel = std::get<WatchEntry>(entry.what);
  return all + vessel.label.size() + vessel.name.size() + vessel.call_sign.size();
}

Problem problem_of_area(const Zone& zone) {
  if (points_of(zone) == 0) {
    return tr("the zone has no area: give a file, a circle or a polygon");
  }
  if (points_of(zone) > model::kMostZonePoints) {
    return LocalizedMessage(tr("the zone has {n} corners, more than {most}: simplify it"),
                            {{"n", points_of(zone)}, {"most", model::kMostZonePoints}});
  }
  if (zone.area.area_km2() < kSmallestZone_km2) {
    return LocalizedMessage(tr("the zone covers {m2} m², less than {least}: AIS places a vessel to some ten "
                               "metres, so none could be said to be in it; draw a larger one, a circle of at "
                               "least 0.01 nm (18.5 m)"),
                            {{"m2", static_cast<std::int64_t>(std::floor(zone.area.area_km2() * 1e6))},
                             {"least", static_cast<std::int64_t>(kSmallestZone_km2 * 1e6)}});
  }
  const geo::Box& box = zone.area.bounds();
  const auto is_wide = [](std::int32_t from, std::int32_t to) {
    return std::int64_t{to} - from > std::int64_t{kWidestContextZone_deg} * 10'000'000;
  };
  if (is_wide(box.south_west.latitude_e7(), box.north_east.latitude_e7()) ||
      is_wide(box.south_west.longitude_e7(), box.north_east.longitude_e7())) {
    return LocalizedMessage(tr("the zone is wider than {most}°: give a smaller one"),
                            {{"most", kWidestContextZone_deg}});
  }
  return {};
}

Problem problem_of(const Zone& zone) {
  if (Problem problem = problem_of_area(zone)) {
    return problem;
  }
  if (zone.kind != model::ZoneKind::watch && (zone.speed_limit || zone.longest_vessel)) {
    return tr("a speed limit and a longest vessel belong to a zone of kind 'watch' only");
  }
  if (zone.speed_limit && !(*zone.speed_limit > Speed() && *zone.speed_limit <= kFastest)) {
    return tr("the speed limit must be above 0 and at most 102.2 kn");
  }
  if (zone.longest_vessel && !(*zone.longest_vessel > Distance() && *zone.longest_vessel <= kLongestShip)) {
    return tr("the longest vessel must be above 0 and at most 500 m");
  }
  for (const std::string* name : {&zone.names.en, &zone.names.id, &zone.names.ms, &zone.corridor}) {
    if (Problem problem = too_long(tr("name"), *name)) {
      return problem;
    }
  }
  return {};
}

// Not within a character of UTF-8.
std::string_view cut(std::string_view text, std::size_t bytes) {
  std::size_t end = std::min(text.size(), bytes);
  while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U) {
    --end;
  }
  return text.substr(0, end);
}

// As an alert names it, the id first.
void identify(ContextEntry& entry) {
  if (auto* zone = std::get_if<Zone>(&entry.what)) {
    const std::string name =
        std::string(entry.id.view()) + (zone->names.en.empty() ? "" : " ") + zone->names.en;
    zone->id = cut(name, model::ZoneId::capacity());
    zone->basis = model::Basis::approximate;
  } else {
    const std::string label = std::string(entry.id.view()) + " " + entry.reason;
    std::get<WatchEntry>(entry.what).label = cut(label, model::kLongestContextText);
  }
}

// Whether both are about the same vessel, or the same waters with the same limits.
bool says_the_same(const ContextEntry& a, const ContextEntry& b) {
  ContextEntry other = b;
  other.id = a.id;
  other.reason = a.reason;
  identify(other);
  return a.what == other.what;
}

}  // namespace

std::optional<LocalizedMessage> problem_of(const ContextEntry& entry, Instant wall) {
  if (is_blank(entry.reason)) {
    return tr("say why: give a reason");
  }
  if (Problem problem = too_long(tr("reason"), entry.reason)) {
    return problem;
  }
  if (Problem problem = too_long(tr("owner"), entry.owner)) {
    return problem;
  }
  if (entry.ends_at <= wall) {
    return tr("its end lies in the past: give a later one");
  }
  if (entry.ends_at - wall > kLongestContextFor) {
    return tr("it would last longer than 366 days: give an earlier end");
  }
  return std::visit([](const auto& what) { return problem_of(what); }, entry.what);
}

ContextRegister::ContextRegister(const ContextState& persisted)
    : last_vessel_(persisted.last_vessel), last_zone_(persisted.last_zone) {
  for (const ContextEntry& entry : persisted.entries) {
    const std::optional<Key> key = key_of(entry.id);
    if (!key || key->is_zone != std::holds_alternative<Zone>(entry.what)) {
      continue;
    }
    std::uint32_t& last = key->is_zone ? last_zone_ : last_vessel_;
    last = std::max(last, key->number);
    if (entries_.try_emplace(*key, entry).second) {
      zone_points_ += points_of(entries_.at(*key));
      text_bytes_ += text_bytes_of(entries_.at(*key));
    }
  }
}

std::optional<ContextRegister::Key> ContextRegister::key_of(const model::ContextEntryId& id) {
  const std::string_view text = id.view();
  if (text.size() < 2 || (text.front() != 'W' && text.front() != 'Z')) {
    return {};
  }
  Key key{.is_zone = text.front() == 'Z'};
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data() + 1, end, key.number);
  if (error != std::errc() || stop != end || text[1] == '0') {
    return {};
  }
  return key;
}

std::optional<LocalizedMessage> ContextRegister::obstacle_to(const ContextEntry& entry) const {
  if (entries_.size() >= model::kMostContextEntries || text_bytes_ + text_bytes_of(entry) > kMostTextBytes) {
    return LocalizedMessage(tr("{n} entries are in force, and no more can be: end one first"),
                            {{"n", entries_.size()}});
  }
  if (zone_points_ + points_of(entry) > model::kMostZonePoints) {
    return LocalizedMessage(
        tr("the zones in force would have more than {most} corners together: simplify it, or end one first"),
        {{"most", model::kMostZonePoints}});
  }
  const auto same = std::ranges::find_if(
      entries_, [&](const auto& in_force) { return says_the_same(in_force.second, entry); });
  if (same != entries_.end()) {
    return LocalizedMessage(tr("{id} says the same and is in force: end it first"),
                            {{"id", same->second.id.view()}});
  }
  return {};
}

std::expected<ContextEntry, LocalizedMessage> ContextRegister::add(ContextEntry entry,
                                                                   const model::ControlPointId& added_by,
                                                                   Instant wall) {
  Problem problem = problem_of(entry, wall);
  if (!problem) {
    problem = obstacle_to(entry);
  }
  if (problem) {
    return std::unexpected(*std::move(problem));
  }
  const bool is_zone = std::holds_alternative<Zone>(entry.what);
  const Key key{.is_zone = is_zone, .number = ++(is_zone ? last_zone_ : last_vessel_)};
  std::string id = is_zone ? "Z" : "W";
  id += std::to_string(key.number);
  entry.id = std::string_view(id);
  entry.added_by = added_by;
  entry.from = wall;
  identify(entry);
  zone_points_ += points_of(entry);
  text_bytes_ += text_bytes_of(entry);
  return entries_[key] = std::move(entry);
}

std::optional<ContextEntry> ContextRegister::end(const model::ContextEntryId& id) {
  const std::optional<Key> key = key_of(id);
  const auto found = key ? entries_.find(*key) : entries_.end();
  if (found == entries_.end()) {
    return {};
  }
  ContextEntry ended = std::move(found->second);
  zone_points_ -= points_of(ended);
  text_bytes_ -= text_bytes_of(ended);
  entries_.erase(found);
  return ended;
}

std::vector<ContextEntry> ContextRegister::expire(Instant wall) {
  std::vector<model::ContextEntryId> over;
  for (const auto& [key, entry] : entries_) {
    if (entry.ends_at <= wall) {
      over.push_back(entry.id);
    }
  }
  std::vector<ContextEntry> ended;
  ended.reserve(over.size());
  for (const model::ContextEntryId& id : over) {
    if (auto entry = end(id)) {
      ended.push_back(*std::move(entry));
    }
  }
  return ended;
}

model::ContextTable ContextRegister::table() const {
  model::ContextTable table;
  for (const auto& [key, entry] : entries_) {
    table.entries.push_back(entry);
  }
  return table;
}

ContextState ContextRegister::state() const {
  return {.entries = table().entries, .last_vessel = last_vessel_, .last_zone = last_zone_};
}

}  // namespace selat::coordinate
