#pragma once
// What is known of a running system, put together from what its processes publish: processes, feeds,
// tracks, alerts, sectors, and what happened last. `selat top` draws it, `selat demo` tells it.
//
// Pure: envelopes and the time are handed in. Text from outside stays raw inside; events are ready for a
// terminal. Thread: one.

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/language.h"
#include "model/alert.h"
#include "model/assignment.h"
#include "model/track.h"
#include "selat/v1/health.pb.h"
#include "units/instant.h"

namespace selat::v1 {
class AssignmentTable;
class Envelope;
class TrackBatch;
}  // namespace selat::v1

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
  v1::ProcessHealth health;
  Instant heard_at;
  double cpu_share = 0;  // of one core, since the sign of life before
};

struct FeedNow {
  v1::FeedHealth health;
  double sentences_per_s = 0;
  double reports_per_s = 0;
};

struct ControlPointNow {
  std::string id;
  std::string name;
  bool is_connected = false;
  std::uint32_t sectors_held = 0;
  std::uint32_t capacity = 0;
};

struct SectorNow {
  model::Assignment assignment;
  std::uint32_t vessels = 0;
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

  void apply(const v1::Envelope& envelope, Instant now);
  // Something that is told from outside (a child was started again).
  void add_event(Event event);

  [[nodiscard]] Language language() const { return language_; }
  [[nodiscard]] const std::map<std::string, ProcessNow, std::less<>>& processes() const { return processes_; }
  [[nodiscard]] const std::vector<FeedNow>& feeds() const { return feeds_; }
  [[nodiscard]] const std::vector<SectorNow>& sectors() const { return sectors_; }
  [[nodiscard]] const std::vector<ControlPointNow>& control_points() const { return control_points_; }
  [[nodiscard]] std::uint64_t plan_version() const { return plan_version_; }
  [[nodiscard]] bool has_heard_coordinator() const { return has_sectors_; }

  // Open alerts, the most severe first, then the newest.
  [[nodiscard]] std::vector<const model::Alert*> open_alerts() const;
  // Every alert heard of, open or over, by rule.
  [[nodiscard]] const std::map<std::string, std::uint64_t, std::less<>>& alerts_by_rule() const {
    return by_rule_;
  }
  [[nodiscard]] std::size_t tracks(model::TrackState state) const;
  [[nodiscard]] std::size_t live_tracks() const;  // tentative and confirmed
  [[nodiscard]] std::size_t sectors_held() const;
  [[nodiscard]] std::uint64_t reports_published() const;  // by all feeds
  [[nodiscard]] std::uint64_t malformed() const { return malformed_; }

  // Processes that ought to be there and were not heard for 3 s: those that `up` supervises, else the three
  // of the pipeline.
  [[nodiscard]] std::vector<std::string> missing(Instant now) const;
  // How often `up` has started the process again; nothing when it does not supervise it.
  [[nodiscard]] std::optional<std::uint64_t> restarts_of(std::string_view process) const;
  [[nodiscard]] std::optional<std::uint64_t> pid_of(std::string_view process) const;

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
  void apply(const v1::ProcessHealth& health, Instant now);
  void apply(const v1::FeedHealthTable& table, Instant sent_at, Instant now);
  void apply(const v1::TrackBatch& batch);
  void apply(const model::Alert& alert, Instant now);
  void apply(const v1::AssignmentTable& table, Instant now);
  void tell_of_change(const model::Assignment* before, const model::Assignment& after, Instant now);
  void tell_of_trouble(const v1::ProcessHealth& before, const v1::ProcessHealth& after, Instant now);
  [[nodiscard]] std::string place(std::string_view id) const;
  [[nodiscard]] std::optional<std::uint64_t> counter_of_up(std::string_view prefix,
                                                           std::string_view process) const;

  Language language_;
  Places places_;
  std::map<std::string, ProcessNow, std::less<>> processes_;
  std::vector<FeedNow> feeds_;
  Instant feeds_at_;
  std::unordered_map<std::uint64_t, model::TrackState> tracks_;
  std::map<std::uint64_t, model::Alert> alerts_;
  std::map<std::string, std::uint64_t, std::less<>> by_rule_;
  std::vector<SectorNow> sectors_;
  std::vector<ControlPointNow> control_points_;
  std::map<std::string, std::uint64_t, std::less<>> terms_;  // of "publisher topic"
  std::uint64_t plan_version_ = 0;
  std::uint64_t malformed_ = 0;
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
