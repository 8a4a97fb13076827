#pragma once
// The languages in which Selat speaks to a person: English, Bahasa Indonesia, Bahasa Melayu.

#include <cstdint>

#include "base/enum_names.h"

namespace selat {

enum class Language : std::uint8_t { en, id, ms };

template <>
inline constexpr auto enum_names<Language> = std::to_array<std::string_view>({"en", "id", "ms"});

}  // namespace selat
