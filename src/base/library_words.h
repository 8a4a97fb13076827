#pragma once
// What a library says is wrong with a file, in English: the usual causes as a text that is translated, with
// what it said as a quotation where that tells more. What is not known is a quotation alone.
//
// Thread: any. Pure.

#include <string_view>

#include "base/localized_message.h"

namespace selat {

// GEOS and GDAL, of a shape: "Self-intersection at or near point 103.15 1.15".
[[nodiscard]] LocalizedMessage shape_words(std::string_view said);
// toml++, of a line: "Error while parsing value: could not determine value type".
[[nodiscard]] LocalizedMessage toml_words(std::string_view said);

}  // namespace selat
