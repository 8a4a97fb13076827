#include "feed/uri.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace selat::feed {
namespace {

constexpr std::size_t kMaxUri = 4'096;

// What is wrong, and at which character of the URI (counted from 0 here).
struct Fault {
  UriProblem problem;
  std::size_t at;
  LocalizedMessage what;
};

template <typename T>
using Parsed = std::expected<T, Fault>;

// A part of the URI and its place there, so that a fault can name the place.
struct Part {
  std::string_view text;
  std::size_t at = 0;

  [[nodiscard]] Part from(std::size_t begin) const { return {text.substr(begin), at + begin}; }
  [[nodiscard]] Part before(std::size_t end) const { return {text.substr(0, end), at}; }
  [[nodiscard]] std::size_t end() const { return at + text.size(); }
};

// Control characters must not reach a terminal or a log.
std::string shown(std::string_view text) {
  std::string safe;
  for (const char c : text.substr(0, 200)) {
    safe += std::isprint(static_cast<unsigned char>(c)) != 0 ? c : '?';
  }
  return safe;
}

std::unexpected<Fault> fault(UriProblem problem, std::size_t at, LocalizedMessage what) {
  return std::unexpected(Fault{problem, at, std::move(what)});
}

// The value of the only option of a transport, if given; any other option is a fault.
Parsed<std::optional<Part>> only_option(Part query, std::string_view known) {
  std::optional<Part> found;
  while (!query.text.empty()) {
    const Part pair = query.before(query.text.find('&'));
    query = pair.text.size() == query.text.size() ? query.from(query.text.size())
                                                  : query.from(pair.text.size() + 1);
    const std::size_t equals = pair.text.find('=');
    const Part key = pair.before(equals);
    if (key.text != known || known.empty()) {
      return fault(UriProblem::unknown_option, key.at,
                   known.empty()
                       ? LocalizedMessage(tr("this kind of feed has no option '{option}'"),
                                          {{"option", shown(key.text)}})
                       : LocalizedMessage(tr("unknown option '{option}'; this kind of feed knows '{known}'"),
                                          {{"option", shown(key.text)}, {"known", known}}));
    }
    if (equals == std::string_view::npos || equals + 1 == pair.text.size()) {
      return fault(UriProblem::bad_option, pair.end(),
                   LocalizedMessage(tr("option '{option}' has no value"), {{"option", known}}));
    }
    if (found) {
      return fault(UriProblem::bad_option, key.at,
                   LocalizedMessage(tr("option '{option}' is given twice"), {{"option", known}}));
    }
    found = pair.from(equals + 1);
  }
  return found;
}

template <typename Number>
std::optional<Number> whole_number(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) {
    return std::nullopt;
  }
  return number;
}

struct HostPort {
  std::string host;
  std::uint16_t port = 0;
};

Parsed<Part> host_of(Part authority, std::size_t& length) {
  if (authority.text.starts_with('[')) {
    const std::size_t close = authority.text.find(']');
    if (close == std::string_view::npos) {
      return fault(UriProblem::bad_host, authority.at, tr("'[' of an IPv6 address is never closed by ']'"));
    }
    length = close + 1;
    const Part host = authority.before(close).from(1);
    const auto is_ipv6 = [](char c) {
      return std::isxdigit(static_cast<unsigned char>(c)) != 0 || c == ':' || c == '.' || c == '%';
    };
    if (host.text.empty() || !std::ranges::all_of(host.text, is_ipv6)) {
      return fault(UriProblem::bad_host, host.at,
                   LocalizedMessage(tr("'{text}' is no IPv6 address"), {{"text", shown(host.text)}}));
    }
    return host;
  }
  const Part host = authority.before(authority.text.find(':'));
  length = host.text.size();
  if (host.text.empty()) {
    return fault(UriProblem::bad_host, host.at, tr("the host is missing"));
  }
  for (std::size_t i = 0; i < host.text.size(); ++i) {
    const char c = host.text[i];
    if (std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '.' && c != '-' && c != '_') {
      return fault(
          UriProblem::bad_host, host.at + i,
          LocalizedMessage(tr("'{text}' cannot stand in a host's name"), {{"text", shown({&c, 1})}}));
    }
  }
  return host;
}

