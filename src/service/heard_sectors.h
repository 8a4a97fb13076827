#pragma once
// The sectors there are, as the coordination server publishes them each second, for a control point's
// terminal: what a person types as a sector is one of these, or was not meant. When they came says how the
// server's clock differs from ours.
//
// Thread: that of the io_context. What is passed in must outlive it.

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "bus/subscription.h"
#include "cop/clock_difference.h"
#include "model/assignment.h"
#include "model/sector.h"
#include "units/clock.h"

namespace selat::service {

class HeardSectors {
 public:
  explicit HeardSectors(Clock clock) : clock_(std::move(clock)) {}
  [[nodiscard]] bus::Subscription subscription();

  // False: there is none of that name. Until the server was heard, every one may be.
  [[nodiscard]] bool may_be(const model::SectorId& sector) const {
    return known_.empty() || known_.contains(sector);
  }
  // "S01, S02, …"
  [[nodiscard]] std::string list() const;
  // Sectors that the control point has declined or given back, and is not asked for now.
  [[nodiscard]] std::vector<model::Exclusion> given_back_by(const model::ControlPointId& name) const;
  // How far our clock is ahead of the server's, if that is worth saying.
  [[nodiscard]] std::optional<Span> clock_ahead() const { return difference_.ahead(); }

 private:
  Clock clock_;
  cop::ClockDifference difference_;
  std::set<model::SectorId> known_;
  std::vector<model::Exclusion> exclusions_;
};

}  // namespace selat::service
