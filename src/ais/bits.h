#pragma once
// The bits of one AIS message, and the six-bit characters they travel in (ITU-R M.1371-5 annex 8;
// IEC 61162-1 "six-bit field conversion"). Fixed size, no allocation; reading past the end gives zeros.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
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
    if (shift + width > 64) {
      bits |= words_[word + 1] >> 1 >> (63 - shift);
    }
    return bits >> (64 - width);
  }
  // 64 bits, the first one highest; the offset must not lie past kMaxPayloadBits.
  [[nodiscard]] constexpr std::uint64_t word_at(std::size_t offset) const {
    const std::size_t word = offset / 64;
    const auto shift = static_cast<unsigned>(offset % 64);
    return words_[word] << shift | words_[word + 1] >> 1 >> (63 - shift);  // never by 64, which is no shift
  }
  // The word the offset lies in, and at least three behind it, whatever they hold; the offset must not lie
  // past kMaxPayloadBits - 192.
  [[nodiscard]] const std::uint64_t* words_from(std::size_t offset) const {
    return words_.data() + offset / 64;
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

  void clear() {
    std::fill_n(words_.begin(), words().size(), 0);
    size_ = 0;
  }
  // `count` bits from `offset` on, in place of what was there.
  void assign(const Bits& from, std::size_t offset, std::size_t count);
  // As many as fit into kMaxPayloadBits; false, and nothing appended, where not all do.
  bool append(const Bits& more) { return append_words(more.words_.data(), more.size_); }
  // The same from words whose last has zeros behind its bits; also in place of what was there.
  bool append_words(const std::uint64_t* words, std::size_t count);
  void assign_words(const std::uint64_t* words, std::size_t count);
  // All words, and kWordsAtOnce at least: that needs no loop, and there are hardly ever more.
  void copy_words(std::uint64_t* into) const;
  [[nodiscard]] std::span<const std::uint64_t> words() const { return {words_.data(), (size_ + 63) / 64}; }

  // For who writes the bits by the word. begin_words() hands out the words; into them go whole groups of
  // three words for 32 characters, bits behind the last character zero, and, if it is easier, zeros in the
  // words behind, kWordsAtOnce in all. end_words() says how many characters they were, at most
  // kMaxPayloadCharacters, how many words were written, and whether the characters were good; where they were
  // not, there are no bits.
  static constexpr std::size_t kWordsAtOnce = 12;
  [[nodiscard]] std::uint64_t* begin_words() { return words_.data(); }
  [[gnu::always_inline]] bool end_words(std::size_t characters, std::size_t written, unsigned pad_bits,
                                        bool is_good) {
    const bool is_ended = end_padded_words(characters, written, 0, is_good);
    drop_last(pad_bits);
    return is_ended;
  }
  // The same where the pad bits are zero already.
  [[gnu::always_inline]] bool end_padded_words(std::size_t characters, std::size_t written, unsigned pad_bits,
                                               bool is_good) {
    if (!is_good) [[unlikely]] {
      *this = Bits();
      return false;
    }
    if (size_ > written * 64) [[unlikely]] {
      std::fill(words_.begin() + written, words_.end(), 0);
    }
    size_ = characters * 6 - pad_bits;
    return true;
  }
  // The same of whole groups and nothing behind.
  bool end_words(std::size_t characters, unsigned pad_bits, bool is_good) {
    return end_words(characters, (characters + 31) / 32 * 3, pad_bits, is_good);
  }

  // Equal bits have equal fingerprints on every machine; the length counts.
  [[nodiscard]] std::uint64_t fingerprint() const;

  friend constexpr bool operator==(const Bits&, const Bits&) = default;

 private:
  // At most 63. Without a branch: whether there are pad bits cannot be guessed.
  constexpr void drop_last(std::size_t count) {
    size_ -= count < size_ ? count : size_;
    words_[size_ / 64] &= ~(~std::uint64_t{0} >> (size_ % 64));
    words_[size_ / 64 + 1] = 0;
  }

  // More than the bits need, so that the word after may always be read and written.
  std::array<std::uint64_t, kMaxPayloadBits / 64 + 2> words_{};
  std::size_t size_ = 0;
};

}  // namespace selat::ais
