#pragma once
// Feed URIs: the transport, its address and its options. A pure parser: it opens and resolves nothing.
//
//   tcp://host:port                                  connects to a sender
//   tcp-listen://host:port?senders=64                several senders connect to us
//   udp://host:port                                  bound here; datagrams of one or more sentences
//   udp-multicast://group:port?interface=eth0        joined here; IEC 61162-450 header accepted
//   serial:///dev/ttyUSB0?baud=38400                 a receiver on a serial line
//   file:///absolute/path?speed=10                   a recording; file://relative/path; file://- is standard
//                                                    input; .gz .zst .xz .zip are decompressed
//
// IPv6 addresses are written in brackets. File paths may contain %20 and the like. A feed URI contains no
// secret: user names and passwords are refused, so a URI may be shown as it is.

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/enum_names.h"
#include "base/localized_message.h"

namespace selat::feed {

struct TcpOptions {
  std::string host;
  std::uint16_t port = 0;
  friend bool operator==(const TcpOptions&, const TcpOptions&) = default;
};

struct TcpListenOptions {
  std::string host;
  std::uint16_t port = 0;  // 0: any free one
  std::size_t max_senders = 64;
  friend bool operator==(const TcpListenOptions&, const TcpListenOptions&) = default;
};

struct UdpOptions {
  std::string host;
  std::uint16_t port = 0;  // 0: any free one
  friend bool operator==(const UdpOptions&, const UdpOptions&) = default;
};

struct UdpMulticastOptions {
  std::string group;
  std::uint16_t port = 0;      // 0: any free one
  std::string interface_name;  // name or address; empty: the system's choice
  friend bool operator==(const UdpMulticastOptions&, const UdpMulticastOptions&) = default;
};

struct SerialOptions {
  std::string device;
  std::uint32_t baud = 38'400;
  friend bool operator==(const SerialOptions&, const SerialOptions&) = default;
};

struct FileOptions {
  std::string path;                   // "-": standard input
  std::optional<double> speed = 1.0;  // times the recording's own pace; none: as fast as it is read
  friend bool operator==(const FileOptions&, const FileOptions&) = default;
};

using FeedOptions =
    std::variant<TcpOptions, TcpListenOptions, UdpOptions, UdpMulticastOptions, SerialOptions, FileOptions>;

enum class UriProblem : std::uint8_t {
  no_scheme,
  unknown_scheme,
  bad_host,
  bad_port,
  bad_path,
  unknown_option,
  bad_option,
};

struct UriError {
  UriProblem problem;
  std::size_t column;        // of the character in question, counted from 1
  LocalizedMessage message;  // one line: the URI, what is wrong, where
};

[[nodiscard]] std::expected<FeedOptions, UriError> parse_uri(std::string_view uri);

}  // namespace selat::feed

namespace selat {
template <>
inline constexpr auto enum_names<feed::UriProblem> = std::to_array<std::string_view>(
    {"no_scheme", "unknown_scheme", "bad_host", "bad_port", "bad_path", "unknown_option", "bad_option"});
}  // namespace selat
