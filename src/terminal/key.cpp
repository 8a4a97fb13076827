#include "terminal/key.h"

#include <algorithm>
#include <array>

namespace selat::terminal {
namespace {

constexpr char kEscape = '\x1b';

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

std::vector<Key> keys_of(std::string_view bytes) {
  std::vector<Key> keys;
  while (!bytes.empty()) {
    keys.push_back(next_key(bytes));
  }
  return keys;
}

}  // namespace selat::terminal
