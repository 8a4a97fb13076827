#pragma once
// One line of a stream, without its line ending, and with room behind it: some more bytes that may be read,
// whatever they are. So the codec reads whole registers at any place of a line, and nobody copies it or
// searches for its end again. A view; no allocation, thread-safe.

#include <cstddef>
#include <string_view>

namespace selat::nmea {

// Longest line taken, with its TAG block and without its line ending: room for JSON around a message.
inline constexpr std::size_t kMaxLineLength = 8 * 1024;
// How many bytes may be read behind a line.
inline constexpr std::size_t kRoomBehindLine = 96;

class Line {
 public:
  // The caller promises the room, and that the text is no longer than kMaxLineLength.
  [[nodiscard]] static constexpr Line with_room_behind(std::string_view text) { return Line(text); }

  [[nodiscard]] constexpr std::string_view text() const { return text_; }

 private:
  explicit constexpr Line(std::string_view text) : text_(text) {}
  std::string_view text_;
};

}  // namespace selat::nmea
