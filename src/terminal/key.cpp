#include "terminal/key.h"

#include <algorithm>
#include <array>
#include <utility>

#include "model/assignment.h"

namespace selat::terminal {
namespace {

constexpr char kEscape = '\x1b';
constexpr std::string_view kPasteBegins = "\x1b[200~";
constexpr std::string_view kPasteEnds = "\x1b[201~";

struct Sequence {
  std::string_view bytes;  // after the escape character
  KeyKind kind;
};
constexpr auto kSequences = std::to_array<Sequence>({
    {"[A", KeyKind::up},
    {"OA", KeyKind::up},
    {"[B", KeyKind::down},
    {"OB", KeyKind::down},
    {"[5~", KeyKind::page_up},
    {"[6~", KeyKind::page_down},
    {"[H", KeyKind::home},
    {"OH", KeyKind::home},
    {"[1~", KeyKind::home},
    {"[F", KeyKind::end},
    {"OF", KeyKind::end},
    {"[4~", KeyKind::end},
});

std::size_t length_of_sequence(std::string_view bytes) {
  if (bytes[0] == 'O') {
    return std::min<std::size_t>(2, bytes.size());
  }
  std::size_t length = 1;  // "[", parameters, a final byte
  while (length < bytes.size() && (bytes[length] < '@' || bytes[length] > '~')) {
    ++length;
  }
  return std::min(length + 1, bytes.size());
}

// "\x1b[" and parameters, without the final byte.
bool is_torn(std::string_view bytes) {
  constexpr std::size_t kLongestSequence = 32;
  return bytes.starts_with("\x1b[") && bytes.size() <= kLongestSequence &&
         std::ranges::all_of(bytes.substr(2), [](char c) { return c >= ' ' && c < '@'; });
}

// Takes the key at the front.
Key next_key(std::string_view& bytes) {
  const auto take = [&bytes](std::size_t count) {
    const std::string_view taken = bytes.substr(0, count);
    bytes.remove_prefix(taken.size());
    return taken;
  };
  const auto first = static_cast<unsigned char>(take(1)[0]);
  if (first == kEscape && (bytes.starts_with('[') || bytes.starts_with('O'))) {
    const std::string_view sequence = take(length_of_sequence(bytes));
    const auto* const known = std::ranges::find(kSequences, sequence, &Sequence::bytes);
    return {known == kSequences.end() ? KeyKind::unknown : known->kind};
  }
  if (first == kEscape) {
    return {KeyKind::escape};
  }
  if (first == '\r' || first == '\n') {
    return {KeyKind::enter};
  }
  if (first == 0x7f || first == '\b') {
    return {KeyKind::backspace};
  }
  if (first < 0x20) {
    return {};
  }
  std::string character(1, static_cast<char>(first));
  while (!bytes.empty() && (static_cast<unsigned char>(bytes[0]) & 0xc0U) == 0x80) {
    character += take(1);
  }
  return {KeyKind::character, character};
}

}  // namespace

// The end of a paste may come in two pieces.
void KeyReader::take_pasted(std::string_view& bytes, std::vector<Key>& keys) {
  constexpr std::size_t kKept = model::kLongestFreeText + 1;
  pasted_ += bytes;
  const auto end = pasted_.find(kPasteEnds);
  if (end == std::string::npos) {
    bytes = {};
    if (pasted_.size() > kKept + kPasteEnds.size()) {
      pasted_.erase(kKept, pasted_.size() - kKept - kPasteEnds.size());
    }
    return;
  }
  bytes = bytes.substr(bytes.size() - (pasted_.size() - end - kPasteEnds.size()));
  pasted_.resize(std::min(end, kKept));
  keys.push_back({KeyKind::paste, std::exchange(pasted_, {})});
  is_in_paste_ = false;
}

std::vector<Key> KeyReader::read(std::string_view bytes) {
  const std::string whole = std::exchange(torn_, {}).append(bytes);
  bytes = whole;
  std::vector<Key> keys;
  while (!bytes.empty()) {
    if (!is_in_paste_ && bytes.starts_with(kPasteBegins)) {
      bytes.remove_prefix(kPasteBegins.size());
      is_in_paste_ = true;
    }
    if (is_in_paste_) {
      take_pasted(bytes, keys);
    } else if (is_torn(bytes)) {
      torn_ = bytes;
      break;
    } else {
      keys.push_back(next_key(bytes));
    }
  }
  return keys;
}

}  // namespace selat::terminal
