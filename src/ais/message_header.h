#pragma once
// What every AIS message begins with, and the communication state that several end with (ITU-R M.1371-5).

#include <cstdint>

#include "model/mmsi.h"

namespace selat::ais {

inline constexpr std::uint8_t kLastType = 27;

struct MessageHeader {
  std::uint8_t type = 0;    // 1–27
  std::uint8_t repeat = 0;  // how often a repeater has sent it on; 3 = do not repeat
  model::Mmsi mmsi;
  friend constexpr bool operator==(const MessageHeader&, const MessageHeader&) = default;
};

// The 19 bits of the communication state, for who watches the link (annex 2 §3.3.7.2, annex 7 §…).
struct CommunicationState {
  bool is_itdma = false;   // else SOTDMA
  std::uint32_t bits = 0;  // 19 bits as transmitted

  // 0 UTC direct, 1 UTC indirect, 2 synchronised to a base station, 3 to another station.
  [[nodiscard]] constexpr std::uint8_t sync_state() const { return static_cast<std::uint8_t>(bits >> 17); }
  // SOTDMA: frames left until a new slot is chosen, 0–7.
  [[nodiscard]] constexpr std::uint8_t slot_timeout() const {
    return static_cast<std::uint8_t>((bits >> 14) & 7U);
  }
  // SOTDMA: 14 bits whose meaning hangs on the slot timeout (slot offset, UTC hour and minute, slot
  // number, received stations).
  [[nodiscard]] constexpr std::uint16_t sub_message() const {
    return static_cast<std::uint16_t>(bits & 0x3FFFU);
  }
  // ITDMA: slots to the next slot to be used; 0 = no further slots allocated.
  [[nodiscard]] constexpr std::uint16_t slot_increment() const {
    return static_cast<std::uint16_t>((bits >> 4) & 0x1FFFU);
  }
  // ITDMA: how many slots follow, as transmitted (0–7).
  [[nodiscard]] constexpr std::uint8_t slot_count() const {
    return static_cast<std::uint8_t>((bits >> 1) & 7U);
  }
  // ITDMA: the slot stays allocated for one more frame.
  [[nodiscard]] constexpr bool is_kept() const { return (bits & 1U) != 0; }

  friend constexpr bool operator==(const CommunicationState&, const CommunicationState&) = default;
};

}  // namespace selat::ais
