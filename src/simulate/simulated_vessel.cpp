#include "simulate/simulated_vessel.h"

#include <array>
#include <cmath>
#include <string>
#include <string_view>

#include "model/imo_number.h"

namespace selat::simulate {
namespace {

struct Flag {
  std::uint32_t mid;
  std::string_view call_sign_prefix;
};

// MIDs: ITU, Table of Maritime Identification Digits; call sign prefixes: ITU Radio Regulations, App. 42.
constexpr auto kMerchantFlags = std::to_array<Flag>({
    {563, "9V"},
    {564, "9V"},
    {533, "9M"},
    {525, "YB"},
    {477, "VR"},
    {353, "HP"},
    {370, "3E"},
    {538, "V7"},
    {636, "A8"},
    {414, "BO"},
    {440, "DS"},
    {431, "7J"},
    {419, "AT"},
    {248, "9H"},
    {219, "OX"},
    {574, "XV"},
    {567, "HS"},
    {209, "5B"},
});
constexpr Flag kIndonesia{525, "YB"};
constexpr Flag kMalaysia{533, "9M"};
constexpr Flag kSingapore{563, "9V"};

constexpr auto kShipWords = std::to_array<std::string_view>(
    {"OCEAN", "BINTANG", "STRAIT", "ATLAS", "ORIENT", "LAUTAN", "SERI", "MONSOON", "GOLDEN", "PACIFIC",
     "CAPE", "MUTIARA", "HORIZON", "JADE", "CORAL", "ASTER"});
constexpr auto kBoatWords = std::to_array<std::string_view>(
    {"SINAR", "HARAPAN", "CAHAYA", "REZEKI", "BAHARI", "CAMAR", "BAWAL", "KERAPU", "OMBAK", "SUMBER"});
// "Example" and "invented" in the languages of the Strait. A name has 20 characters at most: 7, 7 and 4.
constexpr auto kFictionWords =
    std::to_array<std::string_view>({"EXAMPLE", "CONTOH", "FIKTIF", "SAMPLE", "REKAAN"});
constexpr auto kDestinations =
    std::to_array<std::string_view>({"SG SIN", "MY PKG", "IDBLW", "IN MAA", "LK CMB", "CN SHA", "HK HKG",
                                     "JP YOK", "AE JEA", "NLRTM", "SUEZ", "MY TPP", "KR PUS", "FOR ORDERS"});

template <std::size_t Count>
std::string_view any_of(Random& random, const std::array<std::string_view, Count>& words) {
  return words[random.below(Count)];
}

Flag local_flag(Random& random) {
  const double draw = random.uniform();
  return draw < 0.5 ? kIndonesia : draw < 0.8 ? kMalaysia : kSingapore;
}

std::string_view prefix_of(std::uint32_t mid) {
  for (const Flag& flag : kMerchantFlags) {
    if (flag.mid == mid) {
      return flag.call_sign_prefix;
    }
  }
  return "ZZ";
}

model::Dimensions hull(Distance length, Distance beam) {
  const Distance to_bow = Distance::metres(std::round(length.in_metres() * 0.8));
  const Distance to_port = Distance::metres(std::round(beam.in_metres() / 2));
  return {to_bow, length - to_bow, to_port, beam - to_port};
}

}  // namespace

Movement SimulatedVessel::reported_at(Instant when) const {
  Span lead;
  for (const PositionJump& jump : jumps) {
    lead = when >= jump.at ? lead + jump.lead : lead;
  }
  return behaviour->at(when + lead);
}

std::uint32_t imo_number(std::uint32_t first_six_digits) {
  return first_six_digits * 10 + model::imo_check_digit(first_six_digits);
}

Distance Registry::whole_metres(double low, double high) {
  return Distance::metres(std::round(random_.uniform(low, high)));
}

Identity Registry::ship(std::uint32_t mid, std::string_view first_word, Device device) {
  ++count_;
  Identity identity;
  identity.device = device;
  identity.mmsi = model::Mmsi(mid * 1'000'000 + 990'000 + count_ % 10'000);
  const std::string name = std::string(first_word) + " " + std::string(any_of(random_, kFictionWords)) + " " +
                           std::to_string(count_ % 10'000);
  identity.name = std::string_view(name);
  const std::string number = std::to_string(10'000 + count_ % 10'000).substr(1);
  const std::string call_sign = std::string(prefix_of(mid)) + "X" + number;
  identity.call_sign = std::string_view(call_sign);
  return identity;
}

Identity Registry::merchant() {
  const Flag flag = kMerchantFlags[random_.below(kMerchantFlags.size())];
  Identity identity = ship(flag.mid, any_of(random_, kShipWords), Device::class_a);
  identity.imo = imo_number(400'000 + count_ % 100'000);
  identity.ship_type = static_cast<std::uint8_t>((random_.chance(0.6) ? 70 : 80) + random_.below(5));
  const Distance length = whole_metres(80, 330);
  identity.dimensions = hull(length, Distance::metres(std::round(length.in_metres() / 6.5)));
  identity.draught = Distance::metres(std::round(length.in_metres() * 0.45) / 10);
  identity.destination = any_of(random_, kDestinations);
  return identity;
}

Identity Registry::ferry() {
  const Flag flag = random_.chance(0.5) ? kSingapore : kIndonesia;
  Identity identity = ship(flag.mid, "FERI", Device::class_a);
  identity.ship_type = 40;
  identity.dimensions = hull(whole_metres(28, 40), Distance::metres(8));
  identity.draught = Distance::metres(1.4);
  identity.destination = flag.mid == kSingapore.mid ? "SG-BATAM" : "BATAM-SG";
  return identity;
}

Identity Registry::fishing_boat() {
  Identity identity = ship(local_flag(random_).mid, any_of(random_, kBoatWords), Device::class_b_cs);
  identity.ship_type = 30;
  identity.dimensions = hull(whole_metres(10, 24), Distance::metres(5));
  return identity;
}

Identity Registry::tug() {
  Identity identity = ship(local_flag(random_).mid, "TUNDA", Device::class_a);
  identity.ship_type = random_.chance(0.5) ? 52 : 31;
  identity.dimensions = hull(whole_metres(24, 32), Distance::metres(9));
  identity.draught = Distance::metres(3.6);
  identity.destination = "COASTWISE";
  return identity;
}

Identity Registry::fast_boat() {
  Identity identity = ship(local_flag(random_).mid, any_of(random_, kBoatWords), Device::class_b_so);
  identity.ship_type = random_.chance(0.5) ? 37 : 40;
  identity.dimensions = hull(whole_metres(9, 18), Distance::metres(3));
  return identity;
}

Identity Registry::coaster() {
  Identity identity = ship(local_flag(random_).mid, any_of(random_, kShipWords), Device::class_a);
  identity.ship_type = 79;
  identity.dimensions = hull(whole_metres(40, 60), Distance::metres(10));
  identity.draught = Distance::metres(3.2);
  identity.destination = "COASTWISE";
  return identity;
}

Identity Registry::distress_device(bool is_man_overboard) {
  ++count_;
  Identity identity;
  identity.device = Device::ais_sart;
  // Maker's number 99 and a serial number: 970xxyyyy.
  identity.mmsi = model::Mmsi((is_man_overboard ? 972'990'000 : 970'990'000) + count_ % 10'000);
  return identity;
}

}  // namespace selat::simulate
