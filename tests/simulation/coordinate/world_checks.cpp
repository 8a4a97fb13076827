// What must hold in every history.

#include <algorithm>
#include <iterator>
#include <set>

#include "world.h"

namespace selat::coordinate::simulation {

// Whatever a control point is told it holds, or that was acknowledged, is on disk by now.
void World::check_durable(const model::AddressedOrder& order) {
  const auto must_be_on_disk = [&](const model::Assignment& assignment) {
    const auto& record = disk_.records[assignment.sector];
    // The order may have waited for the disk while the sector went on to another: the epoch tells.
    const bool is_there = record.holder == order.to && record.epoch == assignment.epoch;
    if (!is_there && record.epoch <= assignment.epoch && !record.holder.empty()) {
      complain("told " + std::string(order.to.view()) + " it holds " + std::string(assignment.sector.view()) +
               " before that was durable");
    }
  };
  if (const auto* grant = std::get_if<model::Grant>(&order.body)) {
    ++counts_.grants;
    must_be_on_disk(grant->assignment);
  }
  if (const auto* welcome = std::get_if<model::Welcome>(&order.body)) {
    archive_.speakers[order.to].push_back(order.to_term);
    std::ranges::for_each(welcome->holding, must_be_on_disk);
  }
  if (const auto* renewed = std::get_if<model::Renewed>(&order.body)) {
    std::ranges::for_each(renewed->holding, must_be_on_disk);
  }
  if (!std::holds_alternative<model::Receipt>(order.body) || !order.in_reply_to) {
    return;
  }
  for (const auto& terminal : terminals_) {
    if (terminal->name != order.to || terminal->term != order.to_term) {
      continue;
    }
    const auto question = terminal->asked.find(*order.in_reply_to);
    if (question == terminal->asked.end()) {
      continue;
    }
    if (const auto* acknowledge = std::get_if<model::AcknowledgeAlert>(&question->second.body)) {
      // Of the alert it may be gone by now: its condition may have begun anew.
      if (!archive_.acknowledged.contains(acknowledge->alert)) {
        complain("acknowledged an acknowledgement that is not durable");
      }
    }
  }
}

// Only another person's terminal, which spoke after it first did, ends a person's.
void World::check_rank(const Terminal& ended) {
  const std::vector<std::uint64_t>& speakers = archive_.speakers[ended.name];
  const auto first = std::ranges::find(speakers, ended.term);
  const bool is_for_a_person = std::any_of(first, speakers.end(), [&](std::uint64_t term) {
    return term != ended.term && !standbys_.contains(term);
  });
  if (!ended.is_standby && !is_for_a_person) {
    complain("the person's terminal at " + std::string(ended.name.view()) + " was ended for a standby");
  }
}

// Sectors are drawn anew and renamed; who acts in the same waters, whatever they are called, is counted. A
// former terminal may act in the epoch that its own control point has given back and taken again; another
// control point's is above all before.
void World::check() {
  for (Acting& here : acting_) {
    here.names.clear();
    here.epoch = 0;
  }
  for (const auto& terminal : terminals_) {
    if (!terminal->is_alive || real_ < terminal->sleeps_until) {
      continue;
    }
    const std::vector<model::HeldSector> claims = terminal->agent.claims(terminal->clock.at(real_));
    trace_.answers_for(terminal->term, claims);
    for (const model::HeldSector& held : claims) {
      Acting& here = acting_[waters_of(held.sector)];
      here.epoch = std::max(here.epoch, held.epoch);
      if (std::ranges::find(here.names, terminal->name) == here.names.end()) {
        here.names.push_back(terminal->name);
      }
      check_permit(*terminal, held.sector);
    }
  }
  std::ranges::for_each(acting_, [this](Acting& here) { check(here); });
}

void World::check(Acting& here) {
  if (here.names.empty()) {
    return;
  }
  if (here.names.size() > 1) {
    complain(std::string(here.names[0].view()) + " and " + std::string(here.names[1].view()) +
             " are effective holders of one sector");
  }
  if (here.last_holder != here.names.front() && here.epoch <= here.last_epoch) {
    complain("a new holder without a new epoch");
  }
  here.last_holder = here.names.front();
  here.last_epoch = std::max(here.last_epoch, here.epoch);
}

void World::check_permit(const Terminal& terminal, const model::SectorId& held) {
  const model::Sector& sector = settings_.sectors[waters_of(held)];
  if (sector.permit_of(settings_.control_points[index_of(terminal.name)].nation) != model::Permit::full) {
    complain(std::string(terminal.name.view()) + " holds " + std::string(held.view()) +
             " without full permit");
  }
}

void World::complain(const std::string& what) {
  broken_.push_back("at " + std::to_string((real_ - Instant()).in_seconds()) + " s: " + what);
}

// The person's terminal that the server has welcomed, and nothing keeps it from talking to the server but
// that messages are lost, late, doubled and overtaken. nullptr: there is none.
const Terminal* World::speaker(std::size_t control_point) const {
  const bool is_server_well = server_ && real_ >= server_stalls_until_ && real_ >= disk_fails_until_;
  if (!is_server_well || real_ < cut_off_until_[control_point]) {
    return nullptr;
  }
  const auto speaks = std::ranges::find_if(terminals_, [&](const auto& terminal) {
    return terminal->name == settings_.control_points[control_point].id && !terminal->is_standby &&
           terminal->is_alive && real_ >= terminal->paused_until && terminal->agent.is_connected() &&
           !terminal->agent.is_over();
  });
  return speaks == terminals_.end() ? nullptr : speaks->get();
}

// Every rise is printed at each control point that is to be told, soon after they can talk to each other.
void World::check_rises() {
  constexpr Span kSoon = Span::seconds(60);
  next_check_of_rises_ = real_ + Span::seconds(2);
  for (std::size_t i = 0; i < speaking_.size(); ++i) {
    const Terminal* const terminal = speaker(i);
    const std::uint64_t term = terminal == nullptr ? 0 : terminal->term;
    if (term == 0 || term != speaking_[i].term) {
      speaking_[i] = {.term = term, .since = real_};
    } else if (real_ - speaking_[i].since >= kSoon) {
      for (const std::string& owed : rises_.owed(i, real_ - kSoon)) {
        complain(std::string(terminal->name.view()) + ": " + owed);
      }
    }
  }
}

// Every open alert is known, as grave as it is, at each control point that is to be told; and there is one.
// Who was told of an alert and is concerned no longer, or of one that is over, knows that.
std::vector<std::string> World::untold() const {
  std::vector<std::string> untold;
  for (const auto& [id, alert] : disk_.alerts) {
    const std::string name = "alert " + std::to_string(id);
    std::size_t due = 0;
    for (const model::AlertRecipient& recipient : alert.recipients) {
      const std::string who = std::string(recipient.control_point.view());
      const Terminal* const terminal = speaker(index_of(recipient.control_point));
      if (terminal == nullptr) {
        untold.push_back("nobody is at " + who);
        continue;
      }
      const ToldAlert* const told = terminal->inbox.find(id);
      const bool is_confirmed = terminal->confirmed.contains(id);
      due += recipient.due ? 1U : 0U;
      if (server_now().wall - recipient.due_since < Span::seconds(20)) {
        continue;  // word of that is still on its way
      }
      if (recipient.due && told == nullptr) {
        untold.push_back(who + " was told nothing of " + name);
      } else if (recipient.due && told->notice.alert.anomaly.severity < alert.anomaly.severity) {
        untold.push_back(who + " was not told that it is graver: " + name);
      } else if (is_confirmed && model::is_open(told->notice.alert) && !model::is_open(alert) &&
                 told->notice.cause != model::NoticeCause::left) {
        untold.push_back(who + " was not told that it is over: " + name);
      } else if (is_confirmed && !recipient.due && model::is_open(told->notice.alert) &&
                 told->notice.cause != model::NoticeCause::left) {
        untold.push_back(who + " was not told that it concerns it no longer: " + name);
      }
    }
    if (model::is_open(alert) && due == 0) {
      untold.push_back("nobody is to be told of " + name);
    }
  }
  for (std::size_t i = 0; i < speaking_.size(); ++i) {
    std::ranges::move(rises_.owed(i, real_ - Span::seconds(20)), std::back_inserter(untold));
  }
  return untold;
}

// At every time: what is not in the log waits at its terminal, and after some seconds is shown as not
// delivered.
std::vector<std::string> World::unaccounted_words() const {
  std::vector<std::string> unaccounted;
  for (std::uint64_t uid = 1; uid < next_uid_; ++uid) {
    if (archive_.words.contains(uid)) {
      continue;
    }
    const bool is_shown = std::ranges::any_of(desks_, [&](const Desk& desk) {
      const auto words = desk.outbox.find(uid);
      if (!words) {
        return false;
      }
      const Terminal& terminal = *current_[static_cast<std::size_t>(&desk - desks_.data())];
      // While its machine slept, no time passed for it.
      const bool may_be_new = !terminal.is_alive || real_ < terminal.paused_until + Span::seconds(8) ||
                              terminal.clock.at(real_).wall - words->written_at < Span::seconds(8);
      return words->state == WordsState::waiting && (may_be_new || desk.outbox.is_late(*words));
    });
    if (!is_shown) {
      unaccounted.push_back("word " + std::to_string(uid) +
                            " is neither in the log nor shown as not delivered");
    }
  }
  return unaccounted;
}

// Each word was logged, and no disk has it twice. A disk that was lost took its log with it; that a word
// whose receipt was lost with it is logged anew, is right.
std::vector<std::string> World::lost_words() const {
  std::vector<std::string> lost;
  for (std::uint64_t uid = 1; uid < next_uid_; ++uid) {
    if (!archive_.words.contains(uid) || archive_.logged_twice.contains(uid)) {
      lost.push_back("word " + std::to_string(uid) +
                     (archive_.words.contains(uid) ? " is in the log twice" : " is not in the log"));
    }
  }
  return lost;
}

std::vector<std::string> World::neglected() const {
  std::vector<std::string> neglected;
  std::map<model::ControlPointId, std::uint32_t> load;
  std::set<model::SectorId> held;
  for (const auto& sector : settings_.sectors) {
    for (const auto& any : terminals_) {
      const Terminal& terminal = *any;
      if (terminal.is_alive && terminal.agent.is_effective(sector.id, terminal.clock.at(real_))) {
        ++load[terminal.name];
        held.insert(sector.id);
      }
    }
  }
  for (const auto& sector : settings_.sectors) {
    if (held.contains(sector.id)) {
      continue;
    }
    for (const auto& control_point : settings_.control_points) {
      const auto exclusion = disk_.exclusions.find({sector.id, control_point.id});
      const bool is_excluded =
          exclusion != disk_.exclusions.end() && server_now().wall < exclusion->second.until;
      const bool may = sector.permit_of(control_point.nation) == model::Permit::full;
      if (may && !is_excluded && load[control_point.id] < control_point.capacity) {
        neglected.push_back(std::string(sector.id.view()) + " could be held by " +
                            std::string(control_point.id.view()));
      }
    }
  }
  return neglected;
}

}  // namespace selat::coordinate::simulation
