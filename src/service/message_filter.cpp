#include "service/message_filter.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

#include "text/alert_place.h"

namespace selat::service {
namespace {

// A vessel at anchor reports each three minutes, its name each six.
constexpr Span kGeneration = Span::minutes(15);
constexpr std::size_t kMostInGeneration = 50'000;

template <typename List, typename Value>
bool is_wanted(const List& list, const Value& value) {
  return list.empty() || std::ranges::find(list, value) != list.end();
}

std::optional<geo::Position> position_of(const ais::Received& received) {
  for (const model::Report& report : received.reports) {
    if (const auto* place = std::get_if<model::PositionReport>(&report);
        place != nullptr && place->position) {
      return place->position;
    }
  }
  return std::nullopt;
}

}  // namespace

MessageFilter::MessageFilter(const config::OutputSettings& settings) : settings_(settings) {}

bool MessageFilter::passes(const ais::Received& received) {
  // The area is asked first: it learns from each message.
  const bool is_there = !settings_.area || is_in_area(received, *settings_.area);
  return is_there && is_wanted(settings_.types, received.header.message_type) &&
         is_wanted(settings_.mmsis, received.header.mmsi.number());
}

bool MessageFilter::passes(const radar::ReceivedReport& received) const {
  const auto& place = received.report.position;
  const bool is_there = !settings_.area || (place && settings_.area->contains(*place));
  return is_there && settings_.types.empty() && settings_.mmsis.empty();
}

bool MessageFilter::passes(const radar::ReceivedStatus&) const {
  return !settings_.area && settings_.types.empty() && settings_.mmsis.empty();
}

bool MessageFilter::is_in_area(const ais::Received& received, const geo::Box& area) {
  const std::uint32_t mmsi = received.header.mmsi.number();
  const auto place = position_of(received);
  if (!place) {
    return inside_.contains(mmsi) || inside_before_.contains(mmsi);
  }
  if (area.contains(*place)) {
    remember(mmsi, received.header.received_at);
    return true;
  }
  inside_.erase(mmsi);
  inside_before_.erase(mmsi);
  return false;
}

void MessageFilter::remember(std::uint32_t mmsi, Instant now) {
  if (now - generation_since_ > kGeneration || inside_.size() >= kMostInGeneration) {
    inside_before_ = std::exchange(inside_, {});
    generation_since_ = now;
  }
  inside_.insert(mmsi);
}

bool passes(const model::Alert& alert, const config::OutputSettings& settings) {
  const model::VesselFix* const fix = text::current_fix(alert);
  const geo::Position place = fix != nullptr ? fix->position : alert.anomaly.place;
  if (settings.area && !(place.is_valid() && settings.area->contains(place))) {
    return false;
  }
  return settings.mmsis.empty() ||
         std::ranges::any_of(alert.anomaly.vessels, [&](const model::AnomalyVessel& vessel) {
           return is_wanted(settings.mmsis, vessel.mmsi.number());
         });
}

}  // namespace selat::service
