// Weather observations from ships: DAC 1, function 21 (IMO SN.1/Circ.289, in plain and in WMO form), and DAC
// 367, functions 23 to 25 (satellite ship weather of the USCG, in three sizes; in the smallest without a
// place, which is that of the ship's own reports).
#include "ais/application/fields.h"
#include "ais/application_table.h"

namespace selat::ais {

namespace {
constexpr std::string_view kWeather[] = {"clear",   "cloudy",  "rain",         "fog", "snow",
                                         "typhoon", "monsoon", "thunderstorm", "N/A"};
constexpr Field kPlain[] = {flag("wmo"),
                            text("location", 20),
                            longitude_25(),
                            latitude_24(),
                            time("timestamp", TimeLayout::day_hour_minute),
                            code("weather", 4, kWeather, "reserved"),
                            flag("vislimit"),
                            scaled(number("visibility", 7, 0, 126, "NM"), 10, 1),
                            number("humidity", 7, 0, 100, "%"),
                            number("wspeed", 7, 0, 126, "kn"),
                            direction("wdir"),
                            scaled(number("pressure", 9, 0, 402, "hPa"), 1, 0, 799),
                            number("pressuretend", 4, 0, 8),
                            scaled(with_sign(number("airtemp", 11, -600, 600, "°C")), 10, 1),
                            scaled(number("watertemp", 10, 0, 600, "°C"), 10, 1, -100),
                            number("waveperiod", 6, 0, 60, "s"),
                            scaled(number("waveheight", 8, 0, 251, "m"), 10, 1),
                            direction("wavedir"),
                            scaled(number("swellheight", 8, 0, 251, "m"), 10, 1),
                            direction("swelldir"),
                            number("swellperiod", 6, 0, 60, "s"),
                            spare(3)};

// Numbers in halves of the unit, and directions in steps of five degrees.
constexpr Field half(std::string_view name, std::uint16_t width, std::int64_t high, std::string_view unit) {
  return scaled(number(name, width, 0, high, unit), 2, 1);
}
constexpr Field fives(std::string_view name) {
  return scaled(number(name, 7, 1, 72, "°"), 0.2, 0);
}
constexpr Field kWmo[] = {flag("wmo"),
                          scaled(number("lon", 16, 0, 36'000, "°"), 100, 2, -18'000),
                          scaled(number("lat", 15, 0, 18'000, "°"), 100, 2, -9'000),
                          number("month", 4, 1, 12),
                          number("day", 6, 1, 31),
                          number("hour", 5, 0, 23),
                          scaled(number("minute", 3, 0, 5), 0.1, 0),
                          fives("course"),
                          half("speed", 5, 30, "m/s"),
                          fives("heading"),
                          scaled(number("pressure", 11, 0, 2000, "hPa"), 10, 1, 9'000),
                          scaled(number("pdelta", 10, 0, 1000, "hPa"), 10, 1, -500),
                          number("ptend", 4, 0, 8),
                          fives("twinddir"),
                          half("twindspeed", 8, 254, "m/s"),
                          fives("rwinddir"),
                          half("rwindspeed", 8, 254, "m/s"),
                          half("mgustspeed", 8, 254, "m/s"),
                          fives("mgustdir"),
                          scaled(number("airtemp", 10, 0, 1000, "K"), 10, 1, 2'230),
                          number("humidity", 7, 0, 100, "%"),
                          scaled(number("surftemp", 9, 0, 500, "K"), 10, 1, 2'680),
                          number("visibility", 6, 0, 62),  // the square of it times 13.073 m
                          number("weather", 9, 0, 510),    // BUFR table 020003
                          number("pweather1", 5, 0, 30),
                          number("pweather2", 5, 0, 30),
                          scaled(number("totalcloud", 4, 0, 10, "%"), 0.1, 0),
                          number("lowclouda", 4, 0, 14),
                          number("lowcloudt", 6, 0, 62),
                          number("midcloudt", 6, 0, 62),
                          number("highcloudt", 6, 0, 62),
                          number("cloudbase", 7, 0, 126),  // the square of it times 0.16 m
                          number("wwperiod", 5, 0, 30, "s"),
                          half("wwheight", 6, 60, "m"),
                          scaled(number("swelldir1", 6, 1, 36, "°"), 0.1, 0),
                          number("swperiod1", 5, 0, 30, "s"),
                          half("swheight1", 6, 60, "m"),
                          scaled(number("swelldir2", 6, 1, 36, "°"), 0.1, 0),
                          number("swperiod2", 5, 0, 30, "s"),
                          half("swheight2", 6, 60, "m"),
                          number("icedeposit", 7, 0, 126, "cm"),
                          number("icerate", 3, 0, 6),
                          number("icecause", 3, 0, 6),
                          number("seaice", 5, 0, 30),
                          number("icetype", 4, 0, 14),
                          number("icestate", 5, 0, 30),
                          number("icedevel", 5, 0, 30),
                          scaled(number("icebearing", 4, 1, 8, "°"), 1.0 / 45, 0)};

constexpr Field kSatellite[] = {number("version", 3),
                                time("timestamp", TimeLayout::day_hour_minute),
                                longitude_25(),
                                latitude_24(),
                                scaled(number("pressure", 9, 0, 402, "hPa"), 1, 0, 799),
                                scaled(with_sign(number("airtemp", 11, -600, 600, "°C")), 10, 1),
                                number("wspeed", 7, 0, 121, "kn"),
                                number("wgust", 7, 0, 121, "kn"),
                                direction("wdir"),
                                spare(1)};

constexpr Field kSmall[] = {number("version", 3),
                            number("hour", 5, 0, 23),
                            number("minute", 6, 0, 59),
                            longitude_25(),
                            latitude_24(),
                            scaled(number("pressure", 9, 0, 402, "hPa"), 1, 0, 799)};
constexpr Field kTiny[] = {number("version", 3),
                           number("hour", 5, 0, 23),
                           number("minute", 6, 0, 59),
                           scaled(number("pressure", 9, 0, 402, "hPa"), 1, 0, 799),
                           number("wspeed", 7, 0, 121, "kn"),
                           direction("wdir"),
                           spare(1)};

[[nodiscard]] bool is_wmo(const Bits& data) {
  return data.unsigned_at(0, 1) != 0;
}
[[nodiscard]] bool is_plain(const Bits& data) {
  return !is_wmo(data);
}
}  // namespace

constinit const ApplicationFormat kShipWeather = {
    .id = {1, 21}, .title = "weather from ship", .fields = kPlain, .is_of = is_plain};
constinit const ApplicationFormat kShipWeatherWmo = {
    .id = {1, 21}, .title = "weather from ship (WMO)", .fields = kWmo, .is_of = is_wmo};
constinit const ApplicationFormat kSatelliteShipWeather = {.id = {367, 23},
                                                           .title = "satellite ship weather (USCG)",
                                                           .fields = kSatellite,
                                                           .min_bits = 112,
                                                           .max_bits = 112};
constinit const ApplicationFormat kSatelliteShipSmall = {
    .id = {367, 24}, .title = "satellite ship weather, small (USCG)", .fields = kSmall, .min_bits = 72};
constinit const ApplicationFormat kSatelliteShipTiny = {
    .id = {367, 25}, .title = "satellite ship weather, tiny (USCG)", .fields = kTiny, .min_bits = 40};

}  // namespace selat::ais
