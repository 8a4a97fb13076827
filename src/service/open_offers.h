#pragma once
// The offers that wait for a person: those that fall together are one question, with one count-down; an
// answer to all takes in those that are on their way.
//
// Pure but for what it prints. Thread: that of the io_context. What is passed in must outlive it.

#include <optional>
#include <set>
#include <vector>

#include "coordinate/control_point_agent.h"
#include "terminal/control_point_screen.h"

namespace selat::service {

class OpenOffers {
 public:
  OpenOffers(terminal::ControlPointScreen& screen, const coordinate::ControlPointAgent& agent)
      : screen_(screen), agent_(agent) {}

  // A sector was offered. True if it falls under an `accept all` of a moment ago and is to be accepted.
  [[nodiscard]] bool take(const model::SectorId& sector, Now now);
  // A person has accepted all.
  void accept_those_that_follow(Now now);
  // To be called a few times a second.
  void tick(Now now);

  [[nodiscard]] std::vector<coordinate::OwnSector> open(Now now) const;

 private:
  void ask(Now now);
  void count_down(Now now);

  terminal::ControlPointScreen& screen_;
  const coordinate::ControlPointAgent& agent_;
  std::set<model::SectorId> to_ask_;
  struct NextQuestion {
    SteadyTime at;      // put off while fellows arrive
    SteadyTime latest;  // but not beyond this
  };
  std::optional<NextQuestion> next_question_;
  SteadyTime accepting_until_;
  std::vector<Span> count_down_;  // the times left at which the question is printed again, the longest first
};

}  // namespace selat::service
