#include "feed/recorded_file.h"

#include <utility>

#include <archive.h>
#include <archive_entry.h>

namespace selat::feed {
namespace {

constexpr std::size_t kBlock = 256 * 1024;

struct Free {
  void operator()(archive* opened) const { archive_read_free(opened); }
};
using ArchivePointer = std::unique_ptr<archive, Free>;

LocalizedMessage error_of(archive* opened) {
  const char* text = archive_error_string(opened);
  return text == nullptr ? LocalizedMessage(tr("cannot be read")) : LocalizedMessage::from_outside(text);
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

}  // namespace

struct RecordedFile::Impl {
  ArchivePointer archive;
  bool is_in_file = false;
};

RecordedFile::RecordedFile(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
RecordedFile::~RecordedFile() = default;
RecordedFile::RecordedFile(RecordedFile&&) noexcept = default;
RecordedFile& RecordedFile::operator=(RecordedFile&&) noexcept = default;

std::expected<RecordedFile, LocalizedMessage> RecordedFile::open(const std::string& path) {
  auto impl = std::make_unique<Impl>();
  impl->archive.reset(archive_read_new());
  support(impl->archive.get());
  if (archive_read_open_filename(impl->archive.get(), path.c_str(), kBlock) != ARCHIVE_OK) {
    return std::unexpected(error_of(impl->archive.get()));
  }
  return RecordedFile(std::move(impl));
}

std::expected<std::size_t, LocalizedMessage> RecordedFile::read(std::span<char> buffer) {
  archive* reader = impl_->archive.get();
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
