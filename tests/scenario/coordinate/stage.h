#pragma once
// Plays a story: the real coordinator, real control points, messages that arrive a step later. All clocks
// agree; what loss, delay and drift do is the matter of tests/simulation/coordinate.

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "story.h"

namespace selat::scenario {

class Stage {
 public:
  explicit Stage(const Story& story);

  // To the next moment. Throws Problem when the timeline orders what is impossible by then.
  void step();
  [[nodiscard]] Instant now() const { return now_; }
  // Who may give orders in the sector at this moment.
  [[nodiscard]] std::set<model::ControlPointId> holders(const model::SectorId& sector) const;
  // Whom the server has offered it to; empty when it has not.
  [[nodiscard]] model::ControlPointId offered_to(const model::SectorId& sector) const;

 private:
  struct Terminal {
    std::uint64_t term = 0;
    coordinate::ControlPointAgent agent;
    std::uint64_t next_request = 1;
    std::map<std::uint64_t, SteadyTime> asked_at;  // by request
    bool has_left = false;
  };

  void act(const Step& step);
  void join(std::size_t control_point);
  void deliver();
  void post(const coordinate::Effects& effects);
  void post(std::size_t control_point, coordinate::AgentActions actions);
  [[nodiscard]] bool is_silent(std::size_t control_point) const;
  [[nodiscard]] std::size_t index_of(const model::ControlPointId& id) const;
  // The steady clock counts from the start of the story.
  [[nodiscard]] Now clocks() const { return {SteadyTime::seconds(1'000) + (now_ - story_.start), now_}; }

  const Story& story_;
  Instant now_;
  coordinate::Coordinator server_;
  std::vector<std::optional<Terminal>> terminals_;  // by control point
  std::uint64_t next_term_ = 1;
  std::vector<model::ReceivedRequest> to_server_;
  std::vector<model::AddressedOrder> to_terminals_;
};

}  // namespace selat::scenario
