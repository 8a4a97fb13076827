#pragma once
// The directory of the ipc sockets. Anybody who may enter it could act as any process, so only its owner may.

#include <filesystem>
#include <string>

namespace selat::bus {

// Makes the directory with mode 0700, and its parents if they are missing. Throws BusError if it belongs to
// another user, if others may enter it, or if it is not a directory.
void make_private_directory(const std::filesystem::path& directory);

// "ipc://<directory>/<name>"; throws BusError if the path is longer than the 107 bytes the system allows.
[[nodiscard]] std::string ipc_endpoint(const std::filesystem::path& directory, const std::string& name);

// Throws BusError when the path of an ipc endpoint is too long.
void check_ipc_length(const std::string& endpoint);

}  // namespace selat::bus
