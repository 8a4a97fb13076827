#pragma once
// A short text kept inside the object: no allocation, trivially copyable, compared by content. The bytes
// behind the text are zero.
// Longer text is cut at `Capacity` bytes; use the constructor only for text that is short enough or may be
// cut (names from AIS, source labels).

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <string_view>
#include <type_traits>

namespace selat {

template <std::size_t Capacity>
class ShortText {
  static_assert(Capacity < 256);

 public:
  constexpr ShortText() = default;
  constexpr explicit(false) ShortText(std::string_view text)
      : size_(static_cast<std::uint8_t>(text.size() < Capacity ? text.size() : Capacity)) {
    text.copy(bytes_.data(), size_);
  }
  constexpr explicit(false) ShortText(const char* text) : ShortText(std::string_view(text)) {}

  // In place of what was there: `Capacity` bytes, of which those from `size` on are zero.
  void assign_zero_filled(const char* bytes, std::size_t size) {
    std::memcpy(bytes_.data(), bytes, Capacity);
    size_ = static_cast<std::uint8_t>(size);
  }

  // The same in place: what was there need not be copied over.
  void assign(std::string_view text) {
    size_ = static_cast<std::uint8_t>(text.size() < Capacity ? text.size() : Capacity);
    bytes_ = {};
    text.copy(bytes_.data(), size_);
  }

  [[nodiscard]] constexpr std::string_view view() const { return {bytes_.data(), size_}; }
  [[nodiscard]] constexpr bool empty() const { return size_ == 0; }
  [[nodiscard]] static constexpr std::size_t capacity() { return Capacity; }
  constexpr explicit(false) operator std::string_view() const { return view(); }

  // Identities (ShortText<15>) are compared everywhere: as two machine words, without a call.
  friend constexpr bool operator==(const ShortText& a, const ShortText& b) {
    if constexpr (sizeof(ShortText) % sizeof(std::uint64_t) == 0) {
      using Words = std::array<std::uint64_t, sizeof(ShortText) / sizeof(std::uint64_t)>;
      const auto words_a = std::bit_cast<Words>(a);
      const auto words_b = std::bit_cast<Words>(b);
      std::uint64_t differing = 0;
      for (std::size_t i = 0; i < words_a.size(); ++i) {
        differing |= words_a[i] ^ words_b[i];
      }
      return differing == 0;
    }
    return a.view() == b.view();
  }
  friend constexpr auto operator<=>(const ShortText& a, const ShortText& b) { return a.view() <=> b.view(); }

 private:
  std::array<char, Capacity> bytes_{};
  std::uint8_t size_ = 0;
};

}  // namespace selat

template <std::size_t Capacity>
struct std::hash<selat::ShortText<Capacity>> {
  std::size_t operator()(const selat::ShortText<Capacity>& text) const noexcept {
    return std::hash<std::string_view>{}(text.view());
  }
};
