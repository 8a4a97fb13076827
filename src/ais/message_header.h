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

// The 19 bits of the communication state, as transmitted (annex 2 §3.3.7.2).
struct CommunicationState {
  bool is_itdma = false;   // else SOTDMA
  std::uint32_t bits = 0;  // 19 bits
  friend constexpr bool operator==(const CommunicationState&, const CommunicationState&) = default;
};

}  // namespace selat::ais
