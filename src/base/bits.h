#pragma once
// A bounded string of bits, most significant first: the payload of a radio message, or the data inside it.
// Fixed size, no allocation; reading past the end gives zeros.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/fingerprint.h"

namespace selat {

class Bits {
 public:
  // Room for 256 six-bit characters. The longest AIS message (five slots) has 1,064 bits.
  static constexpr std::size_t kMaxSize = 1536;

  constexpr Bits() = default;

  [[nodiscard]] constexpr std::size_t size() const { return size_; }
  [[nodiscard]] constexpr bool has(std::size_t offset, std::size_t width) const {
    return offset + width <= size_;
  }

  // `width` (1–57) bits from `offset`, most significant first. Bits past size() are zero; the offset must
  // not lie past kMaxSize.
  [[nodiscard]] constexpr std::uint64_t unsigned_at(std::size_t offset, unsigned width) const {
    const std::size_t word = offset / 64;
    const auto shift = static_cast<unsigned>(offset % 64);
    std::uint64_t bits = words_[word] << shift;
    if (shift + width > 64) {
      bits |= words_[word + 1] >> 1 >> (63 - shift);
    }
    return bits >> (64 - width);
  }
  // 64 bits, the first one highest; the offset must not lie past kMaxSize.
  [[nodiscard]] constexpr std::uint64_t word_at(std::size_t offset) const {
    const std::size_t word = offset / 64;
    const auto shift = static_cast<unsigned>(offset % 64);
    return words_[word] << shift | words_[word + 1] >> 1 >> (63 - shift);  // a shift by 64 is not defined
  }
  [[nodiscard]] constexpr std::int64_t signed_at(std::size_t offset, unsigned width) const {
    const std::uint64_t raw = unsigned_at(offset, width);
    return static_cast<std::int64_t>(raw << (64 - width)) >> (64 - width);
  }

  // Appends the low `width` (1–57) bits of the value; false, and nothing appended, if they do not fit.
  constexpr bool append(std::uint64_t value, unsigned width) {
    if (size_ + width > kMaxSize) {
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

  void clear() {
    std::fill_n(words_.begin(), words().size(), 0);
    size_ = 0;
  }
  // `count` bits of `from`, starting at `offset`; they replace what was there.
  void assign(const Bits& from, std::size_t offset, std::size_t count);
  // False, and nothing appended, if they do not fit.
  bool append(const Bits& more) { return append_words(more.words_.data(), more.size_); }
  // The same from words; the last one has zeros after its bits. assign_words() replaces what was there.
  bool append_words(const std::uint64_t* words, std::size_t count);
  void assign_words(const std::uint64_t* words, std::size_t count);
  // Copies all words, and at least kWordsAtOnce: that needs no loop, and longer payloads are rare.
  void copy_words(std::uint64_t* into) const;
  [[nodiscard]] constexpr std::span<const std::uint64_t> words() const {
    return {words_.data(), (size_ + 63) / 64};
  }

  // For kernels that write six-bit characters by the word. begin_words() gives the words to write: whole
  // groups of three words for 32 characters, with zeros after the last character. The kernel may also write
  // zeros to the words that follow, kWordsAtOnce in all. end_words() takes the number of characters (at most
  // kMaxSize / 6), the number of words written, and whether all characters were good; if not, there are no
  // bits.
  static constexpr std::size_t kWordsAtOnce = 12;
  [[nodiscard]] std::uint64_t* begin_words() { return words_.data(); }
  [[gnu::always_inline]] bool end_words(std::size_t characters, std::size_t written, unsigned pad_bits,
                                        bool is_good) {
    if (!is_good) [[unlikely]] {
      *this = Bits();
      return false;
    }
    if (size_ > written * 64) [[unlikely]] {
      std::fill(words_.begin() + written, words_.end(), 0);
    }
    size_ = characters * 6;
    drop_last(pad_bits);
    return true;
  }
  // The same if only whole groups of three words were written.
  bool end_words(std::size_t characters, unsigned pad_bits, bool is_good) {
    return end_words(characters, (characters + 31) / 32 * 3, pad_bits, is_good);
  }

  // Equal bits have equal fingerprints on every machine; the length counts.
  [[nodiscard]] constexpr std::uint64_t fingerprint() const {
    // Each word by a factor of its own (multilinear): no product waits for the one before.
    std::uint64_t sum = size_, factor = 0x9e37'79b9'7f4a'7c15ULL;
    for (const std::uint64_t word : words()) {
      sum += word * factor;
      factor *= 0xd134'2543'de82'ef95ULL;
    }
    return mix(sum);
  }

  friend constexpr bool operator==(const Bits&, const Bits&) = default;

 private:
  // At most 63. No branch: the processor cannot predict whether there are pad bits.
  constexpr void drop_last(std::size_t count) {
    size_ -= count < size_ ? count : size_;
    words_[size_ / 64] &= ~(~std::uint64_t{0} >> (size_ % 64));
    words_[size_ / 64 + 1] = 0;
  }

  // Two words more than the bits need: the word after the last bit may always be read and written.
  std::array<std::uint64_t, kMaxSize / 64 + 2> words_{};
  std::size_t size_ = 0;
};

}  // namespace selat
