#include "feed/uri.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include <arpa/inet.h>

namespace selat::feed {
namespace {

constexpr std::size_t kMaxUri = 4'096;

bool is_ipv4(const std::string& text) {
  in_addr address{};
  return ::inet_pton(AF_INET, text.c_str(), &address) == 1;
}

// Also with the interface it is on: fe80::1%eth0.
bool is_ipv6(const std::string& text) {
  in6_addr address{};
  return ::inet_pton(AF_INET6, text.substr(0, text.find('%')).c_str(), &address) == 1;
}

Parsed<UriPart> host_of(UriPart authority, std::size_t& length) {
  if (authority.text.starts_with('[')) {
    const std::size_t close = authority.text.find(']');
    if (close == std::string_view::npos) {
      return fault(UriProblem::bad_host, authority.at, tr("'[' of an IPv6 address is never closed by ']'"));
    }
    length = close + 1;
    const UriPart host = authority.before(close).from(1);
    if (!is_ipv6(std::string(host.text))) {
      return fault(UriProblem::bad_host, host.at,
                   LocalizedMessage(tr("'{text}' is no IPv6 address"), {{"text", shown(host.text)}}));
    }
    return host;
  }
  UriPart host = authority.before(authority.text.find(':'));
  length = host.text.size();
  if (host.text.size() > 1 && host.text.ends_with('.')) {
    host = host.before(host.text.size() - 1);
  }
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
  const bool is_number = host.text.find_first_not_of("0123456789.") == std::string_view::npos;
  if (is_number && !is_ipv4(std::string(host.text))) {
    return fault(UriProblem::bad_host, host.at,
                 LocalizedMessage(tr("'{text}' is no IPv4 address"), {{"text", shown(host.text)}}));
  }
  return host;
}

std::unexpected<UriFault> unknown_option(const UriPart& key, std::span<const std::string_view> known) {
  if (known.empty()) {
    return fault(
        UriProblem::unknown_option, key.at,
        LocalizedMessage(tr("this kind of feed has no option '{option}'"), {{"option", shown(key.text)}}));
  }
  std::string names(known.front());
  for (const std::string_view name : known.subspan(1)) {
    names += "', '" + std::string(name);
  }
  return fault(UriProblem::unknown_option, key.at,
               LocalizedMessage(tr("unknown option '{option}'; this kind of feed knows '{known}'"),
                                {{"option", shown(key.text)}, {"known", names}}));
}

}  // namespace

std::unexpected<UriFault> fault(UriProblem problem, std::size_t at, LocalizedMessage what) {
  return std::unexpected(UriFault{problem, at, std::move(what)});
}

std::string shown(std::string_view text) {
  std::string safe;
  for (const char c : text.substr(0, 200)) {
    safe += std::isprint(static_cast<unsigned char>(c)) != 0 ? c : '?';
  }
  return safe;
}

std::string in_small_letters(std::string_view text) {
  std::string small(text);
  std::ranges::transform(small, small.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return small;
}

std::string usual_uri(std::string_view uri) {
  std::string usual(uri);
  const std::size_t colon = std::min(uri.find("://"), uri.size());
  usual.replace(0, colon, in_small_letters(uri.substr(0, colon)));
  const std::string_view scheme = std::string_view(usual).substr(0, colon);
  if (colon == uri.size() || scheme == "file" || scheme == "serial") {
    return usual;
  }
  const std::size_t begin = colon + 3, end = std::min(uri.find_first_of("/?", begin), uri.size());
  const std::size_t sign = uri.substr(begin, end - begin).rfind('@');
  const std::size_t host = sign == std::string_view::npos ? begin : begin + sign + 1;
  // The name of an interface behind an IPv6 address stays as it is: fe80::1%Eth0.
  const std::size_t host_end = std::min(uri.find('%', host), end);
  return usual.replace(host, host_end - host, in_small_letters(uri.substr(host, host_end - host)));
}

Parsed<Uri> split_uri(std::string_view uri) {
  if (uri.size() > kMaxUri) {
    return fault(UriProblem::no_scheme, kMaxUri,
                 LocalizedMessage(tr("longer than {n} characters"), {{"n", kMaxUri}}));
  }
  const std::size_t colon = uri.find("://");
  if (colon == std::string_view::npos) {
    return fault(UriProblem::no_scheme, 0, tr("no '://': a feed is written like tcp://host:port"));
  }
  const UriPart rest = UriPart{uri, 0}.from(colon + 3);
  const std::size_t question = rest.text.find('?');
  return Uri{uri.substr(0, colon), rest.before(question),
             rest.from(question == std::string_view::npos ? rest.text.size() : question + 1)};
}

Parsed<std::optional<UriPart>> only_option(UriPart query, std::string_view known) {
  const auto values = options_of(query, std::span(&known, known.empty() ? 0U : 1U));
  if (!values) {
    return std::unexpected(values.error());
  }
  return values->empty() ? std::nullopt : values->front();
}

Parsed<std::vector<std::optional<UriPart>>> options_of(UriPart query,
                                                       std::span<const std::string_view> known) {
  std::vector<std::optional<UriPart>> values(known.size());
  while (!query.text.empty()) {
    const UriPart pair = query.before(query.text.find('&'));
    query = pair.text.size() == query.text.size() ? query.from(query.text.size())
                                                  : query.from(pair.text.size() + 1);
    const std::size_t equals = pair.text.find('=');
    const UriPart key = pair.before(equals);
    const auto place = std::ranges::find(known, key.text);
    if (place == known.end()) {
      return unknown_option(key, known);
    }
    if (equals == std::string_view::npos || equals + 1 == pair.text.size()) {
      return fault(UriProblem::bad_option, pair.end(),
                   LocalizedMessage(tr("option '{option}' has no value"), {{"option", key.text}}));
    }
    std::optional<UriPart>& value = values[static_cast<std::size_t>(place - known.begin())];
    if (value) {
      return fault(UriProblem::bad_option, key.at,
                   LocalizedMessage(tr("option '{option}' is given twice"), {{"option", key.text}}));
    }
    value = pair.from(equals + 1);
  }
  return values;
}

std::optional<std::uint16_t> usual_port(std::string_view scheme) {
  static constexpr std::array kPorts = {
      std::pair<std::string_view, std::uint16_t>("gpsd", 2947),
      std::pair<std::string_view, std::uint16_t>("mqtt", 1883),
      std::pair<std::string_view, std::uint16_t>("mqtts", 8883),
  };
  for (const auto& [name, port] : kPorts) {
    if (name == scheme) {
      return port;
    }
  }
  return std::nullopt;
}

Parsed<HostPort> host_and_port(UriPart authority, std::uint16_t lowest_port,
                               std::optional<std::uint16_t> usual) {
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
  const UriPart rest = authority.from(host_length);
  if (rest.text.empty() && usual) {
    return HostPort{std::string(host->text), *usual};
  }
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

Parsed<std::string> path_of(UriPart path, const LocalizedMessage& what) {
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

Parsed<std::string> file_path_of(UriPart path, const LocalizedMessage& what) {
  if (path.text.starts_with('~')) {
    return fault(UriProblem::bad_path, path.at, tr("only a shell fills in '~': write the whole path"));
  }
  return path_of(path, what);
}

}  // namespace selat::feed
