#pragma once
// Reads the bytes of a recorded file or pipe, plain or compressed (.gz, .zst, .xz, .bz2, .zip with one or
// more files). The format is recognised by the content, not by the name. Of a plain pipe a read gives what
// has come, and does not wait for more.
//
// Blocks while it reads; a signal without SA_RESTART ends a read of a pipe as its end would. Errors are one
// line of text.

#include <expected>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/localized_message.h"

namespace selat::feed {

// Whether these first bytes are those of a compressed file.
[[nodiscard]] bool is_compressed(std::string_view start);

class RecordedFile {
 public:
  // "-": standard input.
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
