#pragma once
// The file that an import writes first; what is left of it when the import ends is removed. Internal to
// chart/.

#include <filesystem>
#include <system_error>

namespace selat::chart {

class TemporaryFile {
 public:
  explicit TemporaryFile(const std::filesystem::path& out) : file_(out.string() + ".part.geojson") {
    std::error_code ignored;
    std::filesystem::remove(file_, ignored);
  }
  ~TemporaryFile() {
    std::error_code ignored;
    std::filesystem::remove(file_, ignored);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  [[nodiscard]] const std::filesystem::path& file() const { return file_; }

 private:
  std::filesystem::path file_;
};

}  // namespace selat::chart
