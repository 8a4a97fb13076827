#pragma once
// Files that are written as a whole: whenever the machine stops, the old content is there or the new one,
// never a part of it. `write_whole` writes beside the file, waits for the disk, and then renames.
//
// Thread: any. Errors: as the system words them.

#include <expected>
#include <filesystem>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace selat::runtime {

// The parts one after the other. Only the owner may read the file. What is no file (a device, a directory) is
// not replaced; a try that fails leaves nothing behind.
[[nodiscard]] std::expected<void, std::string> write_whole(const std::filesystem::path& file,
                                                           std::initializer_list<std::string_view> parts);
// What a person asked for, for those to read whom the umask lets. The same, but to a device or a pipe the
// bytes are written as it stands.
[[nodiscard]] std::expected<void, std::string> write_output(const std::filesystem::path& file,
                                                            std::string_view bytes);
// Empty where there is no such file, or it cannot be read.
[[nodiscard]] std::optional<std::string> read_whole(const std::filesystem::path& file);

}  // namespace selat::runtime
