#include "feed/gzip.h"

#include <memory>

#include <archive.h>
#include <archive_entry.h>

namespace selat::feed {

std::optional<std::string> unpacked_gzip(std::string_view packed, std::size_t most) {
  const std::unique_ptr<archive, decltype(&archive_read_free)> reader(archive_read_new(), archive_read_free);
  archive_read_support_filter_gzip(reader.get());
  archive_read_support_format_raw(reader.get());
  archive_entry* entry = nullptr;
  if (archive_read_open_memory(reader.get(), packed.data(), packed.size()) != ARCHIVE_OK ||
      archive_read_next_header(reader.get(), &entry) != ARCHIVE_OK ||
      archive_filter_code(reader.get(), 0) != ARCHIVE_FILTER_GZIP) {
    return std::nullopt;
  }
  std::string plain;
  for (;;) {
    constexpr std::size_t kStep = 64 * 1024;
    const std::size_t size = plain.size();
    plain.resize(size + kStep);
    const la_ssize_t read = archive_read_data(reader.get(), plain.data() + size, kStep);
    plain.resize(size + (read > 0 ? static_cast<std::size_t>(read) : 0));
    if (read < 0 || plain.size() > most) {
      return std::nullopt;
    }
    if (read == 0) {
      return plain;
    }
  }
}

}  // namespace selat::feed
