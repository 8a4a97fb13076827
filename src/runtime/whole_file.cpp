#include "runtime/whole_file.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace selat::runtime {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) {
      ::close(number_);
    }
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) {
      continue;
    }
    if (written <= 0) {
      return false;
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

bool write_new(const std::filesystem::path& path, std::initializer_list<std::string_view> parts,
               mode_t mode) {
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode));
  if (file.number() < 0) {
    return false;
  }
  for (const std::string_view part : parts) {
    if (!write_all(file.number(), part)) {
      return false;
    }
  }
  return ::fsync(file.number()) == 0;
}

// So that the new name is on disk too.
bool sync_directory(const std::filesystem::path& directory) {
  const Descriptor opened(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return opened.number() >= 0 && ::fsync(opened.number()) == 0;
}

bool is_there_but_no_file(const std::filesystem::path& path) {
  std::error_code ignored;
  return std::filesystem::exists(path, ignored) && !std::filesystem::is_regular_file(path, ignored);
}

std::expected<void, std::string> replace(const std::filesystem::path& file,
                                         std::initializer_list<std::string_view> parts, mode_t mode) {
  if (is_there_but_no_file(file)) {
    return std::unexpected(std::strerror(std::filesystem::is_directory(file) ? EISDIR : EEXIST));
  }
  const std::filesystem::path fresh = file.string() + ".new";
  if (!write_new(fresh, parts, mode) || ::rename(fresh.c_str(), file.c_str()) != 0 ||
      !sync_directory(file.has_parent_path() ? file.parent_path() : ".")) {
    const std::string why = std::strerror(errno);
    ::unlink(fresh.c_str());
    return std::unexpected(why);
  }
  return {};
}

}  // namespace

std::expected<void, std::string> write_whole(const std::filesystem::path& file,
                                             std::initializer_list<std::string_view> parts) {
  return replace(file, parts, 0600);
}

std::expected<void, std::string> write_output(const std::filesystem::path& file, std::string_view bytes) {
  if (!is_there_but_no_file(file)) {
    return replace(file, {bytes}, 0666);
  }
  const Descriptor opened(::open(file.c_str(), O_WRONLY | O_CLOEXEC));
  if (opened.number() < 0 || !write_all(opened.number(), bytes)) {
    return std::unexpected(std::strerror(errno));
  }
  return {};
}

std::optional<std::string> read_whole(const std::filesystem::path& file) {
  std::error_code ignored;
  std::ifstream input(file, std::ios::binary | std::ios::ate);
  if (!input || !std::filesystem::is_regular_file(file, ignored)) {
    return {};
  }
  std::string bytes(static_cast<std::size_t>(input.tellg()), '\0');
  input.seekg(0);
  if (!input.read(bytes.data(), static_cast<std::streamsize>(bytes.size()))) {
    return {};
  }
  return bytes;
}

}  // namespace selat::runtime
