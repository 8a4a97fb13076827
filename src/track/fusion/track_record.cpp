#include "track/fusion/track_record.h"

#include <algorithm>
#include <cmath>

#include "base/fingerprint.h"

namespace selat::track::fusion {
namespace {

// What is believed of the velocity of a craft of which nothing is known: within three of these (47 kn).
constexpr double kUnknownVelocity_ms = 8;
// Of what a radar or a craft says of its own velocity.
constexpr double kToldVelocity_ms = 2;
// A track has moved when it is so many standard deviations away from where it began, and farther than an echo
// wanders over the thing that it is of.
constexpr double kMovedSigmas = 4;
constexpr double kWanders_m = 20;
// Where it began is the mean of so many measurements: the first may be of another thing.
constexpr std::uint32_t kBirthHits = 5;

Measurement measurement_on(const geo::LocalPlane& plane, const KeptContact& contact) {
  const geo::Offset place = plane.to_plane(contact.position);
  const double sine = std::sin(static_cast<double>(contact.axis_rad));
  const double cosine = std::cos(static_cast<double>(contact.axis_rad));
  const double along_m2 = static_cast<double>(contact.sigma_along_m) * contact.sigma_along_m;
  const double across_m2 = static_cast<double>(contact.sigma_across_m) * contact.sigma_across_m;
  return {.east_m = place.east_m,
          .north_m = place.north_m,
          .var_east_m2 = along_m2 * sine * sine + across_m2 * cosine * cosine,
          .cov_m2 = (along_m2 - across_m2) * sine * cosine,
          .var_north_m2 = along_m2 * cosine * cosine + across_m2 * sine * sine};
}

void judge_motion(TrackRecord& record) {
  const Estimate now = combined(record.imm);
  const geo::Offset moved = geo::Offset{now.state[0], now.state[1]} - record.birth;
  const double variance_m2 = record.birth_var_m2 + std::max(now.at(0, 0), now.at(1, 1));
  if (moved.length_m() > std::max(kMovedSigmas * std::sqrt(variance_m2), kWanders_m)) {
    record.motion = Motion::moving;
  }
}

}  // namespace

Evidence* open_evidence(TrackRecord& record, SensorIndex sensor) {
  for (Evidence& entry : record.evidence) {
    if (entry.is_open && entry.sensor == sensor) {
      return &entry;
    }
  }
  return nullptr;
}

const Evidence* open_evidence(const TrackRecord& record, SensorIndex sensor) {
  return open_evidence(const_cast<TrackRecord&>(record), sensor);
}

bool is_told_only(const TrackRecord& record, const SensorTable& table) {
  return std::ranges::all_of(record.evidence, [&table](const Evidence& seen) {
    return !seen.is_open || table[seen.sensor].kind == model::SensorKind::sighting;
  });
}

Evidence& note_hit(TrackRecord& record, SensorIndex sensor, Instant at) {
  Evidence* entry = open_evidence(record, sensor);
  if (entry == nullptr) {
    entry = &*std::ranges::min_element(record.evidence, {}, [](const Evidence& other) {
      return std::tuple(other.is_open, other.is_used, other.last_at);
    });
    *entry = {.first_at = at, .last_at = at, .sensor = sensor, .is_open = true, .is_used = true};
  }
  entry->hits = static_cast<std::uint8_t>(std::min(entry->hits + 1, 255));
  entry->misses = 0;
  entry->excuse = Excuse::none;
  entry->is_joined = entry->hits >= kJoiningHits;
  entry->last_at = std::max(entry->last_at, at);
  return *entry;
}

Estimate estimate_at(const TrackRecord& record, Instant at) {
  return combined(imm_predicted(record.imm, (at - record.at).in_seconds()));
}

Measurement measurement_of(const TrackRecord& record, const KeptContact& contact) {
  return measurement_on(record.plane, contact);
}

void take_in(TrackRecord& record, const Imm& predicted, const Measurement& measured, Instant at) {
  record.imm = predicted;
  imm_update(record.imm, measured);
  record.at = at;
  ++record.hits;
  if (record.hits <= kBirthHits) {
    const geo::Offset apart = geo::Offset{measured.east_m, measured.north_m} - record.birth;
    record.birth = record.birth + apart * (1.0 / record.hits);
  } else if (record.motion != Motion::moving) {
    judge_motion(record);
  }
}

TrackRecord record_begun_with(const KeptContact& contact) {
  TrackRecord record;
  record.at = contact.at();
  record.first_at = contact.at();
  record.plane = geo::LocalPlane(contact.position);
  const Measurement measured = measurement_on(record.plane, contact);
  record.birth_var_m2 = (measured.var_east_m2 + measured.var_north_m2) / 2;
  record.imm =
      imm_begun_at(measured, static_cast<double>(contact.east_ms), static_cast<double>(contact.north_ms),
                   contact.has_motion ? kToldVelocity_ms : kUnknownVelocity_ms);
  record.hits = 1;
  const auto place = static_cast<std::uint64_t>(static_cast<std::uint32_t>(contact.position.latitude_e7()))
                         << 32 |
                     static_cast<std::uint32_t>(contact.position.longitude_e7());
  const std::uint64_t print = join(join(static_cast<std::uint64_t>(contact.at_us), place),
                                   static_cast<std::uint64_t>(contact.sensor) << 32 | contact.identity);
  const auto day = model::track_day(contact.at());
  record.id = contact.kind == ContactKind::ais
                  ? model::track_id(model::Mmsi(contact.identity), day, static_cast<std::uint32_t>(print))
                  : model::track_id_of_contact(day, print);
  note_hit(record, contact.sensor, contact.at());
  return record;
}

}  // namespace selat::track::fusion
