#pragma once
// CURVE keys on disk. A process's pair is <directory>/<process>.secret (mode 0600) and
// <directory>/<process>.public, each one line of 40 characters (Z85). Copy the .public files to the machines
// whose processes may talk to this one: whose public key is there is allowed, under the file's name.
//
// Make keys before any socket exists (libzmq may crash otherwise). Errors: BusError with one clear line.

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

// Makes a new pair and writes both files into the directory, which only its owner may enter. Refuses to
// overwrite either, unless told to. Returns the public key.
std::string make_key_files(const std::filesystem::path& directory, std::string_view process,
                           Existing existing = Existing::keep);

// Reads <process>.secret; refused when others may read it.
[[nodiscard]] KeyPair read_key_pair(const std::filesystem::path& directory, std::string_view process);

// Reads all *.public: the file's name without suffix, by key.
[[nodiscard]] std::map<std::string, std::string, std::less<>> read_allowed_keys(
    const std::filesystem::path& directory);

}  // namespace selat::bus
