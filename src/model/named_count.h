#pragma once
// A counter with its name. The comment of each list of counters says which closed list its names come from.

#include <cstdint>
#include <string>

namespace selat::model {

struct NamedCount {
  std::string name;
  std::uint64_t count = 0;
  friend bool operator==(const NamedCount&, const NamedCount&) = default;
};

}  // namespace selat::model
