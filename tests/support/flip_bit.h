#pragma once
// One bit of a file flips, as it may on a disk.

#include <cstdint>
#include <filesystem>
#include <fstream>

namespace selat::test {

inline void flip_bit(const std::filesystem::path& file, std::uint64_t bit) {
  std::fstream bytes(file, std::ios::binary | std::ios::in | std::ios::out);
  bytes.seekg(static_cast<std::streamoff>(bit / 8));
  const int byte = bytes.get();
  bytes.seekp(static_cast<std::streamoff>(bit / 8));
  bytes.put(static_cast<char>(byte ^ (1 << bit % 8)));
}

}  // namespace selat::test
