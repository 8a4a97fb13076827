#pragma once
// The kinds of feeds; each is defined in the file of its scheme.

#include "feed/feed_kind.h"

namespace selat::feed {

extern const FeedKind kTcpFeed;
extern const FeedKind kGpsdFeed;
extern const FeedKind kTcpListenFeed;
extern const FeedKind kHttpListenFeed;
extern const FeedKind kUdpFeed;
extern const FeedKind kUdpMulticastFeed;
extern const FeedKind kMqttFeed;
extern const FeedKind kMqttsFeed;
extern const FeedKind kSerialFeed;
extern const FeedKind kFileFeed;

}  // namespace selat::feed
