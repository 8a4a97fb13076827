// DAC 316, function 1: weather, wind, water levels and flow of the Saint Lawrence Seaway ("St. Lawrence
// Seaway AIS Data Messaging Formats and Specifications"). The number behind the two spare bits says which.
#include "ais/application/fields.h"
#include "ais/application_table.h"

namespace selat::ais {

namespace {
constexpr Field tenths(std::string_view name, std::uint16_t width, std::int64_t high, std::string_view unit) {
  return scaled(number(name, width, 0, high, unit), 10, 1);
}
constexpr Field celsius(std::string_view name, std::int64_t low, std::int64_t high) {
  return scaled(with_sign(number(name, 10, low, high, "°C")), 10, 1);
}
constexpr Field kTime = time("timestamp");
constexpr Field kStation = text("station", 7);
constexpr Field kWindSpeed = tenths("wspeed", 10, 1022, "kn");
constexpr Field kWindGust = tenths("wgust", 10, 1022, "kn");

constexpr Field kWeatherReport[] = {kTime,
                                    kStation,
                                    longitude_25(),
                                    latitude_24(),
                                    kWindSpeed,
                                    kWindGust,
                                    direction("wdir"),
                                    tenths("pressure", 14, 16'000, "hPa"),
                                    celsius("airtemp", -510, 510),
                                    celsius("dewpoint", -510, 510),
                                    tenths("visibility", 8, 254, "km"),
                                    celsius("watertemp", -510, 510)};
constexpr Field kWindReport[] = {kTime,      kStation,  longitude_25(),    latitude_24(),
                                 kWindSpeed, kWindGust, direction("wdir"), spare(4)};
constexpr std::string_view kLevelTypes[] = {"relative to the reference", "water depth"};
constexpr Field kWaterLevelReport[] = {kTime,
                                       kStation,
                                       longitude_25(),
                                       latitude_24(),
                                       code("leveltype", 1, kLevelTypes),
                                       scaled(with_sign(number("level", 16, -32'767, 32'767, "m")), 100, 2),
                                       number("datum", 2),
                                       spare(14)};
constexpr Field kWaterFlowReport[] = {
    kTime, kStation, longitude_25(), latitude_24(), number("flow", 14, 0, 16'382, "m³/s"), spare(19)};

constexpr Field kWeatherFields[] = {spare(2), number("seaway_id", 6), list("reports", kWeatherReport, 4)};
constexpr Field kWindFields[] = {spare(2), number("seaway_id", 6), list("reports", kWindReport, 6)};
constexpr Field kWaterLevelFields[] = {spare(2), number("seaway_id", 6),
                                       list("reports", kWaterLevelReport, 6)};
constexpr Field kWaterFlowFields[] = {spare(2), number("seaway_id", 6), list("reports", kWaterFlowReport, 6)};

template <unsigned kId>
[[nodiscard]] bool has_id(const Bits& data) {
  return data.unsigned_at(2, 6) == kId;
}
constexpr ApplicationFormat format(std::string_view title, std::span<const Field> fields,
                                   std::uint16_t report_bits, bool (*is_of)(const Bits&)) {
  return {.id = {316, 1},
          .title = title,
          .fields = fields,
          .min_bits = static_cast<std::uint16_t>(8 + report_bits),
          .is_of = is_of};
}
}  // namespace

constinit const ApplicationFormat kSeawayWeather =
    format("weather stations (Seaway)", kWeatherFields, 192, has_id<1>);
constinit const ApplicationFormat kSeawayWind = format("wind (Seaway)", kWindFields, 144, has_id<2>);
constinit const ApplicationFormat kSeawayWaterLevel =
    format("water levels (Seaway)", kWaterLevelFields, 144, has_id<3>);
constinit const ApplicationFormat kSeawayWaterFlow =
    format("water flow (Seaway)", kWaterFlowFields, 144, has_id<6>);

}  // namespace selat::ais
