#pragma once
// The common operational picture: the state of a running system, from what its processes publish: processes,
// feeds, tracks, alerts, sectors, the log, and the last events. Terminal and JSON read the same picture. Of
// each part it knows when it was last complete: what is older than its limit is said to be so.
//
// Pure: values and the time are handed in, no language is chosen, and text from outside is not escaped. A
// snapshot of tracks or alerts begins, is applied and ends: what it did not name is removed. A table holds
// the whole state each time. Silence is measured by the steady clock: a step of the wall clock makes no
// process look silent. Events have wall-clock times, those of the sender where it says since when a state is
// as it is: whoever begins to listen later dates them the same. Thread: one.

#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/replica.h"
#include "cop/event.h"
#include "model/alert.h"
#include "model/assignment.h"
#include "model/feed_health.h"
#include "model/log_entry.h"
#include "model/process_health.h"
#include "model/sector_table.h"
#include "model/track.h"
#include "units/clock.h"
#include "units/instant.h"

namespace selat::cop {

// What the processes publish each second, or say each second that nothing has changed; older is not current.
inline constexpr Span kCurrentFor = Span::seconds(3);
// That the server has lost its past.
inline constexpr Span kPastLostIsNewsFor = Span::hours(1);

// The parts of the picture that come as streams; the health of processes has its own times.
enum class Part : std::uint8_t { feeds, tracks, alerts, sectors, log };

}  // namespace selat::cop

namespace selat {
template <>
inline constexpr auto enum_names<cop::Part> =
    std::to_array<std::string_view>({"feeds", "tracks", "alerts", "sectors", "log"});
}  // namespace selat

namespace selat::cop {

// Names of sectors and zones by id, from geodata/; empty without geodata.
using PlaceNames = std::map<std::string, model::Names, std::less<>>;

// What the picture needs from the chart.
struct Places {
  PlaceNames names = {};
  // Sectors in which no control point's nation has full permit.
  std::set<std::string, std::less<>> sectors_without_permit = {};
};

struct ProcessNow {
  model::ProcessHealth health;
  SteadyTime heard_at;
  double cpu_share = 0;  // of one core, since the health message before the last

  [[nodiscard]] bool is_silent(SteadyTime now) const { return now - heard_at >= kCurrentFor; }
};

// When a part was last complete.
struct Freshness {
  std::optional<SteadyTime> at;  // empty: never

  [[nodiscard]] bool is_stale(SteadyTime now) const { return !at || now - *at >= kCurrentFor; }
};

struct FeedNow {
  model::FeedHealth health;
  double sentences_per_s = 0;
  double reports_per_s = 0;
  Instant first_at = {};                      // when it was first heard of
  bool was_up = false;                        // since then
  std::optional<model::FeedState> told = {};  // as an event
};

class OperationalPicture {
 public:
  explicit OperationalPicture(Places places = {});

  void apply(const model::ProcessHealth& health, Now now);
  void apply(const model::FeedTable& table, Instant sent_at, Instant now);
  void apply(const model::Track& track);
  void apply(const model::Alert& alert, Instant now);
  void apply(const model::SectorTable& table, Instant now);
  void apply(const model::LogEntry& entry);
  void begin_log_snapshot() { is_log_in_snapshot_ = true; }
  void end_log_snapshot(Instant now);
  void begin_track_snapshot();
  void end_track_snapshot();
  void begin_alert_snapshot();
  void end_alert_snapshot(Instant now);
  // All that its publisher had sent of this part was applied at that time.
  void note_complete(Part part, SteadyTime at) { complete_at_[static_cast<std::size_t>(part)] = at; }
  // An event that no topic reports (a child was restarted).
  void add_event(Event event);

  [[nodiscard]] const Places& places() const { return places_; }
  [[nodiscard]] const std::map<std::string, ProcessNow, std::less<>>& processes() const { return processes_; }
  [[nodiscard]] const std::vector<FeedNow>& feeds() const { return feeds_; }
  [[nodiscard]] const std::vector<model::SectorRow>& sectors() const { return sectors_.rows; }
  [[nodiscard]] const std::vector<model::ControlPointStatus>& control_points() const {
    return sectors_.control_points;
  }
  [[nodiscard]] std::uint64_t plan_version() const { return sectors_.plan_version; }
  [[nodiscard]] Freshness freshness(Part part) const {
    return {complete_at_[static_cast<std::size_t>(part)]};
  }

