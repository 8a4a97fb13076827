#include "nmea/line_splitter.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/check.h"
#include "nmea/line_ends.h"

namespace selat::nmea {
namespace {

constexpr std::string_view kStarts = "!$\\";  // of a sentence, or of its TAG block
constexpr std::ptrdiff_t kStep = 64;
static_assert(kRoomBehindLine >= kStep, "a step may read behind the last byte");

}  // namespace

LineSplitter::LineSplitter(SplitCounters& counters)
    : buffer_(std::make_unique_for_overwrite<char[]>(kMaxLineLength + kMostAtOnce + kRoomBehindLine)),
      begin_(buffer_.get()),
      end_(buffer_.get()),
      counters_(counters) {}

std::span<char> LineSplitter::space() {
  const auto unfinished = static_cast<std::size_t>(end_ - begin_);
  std::memmove(buffer_.get(), begin_, unfinished);
  begin_ = buffer_.get();
  end_ = begin_ + unfinished;
  return {buffer_.get() + unfinished, kMostAtOnce};
}

std::span<const Line> LineSplitter::split(std::string_view bytes) {
  require(bytes.size() <= kMostAtOnce, "a splitter takes no more at once than it has space for");
  if (const auto into = space(); !bytes.empty()) {
    std::memcpy(into.data(), bytes.data(), bytes.size());
  }
  return split(bytes.size());
}

std::span<const Line> LineSplitter::split(std::size_t size) {
  lines_.clear();
  const char* at = end_;
  end_ += size;
  for (; at < end_; at += kStep) {
    std::uint64_t ends = line_ends_in(at);
    if (const auto left = end_ - at; left < kStep) {
      ends &= (std::uint64_t{1} << left) - 1;
    }
    for (; ends != 0; ends &= ends - 1) {
      end_line(at + std::countr_zero(ends));
    }
  }
  drop_start(end_);
  counters_.lines += lines_.size();
  return lines_;
}

std::span<const Line> LineSplitter::flush() {
  lines_.clear();
  end_line(end_);
  begin_ = end_ = buffer_.get();
  counters_.lines += lines_.size();
  return lines_;
}

inline void LineSplitter::end_line(const char* end) {
  drop_start(end);
  is_skipping_ = false;
  if (begin_ < end) {
    lines_.push_back(Line::with_room_behind({begin_, end}));
  }
  begin_ = end + 1;
}

// Drops what makes a line too long, and what follows up to the next start. `stop` is the end of the line, or
// of the bytes there are.
inline void LineSplitter::drop_start(const char* stop) {
  while (is_skipping_ || stop - begin_ > static_cast<std::ptrdiff_t>(kMaxLineLength)) [[unlikely]] {
    if (!is_skipping_) {
      ++counters_.overlong_lines;
      counters_.dropped_bytes += kMaxLineLength;
      begin_ += kMaxLineLength;
    }
    const char* const start = std::find_first_of(begin_, stop, kStarts.begin(), kStarts.end());
    counters_.dropped_bytes += static_cast<std::uint64_t>(start - begin_);
    begin_ = start;
    is_skipping_ = start == stop;
    if (is_skipping_) {
      return;
    }
  }
}

}  // namespace selat::nmea
