#include "store/log_chain.h"

#include <cstdint>
#include <string_view>

#include <sodium/utils.h>

#include "store/hashed_bytes.h"

namespace selat::store {

std::string chain_hash(const std::string& before, const model::LogEntry& entry) {
  HashedBytes bytes;
  bytes.add(std::string_view(before));
  bytes.add(entry.number);
  bytes.add(entry.at.in_unix_microseconds());
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
  if (entry.written_at) {  // later than the rest: entries without it keep the hash they had
    bytes.add(entry.written_at->in_unix_microseconds());
  }
  return bytes.hash(kHashBytes);
}

std::string as_hex(const std::string& hash) {
  std::string hex(hash.size() * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), reinterpret_cast<const unsigned char*>(hash.data()), hash.size());
  hex.pop_back();
  return hex;
}

}  // namespace selat::store
