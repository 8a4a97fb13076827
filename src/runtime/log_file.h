#pragma once
// A log of bounded size: a full file is renamed <file>.1 and replaces the one before.
//
// Thread: one. Errors: bytes that cannot be written are dropped, and the log says so where it goes on;
// logging never stops the process.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string_view>

namespace selat::runtime {

class LogFile {
 public:
  // Appends to an existing file. `largest_bytes` bounds each of the two files.
  explicit LogFile(std::filesystem::path file, std::uint64_t largest_bytes = 8 * 1024 * 1024);
  ~LogFile();
  LogFile(const LogFile&) = delete;
  LogFile& operator=(const LogFile&) = delete;

  void write(std::string_view bytes);
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  void open();
  void rotate();
  [[nodiscard]] std::size_t append(std::string_view bytes);

  std::filesystem::path path_;
  std::uint64_t largest_bytes_;
  std::uint64_t size_ = 0;
  std::uint64_t lost_bytes_ = 0;
  int descriptor_ = -1;
};

}  // namespace selat::runtime
