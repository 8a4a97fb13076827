#pragma once
// The bytes of the .mo files that msgfmt makes of id.po and ms.po; tools/cmake/selat_catalogue.cmake writes
// their definitions. They live as long as the program.

#include <string_view>

namespace selat::text::locale {

[[nodiscard]] std::string_view id_mo();
[[nodiscard]] std::string_view ms_mo();

}  // namespace selat::text::locale
