// What must hold in every history.

#include <algorithm>
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
    ++grants_seen_;
    must_be_on_disk(grant->assignment);
  }
  if (const auto* welcome = std::get_if<model::Welcome>(&order.body)) {
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
    const auto question = terminal->questions.find(*order.in_reply_to);
    if (question == terminal->questions.end()) {
      continue;
    }
    if (const auto* acknowledge = std::get_if<model::AcknowledgeAlert>(&question->second)) {
      // Of the alert it may be gone by now: its condition may have begun anew.
      if (!disk_.acknowledged.contains(acknowledge->alert)) {
        complain("acknowledged an acknowledgement that is not durable");
      }
    }
  }
}

// Only another person ends a person's terminal.
void World::check_rank(const Terminal& ended) {
  const bool is_for_a_person = std::ranges::any_of(terminals_, [&](const auto& other) {
    return other->name == ended.name && !other->is_standby && other->term > ended.term;
  });
  if (!ended.is_standby && !is_for_a_person) {
    complain("the person's terminal at " + std::string(ended.name.view()) + " was ended for a standby");
  }
}

void World::check() {
  for (const auto& sector : settings_.sectors) {
    std::set<model::ControlPointId> effective;
    std::uint64_t epoch = 0;
    for (const auto& terminal : terminals_) {
      const Now now = terminal->clock.at(real_);
      if (!terminal->is_alive || !terminal->agent.is_effective(sector.id, now)) {
        continue;
      }
      effective.insert(terminal->name);
      for (const OwnSector& own : terminal->agent.sectors(now)) {
        if (own.assignment.sector == sector.id && own.state == OwnSector::State::held) {
          epoch = std::max(epoch, own.assignment.epoch);
        }
      }
      for (const auto& control_point : settings_.control_points) {
        if (control_point.id == terminal->name &&
            sector.permit_of(control_point.nation) != model::Permit::full) {
          complain(std::string(terminal->name.view()) + " holds " + std::string(sector.id.view()) +
                   " without full permit");
        }
      }
    }
    if (effective.size() > 1) {
      complain(std::string(sector.id.view()) + " has two effective holders");
    }
    if (effective.empty()) {
      continue;
    }
    auto& [holder, last_epoch] = last_effective_[sector.id];
    if (holder != *effective.begin() && epoch <= last_epoch) {
      complain("a new holder without a new epoch");
    }
    if (epoch < last_epoch) {
      complain("the epoch of the effective holder went back");
    }
    holder = *effective.begin();
    last_epoch = epoch;
  }
}

void World::complain(const std::string& what) {
  broken_.push_back("at " + std::to_string((real_ - Instant()).in_seconds()) + " s: " + what);
}

// Every open alert is known, as grave as it is, at each control point that is to be told; and there is one.
// Who was told of an alert and is concerned no longer, or of one that is over, knows that.
std::vector<std::string> World::untold() const {
  std::vector<std::string> untold;
  for (const auto& [id, alert] : disk_.alerts) {
    const std::string name = "alert " + std::to_string(id);
    std::size_t due = 0;
    for (const model::AlertRecipient& recipient : alert.recipients) {
      const ToldAlert* const told = desks_[index_of(recipient.control_point)].inbox.find(id);
      const std::string who = std::string(recipient.control_point.view());
      due += recipient.due ? 1U : 0U;
      if (server_now().wall - recipient.due_since < Span::seconds(20)) {
        continue;  // word of that is still on its way
      }
      if (recipient.due && told == nullptr) {
        untold.push_back(who + " was told nothing of " + name);
      } else if (recipient.due && told->notice.alert.anomaly.severity < alert.anomaly.severity) {
        untold.push_back(who + " was not told that it is graver: " + name);
      } else if (told != nullptr && model::is_open(told->notice.alert) && !model::is_open(alert) &&
                 told->notice.cause != model::NoticeCause::left) {
        untold.push_back(who + " was not told that it is over: " + name);
      } else if (told != nullptr && !recipient.due && model::is_open(told->notice.alert) &&
                 told->notice.cause != model::NoticeCause::left) {
        untold.push_back(who + " was not told that it concerns it no longer: " + name);
      }
    }
    if (model::is_open(alert) && due == 0) {
      untold.push_back("nobody is to be told of " + name);
    }
  }
  return untold;
}

std::vector<std::string> World::lost_words() const {
  std::vector<std::string> lost;
  for (std::uint64_t uid = 1; uid < next_uid_; ++uid) {
    std::uint32_t copies = 0;
    for (const auto& [key, count] : disk_.words) {
      copies += key.second == uid ? count : 0;
    }
    if (copies != 1) {
      lost.push_back("word " + std::to_string(uid) + " is in the log " + std::to_string(copies) + " times");
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
