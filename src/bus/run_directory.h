#pragma once
// The directory of the ipc sockets. Anybody who may enter it could act as any process, so only its owner may.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/localized_message.h"

namespace selat::bus {

// Makes the directory with mode 0700, and its parents if they are missing. Throws BusError if it belongs to
// another user, if others may enter it, or if it is not a directory.
void make_private_directory(const std::filesystem::path& directory);

// "ipc://<directory>/<name>"; throws BusError if the path is longer than the 107 bytes the system allows.
[[nodiscard]] std::string ipc_endpoint(const std::filesystem::path& directory, const std::string& name);

// What is wrong where the path of an ipc endpoint is too long.
[[nodiscard]] std::optional<LocalizedMessage> ipc_length_fault(std::string_view endpoint);

}  // namespace selat::bus
