#pragma once
// The AIS messages with all their fields (messages with binary data or texts: binary_messages.h; messages
// that control the link: link_messages.h), after ITU-R M.1371-5 annex 8 §3. What the standard calls "not
// available", "undefined" or reserved is an empty optional; spare bits are left out. Plain values without
// allocation; equality is by content.
//
// decode(encode(message)) == message holds for every message whose numbers have the resolution of the
// air interface (speed 0.1 kn, course 0.1°, position 1/10,000 min …).

#include <cstdint>
#include <optional>
#include <variant>

#include "ais/binary_messages.h"
#include "ais/link_messages.h"
#include "ais/message_header.h"
#include "base/enum_names.h"
#include "base/short_text.h"
#include "geo/position.h"
#include "model/mmsi.h"
#include "model/report.h"
#include "units/angle.h"
#include "units/distance.h"
#include "units/speed.h"

namespace selat::ais {

// How the position was determined, from the time stamp field.
enum class PositioningMode : std::uint8_t { automatic, manual, dead_reckoning, inoperative };

// The time stamp: UTC second (0–59) when the position was taken, or why there is none (60–63).
struct TimeStamp {
  std::optional<std::uint8_t> utc_second;
  PositioningMode mode = PositioningMode::automatic;
  friend constexpr bool operator==(const TimeStamp&, const TimeStamp&) = default;
};

// Type of electronic position fixing device; "undefined" and the reserved values are absence.
enum class FixingDevice : std::uint8_t {
  gps,
  glonass,
  gps_and_glonass,
  loran_c,
  chayka,
  integrated_navigation_system,
  surveyed,
  galileo,
  internal_gnss,  // 15 on the air
};

enum class Side : std::uint8_t { port, starboard };

// A new struct has the first type it represents; 2, 3 and 11 are set by the caller.

// Types 1, 2 (SOTDMA), 3 (ITDMA): Class A position report.
struct PositionA : MessageHeader {
  PositionA() : MessageHeader{.type = 1, .repeat = 0, .mmsi = {}} {}
  model::NavigationStatus status = model::NavigationStatus::undefined;
  std::optional<TurnRate> turn_rate;  // from a turn indicator; ±708.7°/min means "that or more"
  std::optional<Side> turns_fast;     // no indicator, but turning at more than 5° in 30 s
  std::optional<Speed> sog;           // 0.1 kn; 102.2 kn means "that or more"
  bool is_high_accuracy = false;
  std::optional<geo::Position> position;
  std::optional<Bearing> cog;      // 0.1°
  std::optional<Bearing> heading;  // 1°
  TimeStamp time_stamp;
  std::optional<bool> is_special_manoeuvre;
  bool has_raim = false;
  CommunicationState communication;
  friend bool operator==(const PositionA&, const PositionA&) = default;
};

// Types 4 and 11: base station report; UTC and date response of a mobile station.
struct BaseStation : MessageHeader {
  BaseStation() : MessageHeader{.type = 4, .repeat = 0, .mmsi = {}} {}
  std::optional<std::uint16_t> year;
  std::optional<std::uint8_t> month, day, hour, minute, second;
  bool is_high_accuracy = false;
  std::optional<geo::Position> position;
  std::optional<FixingDevice> fixing_device;
  bool transmits_long_range = false;  // asks Class A stations in reach to send type 27
  bool has_raim = false;
  CommunicationState communication;
  friend bool operator==(const BaseStation&, const BaseStation&) = default;
};

// Month and day, hour and minute, each possibly missing; UTC.
struct Eta {
  std::optional<std::uint8_t> month, day, hour, minute;
  friend constexpr bool operator==(const Eta&, const Eta&) = default;
};

// Type 5: Class A static and voyage related data.
struct StaticVoyage : MessageHeader {
  StaticVoyage() : MessageHeader{.type = 5, .repeat = 0, .mmsi = {}} {}
  std::uint8_t ais_version = 0;             // 0: M.1371-1, 1: -3, 2: -5, 3: later editions
  std::optional<std::uint32_t> imo_number;  // 10,000,000 and over: the flag state's official number
  std::optional<ShortText<7>> call_sign;
  std::optional<ShortText<20>> name;
  std::optional<std::uint8_t> ship_type;  // table 53
  std::optional<model::Dimensions> dimensions;
  std::optional<FixingDevice> fixing_device;
  Eta eta;
  std::optional<Distance> draught;  // 0.1 m; 25.5 m means "that or more"
  std::optional<ShortText<20>> destination;
  bool has_data_terminal = false;
  friend bool operator==(const StaticVoyage&, const StaticVoyage&) = default;
};

// Type 9: position report of an aircraft in search and rescue.
struct SarAircraftPosition : MessageHeader {
  SarAircraftPosition() : MessageHeader{.type = 9, .repeat = 0, .mmsi = {}} {}
  std::optional<Distance> altitude;  // 1 m; 4,094 m means "that or more"
  bool is_altitude_barometric = false;
  std::optional<Speed> sog;  // 1 kn; 1,022 kn means "that or more"
  bool is_high_accuracy = false;
  std::optional<geo::Position> position;
  std::optional<Bearing> cog;
  TimeStamp time_stamp;
  bool has_data_terminal = false;
  bool is_assigned = false;  // a base station commands its rate
  bool has_raim = false;
  CommunicationState communication;
  friend bool operator==(const SarAircraftPosition&, const SarAircraftPosition&) = default;
};

// Type 14: safety-related broadcast.
struct SafetyBroadcast : MessageHeader {
  SafetyBroadcast() : MessageHeader{.type = 14, .repeat = 0, .mmsi = {}} {}
  ShortText<161> text;
  friend bool operator==(const SafetyBroadcast&, const SafetyBroadcast&) = default;
};

// Type 18: Class B position report.
struct PositionB : MessageHeader {
  PositionB() : MessageHeader{.type = 18, .repeat = 0, .mmsi = {}} {}
  std::optional<Speed> sog;
  bool is_high_accuracy = false;
  std::optional<geo::Position> position;
  std::optional<Bearing> cog;
  std::optional<Bearing> heading;
  TimeStamp time_stamp;
  bool is_carrier_sense = false;  // a CS unit, else SOTDMA
  bool has_display = false;
  bool has_dsc = false;
  bool takes_whole_band = false;
  bool obeys_type_22 = false;
  bool is_assigned = false;
  bool has_raim = false;
  CommunicationState communication;
  friend bool operator==(const PositionB&, const PositionB&) = default;
};

// Type 19: extended Class B position report.
struct ExtendedPositionB : MessageHeader {
  ExtendedPositionB() : MessageHeader{.type = 19, .repeat = 0, .mmsi = {}} {}
  std::optional<Speed> sog;
  bool is_high_accuracy = false;
  std::optional<geo::Position> position;
  std::optional<Bearing> cog;
  std::optional<Bearing> heading;
  TimeStamp time_stamp;
  std::optional<ShortText<20>> name;
  std::optional<std::uint8_t> ship_type;
  std::optional<model::Dimensions> dimensions;
  std::optional<FixingDevice> fixing_device;
  bool has_raim = false;
  bool has_data_terminal = false;
  bool is_assigned = false;
  friend bool operator==(const ExtendedPositionB&, const ExtendedPositionB&) = default;
};

// Type 21: aid to navigation.
struct AidToNavigation : MessageHeader {
  AidToNavigation() : MessageHeader{.type = 21, .repeat = 0, .mmsi = {}} {}
  std::optional<std::uint8_t> aid_type;  // table 74
  std::optional<ShortText<34>> name;     // with its extension
  bool is_high_accuracy = false;
  std::optional<geo::Position> position;
  std::optional<model::Dimensions> dimensions;
  std::optional<FixingDevice> fixing_device;
  TimeStamp time_stamp;
  bool is_off_position = false;  // valid only for floating aids, and only with a UTC second
  std::uint8_t aid_status = 0;   // lights, RACON and health as the authority codes them (IALA A-126)
  bool has_raim = false;
  bool is_virtual = false;
  bool is_assigned = false;
  friend bool operator==(const AidToNavigation&, const AidToNavigation&) = default;
};

// Type 24, part A: Class B name.
struct StaticPartA : MessageHeader {
  StaticPartA() : MessageHeader{.type = 24, .repeat = 0, .mmsi = {}} {}
  std::optional<ShortText<20>> name;
  friend bool operator==(const StaticPartA&, const StaticPartA&) = default;
};

// Type 24, part B: Class B type, equipment, call sign, size.
struct StaticPartB : MessageHeader {
  StaticPartB() : MessageHeader{.type = 24, .repeat = 0, .mmsi = {}} {}
  std::optional<std::uint8_t> ship_type;
  std::optional<ShortText<3>> vendor;
  std::uint8_t unit_model = 0;      // 4 bits
  std::uint32_t serial_number = 0;  // 20 bits
  std::optional<ShortText<7>> call_sign;
  std::optional<model::Dimensions> dimensions;  // empty for a craft of a parent ship
  std::optional<model::Mmsi> mothership;        // only for a craft of a parent ship (98MIDxxxx)
  std::optional<FixingDevice> fixing_device;
  friend bool operator==(const StaticPartB&, const StaticPartB&) = default;
};

// Type 27: long-range position report.
struct LongRangePosition : MessageHeader {
  LongRangePosition() : MessageHeader{.type = 27, .repeat = 0, .mmsi = {}} {}
  bool is_high_accuracy = false;
  bool has_raim = false;
  model::NavigationStatus status = model::NavigationStatus::undefined;
  std::optional<geo::Position> position;  // 1/10 min
  std::optional<Speed> sog;               // 1 kn
  std::optional<Bearing> cog;             // 1°
  bool is_older_than_5_s = false;
  friend bool operator==(const LongRangePosition&, const LongRangePosition&) = default;
};

// What a Message is before anything was read into it; also a type 24 of the reserved parts 2 and 3, of which
// only the header is read.
struct NotYetDecoded : MessageHeader {
  friend constexpr bool operator==(const NotYetDecoded&, const NotYetDecoded&) = default;
};

using Message =
    std::variant<NotYetDecoded, PositionA, BaseStation, StaticVoyage, AddressedBinary, Acknowledgement,
                 BroadcastBinary, SarAircraftPosition, TimeInquiry, AddressedSafety, SafetyBroadcast,
                 Interrogation, ModeAssignment, DgnssBroadcast, PositionB, ExtendedPositionB, LinkManagement,
                 AidToNavigation, ChannelManagement, GroupAssignment, StaticPartA, StaticPartB,
                 SingleSlotBinary, MultiSlotBinary, LongRangePosition>;

[[nodiscard]] inline const MessageHeader& header_of(const Message& message) {
  return std::visit([](const auto& any) -> const MessageHeader& { return any; }, message);
}

}  // namespace selat::ais

namespace selat {
template <>
inline constexpr auto enum_names<ais::PositioningMode> =
    std::to_array<std::string_view>({"automatic", "manual", "dead_reckoning", "inoperative"});
template <>
inline constexpr auto enum_names<ais::FixingDevice> =
    std::to_array<std::string_view>({"gps", "glonass", "gps_and_glonass", "loran_c", "chayka",
                                     "integrated_navigation_system", "surveyed", "galileo", "internal_gnss"});
template <>
inline constexpr auto enum_names<ais::Side> = std::to_array<std::string_view>({"port", "starboard"});
}  // namespace selat
