#include "cli/named_feeds.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "cli/command_line.h"
#include "feed/feed_table.h"
#include "model/report.h"

namespace selat::cli {
namespace {

// An '=' after the scheme belongs to the options of the URI, not to the name.
config::FeedSettings named_feed(const std::string& argument, std::size_t place) {
  config::FeedSettings feed;
  const std::size_t equals = argument.find('=');
  const bool has_name = equals != std::string::npos && equals < argument.find("://");
  feed.name = has_name ? argument.substr(0, equals) : fmt::format("feed-{}", place);
  feed.uri = has_name ? argument.substr(equals + 1) : argument;
  feed.source = feed.name;
  const auto is_plain = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_' || c == '.';
  };
  if (feed.name.empty() || feed.name.size() > model::FeedName::capacity() ||
      !std::ranges::all_of(feed.name, is_plain)) {
    throw runtime::UsageError(
        LocalizedMessage(tr("--feed {feed}: a feed's name has 1 to {n} letters, digits, '-', '_' or '.'"),
                         {{"feed", argument}, {"n", model::FeedName::capacity()}}));
  }
  if (const auto configured = feed::parse_uri(feed.uri); !configured) {
    throw runtime::UsageError(configured.error().message);
  }
  return feed;
}

}  // namespace

std::vector<config::FeedSettings> named_feeds(const std::vector<std::string>& arguments) {
  std::vector<config::FeedSettings> feeds;
  for (const auto& argument : arguments) {
    auto feed = named_feed(argument, feeds.size() + 1);
    if (std::ranges::find(feeds, feed.name, &config::FeedSettings::name) != feeds.end()) {
      throw runtime::UsageError(LocalizedMessage(
          tr("--feed: there is another feed '{feed}'; give each a name of its own"), {{"feed", feed.name}}));
    }
    feeds.push_back(std::move(feed));
  }
  return feeds;
}

}  // namespace selat::cli
