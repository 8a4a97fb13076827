#pragma once
// A secret in a file of its own: a token or a password. Its first line, without blanks around it.

#include <cstddef>
#include <expected>
#include <string>

#include "base/localized_message.h"

namespace selat::feed {

// Refused: a file that others may read, and a secret shorter than `shortest`.
[[nodiscard]] std::expected<std::string, LocalizedMessage> secret_in(const std::string& file,
                                                                     std::size_t shortest);

}  // namespace selat::feed
