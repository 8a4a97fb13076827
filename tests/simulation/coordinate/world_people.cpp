// The people at the terminals of the little world: what they answer and write, and what is printed for them.

#include <tuple>
#include <utility>

#include "world.h"

namespace selat::coordinate::simulation {
namespace {

// Terminals on several machines, some of which sleep, share what is kept of the words; of their clocks those
// on the wall agree.
SteadyTime at_desk(Now now) {
  return SteadyTime() + (now.wall - Instant());
}

}  // namespace

void World::people(Terminal& terminal) {
  const Now now = terminal.clock.at(real_);
  AgentActions actions;
  for (const OwnSector& own : terminal.agent.sectors(now)) {
    const auto& sector = own.assignment.sector;
    if (own.state == OwnSector::State::offered && random_.chance(faulty_ ? 0.15 : 0.6)) {
      if (faulty_ && random_.chance(0.03)) {
        std::ignore = terminal.agent.decline(sector, model::DeclineCode::weather, "swell", actions);
      } else {
        std::ignore = terminal.agent.accept(sector, now, actions);
      }
    } else if (faulty_ && own.state == OwnSector::State::held && random_.chance(0.0005)) {
      std::ignore = terminal.agent.release(sector, model::DeclineCode::maintenance, "engine", actions);
    } else if (faulty_ && own.state == OwnSector::State::held && random_.chance(0.003) &&
               desks_[index_of(terminal.name)].outbox.room() > 0) {
      Words words;
      words.uid = next_uid_++;
      words.written_at = now.wall;
      words.body = model::PatrolReport{sector, own.assignment.epoch, std::nullopt, "all quiet"};
      desks_[index_of(terminal.name)].outbox.add(std::move(words), at_desk(now));
      ++counts_.words;
    }
  }
  if (faulty_ && random_.chance(0.002)) {
    resume(terminal, actions);
  }
  write(terminal);
  acknowledge(terminal, actions);
  perform(terminal, std::move(actions));
}

// One of the sectors that were declined or given back, as the table of sectors shows.
void World::resume(const Terminal& terminal, AgentActions& actions) {
  for (const auto& [pair, exclusion] : disk_.exclusions) {
    if (pair.second == terminal.name && server_now().wall < exclusion.until) {
      ++counts_.resumes;
      actions.requests.emplace_back(model::Resume{pair.first});
      return;
    }
  }
}

// Some alert that stands on the paper, as it stands there.
void World::acknowledge(const Terminal& terminal, AgentActions& actions) {
  const auto known = random_.chance(0.05) ? terminal.inbox.current() : std::vector<const ToldAlert*>();
  if (known.empty()) {
    return;
  }
  const ToldAlert& told = *known[random_.below(known.size())];
  if (told.is_printed) {
    actions.requests.emplace_back(
        model::AcknowledgeAlert{told.notice.alert.id, told.notice.alert.anomaly.severity});
  }
}

// What was written is sent until it is received, by whatever terminal speaks.
void World::write(Terminal& terminal) {
  Outbox& outbox = desks_[index_of(terminal.name)].outbox;
  const bool is_connected = terminal.agent.is_connected() && !terminal.agent.is_over();
  if (is_connected && !terminal.was_connected) {
    outbox.send_all_anew();
  }
  terminal.was_connected = is_connected;
  std::ignore = outbox.newly_late(at_desk(terminal.clock.at(real_)));  // shown as not delivered
  if (is_connected) {
    for (Words& words : outbox.due(at_desk(terminal.clock.at(real_)))) {
      send(terminal, std::move(words.body), words.uid);
    }
  }
}

// At a standby it is stored, and seen by nobody.
void World::take_notice(Terminal& terminal, const model::Notice& notice, std::uint64_t run) {
  ++counts_.notices;
  const std::uint64_t alert = notice.alert.id;
  const bool is_first = terminal.confirmed.insert(alert).second;
  if (terminal.inbox.is_news(notice, {.run = run, .is_first = is_first})) {
    take_news(terminal, notice, run);
  } else if (terminal.inbox.is_doubtful(notice)) {
    return;
  } else {
    terminal.inbox.take_again(notice);
  }
  if (terminal.agent.is_listening()) {
    return;
  }
  send(terminal, model::NoticeReceipt{alert, notice.alert.change, terminal.inbox.find(alert)->is_printed}, 0);
}

void World::take_news(Terminal& terminal, const model::Notice& notice, std::uint64_t run) {
  const std::uint64_t alert = notice.alert.id;
  const auto before = terminal.inbox.take(notice, terminal.clock.at(real_).wall, run).before;
  const ToldAlert& told = *terminal.inbox.find(alert);
  if (!terminal.is_standby) {
    if (says_something(told.notice, before)) {
      print(terminal, told.notice, before);
    } else if (before && is_current(*before)) {  // it stands on this terminal's paper
      rises_.printed(index_of(terminal.name), alert, gravest(before->notice));
    }
    terminal.inbox.note_printed(alert, notice.alert.change);
  }
  ToldAlert& kept = desks_[index_of(terminal.name)].told[alert];
  const bool is_overtaken = kept.notice.alert.raised_at == told.notice.alert.raised_at &&
                            kept.notice.alert.change > told.notice.alert.change;
  if (is_overtaken) {
    return;  // by a newer terminal of the control point, which was told more
  }
  if (!is_current(told) && !is_of_lost_disk(told.notice.alert)) {
    rises_.left(index_of(terminal.name), alert, !terminal.is_standby);
  }
  kept = told;
}

// A late word about an alert that was lost with a disk, and was raised anew, says nothing of the one that
// stands, which another terminal of the control point may have printed before.
bool World::is_of_lost_disk(const model::Alert& alert) const {
  const auto stands = disk_.alerts.find(alert.id);
  return stands != disk_.alerts.end() && stands->second.raised_at != alert.raised_at;
}

bool World::is_told_of(std::size_t control_point, std::uint64_t alert) const {
  const auto told = desks_[control_point].told.find(alert);
  return told != desks_[control_point].told.end() && is_current(told->second);
}

void World::load_told(Terminal& terminal) {
  std::vector<ToldAlert> rows;
  for (const auto& [alert, told] : desks_[index_of(terminal.name)].told) {
    rows.push_back(told);
  }
  terminal.inbox.load(std::move(rows));
}

// What was told before this person's terminal began, and nobody has seen.
void World::print_earlier(Terminal& terminal) {
  for (const ToldAlert* told : terminal.inbox.not_printed()) {
    if (must_be_read(*told)) {
      print(terminal, told->notice, std::nullopt);
    }
    terminal.inbox.note_printed(told->notice.alert.id, told->notice.alert.change);
    desks_[index_of(terminal.name)].told[told->notice.alert.id].is_printed = true;
  }
}

// Meanwhile another terminal of the control point may have been told.
void World::catch_up(Terminal& terminal) {
  for (auto& [alert, told] : desks_[index_of(terminal.name)].told) {
    if (terminal.inbox.is_news(told.notice, {.run = told.run})) {
      take_news(terminal, model::Notice(told.notice), told.run);
    }
  }
}

void World::print(const Terminal& terminal, const model::Notice& notice,
                  const std::optional<ToldAlert>& before) {
  const model::Severity gravest = model::gravest(notice);
  ++counts_.prints;
  counts_.rises_fallen += gravest > notice.alert.anomaly.severity ? 1U : 0U;
  if (paper_ && !paper_->shows(notice, before)) {
    complain(std::string(terminal.name.view()) +
             ": what is printed of an alert does not say how grave it is");
  }
  rises_.printed(index_of(terminal.name), notice.alert.id, gravest);
}

}  // namespace selat::coordinate::simulation
