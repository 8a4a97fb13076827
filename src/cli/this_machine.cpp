#include "cli/this_machine.h"

#include <array>
#include <filesystem>
#include <memory>

#include <fmt/format.h>
#include <ifaddrs.h>
#include <netdb.h>
#include <sys/stat.h>
#include <unistd.h>

#include "feed/host_address.h"

namespace selat::cli {

bool is_own_name(std::string_view host) {
  std::array<char, 256> bytes{};
  if (::gethostname(bytes.data(), bytes.size() - 1) != 0 || bytes[0] == '\0') {
    return false;
  }
  const std::string own = feed::usual_host(bytes.data());
  return host == own || host.starts_with(own + ".") || own.starts_with(std::string(host) + ".");
}

bool is_own_address(std::string_view host) {
  ifaddrs* found = nullptr;
  if (!feed::address_of(host) || ::getifaddrs(&found) != 0) {
    return false;
  }
  const std::unique_ptr<ifaddrs, decltype(&::freeifaddrs)> all(found, ::freeifaddrs);
  for (const ifaddrs* one = all.get(); one != nullptr; one = one->ifa_next) {
    const int family = one->ifa_addr == nullptr ? AF_UNSPEC : one->ifa_addr->sa_family;
    const socklen_t size = family == AF_INET ? sizeof(sockaddr_in) : sizeof(sockaddr_in6);
    std::array<char, NI_MAXHOST> text{};
    if ((family == AF_INET || family == AF_INET6) &&
        ::getnameinfo(one->ifa_addr, size, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST) == 0 &&
        host == text.data()) {
      return true;
    }
  }
  return false;
}

std::string identity_of_file(const std::string& path) {
  struct stat what{};
  if (::stat(path.c_str(), &what) != 0) {
    std::error_code unknown;
    const auto usual = std::filesystem::weakly_canonical(path, unknown);
    return unknown ? path : usual.string();
  }
  return S_ISCHR(what.st_mode) ? fmt::format("device {}", what.st_rdev)
                               : fmt::format("file {} {}", what.st_dev, what.st_ino);
}

}  // namespace selat::cli
