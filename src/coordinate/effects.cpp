#include "coordinate/effects.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace selat::coordinate {
namespace {

// Orders that wait for a failing disk soon lose their use, since control points repeat their requests. At
// this limit the oldest are dropped.
constexpr std::size_t kMaxWaitingOrders = 4'096;

// Appends the values; a value with the same key is replaced.
template <typename Value, typename Key>
void replace_or_append(std::vector<Value>& into, std::vector<Value>&& later, Key key) {
  for (Value& value : later) {
    const auto same =
        std::ranges::find_if(into, [&](const Value& known) { return key(known) == key(value); });
    if (same != into.end()) {
      *same = std::move(value);
    } else {
      into.push_back(std::move(value));
    }
  }
}

template <typename Value>
void append(std::vector<Value>& into, std::vector<Value>&& later) {
  into.insert(into.end(), std::make_move_iterator(later.begin()), std::make_move_iterator(later.end()));
}

}  // namespace

void merge(Effects& into, Effects later) {
  into.term = later.term ? later.term : into.term;
  into.promise = later.promise ? later.promise : into.promise;
  replace_or_append(into.records, std::move(later.records), [](const SectorRecord& r) { return r.sector; });
  replace_or_append(into.speakers, std::move(later.speakers),
                    [](const SpeakerRecord& r) { return r.control_point; });
  for (const std::uint64_t id : later.forgotten_alerts) {
    std::erase_if(into.alerts, [&](const model::Alert& alert) { return alert.id == id; });
  }
  for (const model::Alert& alert : later.alerts) {
    std::erase(into.forgotten_alerts, alert.id);
  }
  replace_or_append(into.alerts, std::move(later.alerts), [](const model::Alert& alert) { return alert.id; });
  append(into.forgotten_alerts, std::move(later.forgotten_alerts));
  append(into.crowded_out_alerts, std::move(later.crowded_out_alerts));
  replace_or_append(into.exclusions, std::move(later.exclusions),
                    [](const model::Exclusion& e) { return std::pair(e.sector, e.control_point); });
  append(into.log, std::move(later.log));
  append(into.context, std::move(later.context));
  append(into.ended_context, std::move(later.ended_context));
  append(into.sightings, std::move(later.sightings));
  append(into.forgotten_sightings, std::move(later.forgotten_sightings));
  replace_or_append(into.moved_alerts, std::move(later.moved_alerts),
                    [](const model::Alert& alert) { return alert.id; });
  append(into.orders, std::move(later.orders));
  if (into.orders.size() > kMaxWaitingOrders) {
    into.orders.erase(into.orders.begin(),
                      into.orders.end() - static_cast<std::ptrdiff_t>(kMaxWaitingOrders));
  }
  into.has_table_changed |= later.has_table_changed;
  into.has_context_changed |= later.has_context_changed;
}

}  // namespace selat::coordinate
