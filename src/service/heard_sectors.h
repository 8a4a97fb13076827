#pragma once
// The sectors there are, as the coordination server publishes them, for a control point's terminal: what a
// person types as a sector is one of these, or was not meant.
//
// Thread: that of the io_context. What is passed in must outlive it.

#include <set>
#include <string>

#include "bus/subscription.h"
#include "model/sector.h"

namespace selat::service {

class HeardSectors {
 public:
  [[nodiscard]] bus::Subscription subscription();

  // False: there is none of that name. Until the server was heard, every one may be.
  [[nodiscard]] bool may_be(const model::SectorId& sector) const {
    return known_.empty() || known_.contains(sector);
  }
  // "S01, S02, …"
  [[nodiscard]] std::string list() const;

 private:
  std::set<model::SectorId> known_;
};

}  // namespace selat::service
