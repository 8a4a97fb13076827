#pragma once
// Random messages of every decoded type, of the air interface's resolution, for round-trip tests.

#include <algorithm>
#include <array>
#include <string>

#include "ais/bits.h"
#include "ais/message.h"
#include "base/random.h"

namespace selat::ais::test {

inline constexpr auto kDecodedTypes =
    std::to_array<std::uint8_t>({1, 2, 3, 4, 5, 9, 11, 14, 18, 19, 21, 24, 27});

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
      case 9:
        return sar_aircraft();
      case 14:
        return safety();
      case 18:
        return position_b();
      case 19:
        return extended_b();
      case 21:
        return aid();
      case 24:
        return flag() ? static_a() : static_b();
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
  std::optional<Speed> sog(std::uint32_t high = 1022, double unit = 0.1) {
    return maybe<Speed>([&] { return Speed::knots(number(0, high) * unit); });
  }
  std::optional<Bearing> cog() {
    return maybe<Bearing>([&] { return Bearing::degrees(number(0, 3599) * 0.1); });
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
    made.draught = maybe<Distance>([&] { return Distance::metres(number(1, 255) * 0.1); });
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
