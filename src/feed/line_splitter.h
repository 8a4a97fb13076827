#pragma once
// Cuts a stream of bytes into lines, however the bytes arrive: the same lines for reads of 1 byte and of
// 64 KiB. A line ends at LF or CR (so CRLF too); empty lines are skipped; NUL and other bytes stay in the
// line for the decoder to judge. A line longer than 1,024 bytes loses its first 1,024 and all up to the next
// line end or the next '!', '$' or '\', where a sentence or its TAG block may begin.
//
// Memory: one line. Speed: memchr.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace selat::feed {

inline constexpr std::size_t kMaxLine = 1'024;  // bytes, TAG block included, line end not

struct LineCounters {
  std::uint64_t lines = 0;
  std::uint64_t overlong_lines = 0;
  std::uint64_t dropped_bytes = 0;  // of over-long lines
};

class LineSplitter {
 public:
  // Counts in `counters`, which several splitters of one feed may share and which must outlive them.
  explicit LineSplitter(LineCounters& counters) : counters_(counters) {}

  // The lines completed by `bytes`. The views point into `bytes` and into this object: valid until the next
  // call of split() or flush(), and no longer than `bytes`.
  [[nodiscard]] std::span<const std::string_view> split(std::string_view bytes);
  // The unfinished last line, at the end of a file, datagram or connection.
  [[nodiscard]] std::span<const std::string_view> flush();
  // Whether the next byte begins a line: no unfinished line is kept, and none is being skipped.
  [[nodiscard]] bool is_at_start() const { return rests_[current_].size == 0 && !is_skipping_; }

 private:
  // The bytes of a line whose end has not arrived yet.
  struct Rest {
    std::array<char, kMaxLine> bytes;
    std::size_t size = 0;
    [[nodiscard]] std::string_view view() const { return {bytes.data(), size}; }
  };

  std::string_view skip_to_start(std::string_view bytes);
  std::string_view finish_rest(std::string_view bytes);
  void keep(std::string_view bytes);
  void add(std::string_view line);
  void drop_start(std::size_t size);

  std::vector<std::string_view> lines_;
  // Two, since the caller still reads a line completed in one while the other is filled.
  std::array<Rest, 2> rests_;
  std::size_t current_ = 0;
  bool is_skipping_ = false;
  LineCounters& counters_;
};

}  // namespace selat::feed
