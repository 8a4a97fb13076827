#pragma once
// Random messages of every type, of the air interface's resolution, for round-trip tests.

#include <algorithm>
#include <array>
#include <string>

#include "ais/message.h"
#include "ais/six_bit_text.h"
#include "base/bits.h"
#include "base/random.h"

namespace selat::ais::test {

inline constexpr auto kDecodedTypes = std::to_array<std::uint8_t>(
    {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27});

class RandomMessages {
 public:
  explicit RandomMessages(std::uint64_t seed) : random_(seed) {}

  Message next() { return of_type(kDecodedTypes[random_.below(kDecodedTypes.size())]); }

  Message of_type(std::uint8_t type) {
    switch (type) {
      case 1:
      case 2:
      case 3:
        return position_a(type);
      case 4:
      case 11:
        return base_station(type);
      case 5:
        return static_voyage();
      case 6:
        return addressed_binary();
      case 7:
      case 13:
        return acknowledgement(type);
      case 8:
        return broadcast_binary();
      case 9:
        return sar_aircraft();
      case 10:
        return time_inquiry();
      case 12:
        return addressed_safety();
      case 15:
        return interrogation();
      case 16:
        return mode_assignment();
      case 17:
        return dgnss();
      case 14:
        return safety();
      case 18:
        return position_b();
      case 19:
        return extended_b();
      case 20:
        return link_management();
      case 21:
        return aid();
      case 22:
        return channel_management();
      case 23:
        return group_assignment();
      case 24:
        return flag() ? static_a() : static_b();
      case 25:
        return slot_binary<SingleSlotBinary>(25, 128);
      case 26:
        return slot_binary<MultiSlotBinary>(26, 1004);
      default:
        return long_range();
    }
  }

  Random& random() { return random_; }