  // Open alerts, the most severe first, then those that nobody has acknowledged, then the newest.
  [[nodiscard]] std::vector<const model::Alert*> open_alerts() const;
  [[nodiscard]] EnumCounts<model::AlertState> open_alerts_by_state() const;
  // Also a closed one, as long as the coordination server holds it.
  [[nodiscard]] const model::Alert* alert(std::uint64_t id) const { return alerts_.find(id); }
  // The alerts that the coordination server holds, open and closed, by rule.
  [[nodiscard]] std::map<std::string, std::uint64_t, std::less<>> alerts_by_rule() const;
  [[nodiscard]] std::size_t tracks(model::TrackState state) const;
  [[nodiscard]] std::size_t live_tracks() const;  // tentative and confirmed
  // Those that others see while AIS does not, the one seen last first.
  [[nodiscard]] std::vector<const model::Track*> silent_tracks() const;
  [[nodiscard]] std::size_t sectors_held() const;
  [[nodiscard]] std::uint64_t reports_published() const;  // by all feeds

  // Processes that are expected and not heard, or silent. Expected are those that `up` supervises, or without
  // it the three of the pipeline.
  [[nodiscard]] std::vector<std::string> missing(SteadyTime now) const;
  // The processes that are to be heard where `up` is not; else those of a whole system.
  void expect(std::vector<std::string> processes) { expected_ = std::move(processes); }
  // What `up` reports of the process; empty if `up` does not supervise it.
  [[nodiscard]] const model::ChildHealth* child(std::string_view process) const;

  // The newest entries of the log, the oldest first; at most 500 are kept.
  [[nodiscard]] const std::deque<model::LogEntry>& log() const { return log_; }
  // The last events, oldest first; at most 200 are kept. What stood when the picture began is no event: the
  // log, the alerts and who held the sectors; but that the server has lost its past is, for an hour. A feed
  // that has not been up yet has some seconds for its first connection before it is said to be down.
  [[nodiscard]] const std::deque<Event>& events() const { return events_; }
  // Sets the function to call with each event, and with each open alert of the first snapshot, which may be
  // unknown to who hears it; an empty one ends this.
  void on_event(std::function<void(const Event&)> handler) { on_event_ = std::move(handler); }

 private:
  [[nodiscard]] static bool is_news(const FeedNow& feed, Instant now);
  void compare(const model::Assignment& before, const model::SectorRow& row, Instant now);
  void compare(const model::ProcessHealth& before, const model::ProcessHealth& after, Instant now);
  [[nodiscard]] const std::vector<model::ChildHealth>* children() const;

  static constexpr std::size_t kMostTracks = 1'000'000;
  static constexpr std::size_t kMostSilentTracks = 10'000;
  static constexpr std::size_t kMostAlerts = 100'000;

  Places places_;
  std::vector<std::string> expected_ = {"ingest", "detect", "coordinate"};
  std::map<std::string, ProcessNow, std::less<>> processes_;
  std::vector<FeedNow> feeds_;
  Instant feeds_at_;
  Replica<std::uint64_t, model::TrackState> tracks_{kMostTracks};
  Replica<std::uint64_t, model::Track> silent_tracks_{kMostSilentTracks};
  Replica<std::uint64_t, model::Alert> alerts_{kMostAlerts};
  model::SectorTable sectors_;
  std::deque<model::LogEntry> log_;
  bool is_log_in_snapshot_ = false;
  bool has_log_snapshot_ = false;
  std::optional<Instant> past_lost_told_;  // the entry that was told as an event
  bool has_alert_snapshot_ = false;
  bool is_first_alert_snapshot_ = false;
  std::array<std::optional<SteadyTime>, enum_count<Part>> complete_at_;
  std::deque<Event> events_;
  std::function<void(const Event&)> on_event_;
};

// Sums that must be equal if nothing is lost.
struct Accounting {
  std::uint64_t sentences = 0;
  std::uint64_t in_messages = 0;
  std::uint64_t not_yet_decoded = 0;
  std::uint64_t pending = 0;
  std::map<std::string, std::uint64_t> problems;  // by kind
  std::uint64_t reports_published = 0;
  std::map<std::string, std::uint64_t> reports_received;  // by process that subscribes to reports
  std::uint64_t gaps_unrepaired = 0;
  std::uint64_t envelopes_lost = 0;
  std::uint64_t unknown_losses = 0;  // ends of terms, by subscription

  // Each sentence is part of a message, not decoded yet, waiting for other parts, or has a problem.
  [[nodiscard]] bool is_every_sentence_accounted_for() const;
};
[[nodiscard]] Accounting accounting(const OperationalPicture& picture);

}  // namespace selat::cop
