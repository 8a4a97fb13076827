#pragma once
// The health of a process, as it publishes it once a second.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/enum_names.h"
#include "base/localized_message.h"
#include "model/alert.h"
#include "model/anomaly.h"
#include "model/assignment.h"
#include "model/named_count.h"
#include "model/track.h"
#include "units/angle.h"
#include "units/distance.h"
#include "units/instant.h"

namespace selat::model {

// The counter of received reports in each process that subscribes to reports: without loss it equals what the
// feeds have published.
inline constexpr std::string_view kReportsReceived = "reports_received";

enum class ProcessState : std::uint8_t {
  starting,
  running,
  waiting,  // works, but something it needs is missing
  degraded,
  stopping,
};

// The health of one stream at one of its subscribers.
struct SubscriptionHealth {
  std::string publisher;
  std::string topic;
  std::uint64_t term = 0;
  std::uint64_t envelopes = 0;
  std::uint64_t last_sequence = 0;
  std::uint64_t duplicates = 0;
  std::uint64_t gaps = 0;
  std::uint64_t gaps_repaired = 0;
  std::uint64_t envelopes_lost = 0;  // and not repaired
  std::uint64_t unknown_losses = 0;  // terms that ended unsaid: whether more was sent in them is not known
  std::uint64_t malformed = 0;       // envelopes and values in them that could not be read
  Span behind;
  bool is_stale = false;  // not complete for 5 s, or nothing heard in this term for 3 s
  friend bool operator==(const SubscriptionHealth&, const SubscriptionHealth&) = default;
};

struct LatencySummary {
  std::uint64_t count = 0;
  Span p50, p99, longest;
  friend bool operator==(const LatencySummary&, const LatencySummary&) = default;
};

// A process that `up` supervises.
struct ChildHealth {
  std::string name;
  std::uint32_t pid = 0;  // 0 while it waits to be started
  std::uint64_t restarts = 0;
  friend bool operator==(const ChildHealth&, const ChildHealth&) = default;
};

// What a rule of the detector has found since the start of the process.
struct RuleHealth {
  std::string rule;
  EnumCounts<AnomalyPhase> anomalies;
  friend bool operator==(const RuleHealth&, const RuleHealth&) = default;
};

// What a process hands on to others, such as charting programs (feed/output.h).
struct OutputHealth {
  std::string name;
  std::string uri;
  std::string format;           // "nmea", "json", "alerts"
  LocalizedMessage problem;     // why nothing could be sent last; empty when all is well
  bool is_unencrypted = false;  // and beyond this machine
  std::uint64_t clients = 0;    // connected now
  std::uint64_t lines = 0;      // that passed its filter
  std::uint64_t sent = 0;       // of them, summed over clients
  std::uint64_t dropped = 0;    // that the network did not take
  std::uint64_t cut_off = 0;    // clients too slow, or dead
  std::uint64_t refused = 0;    // clients too many, or not among the peers
  friend bool operator==(const OutputHealth&, const OutputHealth&) = default;
};

// How a radar lies against the vessels that AIS names. What it is off by is taken off what it shows.
struct RadarAlignment {
  std::string radar;
  bool is_used = true;    // false: what it shows cannot be believed, for the reason in ProcessHealth::missing
  bool is_known = false;  // enough vessels were seen to tell; before that the rest is the best guess
  Distance range = {};    // too far by so much
  Angle bearing = {};     // turned clockwise by so much
  Span time = {};         // its clock is ahead by so much
  double false_plots = 0;  // in a turn of its antenna, of late
  friend bool operator==(const RadarAlignment&, const RadarAlignment&) = default;
};

struct ProcessHealth {
  std::string process;
  std::uint64_t term = 0;
  Instant at;
  ProcessState state = ProcessState::starting;
  std::optional<Instant> state_since;  // empty: not said
  std::vector<LocalizedMessage> missing;
  Instant started_at;
  Span cpu;
  std::uint64_t resident_bytes = 0;
  std::vector<NamedCount> counters;
  std::vector<SubscriptionHealth> subscriptions;
  std::optional<LatencySummary> socket_to_here;  // from the feed's socket to this process
  std::vector<ChildHealth> children;             // of `up`
  std::vector<RuleHealth> rules;                 // of the detector, as are the tracks
  std::vector<OutputHealth> outputs;             // of ingest and the coordination server
  std::vector<RadarAlignment> radars;            // of the detector
  EnumCounts<TrackState> tracks;
  EnumCounts<AlertState> alerts;    // of the coordination server
  EnumCounts<SectorState> sectors;  // of the coordination server, or those a control point holds

  void count(std::string name, std::uint64_t number) {
    counters.push_back({.name = std::move(name), .count = number});
  }
};

}  // namespace selat::model

namespace selat {
template <>
inline constexpr auto enum_names<model::ProcessState> =
    std::to_array<std::string_view>({"starting", "running", "waiting", "degraded", "stopping"});
}  // namespace selat
