#pragma once
// Ranges of network addresses, IPv4 and IPv6: the peers of a plain feed or output, whose lines travel neither
// encrypted nor signed.
//
// Thread: any. Pure.

#include <array>
#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/localized_message.h"

namespace boost::asio::ip {
class address;
}

namespace selat::feed {

class PeerRanges {
 public:
  // "192.0.2.0/24", "2001:db8::/32", or one address. Refused is what is neither, and what is wider than a /8
  // or a /16 of IPv6: such a list would name nobody.
  [[nodiscard]] static std::expected<PeerRanges, LocalizedMessage> parse(std::span<const std::string> ranges);

  [[nodiscard]] bool empty() const { return ranges_.empty(); }
  [[nodiscard]] bool contains(const boost::asio::ip::address& address) const;

 private:
  struct Range {
    std::array<std::uint8_t, 16> address;  // of IPv4 as IPv6 maps it
    unsigned bits;
  };
  [[nodiscard]] static std::expected<Range, LocalizedMessage> parse_one(std::string_view text);

  std::vector<Range> ranges_;
};

}  // namespace selat::feed
