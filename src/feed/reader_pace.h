#pragma once
// Whether the program at the other end of a TCP connection reads. Its kernel takes what it is sent for a long
// time though it never reads; but the room that it offers for more becomes small, and stays so. One that
// reads is offered anew by its kernel long before only a quarter is left.
//
// Thread: that of the socket. Where the kernel does not tell the room, everybody reads.

#include <cstdint>
#include <optional>

#include "units/steady_time.h"

namespace selat::feed {

class ReaderPace {
 public:
  // To be called each second or so.
  void look(int socket, SteadyTime now);
  // Since when it has hardly any room, at each look; nothing: it reads.
  [[nodiscard]] std::optional<SteadyTime> stalled_since() const { return stalled_since_; }

 private:
  std::uint32_t most_room_ = 0;  // bytes
  std::optional<SteadyTime> stalled_since_;
};

}  // namespace selat::feed
