#include "cli/feed_options.h"

#include "cli/named_feeds.h"
#include "cli/settings_places.h"
#include "feed/plain_traffic.h"

namespace selat::cli {

void FeedOptions::describe(CommandLine& line, MessageId help_of_feed) {
  line.option("--feed", verbatim("URI|NAME=URI"), uris_, help_of_feed);
  line.option("--peers", tr("RANGE"), peers_,
              tr("Who may send to a --feed beyond this machine: an address, or a range such as 192.0.2.0/24; "
                 "may be repeated."));
  line.flag("--unencrypted", is_unencrypted_,
            tr("The lines of a --feed beyond this machine may be read and forged on their way, and that is "
               "meant."));
}

std::vector<config::FeedSettings> FeedOptions::feeds(const config::Settings& settings) const {
  std::vector<config::FeedSettings> feeds = named_feeds(uris_);
  config::Settings others = settings;  // which these feeds are to work beside
  others.feeds.clear();
  for (config::FeedSettings& feed : feeds) {
    feed.peers = peers_;
    feed.is_unencrypted = is_unencrypted_;
    if (const auto problem = feed::plain_problem(feed.uri, feed::Flow::in, {peers_, is_unencrypted_})) {
      throw runtime::UsageError(
          LocalizedMessage(tr("--feed {uri}: {problem}; name its peers with --peers 192.0.2.0/24, and say "
                              "--unencrypted"),
                           {{"uri", feed.uri}, {"problem", problem->found}}));
    }
    if (const auto problem = place_problem(feed, others)) {
      throw runtime::UsageError(
          {tr("--feed {uri}: {problem}; {advice}"),
           {{"uri", feed.uri}, {"problem", problem->found}, {"advice", problem->expected}}});
    }
    others.feeds.push_back(feed);
  }
  return feeds;
}

std::vector<std::string> FeedOptions::arguments() const {
  std::vector<std::string> words;
  for (const std::string& uri : uris_) {
    words.insert(words.end(), {"--feed", uri});
  }
  for (const std::string& range : peers_) {
    words.insert(words.end(), {"--peers", range});
  }
  if (is_unencrypted_) {
    words.emplace_back("--unencrypted");
  }
  return words;
}

}  // namespace selat::cli
