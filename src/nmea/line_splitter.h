#pragma once
// Gives a stream of bytes as lines, however the bytes arrive: the same lines for reads of 1 byte and of
// 64 KiB. NUL and other bytes stay in the line for the decoder to judge. A line longer than kMaxLineLength
// loses its first kMaxLineLength bytes and all up to the next line end or the next '!', '$' or '\', where a
// sentence or its TAG block may begin.
//
// The bytes are read into the splitter's own buffer and stay where they are; only the beginning of a line
// whose end has not arrived is moved, to the front, before the next read. The splitter itself looks at little
// of them: how far whole lines reach, and that none is too long. One object a stream; not thread-safe.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "nmea/lines.h"

namespace selat::nmea {

struct SplitCounters {
  std::uint64_t overlong_lines = 0;
  std::uint64_t dropped_bytes = 0;  // of over-long lines
};

class LineSplitter {
 public:
  // The most that is read at once: also the largest datagram.
  static constexpr std::size_t kMostAtOnce = 64 * 1024;

  // Counts in `counters`, which several splitters of one feed may share and which must outlive them.
  explicit LineSplitter(SplitCounters& counters);

  // Where the next bytes are to be read to, kMostAtOnce at most. Lines given before are no longer valid.
  [[nodiscard]] std::span<char> space();
  // The lines that the first `size` bytes of space() have completed: valid until the next call of space().
  [[nodiscard]] Lines split(std::size_t size);
  // The same for bytes that lie elsewhere, kMostAtOnce at most: they are copied into space().
  [[nodiscard]] Lines split(std::string_view bytes);
  // What has come of the last line.
  [[nodiscard]] std::string_view unfinished() const {
    return {begin_, static_cast<std::size_t>(end_ - begin_)};
  }
  // Forgets it.
  void drop_unfinished() { end_ = begin_; }
  // The unfinished last line, at the end of a file, datagram or connection.
  [[nodiscard]] Lines flush();

 private:
  void drop_to_stop(char* from);

  std::unique_ptr<char[]> buffer_;
  char* begin_;               // of the unfinished line
  char* end_;                 // of the bytes read
  bool is_skipping_ = false;  // the rest of an over-long line
  SplitCounters& counters_;
};

}  // namespace selat::nmea
