// CAT 065, edition 1.5: what a system that joins several radars says of itself.

#include "radar/asterix/readers.h"

namespace selat::radar {
namespace {

void read_message_type(Bytes bytes, Record& into) {
  constexpr unsigned kEndOfBatch = 2;
  into.status.event = bytes[0] == kEndOfBatch ? model::RadarEvent::end_of_batch : model::RadarEvent::status;
}

void read_state(Bytes bytes, Record& into) {
  constexpr unsigned kDegraded = 1;
  into.status.is_operational = bits_of(bytes[0], 0, 2) <= kDegraded;
  into.status.is_overloaded = bits_of(bytes[0], 2, 1) != 0;
  into.status.is_time_valid = bits_of(bytes[0], 3, 1) == 0;
}

constexpr auto kItems = std::to_array<Item>({
    fixed("010", 2, read_source),
    fixed("000", 1, read_message_type),
    fixed("015", 1),
    fixed("030", 3, read_time_of_day),
    fixed("020", 1),
    fixed("040", 1, read_state),
    fixed("050", 1),
    spare(),
    spare(),
    spare(),
    spare(),
    spare(),
    measured("RE"),
    measured("SP"),
});

}  // namespace

constinit const Category kCat065 = {65, std::nullopt, kItems};

}  // namespace selat::radar
