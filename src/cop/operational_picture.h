#pragma once
// What is known of a running system, put together from what its processes publish: processes, feeds,
// tracks, alerts, sectors, and what happened last. `selat top` draws it, `selat demo` tells it.
//
// Pure: values and the time are handed in. A snapshot of tracks or alerts begins, is applied and ends: what
// it did not name is gone. Tables say everything each time. Text from outside stays raw inside; events are
// ready for a terminal. Thread: one.

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/language.h"
#include "base/replica.h"
#include "model/alert.h"
#include "model/assignment.h"
#include "model/feed_health.h"
#include "model/process_health.h"
#include "model/sector_table.h"
#include "model/track.h"
#include "units/instant.h"

namespace selat::cop {

// Names of sectors and zones by id, from geodata/; empty when there is none.
using PlaceNames = std::map<std::string, model::Names, std::less<>>;

// What the chart lends to the picture.
struct Places {
  PlaceNames names = {};
  std::set<std::string, std::less<>> nobodys_sectors =
      {};  // in which no control point's nation has full permit
};

struct ProcessNow {
  model::ProcessHealth health;
  Instant heard_at;
  double cpu_share = 0;  // of one core, since the sign of life before
};

struct FeedNow {
  model::FeedHealth health;
  double sentences_per_s = 0;
  double reports_per_s = 0;
};

enum class EventKind : std::uint8_t { feed, alert, alert_over, sector, sector_uncovered, child, process };

struct Event {
  Instant at;
  EventKind kind = EventKind::feed;
  model::Severity severity = model::Severity::information;  // of an alert
  std::string text;                                         // one line, safe for a terminal
};

class OperationalPicture {
 public:
  explicit OperationalPicture(Language language, Places places = {});

  void apply(const model::ProcessHealth& health, Instant now);
  void apply(const model::FeedTable& table, Instant sent_at, Instant now);
  void apply(const model::Track& track);
  void apply(const model::Alert& alert, Instant now);
  void apply(const model::SectorTable& table, Instant now);
  void begin_track_snapshot() { tracks_.begin_snapshot(); }
  void end_track_snapshot() { tracks_.end_snapshot(); }
  void begin_alert_snapshot() { alerts_.begin_snapshot(); }
  void end_alert_snapshot(Instant now);
  // Something that is told from outside (a child was started again).
  void add_event(Event event);

  [[nodiscard]] Language language() const { return language_; }
  [[nodiscard]] const std::map<std::string, ProcessNow, std::less<>>& processes() const { return processes_; }
  [[nodiscard]] const std::vector<FeedNow>& feeds() const { return feeds_; }
  [[nodiscard]] const std::vector<model::SectorRow>& sectors() const { return sectors_.rows; }
  [[nodiscard]] const std::vector<model::ControlPointStatus>& control_points() const {
    return sectors_.control_points;
  }
  [[nodiscard]] std::uint64_t plan_version() const { return sectors_.plan_version; }
  [[nodiscard]] bool has_heard_coordinator() const { return has_sectors_; }

  // Open alerts, the most severe first, then the newest.
  [[nodiscard]] std::vector<const model::Alert*> open_alerts() const;
  // Every alert that the coordination server holds, open or over, by rule.
  [[nodiscard]] std::map<std::string, std::uint64_t, std::less<>> alerts_by_rule() const;
  [[nodiscard]] std::size_t tracks(model::TrackState state) const;
  [[nodiscard]] std::size_t live_tracks() const;  // tentative and confirmed
  [[nodiscard]] std::size_t sectors_held() const;
  [[nodiscard]] std::uint64_t reports_published() const;  // by all feeds

  // Processes that ought to be there and were not heard for 3 s: those that `up` supervises, else the three
  // of the pipeline.
  [[nodiscard]] std::vector<std::string> missing(Instant now) const;
  // What `up` says of the process; none when it does not supervise it.
  [[nodiscard]] const model::ChildHealth* child(std::string_view process) const;

  // The sentence of why, with names of zones in the reader's language; safe for a terminal.
  [[nodiscard]] std::string why(const model::Alert& alert) const;
  [[nodiscard]] std::string why(const model::Assignment& assignment) const;
  // "S07 Selat Rupat", or the id alone.
  [[nodiscard]] std::string sector_name(std::string_view id) const;
  // The last events, oldest first; at most 200 are kept.
  [[nodiscard]] const std::deque<Event>& events() const { return events_; }
  // Called with every event as it comes.
  void on_event(std::function<void(const Event&)> tell) { tell_ = std::move(tell); }

 private:
  void tell_of_change(const model::Assignment* before, const model::Assignment& after, Instant now);
  void tell_of_trouble(const model::ProcessHealth& before, const model::ProcessHealth& after, Instant now);
  void tell_of_state(const model::FeedHealth& feed, Instant now);
  void tell_of_end(const model::Alert& alert, model::AlertState state, Instant now);
  [[nodiscard]] std::string place(std::string_view id) const;
  [[nodiscard]] const std::vector<model::ChildHealth>* children() const;

  static constexpr std::size_t kMostTracks = 1'000'000;
  static constexpr std::size_t kMostAlerts = 100'000;

  Language language_;
  Places places_;
  std::map<std::string, ProcessNow, std::less<>> processes_;
  std::vector<FeedNow> feeds_;
  Instant feeds_at_;
  Replica<std::uint64_t, model::TrackState> tracks_{kMostTracks};
  Replica<std::uint64_t, model::Alert> alerts_{kMostAlerts};
  model::SectorTable sectors_;
  bool has_sectors_ = false;
  std::deque<Event> events_;
  std::function<void(const Event&)> tell_;
};

// Sums and differences that must hold when nothing is lost.
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

  // Every sentence is part of a message, not yet decoded, waiting for its rest, or a problem.
  [[nodiscard]] bool is_every_sentence_accounted_for() const;
};
[[nodiscard]] Accounting accounting(const OperationalPicture& picture);

}  // namespace selat::cop