Parsed<HostPort> host_and_port(Part authority, std::uint16_t lowest_port) {
  if (const std::size_t sign = authority.text.find('@'); sign != std::string_view::npos) {
    return fault(UriProblem::bad_host, authority.at, tr("a feed takes no user name or password"));
  }
  if (authority.text.ends_with('/')) {
    authority = authority.before(authority.text.size() - 1);
  }
  std::size_t host_length = 0;
  const auto host = host_of(authority, host_length);
  if (!host) {
    return std::unexpected(host.error());
  }
  const Part rest = authority.from(host_length);
  if (!rest.text.starts_with(':') || rest.text.size() == 1) {
    return fault(UriProblem::bad_port, rest.end(), tr("the port is missing (host:port)"));
  }
  const auto port = whole_number<std::uint16_t>(rest.text.substr(1));
  if (!port || *port < lowest_port) {
    return fault(UriProblem::bad_port, rest.at + 1,
                 LocalizedMessage(tr("'{text}' is no port ({lowest} to 65535)"),
                                  {{"text", shown(rest.text.substr(1))}, {"lowest", lowest_port}}));
  }
  return HostPort{std::string(host->text), *port};
}

// %20 and the like.
Parsed<std::string> path_of(Part path, const LocalizedMessage& what) {
  if (path.text.empty()) {
    return fault(UriProblem::bad_path, path.at, what);
  }
  std::string plain;
  for (std::size_t i = 0; i < path.text.size(); ++i) {
    if (path.text[i] != '%') {
      plain += path.text[i];
      continue;
    }
    unsigned code = 0;
    const std::string_view digits = path.text.substr(i + 1, 2);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
    if (digits.size() != 2 || error != std::errc{} || end != digits.data() + 2 || code == 0) {
      return fault(UriProblem::bad_path, path.at + i, tr("'%' is not followed by two hexadecimal digits"));
    }
    plain += static_cast<char>(code);
    i += 2;
  }
  return plain;
}

Parsed<FeedOptions> parse_tcp(Part place, Part query) {
  if (const auto none = only_option(query, ""); !none) {
    return std::unexpected(none.error());
  }
  auto at = host_and_port(place, 1);
  if (!at) {
    return std::unexpected(at.error());
  }
  return TcpOptions{std::move(at->host), at->port};
}

Parsed<FeedOptions> parse_tcp_listen(Part place, Part query) {
  const auto senders = only_option(query, "senders");
  if (!senders) {
    return std::unexpected(senders.error());
  }
  TcpListenOptions options;
  if (const auto& given = *senders) {
    const auto number = whole_number<std::size_t>(given->text);
    if (!number || *number < 1 || *number > 1'024) {
      return fault(UriProblem::bad_option, given->at,
                   LocalizedMessage(tr("senders={value}: give 1 to 1024"), {{"value", shown(given->text)}}));
    }
    options.max_senders = *number;
  }
  auto at = host_and_port(place, 0);
  if (!at) {
    return std::unexpected(at.error());
  }
  options.host = std::move(at->host);
  options.port = at->port;
  return options;
}

Parsed<FeedOptions> parse_udp(Part place, Part query) {
  if (const auto none = only_option(query, ""); !none) {
    return std::unexpected(none.error());
  }
  auto at = host_and_port(place, 0);
  if (!at) {
    return std::unexpected(at.error());
  }
  return UdpOptions{std::move(at->host), at->port};
}

// 224.0.0.0/4 (RFC 5771) or ff00::/8 (RFC 4291).
bool is_multicast_group(std::string_view host) {
  if (host.contains(':')) {
    return host.size() > 2 && std::tolower(static_cast<unsigned char>(host[0])) == 'f' &&
           std::tolower(static_cast<unsigned char>(host[1])) == 'f';
  }
  const auto first = whole_number<unsigned>(host.substr(0, host.find('.')));
  return first && *first >= 224 && *first <= 239 && std::ranges::count(host, '.') == 3;
}

Parsed<FeedOptions> parse_udp_multicast(Part place, Part query) {
  const auto interface_name = only_option(query, "interface");
  if (!interface_name) {
    return std::unexpected(interface_name.error());
  }
  auto at = host_and_port(place, 0);
  if (!at) {
    return std::unexpected(at.error());
  }
  if (!is_multicast_group(at->host)) {
    return fault(
        UriProblem::bad_host, place.at,
        LocalizedMessage(tr("'{text}' is no multicast group (224.0.0.0 to 239.255.255.255, or ff..)"),
                         {{"text", shown(at->host)}}));
  }
  UdpMulticastOptions options{std::move(at->host), at->port, {}};
  if (const auto& given = *interface_name) {
    options.interface_name = std::string(given->text);
  }
  return options;
}

