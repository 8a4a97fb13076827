#include "feed/secret_file.h"

#include <array>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/system_words.h"

namespace selat::feed {
namespace {

constexpr std::size_t kLongest = 1'024;

std::unexpected<LocalizedMessage> refused(const std::string& file, const LocalizedMessage& why) {
  return std::unexpected(LocalizedMessage(tr("{file}: {why}"), {{"file", file}, {"why", why}}));
}

std::string first_line_of(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r";
  const auto line = text.substr(0, text.find('\n'));
  const auto begin = line.find_first_not_of(kBlank);
  return begin == std::string_view::npos
             ? std::string()
             : std::string(line.substr(begin, line.find_last_not_of(kBlank) + 1 - begin));
}

}  // namespace

std::expected<std::string, LocalizedMessage> secret_in(const std::string& file, std::size_t shortest) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) {
    return refused(file, system_words(errno));
  }
  struct stat status{};
  std::array<char, kLongest> bytes;
  const bool is_known = ::fstat(descriptor, &status) == 0;
  const ssize_t size = ::read(descriptor, bytes.data(), bytes.size());
  const int error = errno;
  ::close(descriptor);
  if (!is_known || size < 0) {
    return refused(file, system_words(error));
  }
  if ((status.st_mode & 077) != 0) {
    return refused(file, tr("others may read it: chmod 600"));
  }
  auto secret = first_line_of({bytes.data(), static_cast<std::size_t>(size)});
  if (secret.size() < shortest) {
    return refused(file,
                   LocalizedMessage(tr("its first line has fewer than {n} characters"), {{"n", shortest}}));
  }
  return secret;
}

}  // namespace selat::feed
