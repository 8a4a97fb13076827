#pragma once
// Cuts a recording into whole data blocks, however its bytes arrive. One object a file; holds one block at
// most, and what one read added; not thread-safe.

#include <cstdint>
#include <vector>

#include "radar/asterix/item.h"

namespace selat::radar {

// Whether a file that begins so is ASTERIX: a block of a known category, of a length that no text has there.
[[nodiscard]] bool looks_like_asterix(Bytes start);

class BlockStream {
 public:
  // The whole blocks that these bytes complete, valid until the next call. Where a block says a length that
  // cannot be, all that there is: the receiver refuses it.
  [[nodiscard]] Bytes add(Bytes bytes);
  // The block that was not complete at the end.
  [[nodiscard]] Bytes rest() const { return Bytes(held_).subspan(given_); }

 private:
  std::vector<std::uint8_t> held_;
  std::size_t given_ = 0;
};

}  // namespace selat::radar
