// CAT 034, edition 1.29: what a radar says of itself.

#include <array>

#include "radar/asterix/readers.h"

namespace selat::radar {
namespace {

void read_message_type(Bytes bytes, Record& into) {
  using enum model::RadarEvent;
  static constexpr auto kEvents = std::to_array<model::RadarEvent>(
      {north_marker, sector_crossing, filtering, interference, interference, interference, interference});
  const std::size_t type = bytes[0];
  into.status.event = type >= 1 && type <= kEvents.size() ? kEvents[type - 1] : other;
}

void read_sector(Bytes bytes, Record& into) {
  into.status.sector = Bearing::degrees(bytes[0] * (360.0 / 256));
}

void read_turn(Bytes bytes, Record& into) {
  into.status.turn = Span::microseconds(std::int64_t{unsigned_at<2>(bytes, 0)} * 1'000'000 / 128);
}

void read_common_status(Bytes bytes, Record& into) {
  into.status.is_operational = bits_of(bytes[0], 0, 1) == 0;
  into.status.is_overloaded = bits_of(bytes[0], 3, 2) != 0;
  into.status.is_time_valid = bits_of(bytes[0], 6, 1) == 0;
}

void read_place(Bytes bytes, Record& into) {
  constexpr std::size_t kHeight = 2;
  read_position<3, 23>(bytes.subspan(kHeight), into);
  into.status.position = into.report.position;
}

constexpr auto kStatus = std::to_array<Part>(
    {{Shape::fixed, 1, read_common_status}, {}, {}, {Shape::fixed, 1}, {Shape::fixed, 1}, {Shape::fixed, 2}});
constexpr auto kMode =
    std::to_array<Part>({{Shape::fixed, 1}, {}, {}, {Shape::fixed, 1}, {Shape::fixed, 1}, {Shape::fixed, 1}});

constexpr auto kItems = std::to_array<Item>({
    fixed("010", 2, read_source),
    fixed("000", 1, read_message_type),
    fixed("030", 3, read_time_of_day),
    fixed("020", 1, read_sector),
    fixed("041", 2, read_turn),
    compound("050", kStatus),
    compound("060", kMode),
    repeated("070", 2),
    fixed("100", 8),
    fixed("110", 1),
    fixed("120", 8, read_place),
    fixed("090", 2),
    measured("RE"),
    measured("SP"),
});

}  // namespace

constinit const Category kCat034 = {34, std::nullopt, kItems};

}  // namespace selat::radar
