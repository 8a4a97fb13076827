#pragma once
// A counter by its name, where the list of names is closed and said beside it.

#include <cstdint>
#include <string>

namespace selat::model {

struct NamedCount {
  std::string name;
  std::uint64_t count = 0;
  friend bool operator==(const NamedCount&, const NamedCount&) = default;
};

}  // namespace selat::model