 private:
  bool flag() { return random_.chance(0.5); }
  bool there() { return random_.chance(0.9); }
  std::uint32_t number(std::uint32_t low, std::uint32_t high) {
    return low + static_cast<std::uint32_t>(random_.below(high - low + 1));
  }
  template <typename Value, typename Make>
  std::optional<Value> maybe(Make make) {
    return there() ? std::optional<Value>(make()) : std::nullopt;
  }
  template <typename Number>
  std::optional<Number> maybe_number(std::uint32_t low, std::uint32_t high) {
    return maybe<Number>([&] { return static_cast<Number>(number(low, high)); });
  }
  void head(MessageHeader& header, std::uint8_t type) {
    header.type = type;
    header.repeat = static_cast<std::uint8_t>(number(0, 3));
    header.mmsi = model::Mmsi(number(200'000'000, 799'999'999));
  }
  std::optional<geo::Position> place(std::int64_t per_degree) {
    return maybe<geo::Position>([&] {
      const auto raw = [&](std::int64_t limit) {
        return static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(2 * limit + 1))) - limit;
      };
      const auto e7 = [&](std::int64_t of) {
        const double exact = static_cast<double>(of) * 1e7 / static_cast<double>(per_degree);
        return static_cast<std::int32_t>(std::lround(exact));
      };
      const auto latitude = e7(raw(90 * per_degree));
      return geo::Position::e7(latitude, e7(raw(180 * per_degree)));
    });
  }
  std::optional<Speed> sog(std::uint32_t high = 1022, double units_per_knot = 10.0) {
    return maybe<Speed>([&] { return Speed::knots(number(0, high) / units_per_knot); });
  }
  std::optional<Bearing> cog() {
    return maybe<Bearing>([&] { return Bearing::degrees(number(0, 3599) / 10.0); });
  }
  std::optional<Bearing> heading() {
    return maybe<Bearing>([&] { return Bearing::degrees(number(0, 359)); });
  }
  TimeStamp stamp() {
    if (there()) {
      return {static_cast<std::uint8_t>(number(0, 59)), PositioningMode::automatic};
    }
    return {std::nullopt, static_cast<PositioningMode>(number(0, 3))};
  }
  std::optional<FixingDevice> device() {
    return maybe<FixingDevice>([&] { return static_cast<FixingDevice>(number(0, 8)); });
  }
  std::optional<model::Dimensions> size() {
    return maybe<model::Dimensions>([&] {
      return model::Dimensions{Distance::metres(number(1, 511)), Distance::metres(number(0, 511)),
                               Distance::metres(number(0, 63)), Distance::metres(number(0, 63))};
    });
  }
  template <std::size_t Capacity>
  std::optional<ShortText<Capacity>> text() {
    return maybe<ShortText<Capacity>>([&] { return ShortText<Capacity>(characters(number(1, Capacity))); });
  }
  std::string characters(std::size_t count) {
    std::string made;
    while (made.size() < count) {
      made.push_back(kTextAlphabet[number(1, 63)]);
    }
    if (made.back() == ' ') {
      made.back() = 'X';
    }
    return made;
  }
  CommunicationState communication(bool is_itdma) { return {is_itdma, number(0, (1U << 19) - 1)}; }

  model::Mmsi mmsi() { return model::Mmsi(number(0, 999'999'999)); }
  std::uint8_t small(std::uint32_t high) { return static_cast<std::uint8_t>(number(0, high)); }
  std::uint16_t medium(std::uint32_t high) { return static_cast<std::uint16_t>(number(0, high)); }
  Bits bits(std::size_t most) {
    Bits made;
    for (std::size_t left = number(0, static_cast<std::uint32_t>(most)); left > 0; --left) {
      made.append(number(0, 1), 1);
    }
    return made;
  }
  ApplicationId application() { return {medium(1023), small(63)}; }

  Message addressed_binary() {
    AddressedBinary made;
    head(made, 6);
    made.sequence = small(3);
    made.destination = mmsi();
    made.is_retransmitted = flag();
    made.application = application();
    made.data = bits(920);
    return made;
  }
  Message acknowledgement(std::uint8_t type) {
    Acknowledgement made;
    head(made, type);
    const auto count = number(1, 4);
    for (std::uint32_t i = 0; i < count; ++i) {
      made.received[i] = {mmsi(), small(3)};
    }
    return made;
  }
  Message broadcast_binary() {
    BroadcastBinary made;
    head(made, 8);
    made.application = application();
    made.data = bits(952);
    return made;
  }
  Message time_inquiry() {
    TimeInquiry made;
    head(made, 10);
    made.destination = mmsi();
    return made;
  }
  Message addressed_safety() {
    AddressedSafety made;
    head(made, 12);
    made.sequence = small(3);
    made.destination = mmsi();
    made.is_retransmitted = flag();
    made.text = ShortText<156>(characters(number(1, 156)));
    return made;
  }
  Message interrogation() {
    Interrogation made;
    head(made, 15);
    const auto request = [&] { return Interrogation::Request{small(63), medium(4095)}; };
    made.station = mmsi();
    made.request = request();
    if (there()) {
      made.second_request = request();
      if (flag()) {
        made.second_station = {mmsi(), request()};
      }
    }
    return made;
  }
  Message mode_assignment() {
    ModeAssignment made;
    head(made, 16);
    const auto order = [&] { return ModeAssignment::Order{mmsi(), medium(4095), medium(1023)}; };
    made.first_order = order();
    made.second_order = maybe<ModeAssignment::Order>(order);
    return made;
  }
  Message dgnss() {
    DgnssBroadcast made;
    head(made, 17);
    made.position = place(600);
    made.data = bits(736);
    return made;
  }
  Message link_management() {
    LinkManagement made;
    head(made, 20);
    const auto count = number(1, 4);
    for (std::uint32_t i = 0; i < count; ++i) {
      made.reservations[i] = {maybe_number<std::uint16_t>(1, 4095), maybe_number<std::uint8_t>(1, 15),
                              maybe_number<std::uint8_t>(1, 7), maybe_number<std::uint16_t>(1, 2047)};
    }
    return made;
  }
  Message channel_management() {
    ChannelManagement made;
    head(made, 22);
    made.channel_a = medium(4095);
    made.channel_b = medium(4095);
    made.transmit_receive = small(15);
    made.is_low_power = flag();
    if (flag()) {
      made.stations = {mmsi(), mmsi()};
    } else {
      made.region = {place(600), place(600)};
    }
    made.is_channel_a_narrow = flag();
    made.is_channel_b_narrow = flag();
    made.transition_zone_nm = static_cast<std::uint8_t>(number(1, 8));
    return made;
  }
  Message group_assignment() {
    GroupAssignment made;
    head(made, 23);
    made.region = {place(600), place(600)};
    made.station_type = small(15);
    made.ship_type = small(255);
    made.transmit_receive = small(3);
    made.reporting_interval = small(15);
    made.quiet_time_min = small(15);
    return made;
  }
  template <typename Binary>
  Message slot_binary(std::uint8_t type, std::size_t room) {
    Binary made;
    head(made, type);
    if (flag()) {
      made.destination = mmsi();
      room -= 32;
    }
    if (flag()) {
      made.application = application();
      room -= 16;
    }
    made.data = bits(room);
    if constexpr (requires { made.communication; }) {
      made.communication = communication(flag());
    }
    return made;
  }
  Message position_a(std::uint8_t type) {
    PositionA made;
    head(made, type);
    made.status = static_cast<model::NavigationStatus>(number(0, 15));
    const int turn = static_cast<int>(number(0, 255)) - 128;
    if (turn == 127 || turn == -127) {
      made.turns_fast = turn > 0 ? Side::starboard : Side::port;
    } else if (turn != -128) {
      made.turn_rate = TurnRate::degrees_per_minute(std::copysign((turn / 4.733) * (turn / 4.733), turn));
    }
    made.sog = sog();
    made.is_high_accuracy = flag();
    made.position = place(600'000);
    made.cog = cog();
    made.heading = heading();
    made.time_stamp = stamp();
    made.is_special_manoeuvre = maybe<bool>([&] { return flag(); });
    made.has_raim = flag();
    made.communication = communication(type == 3);
    return made;
  }
  Message base_station(std::uint8_t type) {
    BaseStation made;
    head(made, type);
    made.year = maybe_number<std::uint16_t>(1, 9999);
    made.month = maybe_number<std::uint8_t>(1, 12);
    made.day = maybe_number<std::uint8_t>(1, 31);
    made.hour = maybe_number<std::uint8_t>(0, 23);
    made.minute = maybe_number<std::uint8_t>(0, 59);
    made.second = maybe_number<std::uint8_t>(0, 59);
    made.is_high_accuracy = flag();
    made.position = place(600'000);
    made.fixing_device = device();
    made.transmits_long_range = flag();
    made.has_raim = flag();
    made.communication = communication(false);
    return made;
  }
  Message static_voyage() {
    StaticVoyage made;
    head(made, 5);
    made.ais_version = static_cast<std::uint8_t>(number(0, 3));
    made.imo_number = maybe_number<std::uint32_t>(1, 0x3FFFFFFF);
    made.call_sign = text<7>();
    made.name = text<20>();
    made.ship_type = maybe_number<std::uint8_t>(1, 255);
    made.dimensions = size();
    made.fixing_device = device();
    made.eta = {maybe_number<std::uint8_t>(1, 12), maybe_number<std::uint8_t>(1, 31),
                maybe_number<std::uint8_t>(0, 23), maybe_number<std::uint8_t>(0, 59)};
    made.draught = maybe<Distance>([&] { return Distance::metres(number(1, 255) / 10.0); });
    made.destination = text<20>();
    made.has_data_terminal = flag();
    return made;
  }
  Message sar_aircraft() {
    SarAircraftPosition made;
    head(made, 9);
    made.altitude = maybe<Distance>([&] { return Distance::metres(number(0, 4094)); });
    made.is_altitude_barometric = flag();
    made.sog = sog(1022, 1.0);
    made.is_high_accuracy = flag();
    made.position = place(600'000);
    made.cog = cog();
    made.time_stamp = stamp();
    made.has_data_terminal = flag();
    made.is_assigned = flag();
    made.has_raim = flag();
    made.communication = communication(flag());
    return made;
  }
  Message safety() {
    SafetyBroadcast made;
    head(made, 14);
    made.text = ShortText<161>(characters(number(1, 161)));
    return made;
  }
  Message position_b() {
    PositionB made;
    head(made, 18);
    made.sog = sog();
    made.is_high_accuracy = flag();
    made.position = place(600'000);
    made.cog = cog();
    made.heading = heading();
    made.time_stamp = stamp();
    made.is_carrier_sense = flag();
    made.has_display = flag();
    made.has_dsc = flag();
    made.takes_whole_band = flag();
    made.obeys_type_22 = flag();
    made.is_assigned = flag();
    made.has_raim = flag();
    made.communication = communication(flag());
    return made;
  }
  Message extended_b() {
    ExtendedPositionB made;
    head(made, 19);
    made.sog = sog();
    made.is_high_accuracy = flag();
    made.position = place(600'000);
    made.cog = cog();
    made.heading = heading();
    made.time_stamp = stamp();
    made.name = text<20>();
    made.ship_type = maybe_number<std::uint8_t>(1, 255);
    made.dimensions = size();
    made.fixing_device = device();
    made.has_raim = flag();
    made.has_data_terminal = flag();
    made.is_assigned = flag();
    return made;
  }
  Message aid() {
    AidToNavigation made;
    head(made, 21);
    made.aid_type = maybe_number<std::uint8_t>(1, 31);
    made.name = text<34>();
    made.is_high_accuracy = flag();
    made.position = place(600'000);
    made.dimensions = size();
    made.fixing_device = device();
    made.time_stamp = stamp();
    made.is_off_position = flag();
    made.aid_status = static_cast<std::uint8_t>(number(0, 255));
    made.has_raim = flag();
    made.is_virtual = flag();
    made.is_assigned = flag();
    return made;
  }
  Message static_a() {
    StaticPartA made;
    head(made, 24);
    made.name = text<20>();
    return made;
  }
  Message static_b() {
    StaticPartB made;
    head(made, 24);
    made.ship_type = maybe_number<std::uint8_t>(1, 255);
    made.vendor = text<3>();
    made.unit_model = static_cast<std::uint8_t>(number(0, 15));
    made.serial_number = number(0, (1U << 20) - 1);
    made.call_sign = text<7>();
    if (random_.chance(0.2)) {
      made.mmsi = model::Mmsi(number(980'000'000, 989'999'999));
      made.mothership = maybe<model::Mmsi>([&] { return model::Mmsi(number(200'000'000, 799'999'999)); });
    } else {
      made.dimensions = size();
    }
    made.fixing_device = device();
    return made;
  }
  Message long_range() {
    LongRangePosition made;
    head(made, 27);
    made.is_high_accuracy = flag();
    made.has_raim = flag();
    made.status = static_cast<model::NavigationStatus>(number(0, 15));
    made.position = place(600);
    made.sog = sog(62, 1.0);
    made.cog = heading();
    made.is_older_than_5_s = flag();
    return made;
  }

  Random random_;
};

}  // namespace selat::ais::test
