#include "service/sensor_picture.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

#include "base/enum_names.h"
#include "geo/local_plane.h"
#include "track/fusion/contact.h"

namespace selat::service {
namespace {

using track::fusion::SensorIndex;
using track::fusion::SensorSettings;

constexpr SensorIndex kAis = 0;
// AIS is taken in from a little beyond where radars see, so that a vessel that comes in is known by then.
constexpr Distance kApproach = Distance::nautical_miles(2);
// A radar that the settings do not name is told of for so long.
constexpr Span kStrangerIsTold = Span::minutes(10);
// A sighting so little ahead of the time of AIS and radars does not wait.
constexpr Span kSoon = Span::minutes(1);
constexpr std::size_t kMostWaiting = 1'000;

SensorSettings sensor_of(const model::Radar& radar) {
  SensorSettings sensor;
  sensor.name = radar.id;
  sensor.antenna = radar.position;
  sensor.scan = radar.scan_period;
  sensor.max_range = radar.max_range;
  sensor.range_sigma = radar.range_sigma;
  sensor.azimuth_sigma = radar.bearing_sigma;
  return sensor;
}

track::fusion::SensorTable sensors_of(const std::vector<model::Radar>& radars) {
  SensorSettings ais;
  ais.kind = model::SensorKind::ais;
  track::fusion::SensorTable sensors = {ais};
  std::ranges::transform(radars, std::back_inserter(sensors), sensor_of);
  for (const std::string_view source : enum_names<model::SightingSource>) {
    SensorSettings people;
    people.name = source;
    people.kind = model::SensorKind::sighting;
    sensors.push_back(people);
  }
  return sensors;
}

track::fusion::PictureOptions picture_options(const track::fusion::SensorTable& sensors,
                                              const SensorPictureOptions& given) {
  track::fusion::PictureOptions options;
  options.sensors = sensors;
  options.own_craft = given.own_craft;
  options.land = given.land;
  return options;
}

LocalizedMessage fault_of(const track::fusion::SensorReport& report, const std::string& radar) {
  using track::fusion::SensorFault;
  switch (report.fault) {
    case SensorFault::turned:
      return {
          tr("radar {radar}: what it shows is turned by {n}° against AIS; it is not used until it is right"),
          {{"radar", radar}, {"n", std::lround(report.turned.in_degrees())}}};
    case SensorFault::clock:
      return {tr("radar {radar}: its clock is wrong by {n} s against AIS; it is not used until it is right"),
              {{"radar", radar}, {"n", std::lround(report.ahead.in_seconds())}}};
    case SensorFault::shifted:
      return {
          tr("radar {radar}: what it shows lies {n} m off AIS, to {bearing}°: wrong datum, or it does not "
             "stand where the settings say; it is not used until it is right"),
          {{"radar", radar},
           {"n", std::lround(report.shifted.in_metres() / 10) * 10},
           {"bearing", fmt::format("{:03.0f}", report.shifted_to.in_degrees())}}};
    case SensorFault::repeats:
      return {tr("radar {radar}: it shows the same scan again and again; it is not used until it is right"),
              {{"radar", radar}}};
    case SensorFault::none:
      break;
  }
  return {tr("radar {radar}: it shows far too many plots; a part is left out"), {{"radar", radar}}};
}

}  // namespace

SensorPicture::SensorPicture(const SensorPictureOptions& options,
                             track::fusion::JoinedTracks::AisTracksOf ais_tracks_of)
    : sensors_(sensors_of(options.radars)),
      picture_(picture_options(sensors_, options)),
      joined_(std::move(ais_tracks_of)),
      doubt_(options.doubt) {
  for (SensorIndex sensor = 1; sensor <= options.radars.size(); ++sensor) {
    index_.emplace(sensors_[sensor].name, sensor);
  }
}

bool SensorPicture::is_in_reach(geo::Position position) const {
  return std::any_of(sensors_.begin() + 1, sensors_.end(), [position](const SensorSettings& radar) {
    return radar.antenna && geo::distance(*radar.antenna, position) < radar.max_range + kApproach;
  });
}

void SensorPicture::take(const model::Report& report) {
  const auto* const fix = std::get_if<model::PositionReport>(&report);
  if (fix == nullptr || index_.empty()) {
    return;
  }
  const auto contact = track::fusion::contact_of(*fix, kAis);
  if (contact && is_in_reach(contact->position)) {
    picture_.take(*contact);
  }
}

void SensorPicture::take(const model::RadarMessage& message) {
  const auto* const report = std::get_if<model::RadarReport>(&message);
  if (report == nullptr) {
    return;
  }
  const auto sensor = index_.find(report->source);
  if (sensor == index_.end()) {
    note_stranger(*report);
    return;
  }
  // Of a recording the time of reception is that of its being read.
  heard_of_radars_ = std::max(heard_of_radars_, std::min(report->observed_at, report->received_at));
  if (const auto contact = track::fusion::contact_of(*report, sensor->second, sensors_[sensor->second])) {
    picture_.take(*contact);
  }
}

void SensorPicture::note_stranger(const model::RadarReport& report) {
  ++of_unknown_radars_;
  heard_of_strangers_ = std::max(heard_of_strangers_, report.received_at);
  if (strangers_.size() < kMostStrangers || strangers_.contains(report.source)) {
    strangers_[report.source] = report.received_at;
  }
}

// Of a satellite's detections none is taken: they are late by hours.
void SensorPicture::take(const model::Sighting& sighting) {
  if (!model::raises_alert(sighting)) {
    return;
  }
  const std::size_t of_people = sensors_.size() - enum_count<model::SightingSource>;
  const auto sensor = static_cast<SensorIndex>(of_people + static_cast<std::size_t>(sighting.source));
  const auto contact = track::fusion::contact_of(sighting, sensor);
  const auto doubt = contact && doubt_ ? doubt_(sighting.place) : std::nullopt;
  if (!contact || doubt || waiting_.size() >= kMostWaiting) {
    ++sightings_not_followed_;
    spdlog::warn("sighting #{} is not followed as a track: {}", sighting.number,
                 doubt ? doubt->in_english() : "its place is too vague, or too many wait");
    return;
  }
  ++sightings_taken_;
  waiting_.push_back(*contact);
  take_waiting();
}

void SensorPicture::take_waiting() {
  if (now_ == Instant()) {
    return;
  }
  std::erase_if(waiting_, [this](const track::fusion::Contact& contact) {
    const bool is_due = contact.observed_at <= now_ + kSoon;
    if (is_due) {
      picture_.take(contact);
    }
    return is_due;
  });
}

void SensorPicture::advance(Instant ais_watermark) {
  now_ = std::max(ais_watermark, heard_of_radars_);
  if (is_in_use() && now_ != Instant()) {
    picture_.advance(now_);
    take_waiting();
  }
}

void SensorPicture::settle() {
  const std::uint64_t taken = picture_.intake().taken;
  if (taken == taken_until_settled_) {
    picture_.catch_up();
  }
  taken_until_settled_ = taken;
}

std::vector<model::Track> SensorPicture::changed() {
  return is_in_use() ? joined_.take(picture_.tracks()) : std::vector<model::Track>();
}

std::vector<model::Track> SensorPicture::join(std::vector<model::Track> changed) {
  return joined_.join(std::move(changed));
}

std::vector<model::Track> SensorPicture::all(std::vector<model::Track> ais) const {
  return joined_.all(std::move(ais));
}

void SensorPicture::describe_radars(model::ProcessHealth& health) const {
  for (const track::fusion::SensorReport& report : picture_.sensors()) {
    health.radars.push_back({.radar = std::string(sensors_[report.sensor].name.view()),
                             .is_used = report.fault == track::fusion::SensorFault::none,
                             .is_known = report.is_bias_known,
                             .range = report.range_bias,
                             .bearing = report.azimuth_bias,
                             .time = report.time_bias,
                             .false_plots = report.false_plots});
    if (report.fault != track::fusion::SensorFault::none || report.is_flooded) {
      health.missing.push_back(fault_of(report, health.radars.back().radar));
      health.state = model::ProcessState::degraded;
    }
  }
}

void SensorPicture::describe_strangers(model::ProcessHealth& health) const {
  const Instant latest = std::max(heard_of_radars_, heard_of_strangers_);
  std::vector<std::string_view> names;
  for (const auto& [name, heard_at] : strangers_) {
    if (latest - heard_at < kStrangerIsTold) {
      names.push_back(name.view());
    }
  }
  if (!names.empty()) {
    health.missing.emplace_back(
        tr("radar reports come of {list}, which no [[radar]] of the settings is: give each one, with its "
           "source"),
        std::vector<LocalizedMessage::Argument>{{"list", fmt::format("{}", fmt::join(names, ", "))}});
  }
}

void SensorPicture::describe(model::ProcessHealth& health) const {
  if (!is_in_use() && of_unknown_radars_ == 0 && sightings_not_followed_ == 0) {
    return;
  }
  const track::fusion::IntakeCounters intake = picture_.intake();
  health.count("contacts_taken", intake.taken);
  health.count("contacts_late", intake.late);
  health.count("contacts_too_late", intake.too_late);
  health.count("contacts_invalid", intake.invalid);
  health.count("contacts_out_of_range", intake.out_of_range);
  health.count("contacts_from_future", intake.from_future);
  health.count("contacts_repeated", intake.repeated);
  health.count("contacts_crowded_out", intake.no_room);
  health.count("radar_reports_of_unknown", of_unknown_radars_);
  health.count("contacts_on_land", picture_.counters().ashore);
  health.count("sightings_taken", sightings_taken_);
  health.count("sightings_waiting", waiting_.size());
  health.count("sightings_not_followed", sightings_not_followed_);
  health.count("surface_tracks", picture_.size());
  describe_radars(health);
  describe_strangers(health);
}

}  // namespace selat::service
