#include "bus/run_directory.h"

#include <cerrno>
#include <cstring>
#include <optional>
#include <string_view>

#include <fmt/core.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/system_words.h"
#include "bus/bus.h"

namespace selat::bus {

namespace {

constexpr std::size_t kLongestSocketPath = sizeof(sockaddr_un::sun_path) - 1;
constexpr std::string_view kIpc = "ipc://";

void make(const std::filesystem::path& directory) {
  std::error_code error;
  if (directory.has_parent_path()) {
    std::filesystem::create_directories(directory.parent_path(), error);
  }
  if (::mkdir(directory.c_str(), 0700) != 0 && errno != EEXIST) {
    throw BusError(LocalizedMessage(tr("cannot make directory {directory}: {why}"),
                                    {{"directory", directory.string()}, {"why", system_words(errno)}}));
  }
}

}  // namespace

void make_private_directory(const std::filesystem::path& directory) {
  make(directory);
  struct stat status{};
  if (::lstat(directory.c_str(), &status) != 0) {
    throw BusError(LocalizedMessage(tr("cannot examine directory {directory}: {why}"),
                                    {{"directory", directory.string()}, {"why", system_words(errno)}}));
  }
  if (!S_ISDIR(status.st_mode)) {
    throw BusError(
        LocalizedMessage(tr("{directory} is not a directory"), {{"directory", directory.string()}}));
  }
  if (status.st_uid != ::geteuid()) {
    throw BusError(LocalizedMessage(
        tr("directory {directory} belongs to another user; name one of your own with --run-directory"),
        {{"directory", directory.string()}}));
  }
  if ((status.st_mode & 077) != 0) {
    throw BusError(LocalizedMessage(tr("other users may enter directory {directory}: run chmod 0700 on it"),
                                    {{"directory", directory.string()}}));
  }
}

std::optional<LocalizedMessage> ipc_length_fault(std::string_view endpoint) {
  const auto path = endpoint.substr(kIpc.size());
  return path.size() <= kLongestSocketPath
             ? std::nullopt
             : std::optional(LocalizedMessage(
                   tr("socket path {path} has {n} bytes, but the system allows {most}: choose a shorter bus "
                      "directory"),
                   {{"path", path}, {"n", path.size()}, {"most", kLongestSocketPath}}));
}

std::string ipc_endpoint(const std::filesystem::path& directory, const std::string& name) {
  const std::string endpoint = std::string(kIpc) + (directory / name).string();
  if (auto fault = ipc_length_fault(endpoint)) {
    throw BusError(*std::move(fault));
  }
  return endpoint;
}

}  // namespace selat::bus
