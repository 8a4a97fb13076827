#include "feed/tcp_client.h"
#include "feed/transports.h"

namespace selat::feed {
namespace {

// gpsd sends nothing until it is asked: here for the sentences of all its devices, and its JSON for AIS that
// came to it in another form.
constexpr std::string_view kWatch =
    "?WATCH={\"enable\":true,\"nmea\":true,\"json\":true,\"scaled\":false};\n";

Parsed<MakeFeed> parse(const Uri& uri) {
  return tcp_client_of(uri, kWatch);
}

}  // namespace

constinit const FeedKind kGpsdFeed = {
    .scheme = "gpsd",
    .form = "gpsd://host:port?reconnect_after=300",
    .summary = tr("the sentences that a gpsd receives, at port 2947 if none is written"),
    .parse = parse,
};

}  // namespace selat::feed
