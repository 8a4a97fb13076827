#pragma once
// A `string` field of proto/ must hold UTF-8, or the receiver refuses the whole envelope. Texts of settings
// are UTF-8, but a ShortText may have cut one within a character.

#include <string>
#include <string_view>

namespace selat::wire {

// The text with every byte that is not part of well-formed UTF-8 replaced by '?'.
[[nodiscard]] std::string utf8_or_marked(std::string_view text);

}  // namespace selat::wire
