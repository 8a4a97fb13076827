#pragma once
// Six-bit payloads for tests: at random, and decoded one character at a time.

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "ais/armour.h"
#include "base/bits.h"
#include "base/random.h"
#include "nmea/line.h"
#include "nmea/lines.h"

namespace selat::ais::test {

// Text in memory of exactly its size: a sanitizer sees every byte that is read beyond it.
class Exact {
 public:
  explicit Exact(std::string_view text) : bytes_(new char[text.size()]), size_(text.size()) {
    std::ranges::copy(text, bytes_.get());
  }
  [[nodiscard]] std::string_view view() const { return {bytes_.get(), size_}; }

 private:
  std::unique_ptr<char[]> bytes_;
  std::size_t size_;
};

// A line as a reader takes it, in memory of exactly the size that may be read, with something tempting behind
// it.
class ExactLines {
 public:
  explicit ExactLines(std::string_view text) : memory_(with_room(text)), size_(text.size() + 1) {}
  [[nodiscard]] nmea::Lines lines() const {
    return nmea::Lines::with_room_behind(memory_.view().substr(0, size_));
  }

 private:
  static std::string with_room(std::string_view text) {
    std::string all(text);
    all += '\n';
    while (all.size() < text.size() + 1 + nmea::kRoomBehindLine) {
      all += "\\*7F\\!AIVDM,1,1,,B,w\r\n";
    }
    all.resize(text.size() + 1 + nmea::kRoomBehindLine);
    return all;
  }
  Exact memory_;
  std::size_t size_;  // with the line's end
};

struct Removed {
  bool is_good = true;
  Bits bits;
  friend bool operator==(const Removed&, const Removed&) = default;
};

inline Removed one_at_a_time(std::string_view payload, unsigned pad_bits) {
  Removed removed;
  for (const char character : payload) {
    const unsigned value = kSixBitValues[static_cast<std::uint8_t>(character)];
    removed.is_good = removed.is_good && value < 64;
    removed.bits.append(value, 6);
  }
  if (!removed.is_good) {
    removed.bits = Bits();
    return removed;
  }
  Bits kept;
  const std::size_t size = removed.bits.size() - std::min<std::size_t>(pad_bits, removed.bits.size());
  for (std::size_t at = 0; at < size; ++at) {
    kept.append(removed.bits.unsigned_at(at, 1), 1);
  }
  removed.bits = kept;
  return removed;
}

inline std::string random_payload(Random& random, std::size_t size) {
  std::string payload;
  while (payload.size() < size) {
    payload.push_back(six_bit_character(static_cast<unsigned>(random.below(64))));
  }
  return payload;
}

}  // namespace selat::ais::test
