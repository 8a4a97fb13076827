#include "radar/asterix/block_stream.h"

#include "radar/asterix/readers.h"
#include "radar/asterix/receiver.h"

namespace selat::radar {

bool looks_like_asterix(Bytes start) {
  constexpr std::size_t kShortest = 5;        // head, marks and one byte
  constexpr std::size_t kBeforeTabs = 0x900;  // longer, and the length's first byte could be a character
  if (start.size() < kShortest || category_of(start[0]) == nullptr) {
    return false;
  }
  const std::size_t length = unsigned_at<2>(start, 1);
  return length >= kShortest && length < kBeforeTabs;
}

Bytes BlockStream::add(Bytes bytes) {
  held_.erase(held_.begin(), held_.begin() + static_cast<std::ptrdiff_t>(given_));
  held_.insert(held_.end(), bytes.begin(), bytes.end());
  given_ = size_of_whole_blocks(held_);
  return Bytes(held_).first(given_);
}

}  // namespace selat::radar
