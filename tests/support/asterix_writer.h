#pragma once
// Writes ASTERIX as a radar would, from what the specification says alone: nothing here comes from src/radar.

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace selat::test {

using AsterixBytes = std::vector<std::uint8_t>;

// The lowest `size` bytes of a number, the highest first.
inline AsterixBytes big_endian(std::int64_t value, std::size_t size) {
  AsterixBytes bytes(size);
  for (std::size_t i = size; i > 0; --i) {
    bytes[i - 1] = static_cast<std::uint8_t>(value & 0xFF);
    value >>= 8;
  }
  return bytes;
}

inline AsterixBytes operator+(AsterixBytes a, const AsterixBytes& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

// Items by their field reference number, that is their place in the record, counted from 1.
class AsterixRecord {
 public:
  AsterixRecord& item(unsigned number, AsterixBytes bytes) {
    items_[number] = std::move(bytes);
    return *this;
  }
  [[nodiscard]] AsterixBytes bytes() const {
    const unsigned last = items_.empty() ? 1 : items_.rbegin()->first;
    AsterixBytes record((last + 6) / 7);
    for (std::size_t i = 0; i + 1 < record.size(); ++i) {
      record[i] = 1;
    }
    for (const auto& [number, item] : items_) {
      record[(number - 1) / 7] |= static_cast<std::uint8_t>(0x80U >> ((number - 1) % 7));
    }
    for (const auto& [number, item] : items_) {
      record.insert(record.end(), item.begin(), item.end());
    }
    return record;
  }

 private:
  std::map<unsigned, AsterixBytes> items_;
};

inline AsterixBytes asterix_block(std::uint8_t category, const AsterixBytes& records) {
  return AsterixBytes{category} + big_endian(static_cast<std::int64_t>(records.size()) + 3, 2) + records;
}

// A capture of datagrams to port 8600 of loopback, as tcpdump and Wireshark write them (link type 101).
inline std::string packet_capture(const std::vector<AsterixBytes>& datagrams, std::uint32_t unix_s) {
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
