#include "trace.h"

#include <algorithm>
#include <cmath>
#include <ostream>
#include <variant>
#include <vector>

#include "model/epoch.h"

namespace selat::coordinate::simulation {
namespace {

std::int64_t in_ms(Span span) {
  return std::llround(span.in_seconds() * 1'000);
}

struct Epoch {
  std::uint64_t value;
};
std::ostream& operator<<(std::ostream& out, Epoch epoch) {
  return out << model::term_of_epoch(epoch.value) << ':' << (epoch.value & model::kMostEpochsInATerm);
}

// What an order says its addressee holds, and for how long.
std::pair<std::vector<model::Assignment>, Span> holding_of(const model::Order& order) {
  if (const auto* const welcome = std::get_if<model::Welcome>(&order)) {
    return {welcome->holding, welcome->lease_for};
  }
  if (const auto* const renewed = std::get_if<model::Renewed>(&order)) {
    return {renewed->holding, renewed->lease_for};
  }
  if (const auto* const grant = std::get_if<model::Grant>(&order)) {
    return {{grant->assignment}, grant->lease_for};
  }
  return {};
}

bool is_refused(const model::ReceivedRequest& request, const Effects& effects) {
  return std::ranges::any_of(effects.orders, [&](const model::AddressedOrder& order) {
    return order.to_term == request.term && order.in_reply_to == request.id &&
           std::holds_alternative<model::Refusal>(order.body);
  });
}

}  // namespace

std::ostream& Trace::line(std::string_view event) {
  return *out_ << '\n' << in_ms(real_ - Instant()) << ' ' << event;
}

void Trace::lost() {
  if (out_ != nullptr) {
    line("lost");
  }
}

// Who speaks, as the disk knows it: that another had begun may be lost.
void Trace::started(const Coordinator& server, const Timing& timing, Now now) {
  if (out_ == nullptr) {
    return;
  }
  line("start") << ' ' << server.term() << ' ' << in_ms(timing.lease) << ' ' << in_ms(timing.skew_bound);
  for (const ControlPointPresence& presence : server.presences()) {
    if (presence.speaker.term != 0) {
      line("speaks") << ' ' << presence.speaker.control_point.view() << ' ' << presence.speaker.term;
    }
  }
  for (const model::Assignment& assignment : server.assignments(now)) {
    if (assignment.uncovered_because == model::UncoveredCause::former_lease) {
      line("stays-ending") << ' ' << assignment.sector.view();
    }
  }
}

void Trace::outline_changed(const model::SectorId& sector) {
  if (out_ != nullptr) {
    line("outline") << ' ' << sector.view();
  }
}

void Trace::crashed() {
  if (out_ != nullptr) {
    line("crash");
  }
}

void Trace::saved() {
  if (out_ != nullptr) {
    line("saved");
  }
}

void Trace::ended(std::uint64_t terminal) {
  if (out_ != nullptr) {
    line("over") << ' ' << terminal;
  }
}

// Only what the terminal that speaks says, and says since it does.
void Trace::request_taken(const Coordinator& server, const model::ReceivedRequest& request,
                          const Effects& effects) {
  const auto& presences = server.presences();
  const auto presence = std::ranges::find(
      presences, request.from, [](const ControlPointPresence& one) { return one.speaker.control_point; });
  if (presence == presences.end() || presence->speaker.term != request.term || is_refused(request, effects) ||
      (request.head.fence != 0 && request.head.fence != presence->speaker.fence)) {
    return;
  }
  if (const auto* const accept = std::get_if<model::Accept>(&request.body)) {
    line("accepts") << ' ' << request.term << ' ' << accept->sector.view() << ' ' << Epoch{accept->epoch};
  } else if (const auto* const release = std::get_if<model::Release>(&request.body)) {
    line("releases") << ' ' << request.term << ' ' << release->sector.view() << ' ' << Epoch{release->epoch};
  } else if (std::holds_alternative<model::Leave>(request.body)) {
    line("leaves") << ' ' << request.term;
  }
}

void Trace::decided(const Coordinator& server, const model::ReceivedRequest* request,
                    const Effects& effects) {
  if (out_ == nullptr) {
    return;
  }
  if (effects.term) {
    line("term") << ' ' << *effects.term;
  }
  // Before a Join is admitted, what its time brings is seen to; a Join itself changes no record.
  const bool is_join = request != nullptr && std::holds_alternative<model::Join>(request->body);
  if (is_join) {
    recorded(effects);
  }
  for (const SpeakerRecord& speaker : effects.speakers) {
    line("speaks") << ' ' << speaker.control_point.view() << ' ' << speaker.term;
  }
  if (request != nullptr) {
    request_taken(server, *request, effects);
  }
  if (!is_join) {
    recorded(effects);
  }
  for (const model::AddressedOrder& order : effects.orders) {
    if (const auto* const offer = std::get_if<model::Offer>(&order.body)) {
      line("offer") << ' ' << order.to.view() << ' ' << offer->assignment.sector.view() << ' '
                    << Epoch{offer->assignment.epoch};
    }
    for (const model::Assignment& held : holding_of(order.body).first) {
      line("holds") << ' ' << order.to_term << ' ' << held.sector.view() << ' ' << Epoch{held.epoch};
    }
  }
}

void Trace::recorded(const Effects& effects) {
  for (const SectorRecord& record : effects.records) {
    line("record") << ' ' << record.sector.view() << ' '
                   << (record.holder.empty() ? std::string_view("-") : record.holder.view()) << ' '
                   << Epoch{record.epoch};
  }
}

void Trace::asked(const model::ReceivedRequest& request) {
  if (out_ == nullptr) {
    return;
  }
  asked_at_[{request.term, request.id}] = real_;
  if (const auto* const release = std::get_if<model::Release>(&request.body)) {
    line("gives-back") << ' ' << request.term << ' ' << release->sector.view() << ' '
                       << Epoch{release->epoch};
  } else if (const auto* const decline = std::get_if<model::Decline>(&request.body)) {
    line("gives-back") << ' ' << request.term << ' ' << decline->sector.view() << ' '
                       << Epoch{decline->epoch};
  }
}

void Trace::heard(const model::AddressedOrder& order) {
  if (out_ == nullptr || !order.in_reply_to) {
    return;
  }
  const auto [holding, lease] = holding_of(order.body);
  const Span left = lease - (real_ - asked_at_[{order.to_term, *order.in_reply_to}]);
  for (const model::Assignment& held : holding) {
    line("hears") << ' ' << order.to_term << ' ' << held.sector.view() << ' ' << Epoch{held.epoch} << ' '
                  << std::max<std::int64_t>(in_ms(left), 0) << ' ' << order.coordinator_term;
  }
}

void Trace::answers_for(std::uint64_t terminal, const std::vector<model::HeldSector>& sectors) {
  if (out_ == nullptr) {
    return;
  }
  std::map<model::SectorId, std::uint64_t> effective;
  for (const model::HeldSector& held : sectors) {
    effective[held.sector] = held.epoch;
  }
  for (const auto& [sector, epoch] : effective) {
    const auto before = effective_[terminal].find(sector);
    if (before == effective_[terminal].end() || before->second != epoch) {
      line("effective") << ' ' << terminal << ' ' << sector.view() << ' ' << Epoch{epoch};
    }
  }
  effective_[terminal] = std::move(effective);
}

}  // namespace selat::coordinate::simulation
