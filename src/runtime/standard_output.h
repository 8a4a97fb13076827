#pragma once
// Bytes to the standard output, without a buffer of our own; and whether those of std::cout arrived. One
// thread.

#include <string>
#include <string_view>

namespace selat::runtime {

// Returns whether all was written; false from then on.
bool write_to_standard_output(std::string_view bytes);
// Why something could not be written, in the system's words; empty when all was, and when the reader closed
// its end (as `head` does), which is no fault.
[[nodiscard]] std::string standard_output_fault();
// Writes what std::cout still holds. False if some of what was written to it is lost (a full disk), and not
// because the reader closed its end.
[[nodiscard]] bool finish_cout();

}  // namespace selat::runtime
