#pragma once
// The bytes of ASTERIX: numbers, records of items by their place, data blocks of records. What stands in an
// item is its category's (encode.h). Thread-safe. Source: EUROCONTROL-SPEC-0149-1, §4.

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

namespace selat::radar {

using AsterixBytes = std::vector<std::uint8_t>;

// The lowest `size` bytes of a number, the highest first.
[[nodiscard]] AsterixBytes big_endian(std::int64_t value, std::size_t size);
[[nodiscard]] AsterixBytes operator+(AsterixBytes a, const AsterixBytes& b);

// Items by their field reference number, that is their place in the record, counted from 1.
class AsterixRecord {
 public:
  AsterixRecord& item(unsigned number, AsterixBytes bytes) {
    items_[number] = std::move(bytes);
    return *this;
  }
  [[nodiscard]] AsterixBytes bytes() const;

 private:
  std::map<unsigned, AsterixBytes> items_;
};

[[nodiscard]] AsterixBytes asterix_block(std::uint8_t category, const AsterixBytes& records);

}  // namespace selat::radar
