#include "feed/feed_table.h"

#include <algorithm>
#include <array>
#include <utility>

#include "feed/transports.h"

namespace selat::feed {
namespace {

Parsed<const FeedKind*> kind_of(std::string_view scheme) {
  const auto kinds = feed_table();
  const auto kind = std::ranges::find(kinds, scheme, &FeedKind::scheme);
  if (kind != kinds.end()) {
    return &*kind;
  }
  std::string known;
  for (const FeedKind& each : kinds) {
    known += (known.empty() ? "" : ", ") + std::string(each.scheme);
  }
  return fault(UriProblem::unknown_scheme, 0,
               LocalizedMessage(tr("unknown kind of feed '{kind}'; known are {known}"),
                                {{"kind", shown(scheme)}, {"known", known}}));
}

Parsed<ConfiguredFeed> parse(std::string_view text) {
  const auto uri = split_uri(text);
  if (!uri) {
    return std::unexpected(uri.error());
  }
  const auto kind = kind_of(uri->scheme);
  if (!kind) {
    return std::unexpected(kind.error());
  }
  auto make = (*kind)->parse(*uri);
  if (!make) {
    return std::unexpected(std::move(make.error()));
  }
  return ConfiguredFeed{*kind, *std::move(make)};
}

}  // namespace

std::span<const FeedKind> feed_table() {
  static const std::array table = {
      kTcpFeed,          kGpsdFeed, kTcpListenFeed, kHttpListenFeed, kUdpFeed,
      kUdpMulticastFeed, kMqttFeed, kMqttsFeed,     kSerialFeed,     kFileFeed,
  };
  return table;
}

std::expected<ConfiguredFeed, UriError> parse_uri(std::string_view uri) {
  auto parsed = parse(usual_uri(uri));
  if (parsed) {
    return *std::move(parsed);
  }
  const UriFault& found = parsed.error();
  const LocalizedMessage what(tr("{what} (character {n})"), {{"what", found.what}, {"n", found.at + 1}});
  return std::unexpected(
      UriError{found.problem, found.at + 1, what,
               LocalizedMessage(tr("feed '{uri}': {what}"), {{"uri", shown(uri)}, {"what", what}})});
}

}  // namespace selat::feed
