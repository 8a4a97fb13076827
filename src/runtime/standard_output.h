#pragma once
// Large amounts of bytes to standard output, without the streams of the library.

#include <string_view>

namespace selat::runtime {

// Blocks until all is written; false when the reader has closed it.
bool write_to_standard_output(std::string_view bytes);

}  // namespace selat::runtime
