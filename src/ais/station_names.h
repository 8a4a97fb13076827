#pragma once
// The names of stations that one feed has told. Bounded, since a hostile feed may invent names without end,
// and each is remembered by all that come after: the first 512 are kept, reports of all others count as the
// feed's own. One thread.

#include <cstdint>
#include <functional>
#include <unordered_set>

#include "model/report.h"

namespace selat::ais {

class StationNames {
 public:
  static constexpr std::size_t kMost = 512;

  // Whether reports may go by the name; to be called with each name that a message has.
  [[nodiscard]] bool may_name(const model::SourceName& name) {
    if (name == latest_ || names_.contains(name)) {
      latest_ = name;
      return true;
    }
    if (names_.size() >= kMost) {
      ++refused_;
      return false;
    }
    names_.insert(name);
    latest_ = name;
    return true;
  }
  [[nodiscard]] std::size_t size() const { return names_.size(); }
  // Messages that named one more.
  [[nodiscard]] std::uint64_t refused() const { return refused_; }

 private:
  std::unordered_set<model::SourceName> names_;
  model::SourceName latest_;  // never a message's, while it is empty
  std::uint64_t refused_ = 0;
};

}  // namespace selat::ais
