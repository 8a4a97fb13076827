#include "store/log_chain.h"

#include <cstdint>
#include <string_view>

#include <sodium/crypto_generichash.h>
#include <sodium/utils.h>

namespace selat::store {
namespace {

static_assert(kHashBytes == crypto_generichash_BYTES);

// The fields one after another, each with its length, so that no two entries have the same bytes.
class Bytes {
 public:
  void add(std::string_view text) {
    add(static_cast<std::int64_t>(text.size()));
    bytes_ += text;
  }
  void add(std::int64_t number) {
    for (int shift = 0; shift < 64; shift += 8) {
      bytes_ += static_cast<char>(static_cast<std::uint64_t>(number) >> shift & 0xff);
    }
  }
  void add(std::uint64_t number) { add(static_cast<std::int64_t>(number)); }
  template <typename Value, typename Write>
  void add_if(const std::optional<Value>& value, const Write& write) {
    add(std::int64_t{value.has_value()});
    if (value) {
      write(*value);
    }
  }
  [[nodiscard]] const std::string& all() const { return bytes_; }

 private:
  std::string bytes_;
};

}  // namespace

std::string chain_hash(const std::string& before, const model::LogEntry& entry) {
  Bytes bytes;
  bytes.add(std::string_view(before));
  bytes.add(entry.number);
  bytes.add(entry.at.in_unix_microseconds());
  bytes.add_if(entry.written_at, [&](Instant at) { bytes.add(at.in_unix_microseconds()); });
  bytes.add(name_of(entry.kind));
  bytes.add(entry.from.view());
  bytes.add(entry.from_term);
  bytes.add(entry.request);
  bytes.add(entry.sector.view());
  bytes.add(entry.epoch);
  bytes.add(entry.alert);
  bytes.add(std::uint64_t{entry.alert_number});
  bytes.add_if(entry.severity, [&](model::Severity severity) { bytes.add(name_of(severity)); });
  bytes.add_if(entry.code, [&](model::DeclineCode code) { bytes.add(name_of(code)); });
  bytes.add_if(entry.place, [&](geo::Position place) {
    bytes.add(std::int64_t{place.latitude_e7()});
    bytes.add(std::int64_t{place.longitude_e7()});
  });
  bytes.add_if(entry.vessel, [&](model::Mmsi mmsi) { bytes.add(std::uint64_t{mmsi.number()}); });
  bytes.add(std::string_view(entry.reference));
  bytes.add(std::string_view(entry.text));
  std::string hash(kHashBytes, '\0');
  crypto_generichash(reinterpret_cast<unsigned char*>(hash.data()), hash.size(),
                     reinterpret_cast<const unsigned char*>(bytes.all().data()), bytes.all().size(), nullptr,
                     0);
  return hash;
}

std::string as_hex(const std::string& hash) {
  std::string hex(hash.size() * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), reinterpret_cast<const unsigned char*>(hash.data()), hash.size());
  hex.pop_back();
  return hex;
}

}  // namespace selat::store
