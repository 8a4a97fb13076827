#pragma once
// Reads the bytes of a recorded file, plain or compressed (.gz, .zst, .xz, .bz2, .zip with one or more
// files). The format is recognised by the content, not by the name.
//
// Blocks while it reads. Errors are one line of text.

#include <expected>
#include <memory>
#include <span>
#include <string>

#include "base/localized_message.h"

namespace selat::feed {

class RecordedFile {
 public:
  [[nodiscard]] static std::expected<RecordedFile, LocalizedMessage> open(const std::string& path);
  ~RecordedFile();
  RecordedFile(RecordedFile&&) noexcept;
  RecordedFile& operator=(RecordedFile&&) noexcept;

  // How many bytes were read into `buffer`; 0 at the end.
  [[nodiscard]] std::expected<std::size_t, LocalizedMessage> read(std::span<char> buffer);

 private:
  struct Impl;
  explicit RecordedFile(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::feed
