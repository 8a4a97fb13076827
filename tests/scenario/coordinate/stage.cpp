#include "stage.h"

#include <algorithm>
#include <utility>

#include "support/nobody_holds.h"

namespace selat::scenario {

namespace {

constexpr Span kStep = Span::milliseconds(250);

}  // namespace

Stage::Stage(const Story& story)
    : story_(story),
      now_(story.start),
      server_(story.settings, test::nobody_holds(story.settings.sectors), clocks()),
      terminals_(story.settings.control_points.size()) {}

void Stage::step() {
  deliver();
  for (const Step& step : story_.timeline) {
    if (step.from <= now_ && now_ < step.from + kStep) {
      act(step);
    }
  }
  post(server_.tick(clocks()));
  for (std::size_t i = 0; i < terminals_.size(); ++i) {
    if (terminals_[i] && !terminals_[i]->has_left) {
      post(i, terminals_[i]->agent.tick(clocks()));
    }
  }
  now_ = now_ + kStep;
}

void Stage::act(const Step& step) {
  if (step.act == Act::joins) {
    return join(step.control_point);
  }
  if (step.act == Act::killed) {
    return terminals_[step.control_point].reset();
  }
  auto& terminal = terminals_[step.control_point];
  if (step.act == Act::silent) {
    return;
  }
  if (!terminal || terminal->has_left) {
    throw Problem{step.place, "it has not joined"};
  }
  coordinate::AgentActions actions;
  std::optional<coordinate::CommandProblem> problem;
  if (step.act == Act::accepts) {
    problem = terminal->agent.accept(step.sector, clocks(), actions);
  }
  if (step.act == Act::declines) {
    problem = terminal->agent.decline(step.sector, step.code, "", actions);
  }
  if (problem) {
    throw Problem{step.place, "it has no such offer at that time"};
  }
  if (step.act == Act::leaves) {
    actions = terminal->agent.leave();
    terminal->has_left = true;
  }
  post(step.control_point, std::move(actions));
}

void Stage::join(std::size_t control_point) {
  coordinate::ControlPointAgent::Settings settings;
  settings.timing = story_.settings.timing;
  settings.is_auto_accepting = !story_.by_hand[control_point];
  terminals_[control_point].emplace(
      Terminal{.term = next_term_++, .agent = coordinate::ControlPointAgent(settings), .asked_at = {}});
}

// Messages of and to a silent control point are lost.
void Stage::deliver() {
  for (auto& request : std::exchange(to_server_, {})) {
    if (!is_silent(index_of(request.from))) {
      post(server_.receive(request, clocks()));
    }
  }
  for (const auto& order : std::exchange(to_terminals_, {})) {
    const std::size_t to = index_of(order.to);
    auto& terminal = terminals_[to];
    if (is_silent(to) || !terminal || terminal->term != order.to_term || terminal->has_left) {
      continue;
    }
    std::optional<SteadyTime> asked_at;
    if (order.in_reply_to && terminal->asked_at.contains(*order.in_reply_to)) {
      asked_at = terminal->asked_at[*order.in_reply_to];
    }
    post(to, terminal->agent.receive(
                 {order.body, order.in_reply_to, order.coordinator_term, order.coordinator_run}, asked_at,
                 clocks()));
  }
}

void Stage::post(const coordinate::Effects& effects) {
  to_terminals_.insert(to_terminals_.end(), effects.orders.begin(), effects.orders.end());
}

void Stage::post(std::size_t control_point, coordinate::AgentActions actions) {
  Terminal& terminal = *terminals_[control_point];
  for (auto& body : actions.requests) {
    const std::uint64_t id = terminal.next_request++;
    terminal.asked_at[id] = clocks().steady;
    to_server_.push_back({.from = story_.settings.control_points[control_point].id,
                          .term = terminal.term,
                          .id = id,
                          .body = std::move(body),
                          .head = {.coordinator_term = terminal.agent.memory().term}});
  }
}

bool Stage::is_silent(std::size_t control_point) const {
  return std::ranges::any_of(story_.timeline, [&](const Step& step) {
    return step.act == Act::silent && step.control_point == control_point && step.from <= now_ &&
           now_ < step.to;
  });
}

std::size_t Stage::index_of(const model::ControlPointId& id) const {
  const auto& all = story_.settings.control_points;
  return static_cast<std::size_t>(std::ranges::find(all, id, &model::ControlPoint::id) - all.begin());
}

std::set<model::ControlPointId> Stage::holders(const model::SectorId& sector) const {
  std::set<model::ControlPointId> found;
  for (std::size_t i = 0; i < terminals_.size(); ++i) {
    if (terminals_[i] && terminals_[i]->agent.is_effective(sector, clocks())) {
      found.insert(story_.settings.control_points[i].id);
    }
  }
  return found;
}

model::ControlPointId Stage::offered_to(const model::SectorId& sector) const {
  for (const model::Assignment& assignment : server_.assignments(clocks())) {
    if (assignment.sector == sector && assignment.state == model::SectorState::offered) {
      return assignment.holder;
    }
  }
  return {};
}

}  // namespace selat::scenario
