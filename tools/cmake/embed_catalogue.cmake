# Writes the file BYTES as the C++ source OUTPUT with the function NAME (src/text/locale/compiled.h).
file(READ "${BYTES}" digits HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," array "${digits}")
file(WRITE "${OUTPUT}" "// Made by tools/cmake/selat_catalogue.cmake.
#include \"text/locale/compiled.h\"

namespace selat::text::locale {

constexpr unsigned char kBytes[] = {${array}};

std::string_view ${NAME}() {
  return {reinterpret_cast<const char*>(kBytes), sizeof kBytes};
}

}  // namespace selat::text::locale
")
