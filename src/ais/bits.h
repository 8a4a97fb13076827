#pragma once
// The bits of one AIS message, and the six-bit characters they travel in (ITU-R M.1371-5 annex 8;
// IEC 61162-1 "six-bit field conversion"). Fixed size, no allocation; reading past the end gives zeros.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace selat::ais {

// The longest message takes 5 slots (1,064 bits, type 26): 178 characters. The rest is leniency.
inline constexpr std::size_t kMaxPayloadCharacters = 256;
inline constexpr std::size_t kMaxPayloadBits = kMaxPayloadCharacters * 6;

// The value 0–63 of a payload character; 255 outside the alphabet 0–W, `–w.
inline constexpr auto kSixBitValues = [] {
  std::array<std::uint8_t, 256> values{};
  values.fill(255);
  for (unsigned value = 0; value < 64; ++value) {
    values[value < 40 ? value + 48 : value + 56] = static_cast<std::uint8_t>(value);
  }
  return values;
}();

[[nodiscard]] constexpr char six_bit_character(unsigned value) {
  return static_cast<char>(value < 40 ? value + 48 : value + 56);
}

// The characters text fields are made of (M.1371-5 annex 8, table 47), by value.
inline constexpr std::string_view kTextAlphabet =
    "@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_ !\"#$%&'()*+,-./0123456789:;<=>?";

class Bits {
 public:
  constexpr Bits() = default;

  [[nodiscard]] constexpr std::size_t size() const { return size_; }
  [[nodiscard]] constexpr bool has(std::size_t offset, std::size_t width) const {
    return offset + width <= size_;
  }

  // `width` (1–57) bits from `offset`, most significant first. Bits past size() are zero; the offset must
  // not lie past kMaxPayloadBits.
  [[nodiscard]] constexpr std::uint64_t unsigned_at(std::size_t offset, unsigned width) const {
    const std::size_t word = offset / 64;
    const auto shift = static_cast<unsigned>(offset % 64);
    std::uint64_t bits = words_[word] << shift;
    if (shift != 0) {
      bits |= words_[word + 1] >> (64 - shift);
    }
    return bits >> (64 - width);
  }
  [[nodiscard]] constexpr std::int64_t signed_at(std::size_t offset, unsigned width) const {
    const std::uint64_t raw = unsigned_at(offset, width);
    return static_cast<std::int64_t>(raw << (64 - width)) >> (64 - width);
  }

  // Appends the low `width` (1–57) bits of the value; false, and nothing appended, where it does not fit.
  constexpr bool append(std::uint64_t value, unsigned width) {
    if (size_ + width > kMaxPayloadBits) {
      return false;
    }
    value &= (std::uint64_t{1} << width) - 1;
    const std::size_t word = size_ / 64;
    const auto used = static_cast<unsigned>(size_ % 64);
    const unsigned free = 64 - used;
    if (width <= free) {
      words_[word] |= value << (free - width);
    } else {
      words_[word] |= value >> (width - free);
      words_[word + 1] |= value << (64 - (width - free));
    }
    size_ += width;
    return true;
  }

  enum class Armoured : std::uint8_t { appended, bad_character, too_long };
  // Appends the bits of a payload, less its pad bits (0–5, at the end). On a problem the bits are useless.
  Armoured append_armoured(std::string_view payload, unsigned pad_bits);
  // The same, in place of what was there.
  Armoured assign_armoured(std::string_view payload, unsigned pad_bits);

  // For who writes the bits by the word. begin_words() hands out the words; into them go whole groups of
  // three words for 32 characters, bits behind the last character zero, and, if it is easier, a zero in the
  // word behind. end_words() says how many characters they were, at most kMaxPayloadCharacters, and whether
  // they were good; where they were not, there are no bits.
  [[nodiscard]] std::uint64_t* begin_words() { return words_.data(); }
  [[gnu::always_inline]] bool end_words(std::size_t characters, unsigned pad_bits, bool is_good) {
    const std::size_t stale = (size_ + 63) / 64;
    if (!is_good) [[unlikely]] {
      *this = Bits();
      return false;
    }
    size_ = characters * 6;
    for (std::size_t word = (characters + 31) / 32 * 3; word < stale; ++word) {
      words_[word] = 0;
    }
    if (pad_bits != 0) {
      drop_last(pad_bits);
    }
    return true;
  }

  // Equal bits have equal fingerprints on every machine; the length counts.
  [[nodiscard]] std::uint64_t fingerprint() const;

  friend constexpr bool operator==(const Bits&, const Bits&) = default;

 private:
  constexpr void drop_last(unsigned count) {
    const std::size_t keep = size_ - (count < size_ ? count : size_);
    for (std::size_t word = keep / 64 + 1; word * 64 < size_; ++word) {
      words_[word] = 0;
    }
    if (keep < size_) {
      words_[keep / 64] &= ~(~std::uint64_t{0} >> (keep % 64));
    }
    size_ = keep;
  }

  // One word more than the bits need, so that unsigned_at() may always read the word after.
  std::array<std::uint64_t, kMaxPayloadBits / 64 + 1> words_{};
  std::size_t size_ = 0;
};

}  // namespace selat::ais
