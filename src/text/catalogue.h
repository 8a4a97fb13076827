#pragma once
// The translations of one language: a .mo file as msgfmt makes it, read in place. (Format: GNU gettext
// manual, "The Format of GNU MO Files". The hash table of the format is not used, but binary search.)
//
// The bytes are not owned and must outlive the catalogue. Thread: any. Pure. If the bytes are not a .mo file,
// the catalogue is empty; a damaged entry is not found.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/language.h"

namespace selat::text {

class Catalogue {
 public:
  constexpr Catalogue() = default;  // empty
  explicit Catalogue(std::string_view mo);

  // By the English text, or context, kEndOfContext and English text.
  [[nodiscard]] std::optional<std::string_view> find(std::string_view key) const;

  struct Entry {
    std::string_view key, text;
  };
  // In the order of the keys' bytes. The first has an empty key: what the file says of itself.
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] Entry entry(std::size_t index) const;

 private:
  [[nodiscard]] std::uint32_t number_at(std::size_t offset) const;
  [[nodiscard]] std::string_view string_at(std::size_t row) const;

  std::string_view mo_;
  std::size_t size_ = 0;
  std::size_t keys_ = 0, texts_ = 0;  // offsets of the two tables
};

// Empty for English.
[[nodiscard]] const Catalogue& catalogue_of(Language language);

}  // namespace selat::text
