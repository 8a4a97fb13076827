#pragma once
// A vessel of the watch list. It is found by any of the identifiers that are given.

#include <cstdint>
#include <optional>
#include <string>

namespace selat::model {

struct WatchEntry {
  std::string label = {};  // why this vessel is wanted, for people
  std::optional<std::uint32_t> mmsi = {};
  std::optional<std::uint32_t> imo = {};
  std::string call_sign = {};  // empty: not given
  std::string name = {};       // empty: not given; similar names match too
  friend bool operator==(const WatchEntry&, const WatchEntry&) = default;
};

}  // namespace selat::model
