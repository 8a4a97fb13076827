#pragma once
// The table behind phrase(), for the test that holds it complete.

#include <array>
#include <span>
#include <string_view>

#include "text/phrase.h"

namespace selat::text {

struct PhraseRow {
  Phrase key;
  std::array<std::string_view, enum_count<Language>> words;  // by Language: en, id, ms
};

[[nodiscard]] std::span<const PhraseRow> phrase_table();

}  // namespace selat::text
