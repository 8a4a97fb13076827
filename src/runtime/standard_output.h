#pragma once
// Bytes to the standard output, without a buffer of our own; whether those of std::cout and std::cerr
// arrived; and that no other file takes the place of a standard stream. One thread.

#include <string>
#include <string_view>

namespace selat::runtime {

// To be called first. Where the caller has closed standard input, output or error, the next file that is
// opened would take its place: a socket was read as what a person types. What stands there then can be
// neither read nor written.
void occupy_standard_streams();

// Returns whether all was written; false from then on.
bool write_to_standard_output(std::string_view bytes);
// Why something could not be written, in the system's words; empty when all was, and when the reader closed
// its end (as `head` does), which is no fault.
[[nodiscard]] std::string standard_output_fault();
// Writes what std::cout still holds. False if some of what was written to it is lost (a full disk), and not
// because the reader closed its end.
[[nodiscard]] bool finish_cout();
// The same of std::cerr.
[[nodiscard]] bool finish_cerr();

}  // namespace selat::runtime
