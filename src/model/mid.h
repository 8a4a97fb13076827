#pragma once
// Whose flag an MMSI belongs to: its maritime identification digits (ITU Radio Regulations, appendix 43,
// "Table of Maritime Identification Digits", as of 2023).

#include <cstdint>
#include <optional>
#include <string_view>

#include "model/mmsi.h"

namespace selat::model {

// The three digits MID of an MMSI, wherever its form puts them; nothing for forms without them (AIS-SART,
// MOB, EPIRB, invalid).
[[nodiscard]] constexpr std::optional<std::uint16_t> mid_of(Mmsi mmsi) {
  const std::uint32_t number = mmsi.number();
  switch (mmsi.kind()) {
    case MmsiKind::ship:
      return static_cast<std::uint16_t>(number / 1'000'000);
    case MmsiKind::group:
    case MmsiKind::handheld:
      return static_cast<std::uint16_t>(number / 100'000 % 1'000);
    case MmsiKind::coast:
    case MmsiKind::aid_to_navigation:
    case MmsiKind::craft_of_parent:
      return static_cast<std::uint16_t>(number / 10'000 % 1'000);
    case MmsiKind::sar_aircraft:
      return static_cast<std::uint16_t>(number / 1'000 % 1'000);
    default:
      return std::nullopt;
  }
}

// The administration of a MID as an ISO 3166-1 alpha-2 code; empty where the ITU has allocated none.
[[nodiscard]] std::string_view country_of_mid(std::uint16_t mid);

// The same of an MMSI; empty where it has no MID.
[[nodiscard]] inline std::string_view country_of(Mmsi mmsi) {
  const auto mid = mid_of(mmsi);
  return mid ? country_of_mid(*mid) : std::string_view();
}

}  // namespace selat::model
