#pragma once
// Maritime Mobile Service Identity: nine decimal digits, whose form tells what kind of station it is
// (ITU-R M.585-9, annexes 1 and 2).

#include <cstdint>
#include <functional>

#include "base/enum_names.h"

namespace selat::model {

enum class MmsiKind : std::uint8_t {
  ship,               // MIDxxxxxx
  group,              // 0MIDxxxxx
  coast,              // 00MIDxxxx
  sar_aircraft,       // 111MIDxxx
  handheld,           // 8MIDxxxxx
  aid_to_navigation,  // 99MIDxxxx
  craft_of_parent,    // 98MIDxxxx
  ais_sart,           // 970xxyyyy
  man_overboard,      // 972xxyyyy
  epirb,              // 974xxyyyy
  invalid,
};

class Mmsi {
 public:
  constexpr Mmsi() = default;
  constexpr explicit Mmsi(std::uint32_t number) : number_(number) {}

  [[nodiscard]] constexpr std::uint32_t number() const { return number_; }
  [[nodiscard]] constexpr MmsiKind kind() const {
    const std::uint32_t first3 = number_ / 1'000'000;
    if (number_ > 999'999'999) {
      return MmsiKind::invalid;
    }
    if (first3 == 970) {
      return MmsiKind::ais_sart;
    }
    if (first3 == 972) {
      return MmsiKind::man_overboard;
    }
    if (first3 == 974) {
      return MmsiKind::epirb;
    }
    if (first3 == 111) {
      return MmsiKind::sar_aircraft;
    }
    if (first3 / 10 == 99) {
      return MmsiKind::aid_to_navigation;
    }
    if (first3 / 10 == 98) {
      return MmsiKind::craft_of_parent;
    }
    if (first3 / 100 == 8) {
      return MmsiKind::handheld;
    }
    if (first3 / 100 >= 2 && first3 / 100 <= 7) {
      return MmsiKind::ship;
    }
    if (first3 >= 20 && first3 <= 79) {
      return MmsiKind::group;
    }
    if (first3 >= 2 && first3 <= 7) {
      return MmsiKind::coast;
    }
    return MmsiKind::invalid;
  }
  // An AIS-SART, man-overboard device or EPIRB: a distress unless it says it is a test.
  [[nodiscard]] constexpr bool is_distress_device() const {
    const auto own = kind();
    return own == MmsiKind::ais_sart || own == MmsiKind::man_overboard || own == MmsiKind::epirb;
  }

  friend constexpr auto operator<=>(const Mmsi&, const Mmsi&) = default;

 private:
  std::uint32_t number_ = 0;
};

}  // namespace selat::model

namespace selat {
template <>
inline constexpr auto enum_names<model::MmsiKind> = std::to_array<std::string_view>(
    {"ship", "group", "coast", "sar_aircraft", "handheld", "aid_to_navigation", "craft_of_parent", "ais_sart",
     "man_overboard", "epirb", "invalid"});
}  // namespace selat

template <>
struct std::hash<selat::model::Mmsi> {
  std::size_t operator()(const selat::model::Mmsi& mmsi) const noexcept {
    return static_cast<std::size_t>(mmsi.number()) * 0x9e3779b97f4a7c15ULL >> 16;
  }
};
