// DAC 200: inland AIS (ECE/TRANS/SC.3/176, annex E): vessel and voyage (8:10), ETA and RTA at a lock, bridge
// or terminal (6:21, 6:22), EMMA warning (8:23), water levels (8:24), signal status (8:40).
#include "ais/application/fields.h"
#include "ais/application_table.h"

namespace selat::ais {

namespace {
struct ShipType {
  std::int64_t eri, solas;
  std::string_view word;
};
constexpr ShipType kShipTypes[] = {
    {8000, 99, "Vessel, type unknown"},
    {8010, 79, "Motor freighter"},
    {8020, 89, "Motor tanker"},
    {8021, 80, "Motor tanker, liquid cargo, type N"},
    {8022, 80, "Motor tanker, liquid cargo, type C"},
    {8023, 89, "Motor tanker, dry cargo as if liquid (e.g. cement)"},
    {8030, 79, "Container vessel"},
    {8040, 80, "Gas tanker"},
    {8050, 79, "Motor freighter, tug"},
    {8060, 89, "Motor tanker, tug"},
    {8070, 79, "Motor freighter with one or more ships alongside"},
    {8080, 89, "Motor freighter with tanker"},
    {8090, 79, "Motor freighter pushing one or more freighters"},
    {8100, 89, "Motor freighter pushing at least one tank-ship"},
    {8110, 79, "Tug, freighter"},
    {8120, 89, "Tug, tanker"},
    {8130, 31, "Tug freighter, coupled"},
    {8140, 31, "Tug, freighter/tanker, coupled"},
    {8150, 99, "Freightbarge"},
    {8160, 99, "Tankbarge"},
    {8161, 90, "Tankbarge, liquid cargo, type N"},
    {8162, 90, "Tankbarge, liquid cargo, type C"},
    {8163, 99, "Tankbarge, dry cargo as if liquid (e.g. cement)"},
    {8170, 99, "Freightbarge with containers"},
    {8180, 90, "Tankbarge, gas"},
    {8210, 79, "Pushtow, one cargo barge"},
    {8220, 79, "Pushtow, two cargo barges"},
    {8230, 79, "Pushtow, three cargo barges"},
    {8240, 79, "Pushtow, four cargo barges"},
    {8250, 79, "Pushtow, five cargo barges"},
    {8260, 79, "Pushtow, six cargo barges"},
    {8270, 79, "Pushtow, seven cargo barges"},
    {8280, 79, "Pushtow, eight cargo barges"},
    {8290, 79, "Pushtow, nine or more barges"},
    {8310, 80, "Pushtow, one tank/gas barge"},
    {8320, 80, "Pushtow, two barges at least one tanker or gas barge"},
    {8330, 80, "Pushtow, three barges at least one tanker or gas barge"},
    {8340, 80, "Pushtow, four barges at least one tanker or gas barge"},
    {8350, 80, "Pushtow, five barges at least one tanker or gas barge"},
    {8360, 80, "Pushtow, six barges at least one tanker or gas barge"},
    {8370, 80, "Pushtow, seven barges at least one tanker or gas barge"},
};
[[nodiscard]] std::string_view ship_type(std::int64_t raw) {
  for (const ShipType& type : kShipTypes) {
    if (type.eri == raw || type.solas == raw) {
      return type.word;
    }
  }
  return "Illegal ship type value.";
}
constexpr Field ship_type_field() {
  Field field = number("shiptype", 14);
  field.word_of = ship_type;
  return field;
}
constexpr std::string_view kHazards[] = {"0 blue cones/lights", "1 blue cone/light", "2 blue cones/lights",
                                         "3 blue cones/lights", "4 B-Flag",          "Unknown"};
constexpr std::string_view kLoaded[] = {"N/A (default)", "Unloaded", "Loaded"};
constexpr Field kVesselFields[] = {text("vin", 8),
                                   scaled(number("length", 13, 1, 8000, "m"), 10, 1),
                                   scaled(number("beam", 10, 1, 1000, "m"), 10, 1),
                                   ship_type_field(),
                                   code("hazard", 3, kHazards, "INVALID HAZARD TYPE"),
                                   scaled(number("draught", 11, 1, 2000, "m"), 100, 2),
                                   code("loaded", 2, kLoaded, "INVALID LOAD STATUS"),
                                   flag("speed_q"),
                                   flag("course_q"),
                                   flag("heading_q"),
                                   spare(8)};
// Other data are also sent with identifier 200:10; they are recognised by an invalid hazard (as in gpsd).
[[nodiscard]] bool is_vessel(const Bits& data) {
  return data.unsigned_at(85, 3) <= 5;
}

constexpr Field kEtaFields[] = {text("country", 2),
                                text("locode", 3),
                                text("section", 5),
                                text("terminal", 5),
                                text("hectometre", 5),
                                time("eta", TimeLayout::bare),
                                number("tugs", 3, 0, 6),
                                scaled(number("airdraught", 12, 1, 4000, "m"), 100, 2),
                                spare(5)};
constexpr std::string_view kLockStatus[] = {"Operational", "Limited operation", "Out of order", "N/A"};
constexpr Field kRtaFields[] = {text("country", 2),
                                text("locode", 3),
                                text("section", 5),
                                text("terminal", 5),
                                text("hectometre", 5),
                                time("eta", TimeLayout::bare),
                                code("status", 2, kLockStatus),
                                spare(2)};

constexpr std::string_view kEmmaTypes[] = {
    "Not Available",    "Wind",  "Rain",       "Snow and ice", "Thunderstorm", "Fog", "Low temperature",
    "High temperature", "Flood", "Forest Fire"};
constexpr std::string_view kEmmaClasses[] = {"unknown", "Slight", "Medium", "Strong"};
constexpr std::string_view kEmmaWinds[] = {"N/A",   "North",      "North East", "East",      "South East",
                                           "South", "South West", "West",       "North West"};
constexpr Field kEmmaFields[] = {scaled(number("start_year", 8, 1, 55), 1, 0, 2000),
                                 number("start_month", 4, 1, 12),
                                 number("start_day", 5, 1, 31),
                                 scaled(number("end_year", 8, 1, 55), 1, 0, 2000),
                                 number("end_month", 4, 1, 12),
                                 number("end_day", 5, 1, 31),
                                 number("start_hour", 5, 0, 23),
                                 number("start_minute", 6, 0, 59),
                                 number("end_hour", 5, 0, 23),
                                 number("end_minute", 6, 0, 59),
                                 longitude_28("start_lon"),
                                 latitude_27("start_lat"),
                                 longitude_28("end_lon"),
                                 latitude_27("end_lat"),
                                 code("emma_type", 4, kEmmaTypes, "reserved"),
                                 with_sign(number("min", 9, -254, 254)),
                                 with_sign(number("max", 9, -254, 254)),
                                 code("emma_class", 2, kEmmaClasses),
                                 code("wind", 4, kEmmaWinds, "INVALID EMMA WIND DIRECTION"),
                                 spare(6)};

constexpr Field kGauge[] = {number("id", 11, 1, 2047),
                            sign_and_amount(number("level", 14, -8191, 8191, "cm"))};
constexpr Field kWaterLevelFields[] = {text("country", 2), list("gauges", kGauge, 4)};

constexpr std::string_view kDirections[] = {"Unknown", "Upstream", "Downstream", "To left bank",
                                            "To right bank"};
constexpr std::string_view kLights[] = {"Unknown", "No light", "White",          "Yellow",
                                        "Green",   "Red",      "White flashing", "Yellow flashing."};
constexpr Field kSignalFields[] = {longitude_28(),
                                   latitude_27(),
                                   number("form", 4, 1, 14),
                                   direction("facing"),
                                   code("direction", 3, kDirections, "INVALID DIRECTION"),
                                   code("status", 30, kLights, "INVALID STATUS"),
                                   spare(11)};
}  // namespace

constinit const ApplicationFormat kInlandVessel = {.id = {200, 10},
                                                   .title = "vessel and voyage (inland)",
                                                   .fields = kVesselFields,
                                                   .min_bits = 112,
                                                   .max_bits = 112,
                                                   .is_of = is_vessel};
constinit const ApplicationFormat kInlandEta = {.id = {200, 21},
                                                .is_addressed = true,
                                                .title = "ETA at lock, bridge or terminal",
                                                .fields = kEtaFields,
                                                .min_bits = 160,
                                                .max_bits = 160};
constinit const ApplicationFormat kInlandRta = {.id = {200, 22},
                                                .is_addressed = true,
                                                .title = "RTA at lock, bridge or terminal",
                                                .fields = kRtaFields,
                                                .min_bits = 144,
                                                .max_bits = 144};
constinit const ApplicationFormat kEmmaWarning = {
    .id = {200, 23}, .title = "EMMA warning", .fields = kEmmaFields, .min_bits = 200, .max_bits = 200};
constinit const ApplicationFormat kInlandWaterLevels = {.id = {200, 24},
                                                        .title = "water levels (inland)",
                                                        .fields = kWaterLevelFields,
                                                        .min_bits = 112,
                                                        .max_bits = 112};
constinit const ApplicationFormat kSignalStatus = {.id = {200, 40},
                                                   .title = "signal status (inland)",
                                                   .fields = kSignalFields,
                                                   .min_bits = 112,
                                                   .max_bits = 112};

}  // namespace selat::ais
