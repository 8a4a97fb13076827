#pragma once
// What the system and its libraries say of an error (strerror, Asio, getaddrinfo, SQLite, libmosquitto), as a
// text that is translated where it is known. What is not known stays as it is said, in English.
//
// Thread: any. Pure.

#include <string_view>

#include "base/localized_message.h"

namespace selat {

[[nodiscard]] LocalizedMessage system_words(std::string_view said);
// Of errno.
[[nodiscard]] LocalizedMessage system_words(int error);

}  // namespace selat
