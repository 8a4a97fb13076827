#pragma once
// The bytes of a recorded file, plain or packed (.gz, .zst, .xz, .bz2, .zip with one or more files inside).
// What it is, is told by its content, not by its name.
//
// Blocks while it reads. Errors are one line of plain words.

#include <expected>
#include <memory>
#include <span>
#include <string>

namespace selat::feed {

class Recording {
 public:
  [[nodiscard]] static std::expected<Recording, std::string> open(const std::string& path);
  ~Recording();
  Recording(Recording&&) noexcept;
  Recording& operator=(Recording&&) noexcept;

  // How many bytes were read into `buffer`; 0 at the end.
  [[nodiscard]] std::expected<std::size_t, std::string> read(std::span<char> buffer);

 private:
  struct Impl;
  explicit Recording(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::feed
