#include "wire/dimensions.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "selat/v1/report.pb.h"
#include "wire/reading.h"

namespace selat::wire {

namespace {

constexpr std::uint32_t kLongest_m = 10'000;  // AIS says at most 511; floating structures are larger

std::uint32_t whole_metres(Distance distance) {
  const double metres = distance.in_metres();
  return metres > 0 ? static_cast<std::uint32_t>(std::lround(std::min(metres, double{kLongest_m}))) : 0;
}

}  // namespace

void write_dimensions(const model::Dimensions& dimensions, v1::Dimensions& wire) {
  wire.set_to_bow_m(whole_metres(dimensions.to_bow));
  wire.set_to_stern_m(whole_metres(dimensions.to_stern));
  wire.set_to_port_m(whole_metres(dimensions.to_port));
  wire.set_to_starboard_m(whole_metres(dimensions.to_starboard));
}

std::expected<model::Dimensions, WireProblem> dimensions_from_wire(const v1::Dimensions& wire) {
  Reading reading;
  const auto metres = [&](std::uint32_t number) {
    return Distance::metres(reading.at_most(number, kLongest_m));
  };
  const model::Dimensions dimensions{
      .to_bow = metres(wire.to_bow_m()),
      .to_stern = metres(wire.to_stern_m()),
      .to_port = metres(wire.to_port_m()),
      .to_starboard = metres(wire.to_starboard_m()),
  };
  return reading.result(dimensions);
}

}  // namespace selat::wire
