#include "bus/keys.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zmq.h>

#include "base/system_words.h"
#include "bus/bus_impl.h"
#include "bus/run_directory.h"

namespace selat::bus {

namespace {

constexpr std::size_t kKeyLength = 40;
constexpr std::size_t kMostAllowedKeys = 10'000;

using KeyText = std::array<char, kKeyLength + 1>;

void write_new_file(const std::filesystem::path& path, std::string_view key, mode_t mode) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (file < 0) {
    throw BusFailure(LocalizedMessage(tr("cannot make key file {file}: {why}"),
                                      {{"file", path.string()}, {"why", system_words(errno)}}));
  }
  const std::string line = std::string(key) + "\n";
  const bool is_written =
      ::write(file, line.data(), line.size()) == static_cast<ssize_t>(line.size()) && ::fsync(file) == 0;
  const std::string why = std::strerror(errno);
  ::close(file);
  if (!is_written) {
    ::unlink(path.c_str());  // half a key is none, and would be in the way of the next try
    throw BusFailure(LocalizedMessage(tr("cannot make key file {file}: {why}"),
                                      {{"file", path.string()}, {"why", system_words(why)}}));
  }
}

std::string read_key(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::string key;
  std::array<unsigned char, 32> decoded{};
  if (!std::getline(file, key)) {
    throw BusError(LocalizedMessage(tr("cannot read key file {file}"), {{"file", path.string()}}));
  }
  if (key.size() != kKeyLength || zmq_z85_decode(decoded.data(), key.c_str()) == nullptr) {
    throw BusError(LocalizedMessage(tr("key file {file} does not hold one line of 40 characters (Z85)"),
                                    {{"file", path.string()}}));
  }
  return key;
}

void refuse_if_others_may_read(const std::filesystem::path& path) {
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0) {
    throw BusError(LocalizedMessage(tr("no key file {file}: make it with 'selat keys make'"),
                                    {{"file", path.string()}}));
  }
  if (!S_ISREG(status.st_mode) || status.st_uid != ::geteuid() || (status.st_mode & 077) != 0) {
    throw BusError(LocalizedMessage(tr("key file {file} must belong to the user and have mode 0600"),
                                    {{"file", path.string()}}));
  }
}

}  // namespace

std::string make_key_files(const std::filesystem::path& directory, std::string_view process,
                           Existing existing) {
  check_process_name(process);
  KeyText public_key{};
  KeyText secret_key{};
  if (zmq_curve_keypair(public_key.data(), secret_key.data()) != 0) {
    throw BusError(tr("libzmq was built without CURVE"));
  }
  make_private_directory(directory);
  const std::filesystem::path secret_file = directory / (std::string(process) + ".secret");
  const std::filesystem::path public_file = directory / (std::string(process) + ".public");
  for (const auto& file : {secret_file, public_file}) {
    std::error_code ignored;
    if (existing == Existing::replace) {
      std::filesystem::remove(file, ignored);
    } else if (std::filesystem::exists(std::filesystem::symlink_status(file, ignored))) {
      throw BusError(LocalizedMessage(tr("key file {file} exists already; --force replaces it"),
                                      {{"file", file.string()}}));
    }
  }
  write_new_file(secret_file, secret_key.data(), 0600);
  try {
    write_new_file(public_file, public_key.data(), 0644);
  } catch (const BusError&) {
    std::error_code ignored;
    std::filesystem::remove(secret_file, ignored);  // of no use without its public half
    throw;
  }
  return public_key.data();
}

bool has_key_pair(const std::filesystem::path& directory, std::string_view process) {
  std::error_code ignored;
  return std::filesystem::exists(directory / (std::string(process) + ".secret"), ignored) &&
         std::filesystem::exists(directory / (std::string(process) + ".public"), ignored);
}

KeyPair read_key_pair(const std::filesystem::path& directory, std::string_view process) {
  const auto path = directory / (std::string(process) + ".secret");
  refuse_if_others_may_read(path);
  KeyPair pair;
  pair.secret_key = read_key(path);
  KeyText public_key{};
  if (zmq_curve_public(public_key.data(), pair.secret_key.c_str()) != 0) {
    throw BusError(LocalizedMessage(tr("key file {file} holds no usable key"), {{"file", path.string()}}));
  }
  pair.public_key = public_key.data();
  return pair;
}

std::map<std::string, std::string, std::less<>> read_allowed_keys(const std::filesystem::path& directory) {
  std::map<std::string, std::string, std::less<>> allowed;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(directory, error)) {
    if (entry.path().extension() != ".public") {
      continue;
    }
    if (allowed.size() == kMostAllowedKeys) {
      throw BusError(LocalizedMessage(tr("more than {n} keys in {directory}"),
                                      {{"n", kMostAllowedKeys}, {"directory", directory.string()}}));
    }
    allowed.emplace(read_key(entry.path()), entry.path().stem().string());
  }
  if (error) {
    throw BusError(
        LocalizedMessage(tr("cannot read keys directory {directory}: {why}"),
                         {{"directory", directory.string()}, {"why", system_words(error.message())}}));
  }
  return allowed;
}

}  // namespace selat::bus
