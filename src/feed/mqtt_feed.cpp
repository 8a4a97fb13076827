#include <array>

#include "feed/mqtt_client.h"
#include "feed/transports.h"

namespace selat::feed {
namespace {

Parsed<MakeFeed> parse(const Uri& uri) {
  static constexpr std::array<std::string_view, 1> kOptions = {"password_file"};
  const auto files = files_of(uri, kOptions);
  if (!files) {
    return std::unexpected(files.error());
  }
  return mqtt_client_of(uri, files->front(), {});
}

}  // namespace

constinit const FeedKind kMqttFeed = {
    .scheme = "mqtt",
    .form = "mqtt://user@host:port/ais/#?password_file=/etc/selat/mqtt",
    .summary = tr("sentences or JSON that a broker has under a topic, at port 1883 if none is written"),
    .parse = parse,
};

}  // namespace selat::feed
