#include "bus/endpoint.h"

#include <algorithm>
#include <charconv>

#include <fmt/core.h>

#include "bus/run_directory.h"

namespace selat::bus {

namespace {

constexpr std::string_view kIpc = "ipc://";
constexpr std::string_view kTcp = "tcp://";
constexpr std::size_t kLongestProcessName = 64;
constexpr unsigned kLastPort = 65'535;

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
         c == '-';
}

// Behind the last colon; 0: none.
unsigned port_of(std::string_view endpoint) {
  const std::string_view written = endpoint.substr(endpoint.rfind(':') + 1);
  unsigned port = 0;
  const auto [stop, error] = std::from_chars(written.data(), written.data() + written.size(), port);
  return error == std::errc() && stop == written.data() + written.size() && port <= kLastPort ? port : 0;
}

std::optional<LocalizedMessage> tcp_fault(std::string_view endpoint) {
  const std::string_view place = endpoint.substr(kTcp.size());
  const std::string_view host = place.substr(0, place.rfind(':'));
  const bool is_host = !host.empty() && (host.find_first_of(":/[]") == std::string_view::npos ||
                                         (host.starts_with('[') && host.ends_with(']')));
  if (!is_host || host.size() == place.size()) {
    return LocalizedMessage(tr("'{endpoint}' does not name a host and a port"), {{"endpoint", endpoint}});
  }
  if (port_of(place) == 0) {
    return LocalizedMessage(tr("'{endpoint}' needs a port from 1 to 65535"), {{"endpoint", endpoint}});
  }
  return std::nullopt;
}

}  // namespace

bool is_tcp(std::string_view endpoint) {
  return endpoint.starts_with(kTcp);
}

bool has_host_name(std::string_view endpoint) {
  constexpr std::string_view kOfAddresses = "0123456789.*";
  const std::string_view host =
      is_tcp(endpoint) ? endpoint.substr(kTcp.size(), endpoint.rfind(':') - kTcp.size()) : std::string_view();
  return !host.starts_with('[') && host.find_first_not_of(kOfAddresses) != std::string_view::npos;
}

std::optional<LocalizedMessage> process_name_fault(std::string_view name) {
  const bool is_good = !name.empty() && name.size() <= kLongestProcessName && name.front() != '.' &&
                       std::ranges::all_of(name, is_name_character);
  return is_good ? std::nullopt
                 : std::optional(LocalizedMessage(
                       tr("process name \"{name}\" must be 1 to {n} letters, digits, '.', '_' or '-'"),
                       {{"name", name}, {"n", kLongestProcessName}}));
}

std::optional<LocalizedMessage> endpoint_fault(std::string_view endpoint) {
  if (is_tcp(endpoint)) {
    return tcp_fault(endpoint);
  }
  if (!endpoint.starts_with(kIpc)) {
    return LocalizedMessage(tr("'{endpoint}' begins neither with ipc:// nor with tcp://"),
                            {{"endpoint", endpoint}});
  }
  if (!endpoint.substr(kIpc.size()).starts_with('/')) {
    return LocalizedMessage(tr("'{endpoint}' does not name a whole path, which begins with '/'"),
                            {{"endpoint", endpoint}});
  }
  return ipc_length_fault(endpoint);
}

std::optional<std::string> orders_beside(const std::string& request) {
  if (!is_tcp(request)) {
    return request + ".orders";
  }
  const unsigned port = port_of(request);
  return port == 0 || port == kLastPort
             ? std::nullopt
             : std::optional(fmt::format("{}{}", request.substr(0, request.rfind(':') + 1), port + 1));
}

}  // namespace selat::bus
