// Sensor reports on the environment: DAC 1, function 26 (IMO SN.1/Circ.289), and DAC 367, function 33, the
// version of the USCG (version 3 of 23 March 2015).
#include <array>

#include "ais/application/fields.h"
#include "ais/application_table.h"

namespace selat::ais {

namespace {
constexpr std::string_view kSensors[] = {
    "site location",      "station ID", "wind",     "water level", "current 2D", "current 3D",
    "horizontal current", "sea state",  "salinity", "weather",     "air gap"};
constexpr std::string_view kSensors367[] = {
    "site location",      "station ID", "wind",     "water level", "current 2D", "current 3D",
    "horizontal current", "sea state",  "salinity", "weather",     "air gap",    "wind, second form"};
constexpr std::string_view kKinds[] = {
    "no data",  "raw real time",       "real time with quality control", "predicted", "forecast", "nowcast",
    "reserved", "sensor not available"};
constexpr std::string_view kTrends[] = {"steady", "decreasing", "increasing", "N/A"};
constexpr std::string_view kLevelTrends[] = {"increasing", "decreasing", "steady", "N/A"};
constexpr std::string_view kGapTrends[] = {"steady", "rising", "falling", "N/A"};

constexpr Field kind(std::string_view name) {
  return code(name, 3, kKinds);
}
constexpr Field knots(std::string_view name) {
  return number(name, 7, 0, 121, "kn");
}
constexpr Field current(std::string_view name, std::uint16_t width = 8) {
  return scaled(number(name, width, 0, 246, "kn"), 10, 1);
}
constexpr Field depth(std::string_view name) {
  return number(name, 9, 0, 361, "m");
}
constexpr Field height(std::string_view name) {
  return scaled(number(name, 8, 0, 246, "m"), 10, 1);
}
constexpr Field period(std::string_view name) {
  return number(name, 6, 0, 60, "s");
}
constexpr Field level(std::string_view name) {
  return scaled(with_sign(number(name, 16, -32'767, 32'767, "m")), 100, 2);
}
constexpr Field gap(std::string_view name) {
  return scaled(number(name, 13, 1, 8191, "m"), 100, 2);
}
constexpr Field kSalinity = scaled(number("salinity", 9, 0, 501, "‰"), 10, 1);
constexpr Field kDuration = number("duration", 8, 0, 254, "min");
constexpr Field kForecastTime = time("forecast", TimeLayout::day_hour_minute);

constexpr Field kSite[] = {longitude_28(), latitude_27(), scaled(number("alt", 11, 0, 2001, "m"), 10, 1),
                           number("owner", 4, 1, 14), number("timeout", 3, 1, 5)};
constexpr Field kSite367[] = {number("version", 6),
                              longitude_28(),
                              latitude_27(),
                              number("precision", 3),
                              scaled(number("alt", 12, 0, 4001, "m"), 10, 1),
                              number("owner", 4, 1, 14),
                              number("timeout", 3, 1, 5)};
constexpr Field kStation[] = {text("name", 14)};
constexpr Field kWind[] = {knots("wspeed"),    knots("wgust"),   direction("wdir"), direction("wgustdir"),
                           kind("sensortype"), knots("fwspeed"), knots("fwgust"),   direction("fwdir"),
                           kForecastTime,      kDuration};
constexpr Field kWindSecond[] = {knots("wspeed"),
                                 knots("wgust"),
                                 direction("wdir"),
                                 number("averaging", 6, 1, 60, "min"),
                                 kind("sensortype"),
                                 knots("fwspeed"),
                                 knots("fwgust"),
                                 direction("fwdir"),
                                 number("hour", 5, 0, 23),
                                 number("minute", 6, 0, 59),
                                 kDuration};
constexpr Field kWaterLevel[] = {
    flag("absolute"),          level("level"),     code("leveltrend", 2, kLevelTrends),
    number("datum", 5, 0, 13), kind("sensortype"), flag("fabsolute"),
    level("flevel"),           kForecastTime,      kDuration};
constexpr Field kCurrent2d[] = {
    current("cspeed1"), direction("cdir1"), depth("cdepth1"),   current("cspeed2"), direction("cdir2"),
    depth("cdepth2"),   current("cspeed3"), direction("cdir3"), depth("cdepth3"),   kind("sensortype")};
constexpr Field kCurrent3d[] = {current("cnorth1"), current("ceast1"),  current("cup1"),
                                depth("cdepth1"),   current("cnorth2"), current("ceast2"),
                                current("cup2"),    depth("cdepth2"),   kind("sensortype")};
constexpr Field kCurrent3d367[] = {current("cnorth1", 9), current("ceast1", 9),  current("cup1", 9),
                                   depth("cdepth1"),      current("cnorth2", 9), current("ceast2", 9),
                                   current("cup2", 9),    depth("cdepth2"),      kind("sensortype")};
constexpr Field kHorizontal[] = {direction("bearing1"),
                                 number("distance1", 7, 0, 121, "m"),
                                 current("speed1"),
                                 direction("direction1"),
                                 depth("depth1"),
                                 direction("bearing2"),
                                 number("distance2", 7, 0, 121, "m"),
                                 current("speed2"),
                                 direction("direction2"),
                                 depth("depth2")};
constexpr Field kHorizontal367[] = {direction("bearing1"), number("distance1", 9, 0, 361, "m"),
                                    current("speed1"),     direction("direction1"),
                                    depth("depth1"),       number("distance2", 9, 0, 361, "m"),
                                    current("speed2"),     direction("direction2"),
                                    depth("depth2"),       kind("sensortype")};
constexpr Field sea_temperature(bool is_signed) {
  const Field field = number("watertemp", 10, is_signed ? -100 : 0, is_signed ? 500 : 600, "°C");
  return is_signed ? scaled(with_sign(field), 10, 1) : scaled(field, 10, 1, -100);
}
constexpr Field kSwellHeight = height("swheight");
constexpr Field kTemperatureDepth = scaled(number("tempdepth", 7, 0, 121, "m"), 10, 1);
constexpr auto sea_state(bool is_temperature_signed) {
  return std::to_array<Field>(
      {kSwellHeight, period("swperiod"), direction("swelldir"), number("seastate", 4, 0, 12),
       kind("swelltype"), sea_temperature(is_temperature_signed), kTemperatureDepth, kind("depthtype"),
       height("waveheight"), period("waveperiod"), direction("wavedir"), kind("wavetype"), kSalinity});
}
constexpr auto kSeaState = sea_state(false);
constexpr auto kSeaState367 = sea_state(true);
constexpr Field kSalt[] = {sea_temperature(false),
                           scaled(number("conductivity", 10, 0, 701, "S/m"), 100, 2),
                           scaled(number("pressure", 16, 0, 60'001, "dbar"), 10, 1),
                           kSalinity,
                           number("salinitytype", 2, 0, 2),
                           kind("sensortype")};
constexpr Field kPressure = scaled(number("pressure", 9, 0, 402, "hPa"), 1, 0, 799);
constexpr Field kAirTemperature = scaled(with_sign(number("temperature", 11, -600, 600, "°C")), 10, 1);
constexpr Field kVisibility = scaled(number("visibility", 8, 0, 241, "NM"), 10, 1);
constexpr Field kWeather[] = {kAirTemperature,
                              kind("sensortype"),
                              number("preciptype", 2),
                              kVisibility,
                              scaled(with_sign(number("dewpoint", 10, -200, 500, "°C")), 10, 1),
                              kind("dewtype"),
                              kPressure,
                              code("pressuretend", 2, kTrends),
                              kind("pressuretype"),
                              kSalinity};
constexpr Field kAirGap[] = {gap("airdraught"), gap("airgap"), code("gaptrend", 2, kGapTrends),
                             gap("fairgap"), kForecastTime};
constexpr Field kAirGap367[] = {gap("airdraught"), gap("airgap"), code("gaptrend", 2, kGapTrends),
                                gap("fairgap"),    kForecastTime, kind("sensortype")};

constexpr std::span<const Field> kPayloads[] = {kSite,      kStation,   kWind,       kWaterLevel,
                                                kCurrent2d, kCurrent3d, kHorizontal, kSeaState,
                                                kSalt,      kWeather,   kAirGap};
constexpr std::span<const Field> kPayloads367[] = {kSite367,   kStation,      kWind,          kWaterLevel,
                                                   kCurrent2d, kCurrent3d367, kHorizontal367, kSeaState367,
                                                   kSalt,      kWeather,      kAirGap367,     kWindSecond};

constexpr Field kReport[] = {selector("sensor", 4, kSensors), time("timestamp", TimeLayout::day_hour_minute),
                             number("site", 7), variant(85, kPayloads)};
constexpr Field kReport367[] = {selector("sensor", 4, kSensors367),
                                time("timestamp", TimeLayout::day_hour_minute), number("site", 7),
                                variant(85, kPayloads367)};
constexpr Field kFields[] = {list("reports", kReport, 8)};
constexpr Field kFields367[] = {list("reports", kReport367, 8)};
}  // namespace

constinit const ApplicationFormat kEnvironment = {
    .id = {1, 26}, .title = "environment", .fields = kFields, .min_bits = 112};
constinit const ApplicationFormat kEnvironment367 = {
    .id = {367, 33}, .title = "environment (USCG)", .fields = kFields367, .min_bits = 112};

}  // namespace selat::ais
