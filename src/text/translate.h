#pragma once
// Localized messages and the descriptions of table rows (options, settings, thresholds, kinds of feed) in the
// person's language. They are written in English where they arise, and found here by those words: one row
// each in text/wording_table.cpp. A test holds that no such words lack their row; without one they stay
// English.
//
// Thread: any. Pure.

#include <array>
#include <span>
#include <string>
#include <string_view>

#include "base/language.h"
#include "base/localized_message.h"

namespace selat::text {

[[nodiscard]] std::string_view translate(std::string_view english, Language language);
[[nodiscard]] std::string translate(const LocalizedMessage& message, Language language);

// For the tests.
using WordingRow = std::array<std::string_view, enum_count<Language>>;  // by Language: en, id, ms
[[nodiscard]] std::span<const WordingRow> wording_table();

}  // namespace selat::text
