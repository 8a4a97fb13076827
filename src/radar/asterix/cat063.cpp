// CAT 063, edition 1.7: what a system that joins several radars says of each of them.

#include "radar/asterix/readers.h"

namespace selat::radar {
namespace {

void read_sensor(Bytes bytes, Record& into) {
  into.status.sensor = source_name(static_cast<std::uint16_t>(unsigned_at<2>(bytes, 0)));
}

void read_state(Bytes bytes, Record& into) {
  constexpr unsigned kDegraded = 1;
  into.status.is_operational = bits_of(bytes[0], 0, 2) <= kDegraded;
  if (bytes.size() > 1) {
    into.status.is_operational = *into.status.is_operational && bits_of(bytes[1], 0, 1) == 0;
    into.status.is_overloaded = bits_of(bytes[1], 1, 2) != 0;
    into.status.is_time_valid = bits_of(bytes[1], 4, 1) == 0;
  }
}

constexpr auto kItems = std::to_array<Item>({
    fixed("010", 2, read_source),
    fixed("015", 1),
    fixed("030", 3, read_time_of_day),
    fixed("050", 2, read_sensor),
    extended("060", read_state),
    fixed("070", 2),
    fixed("080", 4),
    fixed("081", 2),
    fixed("090", 4),
    fixed("091", 2),
    fixed("092", 2),
    spare(),
    measured("RE"),
    measured("SP"),
});

}  // namespace

constinit const Category kCat063 = {63, std::nullopt, kItems};

}  // namespace selat::radar
