#include "simulate/transmitter.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "base/fingerprint.h"
#include "base/random.h"
#include "geo/local_plane.h"

namespace selat::simulate {
namespace {

constexpr std::uint8_t kAisVersion = 2;  // M.1371-5

ais::TimeStamp utc_second(Instant when) {
  ais::TimeStamp stamp;
  stamp.utc_second = static_cast<std::uint8_t>(when.in_unix_seconds() % 60);
  return stamp;
}

template <typename Struct>
Struct begin(std::uint8_t type, model::Mmsi mmsi) {
  Struct message;
  message.type = type;
  message.mmsi = mmsi;
  return message;
}

Speed to_tenth(Speed sog) {
  return Speed::knots(std::round(std::max(sog.in_knots(), 0.0) * 10) / 10);
}
Bearing to_tenth(Bearing cog) {
  return Bearing::degrees(std::round(cog.in_degrees() * 10) / 10);
}
Bearing to_degree(Bearing heading) {
  return Bearing::degrees(std::round(heading.in_degrees()));
}

ais::Message class_a(const Identity& identity, const Movement& movement, Instant when) {
  auto message = begin<ais::PositionA>(1, identity.mmsi);
  message.status = movement.status;
  message.sog = to_tenth(movement.sog);
  message.position = movement.position;
  message.cog = to_tenth(movement.cog);
  message.time_stamp = utc_second(when);
  message.is_high_accuracy = true;
  message.is_special_manoeuvre = false;
  if (identity.device == Device::class_a) {
    message.heading = to_degree(movement.heading);
    message.turn_rate = movement.turn_rate;
  }
  return message;
}

ais::Message class_b(const Identity& identity, const Movement& movement, Instant when) {
  auto message = begin<ais::PositionB>(18, identity.mmsi);
  message.sog = to_tenth(movement.sog);
  message.position = movement.position;
  message.cog = to_tenth(movement.cog);
  message.time_stamp = utc_second(when);
  message.is_high_accuracy = true;
  message.is_carrier_sense = identity.device == Device::class_b_cs;
  message.takes_whole_band = true;
  message.obeys_type_22 = true;
  return message;
}

ais::Message base_station(const Identity& identity, const Movement& movement, Instant when) {
  auto message = begin<ais::BaseStation>(4, identity.mmsi);
  const std::chrono::sys_seconds time{std::chrono::seconds(when.in_unix_seconds())};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  message.utc.year = static_cast<std::uint16_t>(static_cast<int>(date.year()));
  message.utc.month = static_cast<std::uint8_t>(static_cast<unsigned>(date.month()));
  message.utc.day = static_cast<std::uint8_t>(static_cast<unsigned>(date.day()));
  message.utc.hour = static_cast<std::uint8_t>(clock.hours().count());
  message.utc.minute = static_cast<std::uint8_t>(clock.minutes().count());
  message.utc.second = static_cast<std::uint8_t>(clock.seconds().count());
  message.is_high_accuracy = true;
  message.position = movement.position;
  message.fixing_device = ais::FixingDevice::surveyed;
  return message;
}

ais::Message aid_to_navigation(const Identity& identity, const Movement& movement, Instant when) {
  auto message = begin<ais::AidToNavigation>(21, identity.mmsi);
  message.aid_type = identity.ship_type;
  message.name = identity.name.view();
  message.is_high_accuracy = true;
  message.position = movement.position;
  message.fixing_device = ais::FixingDevice::surveyed;
  message.time_stamp = utc_second(when);
  return message;
}

// Errors of a GNSS receiver: a few metres, changing over minutes, and noise in speed and course.
void add_noise(Movement& movement, model::Mmsi mmsi, Instant when, std::uint64_t noise_seed) {
  Random random(noise_seed);
  const double phase = static_cast<double>(mix(mmsi.number()) % 1'000);
  const double seconds = static_cast<double>(when.in_unix_milliseconds()) * 1e-3;
  const Angle error_direction = Angle::degrees(40 * std::sin(seconds / 83 + phase) + phase);
  const double error_m = 2.5 + 2 * std::sin(seconds / 157 + phase) + random.uniform(0, 0.5);
  movement.position =
      geo::destination(movement.position, Bearing{} + error_direction, Distance::metres(error_m));
  if (movement.sog > Speed{}) {
    movement.sog = Speed::knots(std::max(0.0, movement.sog.in_knots() + random.normal(0, 0.06)));
    // The slower the vessel, the noisier its course over ground.
    const double course_noise_deg = 1.5 / std::max(0.5, movement.sog.in_knots());
    movement.cog = movement.cog + Angle::degrees(random.normal(0, course_noise_deg));
  }
}

ais::Eta eta_after(Instant when, std::uint32_t number) {
  const std::int64_t hours = when.in_unix_seconds() / 3600 / 48 * 48 + 60 + number % 200;
  const std::chrono::sys_seconds time{std::chrono::hours(hours)};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  ais::Eta eta;
  eta.month = static_cast<std::uint8_t>(static_cast<unsigned>(date.month()));
  eta.day = static_cast<std::uint8_t>(static_cast<unsigned>(date.day()));
  eta.hour = static_cast<std::uint8_t>(hours % 24);
  eta.minute = static_cast<std::uint8_t>(number % 4 * 15);
  return eta;
}

ais::Message static_and_voyage(const Identity& identity, Instant when) {
  auto message = begin<ais::StaticVoyage>(5, identity.mmsi);
  message.ais_version = kAisVersion;
  message.imo_number = identity.imo;
  message.call_sign = identity.call_sign;
  message.name = identity.name;
  message.ship_type = identity.ship_type;
  message.dimensions = identity.dimensions;
  message.fixing_device = ais::FixingDevice::gps;
  message.eta = eta_after(when, identity.mmsi.number());
  message.draught = identity.draught;
  message.destination = identity.destination;
  return message;
}

ais::Message part_a(const Identity& identity) {
  auto message = begin<ais::StaticPartA>(24, identity.mmsi);
  message.name = identity.name;
  return message;
}

ais::Message part_b(const Identity& identity) {
  auto message = begin<ais::StaticPartB>(24, identity.mmsi);
  message.ship_type = identity.ship_type;
  message.vendor = "SIM";
  message.unit_model = 1;
  message.serial_number = identity.mmsi.number() % 10'000;
  message.call_sign = identity.call_sign;
  message.dimensions = identity.dimensions;
  message.fixing_device = ais::FixingDevice::gps;
  return message;
}

}  // namespace

ais::Message position_message(const Identity& identity, const Movement& movement, Instant when) {
  switch (identity.device) {
    case Device::class_a:
    case Device::ais_sart:
      return class_a(identity, movement, when);
    case Device::class_b_cs:
    case Device::class_b_so:
      return class_b(identity, movement, when);
    case Device::base_station:
      return base_station(identity, movement, when);
    case Device::aid_to_navigation:
      return aid_to_navigation(identity, movement, when);
  }
  return ais::NotYetDecoded{};
}

ais::Message position_message(const SimulatedVessel& vessel, Instant when, std::uint64_t noise_seed) {
  // The time stamp counts whole seconds: the position is the one at that second.
  Movement movement = vessel.reported_at(Instant::unix_seconds(when.in_unix_seconds()));
  const Device device = vessel.identity.device;
  if (device != Device::base_station && device != Device::aid_to_navigation) {
    add_noise(movement, vessel.identity.mmsi, when, noise_seed);
  }
  return position_message(vessel.identity, movement, when);
}

std::vector<ais::Message> static_messages(const Identity& identity, Instant when) {
  switch (identity.device) {
    case Device::class_a:
      return {static_and_voyage(identity, when)};
    case Device::class_b_cs:
    case Device::class_b_so:
      return {part_a(identity), part_b(identity)};
    case Device::ais_sart: {
      auto message = begin<ais::SafetyBroadcast>(14, identity.mmsi);
      message.text = identity.mmsi.kind() == model::MmsiKind::man_overboard ? "MOB ACTIVE" : "SART ACTIVE";
      return {message};
    }
    case Device::base_station:
    case Device::aid_to_navigation:
      break;
  }
  return {};
}

}  // namespace selat::simulate
