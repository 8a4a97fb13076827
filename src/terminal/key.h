#pragma once
// The keys that a person presses, from the bytes that a terminal sends (ECMA-48, and xterm's function keys).
//
// Thread: any. Pure.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace selat::terminal {

enum class KeyKind : std::uint8_t {
  character,
  enter,
  escape,
  backspace,
  up,
  down,
  page_up,
  page_down,
  home,
  end,
  unknown,
};

struct Key {
  KeyKind kind = KeyKind::unknown;
  std::string character = {};  // UTF-8, of KeyKind::character

  [[nodiscard]] bool is(std::string_view one) const { return kind == KeyKind::character && character == one; }
  friend bool operator==(const Key&, const Key&) = default;
};

// Bytes that arrived together; an escape character that nothing follows is the key Esc.
[[nodiscard]] std::vector<Key> keys_of(std::string_view bytes);

}  // namespace selat::terminal
