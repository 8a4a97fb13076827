#pragma once
// Values one after another, each with its length, so that no two lists of values have the same bytes; and the
// hash of them (BLAKE2b, RFC 7693, of libsodium).
//
// Pure. Thread: any.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace selat::store {

class HashedBytes {
 public:
  void add(std::string_view text) {
    add(static_cast<std::int64_t>(text.size()));
    bytes_ += text;
  }
  void add(std::int64_t number) { add(static_cast<std::uint64_t>(number)); }
  void add(std::uint64_t number) {
    for (int shift = 0; shift < 64; shift += 8) {
      bytes_ += static_cast<char>(number >> shift & 0xff);
    }
  }
  template <typename Value, typename Write>
  void add_if(const std::optional<Value>& value, const Write& write) {
    add(std::int64_t{value.has_value()});
    if (value) {
      write(*value);
    }
  }

  // Raw bytes, 16 to 64 of them.
  [[nodiscard]] std::string hash(std::size_t size) const;

 private:
  std::string bytes_;
};

}  // namespace selat::store