constexpr auto kBaudRates = std::to_array<std::uint32_t>(
    {1'200, 2'400, 4'800, 9'600, 19'200, 38'400, 57'600, 115'200, 230'400, 460'800, 921'600});

Parsed<FeedOptions> parse_serial(Part place, Part query) {
  const auto baud = only_option(query, "baud");
  if (!baud) {
    return std::unexpected(baud.error());
  }
  SerialOptions options;
  if (const auto& given = *baud) {
    const auto number = whole_number<std::uint32_t>(given->text);
    if (!number || std::ranges::find(kBaudRates, *number) == kBaudRates.end()) {
      return fault(UriProblem::bad_option, given->at,
                   LocalizedMessage(tr("baud={value}: give one of {known}"),
                                    {{"value", shown(given->text)},
                                     {"known", fmt::format("{}", fmt::join(kBaudRates, ", "))}}));
    }
    options.baud = *number;
  }
  if (!place.text.empty() && !place.text.starts_with('/')) {
    return fault(UriProblem::bad_path, place.at,
                 tr("a serial device is an absolute path: serial:///dev/ttyUSB0"));
  }
  auto device = path_of(place, tr("the device is missing"));
  if (!device) {
    return std::unexpected(device.error());
  }
  options.device = std::move(*device);
  return options;
}

constexpr double kFastest = 1e6;

Parsed<FeedOptions> parse_file(Part place, Part query) {
  const auto speed = only_option(query, "speed");
  if (!speed) {
    return std::unexpected(speed.error());
  }
  FileOptions options;
  const auto& given = *speed;
  if (given && given->text == "max") {
    options.speed.reset();
  } else if (given) {
    const auto number = whole_number<double>(given->text);
    if (!number || !std::isfinite(*number) || *number <= 0 || *number > kFastest) {
      return fault(
          UriProblem::bad_option, given->at,
          LocalizedMessage(tr("speed={value}: give a number over 0 (1 is the recording's own pace) or max"),
                           {{"value", shown(given->text)}}));
    }
    options.speed = number;
  }
  auto path = path_of(place, tr("the file's path is missing"));
  if (!path) {
    return std::unexpected(path.error());
  }
  options.path = std::move(*path);
  return options;
}

struct Scheme {
  std::string_view name;
  Parsed<FeedOptions> (*parse)(Part place, Part query);
};

constexpr auto kSchemes = std::to_array<Scheme>({
    {"tcp", parse_tcp},
    {"tcp-listen", parse_tcp_listen},
    {"udp", parse_udp},
    {"udp-multicast", parse_udp_multicast},
    {"serial", parse_serial},
    {"file", parse_file},
});

Parsed<FeedOptions> parse(Part uri) {
  if (uri.text.size() > kMaxUri) {
    return fault(UriProblem::no_scheme, kMaxUri,
                 LocalizedMessage(tr("longer than {n} characters"), {{"n", kMaxUri}}));
  }
  const std::size_t colon = uri.text.find("://");
  if (colon == std::string_view::npos) {
    return fault(UriProblem::no_scheme, 0, tr("no '://': a feed is written like tcp://host:port"));
  }
  const std::string_view name = uri.text.substr(0, colon);
  const auto scheme = std::ranges::find(kSchemes, name, &Scheme::name);
  if (scheme == kSchemes.end()) {
    std::string known;
    for (const auto& each : kSchemes) {
      known += fmt::format("{}{}", known.empty() ? "" : ", ", each.name);
    }
    return fault(UriProblem::unknown_scheme, 0,
                 LocalizedMessage(tr("unknown kind of feed '{kind}'; known are {known}"),
                                  {{"kind", shown(name)}, {"known", known}}));
  }
  const Part rest = uri.from(colon + 3);
  const std::size_t question = rest.text.find('?');
  const Part query =
      question == std::string_view::npos ? rest.from(rest.text.size()) : rest.from(question + 1);
  return scheme->parse(rest.before(question), query);
}

}  // namespace

std::expected<FeedOptions, UriError> parse_uri(std::string_view uri) {
  auto parsed = parse(Part{uri, 0});
  if (parsed) {
    return *std::move(parsed);
  }
  const Fault& found = parsed.error();
  return std::unexpected(
      UriError{found.problem, found.at + 1,
               LocalizedMessage(tr("feed '{uri}': {what} (character {n})"),
                                {{"uri", shown(uri)}, {"what", found.what}, {"n", found.at + 1}})});
}

}  // namespace selat::feed
