#include "feed/peer_ranges.h"

#include <algorithm>
#include <utility>

#include <boost/asio/ip/address.hpp>

#include "feed/uri.h"

namespace selat::feed {
namespace {

namespace ip = boost::asio::ip;

constexpr unsigned kAllBits = 128;
constexpr unsigned kMappedBits = 96;  // before an IPv4 address
constexpr unsigned kWidest = 16;
constexpr unsigned kWidestOfIpv4 = kMappedBits + 8;

std::array<std::uint8_t, 16> bytes_of(const ip::address& address) {
  const ip::address_v6 six =
      address.is_v4() ? ip::make_address_v6(ip::v4_mapped, address.to_v4()) : address.to_v6();
  return six.to_bytes();
}

bool are_equal(const std::array<std::uint8_t, 16>& one, const std::array<std::uint8_t, 16>& other,
               unsigned bits) {
  const unsigned whole = bits / 8;
  if (!std::equal(one.begin(), one.begin() + whole, other.begin())) {
    return false;
  }
  const auto mask = static_cast<std::uint8_t>(0xff00U >> (bits % 8));
  return bits % 8 == 0 || ((one[whole] ^ other[whole]) & mask) == 0;
}

}  // namespace

std::expected<PeerRanges::Range, LocalizedMessage> PeerRanges::parse_one(std::string_view text) {
  const auto slash = text.find('/');
  boost::system::error_code is_none;
  const ip::address address = ip::make_address(std::string(text.substr(0, slash)), is_none);
  const unsigned before = !is_none && address.is_v4() ? kMappedBits : 0;
  const auto length = slash == std::string_view::npos ? std::optional(kAllBits - before)
                                                      : whole_number<unsigned>(text.substr(slash + 1));
  if (is_none || !length || *length > kAllBits - before) {
    return std::unexpected(
        LocalizedMessage(tr("'{text}' is no range of addresses, such as 192.0.2.0/24 or 2001:db8::/48"),
                         {{"text", shown(text)}}));
  }
  const unsigned bits = before + *length;
  const bool is_ipv4 = before > 0 || address.to_v6().is_v4_mapped();
  if (bits < (is_ipv4 ? kWidestOfIpv4 : kWidest)) {
    return std::unexpected(
        LocalizedMessage(tr("'{text}' is wider than a /8, or a /16 of IPv6"), {{"text", shown(text)}}));
  }
  return Range{bytes_of(address), bits};
}

std::expected<PeerRanges, LocalizedMessage> PeerRanges::parse(std::span<const std::string> ranges) {
  PeerRanges parsed;
  for (const std::string& text : ranges) {
    const auto range = parse_one(text);
    if (!range) {
      return std::unexpected(range.error());
    }
    parsed.ranges_.push_back(*range);
  }
  return parsed;
}

bool PeerRanges::contains(const ip::address& address) const {
  const auto bytes = bytes_of(address);
  return std::ranges::any_of(ranges_,
                             [&](const Range& range) { return are_equal(range.address, bytes, range.bits); });
}

}  // namespace selat::feed
