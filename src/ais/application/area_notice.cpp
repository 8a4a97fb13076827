// Area notices: DAC 1, functions 22 (broadcast) and 23 (addressed) of IMO SN.1/Circ.289, and DAC 367,
// function 22 (geographic notice of the USCG), whose sub-areas have 96 bits and finer coordinates.
#include "ais/application/fields.h"
#include "ais/application_table.h"

namespace selat::ais {

namespace {
constexpr std::string_view kShapes[] = {"circle or point", "rectangle", "sector",   "polyline",
                                        "polygon",         "text",      "reserved", "reserved"};
constexpr Field kScale = number("scale", 2);  // multiply lengths by 10^scale
constexpr Field kRadius = number("radius", 12, 0, 4095, "m");
constexpr Field bearing(std::string_view name) {
  return scaled(number(name, 10, 0, 719, "°"), 2, 1);
}

// Circ.289: 84 bits follow the shape.
constexpr Field kCircle[] = {kScale, longitude_25(), latitude_24(), number("precision", 3), kRadius};
constexpr Field kRectangle[] = {kScale,
                                longitude_25(),
                                latitude_24(),
                                number("precision", 3),
                                number("east", 8, 0, 255, "m"),
                                number("north", 8, 0, 255, "m"),
                                direction("orientation")};
constexpr Field kSector[] = {kScale,  longitude_25(),    latitude_24(),     number("precision", 3),
                             kRadius, direction("left"), direction("right")};
constexpr Field kLine[] = {kScale,
                           bearing("bearing1"),
                           number("distance1", 10, 1, 1023, "m"),
                           bearing("bearing2"),
                           number("distance2", 10, 1, 1023, "m"),
                           bearing("bearing3"),
                           number("distance3", 10, 1, 1023, "m"),
                           bearing("bearing4"),
                           number("distance4", 10, 1, 1023, "m")};
constexpr Field kText[] = {text("text", 14)};
constexpr std::span<const Field> kShapesOf84[] = {kCircle, kRectangle, kSector, kLine, kLine, kText};
constexpr Field kSubArea[] = {selector("shape", 3, kShapes), variant(84, kShapesOf84)};

// USCG: 93 bits follow the shape.
constexpr Field kCircle367[] = {kScale, longitude_28(), latitude_27(), number("precision", 3), kRadius};
constexpr Field kRectangle367[] = {kScale,
                                   longitude_28(),
                                   latitude_27(),
                                   number("precision", 3),
                                   number("east", 8, 0, 255, "m"),
                                   number("north", 8, 0, 255, "m"),
                                   direction("orientation")};
constexpr Field kSector367[] = {kScale,  longitude_28(),    latitude_27(),     number("precision", 3),
                                kRadius, direction("left"), direction("right")};
constexpr Field kLine367[] = {kScale,
                              bearing("bearing1"),
                              number("distance1", 11, 1, 2047, "m"),
                              bearing("bearing2"),
                              number("distance2", 11, 1, 2047, "m"),
                              bearing("bearing3"),
                              number("distance3", 11, 1, 2047, "m"),
                              bearing("bearing4"),
                              number("distance4", 11, 1, 2047, "m")};
constexpr Field kText367[] = {text("text", 15)};
constexpr std::span<const Field> kShapesOf93[] = {kCircle367, kRectangle367, kSector367,
                                                  kLine367,   kLine367,      kText367};
constexpr Field kSubArea367[] = {selector("shape", 3, kShapes), variant(93, kShapesOf93)};

constexpr Field kDuration = number("duration", 18, 0, 262'142, "min");  // 0: the notice is cancelled
constexpr Field kNotice[] = {number("linkage", 10), number("notice", 7, 0, 126), time("start"), kDuration,
                             list("subareas", kSubArea, 10)};
constexpr Field kNotice367[] = {number("version", 6),
                                number("linkage", 10),
                                number("notice", 7, 0, 126),
                                time("start"),
                                kDuration,
                                spare(3),
                                list("subareas", kSubArea367, 9)};
}  // namespace

constinit const ApplicationFormat kAreaNotice = {.id = {1, 22}, .title = "area notice", .fields = kNotice};
constinit const ApplicationFormat kAreaNoticeAddressed = {
    .id = {1, 23}, .is_addressed = true, .title = "area notice", .fields = kNotice};
constinit const ApplicationFormat kGeographicNotice = {
    .id = {367, 22}, .title = "geographic notice (USCG)", .fields = kNotice367};

}  // namespace selat::ais
