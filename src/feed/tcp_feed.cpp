#include "feed/tcp_client.h"
#include "feed/transports.h"

namespace selat::feed {
namespace {

Parsed<MakeFeed> parse(const Uri& uri) {
  return tcp_client_of(uri, "");
}

}  // namespace

constinit const FeedKind kTcpFeed = {
    .scheme = "tcp",
    .form = "tcp://host:port?reconnect_after=300",
    .summary = tr("connects to a sender and reconnects; if asked to, also after so many seconds of silence"),
    .parse = parse,
};

}  // namespace selat::feed
