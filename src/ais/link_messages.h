#pragma once
// The AIS messages by which base stations steer the link: inquiries (10, 15), assignments (16, 20, 23) and
// channels (22). All fields, after ITU-R M.1371-5 annex 8 §3; "not available" and reserved values are empty
// optionals.

#include <array>
#include <cstdint>
#include <optional>

#include "ais/message_header.h"
#include "geo/position.h"

namespace selat::ais {

// Type 10: asks one station for UTC and date (it answers with type 11).
struct TimeInquiry : MessageHeader {
  TimeInquiry() : MessageHeader{.type = 10, .repeat = 0, .mmsi = {}} {}
  model::Mmsi destination;
  friend bool operator==(const TimeInquiry&, const TimeInquiry&) = default;
};

struct InterrogationRequest {
  std::uint8_t message_type = 0;  // 0: none
  std::uint16_t slot_offset = 0;  // slot of the reply; 0: the station asked chooses
  friend constexpr bool operator==(const InterrogationRequest&, const InterrogationRequest&) = default;
};

struct InterrogatedStation {
  model::Mmsi station;
  InterrogationRequest request;
  friend constexpr bool operator==(const InterrogatedStation&, const InterrogatedStation&) = default;
};

// Type 15: asks one or two stations for messages.
struct Interrogation : MessageHeader {
  Interrogation() : MessageHeader{.type = 15, .repeat = 0, .mmsi = {}} {}
  using Request = InterrogationRequest;
  using Second = InterrogatedStation;
  model::Mmsi station;
  Request request;
  std::optional<Request> second_request;  // of the first station; type 0 where only a second station follows
  std::optional<Second> second_station;
  friend bool operator==(const Interrogation&, const Interrogation&) = default;
};

struct AssignmentOrder {
  model::Mmsi station;
  std::uint16_t offset = 0;     // slots; with increment 0: reports in ten minutes
  std::uint16_t increment = 0;  // slots; 0: a rate is ordered, not slots
  friend constexpr bool operator==(const AssignmentOrder&, const AssignmentOrder&) = default;
};

// Type 16: assigns one or two stations their time slots.
struct ModeAssignment : MessageHeader {
  ModeAssignment() : MessageHeader{.type = 16, .repeat = 0, .mmsi = {}} {}
  using Order = AssignmentOrder;
  Order first_order;
  std::optional<Order> second_order;
  friend bool operator==(const ModeAssignment&, const ModeAssignment&) = default;
};

struct SlotReservation {
  std::optional<std::uint16_t> offset;     // slots from here, 1–4095
  std::optional<std::uint8_t> slots;       // in a row, 1–15
  std::optional<std::uint8_t> timeout;     // minutes, 1–7
  std::optional<std::uint16_t> increment;  // slots to the next block, 1–2047
  friend constexpr bool operator==(const SlotReservation&, const SlotReservation&) = default;
};

// Type 20: slots that base stations keep for themselves.
struct LinkManagement : MessageHeader {
  LinkManagement() : MessageHeader{.type = 20, .repeat = 0, .mmsi = {}} {}
  using Reservation = SlotReservation;
  std::array<std::optional<Reservation>, 4> reservations;  // one to four, without gap
  friend bool operator==(const LinkManagement&, const LinkManagement&) = default;
};

// A rectangle of region messages, by two of its corners (1/10 min).
struct Region {
  std::optional<geo::Position> north_east;
  std::optional<geo::Position> south_west;
  friend constexpr bool operator==(const Region&, const Region&) = default;
};

struct AddressedStations {
  model::Mmsi first, second;
  friend constexpr bool operator==(const AddressedStations&, const AddressedStations&) = default;
};

// Type 22: which channels to use, in a region or by two stations.
struct ChannelManagement : MessageHeader {
  ChannelManagement() : MessageHeader{.type = 22, .repeat = 0, .mmsi = {}} {}
  using Stations = AddressedStations;
  std::uint16_t channel_a = 0;        // numbers of ITU-R M.1084
  std::uint16_t channel_b = 0;        //
  std::uint8_t transmit_receive = 0;  // 0: on both, 1: on A, 2: on B; 3–15 reserved
  bool is_low_power = false;
  Region region;                        // to all in it, unless:
  std::optional<Stations> stations;     // to these two alone
  bool is_channel_a_narrow = false;     // as the regional band of older editions
  bool is_channel_b_narrow = false;     //
  std::uint8_t transition_zone_nm = 1;  // 1–8 NM
  friend bool operator==(const ChannelManagement&, const ChannelManagement&) = default;
};

// Type 23: how often the Class B and other stations of a region report.
struct GroupAssignment : MessageHeader {
  GroupAssignment() : MessageHeader{.type = 23, .repeat = 0, .mmsi = {}} {}
  Region region;
  std::uint8_t station_type = 0;      // 0: all mobiles, 2: Class B, 3: SAR aircraft, 4: aids, 5: Class B CS …
  std::uint8_t ship_type = 0;         // 0: all types; else table 53
  std::uint8_t transmit_receive = 0;  // as of type 22, 2 bits
  std::uint8_t reporting_interval = 0;  // 0: as the station sees fit; code of table 77
  std::uint8_t quiet_time_min = 0;      // 0–15 minutes of silence
  friend bool operator==(const GroupAssignment&, const GroupAssignment&) = default;
};

}  // namespace selat::ais
