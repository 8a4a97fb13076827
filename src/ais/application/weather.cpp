// DAC 1, functions 11 (IMO SN/Circ.236) and 31 (SN.1/Circ.289): meteorological and hydrological data.
#include "ais/application/fields.h"
#include "ais/application_table.h"

namespace selat::ais {

namespace {
constexpr std::string_view kTrends[] = {"steady", "decreasing", "increasing", "N/A"};
// WMO 306, code table 4.201.
constexpr std::string_view kPrecipitation[] = {"reserved",  "rain", "thunderstorm", "freezing rain",
                                               "mixed/ice", "snow", "reserved",     "N/A"};
constexpr std::string_view kIce[] = {"no", "yes", "reserved", "N/A"};

constexpr Field knots(std::string_view name, std::uint16_t width = 7, std::int64_t high = 126) {
  return number(name, width, 0, high, "kn");
}
constexpr Field tenths(std::string_view name, std::uint16_t width, std::int64_t high, std::string_view unit) {
  return scaled(number(name, width, 0, high, unit), 10, 1);
}

constexpr Field kOld[] = {latitude_24(),
                          longitude_25(),
                          time("timestamp", TimeLayout::day_hour_minute),
                          knots("wspeed"),
                          knots("wgust"),
                          direction("wdir"),
                          direction("wgustdir"),
                          scaled(number("airtemp", 11, 0, 1200, "°C"), 10, 1, -600),
                          number("humidity", 7, 0, 100, "%"),
                          scaled(number("dewpoint", 10, 0, 700, "°C"), 10, 1, -200),
                          scaled(number("pressure", 9, 0, 400, "hPa"), 1, 0, 800),
                          word("pressuretend", 2, kTrends),
                          tenths("visibility", 8, 250, "NM"),
                          scaled(number("waterlevel", 9, 0, 400, "m"), 10, 1, -100),
                          word("leveltrend", 2, kTrends),
                          tenths("cspeed", 8, 250, "kn"),
                          direction("cdir"),
                          tenths("cspeed2", 8, 250, "kn"),
                          direction("cdir2"),
                          number("cdepth2", 5, 0, 30, "m"),
                          tenths("cspeed3", 8, 250, "kn"),
                          direction("cdir3"),
                          number("cdepth3", 5, 0, 30, "m"),
                          tenths("waveheight", 8, 250, "m"),
                          number("waveperiod", 6, 0, 60, "s"),
                          direction("wavedir"),
                          tenths("swellheight", 8, 250, "m"),
                          number("swellperiod", 6, 0, 60, "s"),
                          direction("swelldir"),
                          number("seastate", 4, 0, 12),  // Beaufort
                          scaled(number("watertemp", 10, 0, 600, "°C"), 10, 1, -100),
                          code("preciptype", 3, kPrecipitation),
                          tenths("salinity", 9, 500, "‰"),
                          code("ice", 2, kIce),
                          spare(6)};

constexpr Field kNew[] = {longitude_25(),
                          latitude_24(),
                          flag("accuracy"),
                          time("timestamp", TimeLayout::day_hour_minute),
                          knots("wspeed"),
                          knots("wgust"),
                          direction("wdir"),
                          direction("wgustdir"),
                          scaled(with_sign(number("airtemp", 11, -600, 600, "°C")), 10, 1),
                          number("humidity", 7, 0, 100, "%"),
                          scaled(with_sign(number("dewpoint", 10, -200, 500, "°C")), 10, 1),
                          scaled(number("pressure", 9, 0, 402, "hPa"), 1, 0, 799),
                          word("pressuretend", 2, kTrends),
                          flag("visgreater"),
                          tenths("visibility", 7, 126, "NM"),
                          scaled(number("waterlevel", 12, 0, 4000, "m"), 100, 2, -1000),
                          word("leveltrend", 2, kTrends),
                          tenths("cspeed", 8, 251, "kn"),
                          direction("cdir"),
                          tenths("cspeed2", 8, 251, "kn"),
                          direction("cdir2"),
                          number("cdepth2", 5, 0, 30, "m"),
                          tenths("cspeed3", 8, 251, "kn"),
                          direction("cdir3"),
                          number("cdepth3", 5, 0, 30, "m"),
                          tenths("waveheight", 8, 251, "m"),
                          number("waveperiod", 6, 0, 60, "s"),
                          direction("wavedir"),
                          tenths("swellheight", 8, 251, "m"),
                          number("swellperiod", 6, 0, 60, "s"),
                          direction("swelldir"),
                          number("seastate", 4, 0, 12),  // Beaufort
                          scaled(with_sign(number("watertemp", 10, -100, 500, "°C")), 10, 1),
                          word("preciptype", 3, kPrecipitation),
                          tenths("salinity", 9, 501, "‰"),
                          word("ice", 2, kIce),
                          spare(10)};
}  // namespace

constinit const ApplicationFormat kWeather236 = {
    .id = {1, 11}, .title = "weather and water (Circ.236)", .fields = kOld};
constinit const ApplicationFormat kWeather = {.id = {1, 31}, .title = "weather and water", .fields = kNew};

}  // namespace selat::ais
