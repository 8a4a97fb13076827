// CAT 062, edition 1.21: tracks of a system that joins several radars.

#include "radar/asterix/readers.h"

namespace selat::radar {
namespace {

void read_system_track_number(Bytes bytes, Record& into) {
  into.report.number = unsigned_at<2>(bytes, 0);
}

void read_velocity(Bytes bytes, Record& into) {
  constexpr Speed kUnit = Speed::metres_per_second(0.25);
  set_velocity(kUnit * signed_at<2>(bytes, 0), kUnit * signed_at<2>(bytes, 2), into);
}

void read_track_status(Bytes bytes, Record& into) {
  const auto bit = [bytes](std::size_t byte, unsigned at) {
    return bytes.size() > byte && bits_of(bytes[byte], at, 1) != 0;
  };
  set_state(bit(0, 6), bit(1, 1), into);
  into.report.is_test = bit(1, 0);
  if (bytes.size() > 3) {  // what has not been seen by a kind of radar for long
    const bool is_transponder = !bit(3, 2) || !bit(3, 3);
    set_detection(!bit(3, 1), is_transponder, into);
  }
}

void read_accuracy(Bytes bytes, Record& into) {
  into.report.sigma_east = Distance::metres(0.5 * unsigned_at<2>(bytes, 0));
  into.report.sigma_north = Distance::metres(0.5 * unsigned_at<2>(bytes, 2));
}

constexpr Part of(std::uint8_t size) {
  return {Shape::fixed, size};
}
constexpr auto kMode5 = std::to_array<Part>({of(1), of(4), of(6), of(2), of(2), of(1), of(1)});
constexpr auto kUpdateAges =
    std::to_array<Part>({of(1), of(1), of(1), of(1), of(2), of(1), of(1), of(1), of(1), of(1)});
constexpr auto kDataAges = [] {
  std::array<Part, 31> ages{};
  ages.fill(of(1));
  return ages;
}();
constexpr auto kMeasured = std::to_array<Part>({of(2), of(4), of(2), of(2), of(2), of(1)});
constexpr auto kAircraft = std::to_array<Part>({of(3),
                                                of(6),
                                                of(2),
                                                of(2),
                                                of(2),
                                                of(2),
                                                of(2),
                                                {Shape::extended, 1},
                                                {Shape::repeated, 15},
                                                of(2),
                                                of(2),
                                                of(7),
                                                of(2),
                                                of(2),
                                                of(2),
                                                of(2),
                                                of(2),
                                                of(2),
                                                of(1),
                                                of(8),
                                                of(1),
                                                of(6),
                                                of(2),
                                                of(1),
                                                {Shape::repeated, 8},
                                                of(2),
                                                of(2),
                                                of(2)});
constexpr auto kFlightPlan = std::to_array<Part>({of(2),
                                                  of(7),
                                                  of(4),
                                                  of(1),
                                                  of(4),
                                                  of(1),
                                                  of(4),
                                                  of(4),
                                                  of(3),
                                                  of(2),
                                                  of(2),
                                                  {Shape::repeated, 4},
                                                  of(6),
                                                  of(1),
                                                  of(7),
                                                  of(7),
                                                  of(2),
                                                  of(7)});
constexpr auto kAccuracies =
    std::to_array<Part>({{Shape::fixed, 4, read_accuracy}, of(2), of(4), of(1), of(1), of(2), of(2), of(1)});

constexpr std::uint8_t kComposedTrack = 3;  // bytes of each unit's number

constexpr auto kItems = std::to_array<Item>({
    fixed("010", 2, read_source),
    spare(),
    fixed("015", 1),
    fixed("070", 3, read_time_of_day),
    fixed("105", 8, read_position<4, 25>),
    fixed("100", 6),
    fixed("185", 4, read_velocity),
    fixed("210", 2),
    fixed("060", 2),
    fixed("245", 7, read_marked_identification),
    compound("380", kAircraft),
    fixed("040", 2, read_system_track_number),
    extended("080", read_track_status),
    compound("290", kUpdateAges),
    fixed("200", 1),
    compound("295", kDataAges),
    fixed("136", 2),
    fixed("130", 2),
    fixed("135", 2),
    fixed("220", 2),
    compound("390", kFlightPlan),
    extended("270", read_size),
    fixed("300", 1),
    compound("110", kMode5),
    fixed("120", 2),
    extended("510", nullptr, kComposedTrack),
    compound("500", kAccuracies),
    compound("340", kMeasured),
    spare(),
    spare(),
    spare(),
    spare(),
    spare(),
    measured("RE"),
    measured("SP"),
});

}  // namespace

constinit const Category kCat062 = {62, model::RadarFormat::asterix_062, kItems};

}  // namespace selat::radar
