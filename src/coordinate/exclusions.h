#pragma once
// Which pairs of sector and control point the planner leaves out, for a reason the control point gave. Each
// ends by the steady clock, at most rest_after() its reason after it was heard or the server began: a wrong
// wall clock stretches none. What arrives late counts from when it was written. What is shown of the end
// follows the wall clock of now.
//
// Pure; not thread-safe.

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "model/assignment.h"
#include "units/clock.h"

namespace selat::coordinate {

// How long a pair is left out.
[[nodiscard]] Span rest_after(model::DeclineCode code);

class Exclusions {
 public:
  Exclusions(const std::vector<model::Exclusion>& persisted, Now now);

  // Returns what is to be written to disk. `written_at`: by the clock of the terminal.
  model::Exclusion add(const model::SectorId& sector, const model::ControlPointId& control_point,
                       model::DeclineCode code, const std::string& remark, std::optional<Instant> written_at,
                       Now now);
  // Takes it back; returns what is to be written to disk, nothing if the pair was not excluded.
  std::optional<model::Exclusion> end(const model::SectorId& sector,
                                      const model::ControlPointId& control_point, Now now);
  [[nodiscard]] bool holds(const model::SectorId& sector, const model::ControlPointId& control_point,
                           Now now) const;
  [[nodiscard]] std::vector<model::Exclusion> of(const model::SectorId& sector, Now now) const;

 private:
  struct Running {
    model::Exclusion said;
    SteadyTime until;
  };
  std::map<std::pair<model::SectorId, model::ControlPointId>, Running> running_;
};

}  // namespace selat::coordinate
