#include <array>

#include "feed/mqtt_client.h"
#include "feed/transports.h"

namespace selat::feed {
namespace {

Parsed<MakeFeed> parse(const Uri& uri) {
  static constexpr std::array<std::string_view, 4> kOptions = {"password_file", "ca_file", "cert_file",
                                                               "key_file"};
  const auto files = files_of(uri, kOptions);
  if (!files) {
    return std::unexpected(files.error());
  }
  const std::string &authorities = (*files)[1], &certificate = (*files)[2], &key = (*files)[3];
  if (certificate.empty() != key.empty()) {
    return fault(UriProblem::bad_option, uri.query.at, tr("cert_file and key_file belong together"));
  }
  return mqtt_client_of(uri, files->front(),
                        mqtt::TlsOptions{.authorities = authorities, .certificate = certificate, .key = key});
}

}  // namespace

constinit const FeedKind kMqttsFeed = {
    .scheme = "mqtts",
    .form = "mqtts://user@host:port/ais/#?ca_file=/etc/selat/ca.pem",
    .summary =
        tr("the same, encrypted; the broker's certificate must be signed by one of ca_file, else by one "
           "the system trusts. Further options: password_file, and cert_file with key_file of our own. "
           "Port 8883 if none is written"),
    .parse = parse,
};

}  // namespace selat::feed
