#include "base/bits.h"

#include <algorithm>

namespace selat {

void Bits::assign(const Bits& from, std::size_t offset, std::size_t count) {
  const std::size_t last = (count + 63) / 64;
  const std::size_t stale = (size_ + 63) / 64;
  for (std::size_t word = 0; word < last; ++word) {
    words_[word] = from.word_at(offset + word * 64);
  }
  for (std::size_t word = last; word < stale; ++word) {
    words_[word] = 0;
  }
  size_ = last * 64;
  drop_last(last * 64 - count);
}

bool Bits::append_words(const std::uint64_t* words, std::size_t count) {
  if (size_ + count > kMaxSize) {
    return false;
  }
  const std::size_t first_word = size_ / 64;
  const auto used = static_cast<unsigned>(size_ % 64);
  for (std::size_t word = 0; word * 64 < count; ++word) {
    words_[first_word + word] |= words[word] >> used;
    words_[first_word + word + 1] = words[word] << 1 << (63 - used);
  }
  size_ += count;
  return true;
}

void Bits::assign_words(const std::uint64_t* words, std::size_t count) {
  const std::size_t last = (count + 63) / 64;
  const std::size_t stale = (size_ + 63) / 64;
  for (std::size_t word = 0; word < last; ++word) {
    words_[word] = words[word];
  }
  for (std::size_t word = last; word < stale; ++word) {
    words_[word] = 0;
  }
  size_ = count;
}

void Bits::copy_words(std::uint64_t* into) const {
  std::copy_n(words_.begin(), kWordsAtOnce, into);
  for (std::size_t word = kWordsAtOnce; word * 64 < size_; ++word) {
    into[word] = words_[word];
  }
}

}  // namespace selat
