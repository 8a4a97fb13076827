#include "feed/recorded_file.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/system_words.h"

namespace selat::feed {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kBlock = 256 * 1024;
// With what compressed files begin: gzip, zstd, xz, bzip2, zip.
constexpr auto kMagics = std::to_array<std::string_view>({"\x1f\x8b"sv, "\x28\xb5\x2f\xfd"sv,
                                                          "\xfd"
                                                          "7zXZ"sv,
                                                          "BZh"sv, "PK\x03\x04"sv});
constexpr std::size_t kLongestMagic = 5;

struct Free {
  void operator()(archive* opened) const { archive_read_free(opened); }
};
using ArchivePointer = std::unique_ptr<archive, Free>;

LocalizedMessage error_of(archive* opened) {
  const char* text = archive_error_string(opened);
  return text == nullptr ? LocalizedMessage(tr("cannot be read")) : system_words(text);
}
LocalizedMessage system_error() {
  return system_words(errno);
}

// Only formats decoded inside the process: libarchive's "all" would start other programs.
void support(archive* reader) {
  archive_read_support_filter_gzip(reader);
  archive_read_support_filter_bzip2(reader);
  archive_read_support_filter_xz(reader);
  archive_read_support_filter_lzma(reader);
  archive_read_support_filter_zstd(reader);
  archive_read_support_format_zip(reader);
  archive_read_support_format_raw(reader);
  archive_read_support_format_empty(reader);
}

// A descriptor with what was read ahead of it.
class Source {
 public:
  explicit Source(int descriptor) : descriptor_(descriptor) {}
  ~Source() { ::close(descriptor_); }
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;

  [[nodiscard]] int descriptor() const { return descriptor_; }
  // Reads until it is known whether the file is compressed. False at an error.
  [[nodiscard]] bool look_ahead() {
    while (size_ < kLongestMagic && may_become_magic()) {
      const ssize_t size = ::read(descriptor_, ahead_.data() + size_, kLongestMagic - size_);
      if (size <= 0) {
        return size == 0 || errno == EINTR;
      }
      size_ += static_cast<std::size_t>(size);
    }
    return true;
  }
  [[nodiscard]] std::string_view ahead() const { return {ahead_.data(), size_}; }
  [[nodiscard]] ssize_t read(std::span<char> buffer) {
    if (given_ < size_) {
      const std::size_t size = std::min(buffer.size(), size_ - given_);
      std::memcpy(buffer.data(), ahead_.data() + given_, size);
      given_ += size;
      return static_cast<ssize_t>(size);
    }
    return ::read(descriptor_, buffer.data(), buffer.size());
  }

 private:
  [[nodiscard]] bool may_become_magic() const {
    return std::ranges::any_of(kMagics, [this](std::string_view magic) {
      return magic.size() > size_ && magic.starts_with(ahead());
    });
  }
  int descriptor_;
  std::array<char, kLongestMagic> ahead_{};
  std::size_t size_ = 0, given_ = 0;
};

// What libarchive reads of a pipe.
struct PackedPipe {
  Source* source = nullptr;
  std::array<char, kBlock> block;
};
la_ssize_t read_packed(archive*, void* of, const void** block) {
  auto& pipe = *static_cast<PackedPipe*>(of);
  *block = pipe.block.data();
  return pipe.source->read(pipe.block);
}

}  // namespace

bool is_compressed(std::string_view start) {
  return std::ranges::any_of(kMagics, [start](std::string_view magic) { return start.starts_with(magic); });
}

struct RecordedFile::Impl {
  explicit Impl(int descriptor) : source(descriptor) {}
  [[nodiscard]] int open_packed(const std::string& path, bool is_file) {
    packed.reset(archive_read_new());
    support(packed.get());
    if (is_file) {
      return archive_read_open_filename(packed.get(), path.c_str(), kBlock);
    }
    pipe = std::make_unique<PackedPipe>();
    pipe->source = &source;
    return archive_read_open(packed.get(), pipe.get(), nullptr, read_packed, nullptr);
  }

  Source source;
  std::unique_ptr<PackedPipe> pipe;
  ArchivePointer packed;  // none: plain
  bool is_in_file = false;
};

RecordedFile::RecordedFile(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
RecordedFile::~RecordedFile() = default;
RecordedFile::RecordedFile(RecordedFile&&) noexcept = default;
RecordedFile& RecordedFile::operator=(RecordedFile&&) noexcept = default;

std::expected<RecordedFile, LocalizedMessage> RecordedFile::open(const std::string& path) {
  const bool is_standard_input = path == "-";
  const int descriptor =
      is_standard_input ? ::dup(STDIN_FILENO) : ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (descriptor < 0) {
    return std::unexpected(system_error());
  }
  auto impl = std::make_unique<Impl>(descriptor);
  struct stat what{};
  if (::fstat(descriptor, &what) != 0) {
    return std::unexpected(system_error());
  }
  if (S_ISDIR(what.st_mode)) {
    return std::unexpected(tr("it is a directory"));
  }
  if (!impl->source.look_ahead()) {
    return std::unexpected(system_error());
  }
  if (is_compressed(impl->source.ahead()) &&
      impl->open_packed(path, S_ISREG(what.st_mode) && !is_standard_input) != ARCHIVE_OK) {
    return std::unexpected(error_of(impl->packed.get()));
  }
  return RecordedFile(std::move(impl));
}

std::expected<std::size_t, LocalizedMessage> RecordedFile::read(std::span<char> buffer) {
  archive* reader = impl_->packed.get();
  if (reader == nullptr) {
    const ssize_t size = impl_->source.read(buffer);
    if (size < 0 && errno != EINTR) {
      return std::unexpected(system_error());
    }
    return static_cast<std::size_t>(std::max<ssize_t>(size, 0));
  }
  for (;;) {
    if (!impl_->is_in_file) {
      archive_entry* entry = nullptr;
      const int status = archive_read_next_header(reader, &entry);
      if (status == ARCHIVE_EOF) {
        return 0;
      }
      if (status < ARCHIVE_WARN) {
        return std::unexpected(error_of(reader));
      }
      impl_->is_in_file = true;
    }
    const la_ssize_t size = archive_read_data(reader, buffer.data(), buffer.size());
    if (size < 0) {
      return std::unexpected(error_of(reader));
    }
    if (size > 0) {
      return static_cast<std::size_t>(size);
    }
    impl_->is_in_file = false;
  }
}

}  // namespace selat::feed
