#pragma once
// CURVE keys on disk. The key pair of a process is <directory>/<process>.secret (mode 0600) and
// <directory>/<process>.public, each one line of 40 characters (Z85). A process admits the peers whose
// .public file is in its own directory, under the name of that file. So copy the .public file of this process
// to each machine whose processes are to admit it.
//
// Make keys before any socket exists (libzmq may crash otherwise). Errors: BusError with one line that says
// what is wrong; BusFailure where a file cannot be written.

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace selat::bus {

struct KeyPair {
  std::string public_key;  // 40 characters, Z85
  std::string secret_key;
};

enum class Existing : std::uint8_t { keep, replace };

// Makes a new pair and writes both files into the directory, which only its owner may enter. Throws
// if one of them exists, unless `existing` is replace. Returns the public key.
std::string make_key_files(const std::filesystem::path& directory, std::string_view process,
                           Existing existing = Existing::keep);

[[nodiscard]] bool has_key_pair(const std::filesystem::path& directory, std::string_view process);

// Reads <process>.secret; throws if other users may read it.
[[nodiscard]] KeyPair read_key_pair(const std::filesystem::path& directory, std::string_view process);

// Reads all *.public files: the name of the file without its suffix, by key.
[[nodiscard]] std::map<std::string, std::string, std::less<>> read_allowed_keys(
    const std::filesystem::path& directory);

}  // namespace selat::bus
