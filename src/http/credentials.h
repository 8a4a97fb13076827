#pragma once
// Whether the Authorization of a request holds a token: as a bearer token, or as the password of a user of
// any name, for programs that know only that.
//
// Thread: any. Pure.

#include <string_view>

namespace selat::http {

// Takes the same time whatever of the token is wrong.
[[nodiscard]] bool bears(std::string_view authorization, std::string_view token);

}  // namespace selat::http
