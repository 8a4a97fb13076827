// CAT 010, edition 1.1: one radar's plots and tracks on the surface, and its status.

#include "radar/asterix/readers.h"

namespace selat::radar {
namespace {

void read_message_type(Bytes bytes, Record& into) {
  constexpr unsigned kTarget = 1;
  constexpr unsigned kStartOfCycle = 2;
  into.is_status = bytes[0] != kTarget;
  into.status.event =
      bytes[0] == kStartOfCycle ? model::RadarEvent::start_of_cycle : model::RadarEvent::status;
}

void read_descriptor(Bytes bytes, Record& into) {
  constexpr unsigned kPrimary = 3;
  constexpr unsigned kAdsB = 2;
  const unsigned type = bits_of(bytes[0], 0, 3);
  set_detection(type == kPrimary, type <= kAdsB, into);
  // Simulated, a test target, or a transponder of the field.
  into.report.is_test = bytes.size() > 1 && bits_of(bytes[1], 0, 3) != 0;
}

void read_polar(Bytes bytes, Record& into) {
  set_polar(bytes, Distance::metres(1), into);
}

void read_cartesian(Bytes bytes, Record& into) {
  set_cartesian(Distance::metres(signed_at<2>(bytes, 0)), Distance::metres(signed_at<2>(bytes, 2)),
                Distance::metres(1), into);
}

void read_velocity(Bytes bytes, Record& into) {
  constexpr Speed kUnit = Speed::metres_per_second(0.25);
  set_velocity(kUnit * signed_at<2>(bytes, 0), kUnit * signed_at<2>(bytes, 2), into);
}

void read_track_status(Bytes bytes, Record& into) {
  set_state(bits_of(bytes[0], 0, 1) != 0, bits_of(bytes[0], 1, 1) != 0, into);
}

void read_deviations(Bytes bytes, Record& into) {
  into.report.sigma_east = Distance::metres(0.25 * bytes[0]);
  into.report.sigma_north = Distance::metres(0.25 * bytes[1]);
}

void read_status(Bytes bytes, Record& into) {
  constexpr unsigned kNoGo = 2;
  into.status.is_operational = bits_of(bytes[0], 0, 2) < kNoGo;
  into.status.is_overloaded = bits_of(bytes[0], 2, 1) != 0;
  into.status.is_time_valid = bits_of(bytes[0], 3, 1) == 0;
}

constexpr auto kItems = std::to_array<Item>({
    fixed("010", 2, read_source),
    fixed("000", 1, read_message_type),
    extended("020", read_descriptor),
    fixed("140", 3, read_time_of_day),
    fixed("041", 8, read_position<4, 31>),
    fixed("040", 4, read_polar),
    fixed("042", 4, read_cartesian),
    fixed("200", 4, read_polar_velocity),
    fixed("202", 4, read_velocity),
    fixed("161", 2, read_track_number),
    extended("170", read_track_status),
    fixed("060", 2),
    fixed("220", 3),
    fixed("245", 7, read_marked_identification),
    repeated("250", 8),
    fixed("300", 1),
    fixed("090", 2),
    fixed("091", 2),
    extended("270", read_size),
    fixed("550", 1, read_status),
    fixed("310", 1),
    fixed("500", 4, read_deviations),
    repeated("280", 2),
    fixed("131", 1),
    fixed("210", 2),
    spare(),
    measured("SP"),
    measured("RE"),
});

}  // namespace

constinit const Category kCat010 = {10, model::RadarFormat::asterix_010, kItems};

}  // namespace selat::radar
