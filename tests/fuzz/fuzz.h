#pragma once
// What the fuzzers share: the input as text, and a check that ends the run.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"

namespace selat::fuzz {

inline std::string_view text_of(const std::uint8_t* bytes, std::size_t size) {
  return {reinterpret_cast<const char*>(bytes), size};
}

}  // namespace selat::fuzz
