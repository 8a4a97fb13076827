#include "feed/plain_traffic.h"

#include <algorithm>
#include <array>

#include "feed/host_address.h"
#include "feed/peer_ranges.h"
#include "feed/uri.h"

namespace selat::feed {
namespace {

constexpr std::string_view kEncrypted = "mqtts://";

// Of a URI, with or without its port; nothing where it names no host.
std::optional<std::string> host_of(std::string_view text) {
  static constexpr std::array kWithoutHost = {std::string_view("file"), std::string_view("serial")};
  const auto uri = split_uri(text);
  if (!uri || std::ranges::find(kWithoutHost, uri->scheme) != kWithoutHost.end()) {
    return std::nullopt;
  }
  const std::string_view authority = uri->place.text.substr(0, uri->place.text.find('/'));
  const std::string_view place = authority.substr(authority.rfind('@') + 1);  // all of it without an '@'
  const std::string_view host =
      place.starts_with('[') ? place.substr(1, place.find(']') - 1) : place.substr(0, place.find(':'));
  return host.empty() ? std::nullopt : std::optional(std::string(host));
}

// Whether the host of the URI is that of the peer, and not the address at which we listen.
bool is_of_peer(std::string_view uri, Flow flow) {
  const std::string_view scheme = uri.substr(0, uri.find("://"));
  const bool listens = scheme.ends_with("-listen") || scheme == "udp-multicast";
  return flow == Flow::in ? !listens && scheme != "udp" : scheme == "udp";
}

bool is_beyond(const std::string& host) {
  const auto address = address_of(host);
  return !address || !address->is_loopback();
}

}  // namespace

bool is_plain_beyond_machine(std::string_view text) {
  const std::string uri = usual_uri(text);
  const auto host = host_of(uri);
  return host && is_beyond(*host) && !uri.starts_with(kEncrypted);
}

std::optional<PlainProblem> plain_problem(std::string_view text, Flow flow, const PlainConsent& consent) {
  const std::string uri = usual_uri(text);
  const auto peers = PeerRanges::parse(consent.peers);
  if (!peers) {
    return PlainProblem{"peers", peers.error(), tr("list addresses and ranges with blanks between")};
  }
  const auto host = host_of(uri);
  if (!host || !is_beyond(*host) || uri.starts_with(kEncrypted)) {
    return std::nullopt;
  }
  if (consent.peers.empty()) {
    return PlainProblem{
        "uri", tr("is beyond this machine, where anybody could speak or listen"),
        tr("list whose addresses may, such as peers = \"192.0.2.0/24\", with unencrypted = true")};
  }
  if (!consent.is_unencrypted) {
    return PlainProblem{"uri", tr("travels unencrypted beyond this machine"),
                        tr("say unencrypted = true if that is meant")};
  }
  const auto address = address_of(*host);
  if (address && is_of_peer(uri, flow) && !peers->contains(*address)) {
    return PlainProblem{"uri", tr("is not among the peers"), tr("add its address to peers")};
  }
  return std::nullopt;
}

}  // namespace selat::feed
