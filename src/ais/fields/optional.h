#pragma once
// Optional values written without a branch.

#include <cstddef>
#include <cstring>
#include <optional>
#include <type_traits>

namespace selat::ais {

// Keeps or clears the value of an optional, without a branch; std::optional offers no way to do this. The
// processor cannot predict which fields of a stream are absent, and a wrong prediction costs as much as six
// fields. It needs an optional of a plain value to be that value followed by its flag, as in every standard
// library (a test verifies this).
template <typename Value>
[[gnu::always_inline]] inline void keep_if(std::optional<Value>& held, bool is_there) {
  struct Layout {
    Value value;
    bool is_there;
  };
  static_assert(std::is_trivially_copyable_v<Value> && sizeof(Layout) == sizeof(std::optional<Value>));
  std::memcpy(reinterpret_cast<char*>(&held) + offsetof(Layout, is_there), &is_there, sizeof(bool));
}
// Makes the optional hold the value or nothing.
template <typename Value>
[[gnu::always_inline]] inline void put_optional(std::optional<Value>& into, const Value& value,
                                                bool is_there) {
  into.emplace(value);
  keep_if(into, is_there);
}

}  // namespace selat::ais
