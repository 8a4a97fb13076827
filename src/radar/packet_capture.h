#pragma once
// A capture of network traffic as tcpdump and Wireshark write it (pcap): what its UDP datagrams carry, with
// the time of each. One object a file; holds one packet at most, and what one read added; not thread-safe.
// Sources: draft-ietf-opsawg-pcap; RFC 768, 791, 8200.

#include <cstdint>
#include <functional>
#include <vector>

#include "radar/asterix/item.h"
#include "units/instant.h"

namespace selat::radar {

// Whether a file begins as one does.
[[nodiscard]] bool looks_like_capture(Bytes start);

class PacketCapture {
 public:
  using TakePayload = std::function<void(Bytes payload, Instant at)>;

  // The next bytes of the file, however many. False: what follows is no packet.
  [[nodiscard]] bool add(Bytes bytes, const TakePayload& take);

  [[nodiscard]] std::uint64_t packets() const { return packets_; }

 private:
  [[nodiscard]] std::uint32_t number_at(std::size_t at) const;
  void read_head();

  std::vector<std::uint8_t> held_;
  bool has_head_ = false;
  bool is_little_endian_ = false;
  bool has_nanoseconds_ = false;
  std::uint32_t link_type_ = 0;
  std::uint64_t packets_ = 0;
};

}  // namespace selat::radar
