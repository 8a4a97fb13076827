#include "outcome.h"

#include <algorithm>
#include <optional>

namespace selat::detect {

namespace {

std::string seconds(Instant at) {
  return std::to_string((at - scene::kNoon).in_seconds());
}

std::string shown_names(const model::Anomaly& anomaly) {
  std::string text;
  for (const auto& vessel : anomaly.vessels) {
    text += " '" + std::string(vessel.name.view()) + "'";
  }
  return text;
}

// Without what is compared by itself.
model::Anomaly finding_of(model::Anomaly anomaly) {
  anomaly.revision = 0;
  anomaly.corrections = 0;  // how often late reports changed it on the way is no part of the promise
  anomaly.peak.reset();     // nor how grave it was meanwhile
  anomaly.phase = model::AnomalyPhase::raised;
  anomaly.place = {};
  for (auto& vessel : anomaly.vessels) {
    vessel.name = {};
  }
  return anomaly;
}

// Ended, raised again, and in the end it had ended when it was said first: nothing but noise. Late reports
// may open again what had ended, for as long as they are coming.
void find_raised_twice(const Outcome& outcome, Differences& found) {
  if (outcome.counters.late > 0) {
    return;
  }
  std::map<std::uint64_t, std::optional<Instant>> ends;
  for (const model::Anomaly& anomaly : outcome.messages) {
    const auto [known, is_first] = ends.try_emplace(anomaly.id);
    if (anomaly.phase == model::AnomalyPhase::ended && !known->second) {
      known->second = anomaly.ended_at;
    }
    const auto last = outcome.anomalies.find(anomaly.id);
    const bool has_come_back = anomaly.phase == model::AnomalyPhase::raised && known->second;
    if (has_come_back && last != outcome.anomalies.end() && last->second.ended_at == known->second) {
      found.emplace_back(Difference::raised_twice, shown(anomaly));
    }
  }
}

void compare(const model::Anomaly& in_order, const model::Anomaly& other, Differences& found) {
  if (finding_of(in_order) != finding_of(other)) {
    found.emplace_back(Difference::finding, shown(in_order) + "\n    here " + shown(other));
  }
  if (in_order.place != other.place) {
    found.emplace_back(Difference::place, shown(in_order));
  }
  if (in_order.vessels != other.vessels) {
    found.emplace_back(Difference::name,
                       shown_names(in_order) + " here" + shown_names(other) + " of " + shown(other));
  }
  if (in_order.phase != other.phase) {
    found.emplace_back(Difference::phase, std::string(name_of(in_order.phase)) + ", here " +
                                              std::string(name_of(other.phase)) + " of " + shown(other));
  }
  if (in_order.revision != other.revision) {
    found.emplace_back(Difference::revision, std::to_string(in_order.revision) + ", here " +
                                                 std::to_string(other.revision) + " of " + shown(other));
  }
}

bool is_same(const model::Anomaly& a, const model::Anomaly& b) {
  return a.started_at == b.started_at && event_of(a) == event_of(b);
}

void compare(const std::vector<model::Track>& in_order, std::vector<model::Track> other, Differences& found) {
  for (const model::Track& track : in_order) {
    const auto place = std::ranges::find_if(other, [&](model::Track candidate) {
      candidate.id = track.id;
      return candidate == track;
    });
    if (place == other.end()) {
      found.emplace_back(Difference::track, shown(track));
      continue;
    }
    if (place->id != track.id) {
      found.emplace_back(Difference::track_id, shown(track));
    }
    other.erase(place);
  }
  for (const model::Track& track : other) {
    found.emplace_back(Difference::track, "here " + shown(track));
  }
}

}  // namespace

std::string event_of(const model::Anomaly& anomaly) {
  const std::string_view rule = anomaly.rule.view(), grade = anomaly.grade.view();
  const bool is_kind = rule == "distress" || rule == "position_jump" || (rule == "zone" && grade == "speed");
  std::string text = std::string(rule) + "/" + std::string(is_kind ? grade : "") + " " + anomaly.subject;
  for (const auto& vessel : anomaly.vessels) {
    text += " " + std::to_string(vessel.mmsi.number());
  }
  return text;
}

std::string shown(const model::Anomaly& anomaly) {
  std::string text =
      std::string(anomaly.rule.view()) + "/" + std::string(anomaly.grade.view()) + " " + anomaly.subject;
  for (const auto& vessel : anomaly.vessels) {
    text += " " + std::to_string(vessel.mmsi.number());
  }
  text += " from " + seconds(anomaly.started_at) + " decided " + seconds(anomaly.decided_at);
  if (anomaly.ended_at) {
    text += " ended " + seconds(*anomaly.ended_at);
  }
  for (const auto& evidence : anomaly.evidence) {
    text += " " + std::string(name_of(evidence.quantity)) + "=" + std::to_string(evidence.measured);
  }
  text += " reports";
  for (const auto& report : anomaly.reports) {
    text += " " + seconds(report.observed_at);
  }
  return text;
}

std::string shown(const model::Track& track) {
  return std::to_string(track.vessel.mmsi.number()) + " " + std::string(name_of(track.state)) + " from " +
         seconds(track.first_at) + " to " + seconds(track.last_at) + ", " + std::to_string(track.fixes) +
         " fixes";
}

Outcome outcome(const traffic::Reports& reports, std::size_t every) {
  Engine engine(traffic::options());
  Outcome result;
  const auto take = [&](std::vector<model::Anomaly> messages) {
    for (model::Anomaly& anomaly : messages) {
      result.anomalies[anomaly.id] = anomaly;
      result.messages.push_back(std::move(anomaly));
    }
  };
  for (std::size_t i = 0; i < reports.size(); ++i) {
    engine.observe(reports[i]);
    if (every != 0 && i % every == 0) {
      take(engine.drain());
    }
  }
  take(engine.drain_held());
  std::erase_if(result.anomalies,
                [](const auto& entry) { return entry.second.phase == model::AnomalyPhase::retracted; });
  result.tracks = engine.tracks();
  result.counters = engine.counters();
  return result;
}

Differences differences(const Outcome& in_order, const Outcome& other) {
  Differences found;
  std::map<std::uint64_t, model::Anomaly> unmatched = other.anomalies;
  for (const auto& [id, anomaly] : in_order.anomalies) {
    auto place = unmatched.find(id);
    if (place == unmatched.end()) {
      place = std::ranges::find_if(unmatched, [&](const auto& entry) {
        return !in_order.anomalies.contains(entry.first) && is_same(entry.second, anomaly);
      });
      found.emplace_back(place == unmatched.end() ? Difference::missing : Difference::id, shown(anomaly));
    }
    if (place != unmatched.end()) {
      compare(anomaly, place->second, found);
      unmatched.erase(place);
    }
  }
  for (const auto& [id, anomaly] : unmatched) {
    found.emplace_back(Difference::surplus, shown(anomaly));
  }
  compare(in_order.tracks, other.tracks, found);
  find_raised_twice(in_order, found);
  find_raised_twice(other, found);
  return found;
}

}  // namespace selat::detect
