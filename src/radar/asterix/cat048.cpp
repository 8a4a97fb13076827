// CAT 048, edition 1.32: plots and tracks of one radar.

#include "radar/asterix/readers.h"

namespace selat::radar {
namespace {

constexpr Distance kMile128 = Distance::nautical_miles(1.0 / 128);

void read_descriptor(Bytes bytes, Record& into) {
  const unsigned type = bits_of(bytes[0], 0, 3);
  const bool is_both = type == 3 || type >= 6;
  set_detection(type == 1 || is_both, type == 2 || type >= 3, into);
  const bool is_fixed_transponder = bits_of(bytes[0], 6, 1) != 0;
  const bool is_simulated = bits_of(bytes[0], 3, 1) != 0;
  into.report.is_test =
      is_simulated || is_fixed_transponder || (bytes.size() > 1 && bits_of(bytes[1], 0, 1) != 0);
}

void read_polar(Bytes bytes, Record& into) {
  set_polar(bytes, Distance::nautical_miles(1.0 / 256), into);
}

void read_cartesian(Bytes bytes, Record& into) {
  set_cartesian(kMile128 * signed_at<2>(bytes, 0), kMile128 * signed_at<2>(bytes, 2), kMile128, into);
}

void read_track_status(Bytes bytes, Record& into) {
  set_state(bits_of(bytes[0], 0, 1) != 0, bytes.size() > 1 && bits_of(bytes[1], 0, 1) != 0, into);
}

void read_quality(Bytes bytes, Record& into) {
  into.report.sigma_east = kMile128 * bytes[0];
  into.report.sigma_north = kMile128 * bytes[1];
}

constexpr auto kPlot = std::to_array<Part>({{Shape::fixed, 1},
                                            {Shape::fixed, 1},
                                            {Shape::fixed, 1},
                                            {Shape::fixed, 1},
                                            {Shape::fixed, 1},
                                            {Shape::fixed, 1},
                                            {Shape::fixed, 1}});
constexpr auto kDoppler = std::to_array<Part>({{Shape::fixed, 2}, {Shape::repeated, 6}});

constexpr auto kItems = std::to_array<Item>({
    fixed("010", 2, read_source),
    fixed("140", 3, read_time_of_day),
    extended("020", read_descriptor),
    fixed("040", 4, read_polar),
    fixed("070", 2),
    fixed("090", 2),
    compound("130", kPlot),
    fixed("220", 3),
    fixed("240", 6, read_identification),
    repeated("250", 8),
    fixed("161", 2, read_track_number),
    fixed("042", 4, read_cartesian),
    fixed("200", 4, read_polar_velocity),
    extended("170", read_track_status),
    fixed("210", 4, read_quality),
    extended("030"),
    fixed("080", 2),
    fixed("100", 4),
    fixed("110", 2),
    compound("120", kDoppler),
    fixed("230", 2),
    fixed("260", 7),
    fixed("055", 1),
    fixed("050", 2),
    fixed("065", 1),
    fixed("060", 2),
    measured("SP"),
    measured("RE"),
});

}  // namespace

constinit const Category kCat048 = {48, model::RadarFormat::asterix_048, kItems};

}  // namespace selat::radar
