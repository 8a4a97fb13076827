#pragma once
// Bytes to standard output, past the streams of the library: for what is large.

#include <string_view>

namespace selat::runtime {

// Blocks until all is written; false once nobody reads it any more.
bool write_to_standard_output(std::string_view bytes);

}  // namespace selat::runtime
