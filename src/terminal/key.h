#pragma once
// The keys that a person presses, from the bytes that a terminal sends (ECMA-48, xterm's function keys, and
// its bracketed paste, which tells text from keys).
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
  paste,
  unknown,
};

struct Key {
  KeyKind kind = KeyKind::unknown;
  std::string character = {};  // UTF-8, of KeyKind::character; of KeyKind::paste the text

  [[nodiscard]] bool is(std::string_view one) const { return kind == KeyKind::character && character == one; }
  friend bool operator==(const Key&, const Key&) = default;
};

// Asks the terminal to bracket what is pasted, and no longer to do so.
inline constexpr std::string_view kBracketPastes = "\x1b[?2004h";
inline constexpr std::string_view kBracketNoPastes = "\x1b[?2004l";

// Thread: one.
class KeyReader {
 public:
  // Of bytes that arrived together; an escape character that nothing follows is the key Esc. A sequence that
  // is torn waits for its rest. A paste is one key, once its end has come; of a text that is longer than any
  // that a person may write, only so much is kept that it can be told.
  [[nodiscard]] std::vector<Key> read(std::string_view bytes);

 private:
  void take_pasted(std::string_view& bytes, std::vector<Key>& keys);

  std::string torn_;  // the beginning of a sequence
  bool is_in_paste_ = false;
  std::string pasted_;
};

}  // namespace selat::terminal
