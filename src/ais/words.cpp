#include "ais/words.h"

#include <array>
#include <span>

namespace selat::ais {

namespace {

constexpr auto kStatus = std::to_array<std::string_view>(
    {"Under way using engine", "At anchor", "Not under command", "Restricted manoeuverability",
     "Constrained by her draught", "Moored", "Aground", "Engaged in fishing", "Under way sailing",
     "Reserved for HSC", "Reserved for WIG", "Power-driven vessel towing astern",
     "Power-driven vessel pushing ahead or towing alongside", "Reserved", "AIS-SART, MOB or EPIRB active",
     "Not defined"});

constexpr auto kFixingDevices =
    std::to_array<std::string_view>({"Undefined", "GPS", "GLONASS", "Combined GPS/GLONASS", "Loran-C",
                                     "Chayka", "Integrated navigation system", "Surveyed", "Galileo"});

constexpr auto kStationTypes = std::to_array<std::string_view>(
    {"All types of mobiles", "Reserved for future use", "All types of Class B mobile stations",
     "SAR airborne mobile station", "Aid to Navigation station", "Class B shipborne mobile station",
     "Regional use and inland waterways", "Regional use and inland waterways",
     "Regional use and inland waterways", "Regional use and inland waterways"});

constexpr auto kAidTypes = std::to_array<std::string_view>({"Unspecified",
                                                            "Reference point",
                                                            "RACON",
                                                            "Fixed offshore structure",
                                                            "Spare, Reserved for future use.",
                                                            "Light, without sectors",
                                                            "Light, with sectors",
                                                            "Leading Light Front",
                                                            "Leading Light Rear",
                                                            "Beacon, Cardinal N",
                                                            "Beacon, Cardinal E",
                                                            "Beacon, Cardinal S",
                                                            "Beacon, Cardinal W",
                                                            "Beacon, Port hand",
                                                            "Beacon, Starboard hand",
                                                            "Beacon, Preferred Channel port hand",
                                                            "Beacon, Preferred Channel starboard hand",
                                                            "Beacon, Isolated danger",
                                                            "Beacon, Safe water",
                                                            "Beacon, Special mark",
                                                            "Cardinal Mark N",
                                                            "Cardinal Mark E",
                                                            "Cardinal Mark S",
                                                            "Cardinal Mark W",
                                                            "Port hand Mark",
                                                            "Starboard hand Mark",
                                                            "Preferred Channel Port hand",
                                                            "Preferred Channel Starboard hand",
                                                            "Isolated danger",
                                                            "Safe Water",
                                                            "Special Mark",
                                                            "Light Vessel / LANBY / Rigs"});

// Ship types 30–39 and 50–59 are separate kinds; in the other tens the last digit is the hazard category.
constexpr auto kThirties = std::to_array<std::string_view>(
    {"Fishing", "Towing", "Towing: length exceeds 200m or breadth exceeds 25m", "Dredging or underwater ops",
     "Diving ops", "Military ops", "Sailing", "Pleasure Craft", "Reserved", "Reserved"});
constexpr auto kFifties = std::to_array<std::string_view>(
    {"Pilot Vessel", "Search and Rescue vessel", "Tug", "Port Tender", "Anti-pollution equipment",
     "Law Enforcement", "Spare - Local Vessel", "Spare - Local Vessel", "Medical Transport",
     "Ship according to RR Resolution No. 18"});

#define SELAT_AIS_TEN(kind, last)                                        \
  {kind " - all ships of this type",  kind " - Hazardous category A",    \
   kind " - Hazardous category B",    kind " - Hazardous category C",    \
   kind " - Hazardous category D",    kind " - Reserved for future use", \
   kind " - Reserved for future use", kind " - Reserved for future use", \
   kind " - Reserved for future use", kind " - " last}
using Ten = std::array<std::string_view, 10>;
constexpr Ten kTwenties = SELAT_AIS_TEN("Wing in ground (WIG)", "Reserved for future use");
constexpr Ten kForties = SELAT_AIS_TEN("High speed craft (HSC)", "No additional information");
constexpr Ten kSixties = SELAT_AIS_TEN("Passenger", "No additional information");
constexpr Ten kSeventies = SELAT_AIS_TEN("Cargo", "No additional information");
constexpr Ten kEighties = SELAT_AIS_TEN("Tanker", "No additional information");
constexpr Ten kNineties = SELAT_AIS_TEN("Other Type", "no additional information");
#undef SELAT_AIS_TEN

constexpr std::array<const Ten*, 10> kTens = {nullptr,   nullptr,   &kTwenties,  &kThirties, &kForties,
                                              &kFifties, &kSixties, &kSeventies, &kEighties, &kNineties};

[[nodiscard]] std::string_view word_of(std::span<const std::string_view> words, std::uint32_t code,
                                       std::string_view otherwise) {
  return code < words.size() ? words[code] : otherwise;
}

}  // namespace

std::string_view status_word(std::uint32_t code) {
  return word_of(kStatus, code, "INVALID STATUS");
}
std::string_view fixing_device_word(std::uint32_t code) {
  constexpr std::uint32_t kInternalGnss = 15;
  if (code == kInternalGnss) {
    return "Internal GNSS";
  }
  return word_of(kFixingDevices, code, "INVALID EPFD");
}
std::string_view station_type_word(std::uint32_t code) {
  return word_of(kStationTypes, code, "Reserved for future use");
}
std::string_view aid_type_word(std::uint32_t code) {
  return word_of(kAidTypes, code, "INVALID NAVAID TYPE");
}
std::string_view ship_type_word(std::uint32_t code) {
  if (code == 0) {
    return "Not available";
  }
  if (code >= 100) {
    return "INVALID SHIP TYPE";
  }
  const Ten* ten = kTens[code / 10];
  return ten == nullptr ? "Reserved for future use" : (*ten)[code % 10];
}

}  // namespace selat::ais
