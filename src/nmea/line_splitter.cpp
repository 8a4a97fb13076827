#include "nmea/line_splitter.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/check.h"
#include "nmea/line_ends.h"

namespace selat::nmea {
namespace {

// Dropping stops at the start of a sentence or of its TAG block, and at a line end.
constexpr std::string_view kStops = "!$\\\r\n";
static_assert(kRoomBehindLine >= kBytesAtOnce, "a step may read behind the last byte");

// The last line end of so many bytes; nullptr if there is none.
[[nodiscard]] char* last_line_end(char* bytes, std::size_t size) {
  std::uint64_t ends = 0;
  while (size >= kBytesAtOnce && ends == 0) {
    size -= kBytesAtOnce;
    ends = line_ends_in(bytes + size);
  }
  if (ends == 0) {
    ends = line_ends_in(bytes) & ((std::uint64_t{1} << size) - 1);
    size = 0;
  }
  return ends == 0 ? nullptr : bytes + size + std::bit_width(ends) - 1;
}

}  // namespace

// One byte more, for the line feed of flush().
LineSplitter::LineSplitter(SplitCounters& counters)
    : buffer_(std::make_unique_for_overwrite<char[]>(kMaxLineLength + kMostAtOnce + 1 + kRoomBehindLine)),
      begin_(buffer_.get()),
      end_(buffer_.get()),
      counters_(counters) {}

std::span<char> LineSplitter::space() {
  const auto unfinished = static_cast<std::size_t>(end_ - begin_);
  std::memmove(buffer_.get(), begin_, unfinished);
  begin_ = buffer_.get();
  end_ = begin_ + unfinished;
  return {end_, kMostAtOnce};
}

Lines LineSplitter::split(std::string_view bytes) {
  require(bytes.size() <= kMostAtOnce, "a splitter takes no more at once than it has space for");
  if (const auto into = space(); !bytes.empty()) {
    std::memcpy(into.data(), bytes.data(), bytes.size());
  }
  return split(bytes.size());
}

// Goes from line end to line end in steps as long as a line may be, so that it meets each line that is too
// long and looks at few of the others.
Lines LineSplitter::split(std::size_t size) {
  const char* const begin = begin_;
  end_ += size;
  if (is_skipping_) {
    drop_to_stop(begin_);
  }
  std::size_t rest = 0, step = 0;
  do {
    rest = static_cast<std::size_t>(end_ - begin_);
    step = std::min(rest, kMaxLineLength + 1);
    if (char* const line_end = last_line_end(begin_, step)) {
      begin_ = line_end + 1;
    } else if (step > kMaxLineLength) {
      ++counters_.overlong_lines;
      drop_to_stop(begin_ + kMaxLineLength);
    }
  } while (step < rest);
  return Lines::with_room_behind({begin, begin_});
}

Lines LineSplitter::flush() {
  *end_ = '\n';
  const std::string_view last(begin_, end_ + 1);
  begin_ = end_ = buffer_.get();
  is_skipping_ = false;
  return Lines::with_room_behind(last);
}

// Drops all up to the first stop at `from` or behind it. Line feeds take its place: empty lines are none.
void LineSplitter::drop_to_stop(char* from) {
  char* const stop = std::find_first_of(from, end_, kStops.begin(), kStops.end());
  std::fill(begin_, stop, '\n');
  counters_.dropped_bytes += static_cast<std::uint64_t>(stop - begin_);
  begin_ = stop;
  is_skipping_ = stop == end_;
}

}  // namespace selat::nmea
