#pragma once
// The grammar that the URIs of all feeds share: scheme://place?option=value. Each kind of feed reads its
// place and its option in its own file, by the functions below. They open and resolve nothing.
//
// IPv6 addresses are written in brackets. Paths may contain %20 and the like. A feed URI contains no secret:
// user names and passwords are refused, so a URI may be shown as it is.
//
// Thread: any. Pure.

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/enum_names.h"
#include "base/localized_message.h"

namespace selat::feed {

enum class UriProblem : std::uint8_t {
  no_scheme,
  unknown_scheme,
  bad_host,
  bad_port,
  bad_path,
  unknown_option,
  bad_option,
};

// What is wrong, and at which character of the URI (counted from 0 here).
struct UriFault {
  UriProblem problem;
  std::size_t at;
  LocalizedMessage what;
};

template <typename T>
using Parsed = std::expected<T, UriFault>;

[[nodiscard]] std::unexpected<UriFault> fault(UriProblem problem, std::size_t at, LocalizedMessage what);

// A part of the URI and its place there, so that a fault can name the place.
struct UriPart {
  std::string_view text;
  std::size_t at = 0;

  [[nodiscard]] UriPart from(std::size_t begin) const { return {text.substr(begin), at + begin}; }
  [[nodiscard]] UriPart before(std::size_t end) const { return {text.substr(0, end), at}; }
  [[nodiscard]] std::size_t end() const { return at + text.size(); }
};

[[nodiscard]] std::string in_small_letters(std::string_view text);
// The same URI, as long as it was, with its scheme and its host, which mean the same in any case, in small
// letters.
[[nodiscard]] std::string usual_uri(std::string_view uri);

// A view of the text it was split from.
struct Uri {
  std::string_view scheme;
  UriPart place;  // between :// and ?
  UriPart query;  // after ?
};
[[nodiscard]] Parsed<Uri> split_uri(std::string_view uri);

// The value of the only option of a kind of feed, if given; any other option is a fault. Empty: it has none.
[[nodiscard]] Parsed<std::optional<UriPart>> only_option(UriPart query, std::string_view known);
// The same for a kind with several: their values, in the order of `known`.
[[nodiscard]] Parsed<std::vector<std::optional<UriPart>>> options_of(UriPart query,
                                                                     std::span<const std::string_view> known);

struct HostPort {
  std::string host;
  std::uint16_t port = 0;  // 0, where it is allowed: any free one
};
// `usual` is the port where none is written; nothing: one must be.
[[nodiscard]] Parsed<HostPort> host_and_port(UriPart place, std::uint16_t lowest_port,
                                             std::optional<std::uint16_t> usual = {});
// The port at which services of that scheme usually are.
[[nodiscard]] std::optional<std::uint16_t> usual_port(std::string_view scheme);

// With %20 and the like replaced. `missing` is what is wrong with an empty one.
[[nodiscard]] Parsed<std::string> path_of(UriPart place, const LocalizedMessage& missing);
// The same of a file or a device.
[[nodiscard]] Parsed<std::string> file_path_of(UriPart place, const LocalizedMessage& missing);

// A part as it may stand in a message: control characters must not reach a terminal or a log.
[[nodiscard]] std::string shown(std::string_view text);

template <typename Number>
[[nodiscard]] std::optional<Number> whole_number(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) {
    return std::nullopt;
  }
  return number;
}

}  // namespace selat::feed

namespace selat {
template <>
inline constexpr auto enum_names<feed::UriProblem> = std::to_array<std::string_view>(
    {"no_scheme", "unknown_scheme", "bad_host", "bad_port", "bad_path", "unknown_option", "bad_option"});
}  // namespace selat
