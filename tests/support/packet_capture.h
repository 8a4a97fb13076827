#pragma once
// Captures of network traffic, as tcpdump and Wireshark write them.

#include <cstdint>
#include <string>
#include <vector>

#include "radar/asterix/writer.h"

namespace selat::test {

// A capture of datagrams to port 8600 of loopback, as tcpdump and Wireshark write them (link type 101).
inline std::string packet_capture(const std::vector<radar::AsterixBytes>& datagrams, std::uint32_t unix_s) {
  using radar::big_endian;
  using radar::operator+;
  using radar::AsterixBytes;
  std::string file;
  const auto put = [&file](const AsterixBytes& bytes) { file.append(bytes.begin(), bytes.end()); };
  put(big_endian(0xA1B2C3D4, 4) + big_endian(2, 2) + big_endian(4, 2) + big_endian(0, 8) +
      big_endian(65'535, 4) + big_endian(101, 4));
  for (const AsterixBytes& datagram : datagrams) {
    const auto size = static_cast<std::int64_t>(datagram.size());
    const AsterixBytes loopback = big_endian(0x7F000001, 4);
    const AsterixBytes ip = AsterixBytes{0x45, 0} + big_endian(28 + size, 2) + big_endian(0, 4) +
                            AsterixBytes{64, 17} + big_endian(0, 2) + loopback + loopback;
    const AsterixBytes udp =
        big_endian(40'000, 2) + big_endian(8'600, 2) + big_endian(8 + size, 2) + big_endian(0, 2);
    put(big_endian(unix_s, 4) + big_endian(0, 4) + big_endian(28 + size, 4) + big_endian(28 + size, 4) + ip +
        udp + datagram);
  }
  return file;
}

}  // namespace selat::test
