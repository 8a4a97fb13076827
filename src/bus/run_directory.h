#pragma once
// The directory of the ipc sockets: whoever may enter it may speak as any process, so only the owner may.

#include <filesystem>
#include <string>

namespace selat::bus {

// Makes it with mode 0700 (and its parents, if need be), or throws BusError when it belongs to somebody else,
// others may enter it, or it is no directory.
void make_private_directory(const std::filesystem::path& directory);

// "ipc://<directory>/<name>"; throws BusError when the path is longer than the 107 bytes a socket may have.
[[nodiscard]] std::string ipc_endpoint(const std::filesystem::path& directory, const std::string& name);

// Throws BusError when the path of an ipc endpoint is too long.
void check_ipc_length(const std::string& endpoint);

}  // namespace selat::bus
