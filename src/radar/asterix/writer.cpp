#include "radar/asterix/writer.h"

namespace selat::radar {
namespace {

constexpr unsigned kItemsOfAByte = 7;  // its last bit says whether another byte follows
constexpr std::int64_t kBlockHead = 3;

}  // namespace

AsterixBytes big_endian(std::int64_t value, std::size_t size) {
  AsterixBytes bytes(size);
  for (std::size_t i = size; i > 0; --i) {
    bytes[i - 1] = static_cast<std::uint8_t>(value & 0xFF);
    value >>= 8;
  }
  return bytes;
}

AsterixBytes operator+(AsterixBytes a, const AsterixBytes& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

AsterixBytes AsterixRecord::bytes() const {
  const unsigned last = items_.empty() ? 1 : items_.rbegin()->first;
  AsterixBytes record((last + kItemsOfAByte - 1) / kItemsOfAByte);
  for (std::size_t i = 0; i + 1 < record.size(); ++i) {
    record[i] = 1;
  }
  for (const auto& [number, item] : items_) {
    record[(number - 1) / kItemsOfAByte] |=
        static_cast<std::uint8_t>(0x80U >> ((number - 1) % kItemsOfAByte));
  }
  for (const auto& [number, item] : items_) {
    record.insert(record.end(), item.begin(), item.end());
  }
  return record;
}

AsterixBytes asterix_block(std::uint8_t category, const AsterixBytes& records) {
  return AsterixBytes{category} + big_endian(static_cast<std::int64_t>(records.size()) + kBlockHead, 2) +
         records;
}

}  // namespace selat::radar
