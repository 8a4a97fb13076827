#pragma once
// What the engine made of some reports, and in what two such outcomes differ.

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/enum_names.h"
#include "traffic.h"

namespace selat::detect {

// In what the outcomes of two orders of the same reports can differ; and what neither may hold: an anomaly
// that is raised again without having been retracted.
enum class Difference : std::uint8_t {
  missing,
  surplus,
  id,
  finding,
  place,
  name,
  phase,
  revision,
  track,
  track_id,
  raised_twice
};

struct Outcome {
  std::vector<model::Anomaly> messages;               // in the order in which they came
  std::map<std::uint64_t, model::Anomaly> anomalies;  // by id, as last told; without those retracted
  std::vector<model::Track> tracks;
  EngineCounters counters;
};

using Differences = std::vector<std::pair<Difference, std::string>>;

// `every`: drained after so many reports (0: only at the end).
Outcome outcome(const traffic::Reports& reports, std::size_t every);
// Anomalies and tracks are the same when they say the same, whatever their ids.
Differences differences(const Outcome& in_order, const Outcome& other);
// Rule, subject, vessels and what of the grade stays when an anomaly grows worse: all that tells one kind of
// event of these vessels from another, without its time.
std::string event_of(const model::Anomaly& anomaly);
std::string shown(const model::Anomaly& anomaly);
std::string shown(const model::Track& track);

}  // namespace selat::detect

namespace selat {
template <>
inline constexpr auto enum_names<detect::Difference> =
    std::to_array<std::string_view>({"missing", "surplus", "id", "finding", "place", "name", "phase",
                                     "revision", "track", "track_id", "raised_twice"});
}  // namespace selat
