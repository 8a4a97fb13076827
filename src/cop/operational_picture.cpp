#include "cop/operational_picture.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <ranges>
#include <tuple>
#include <utility>

#include "model/sensor_sight.h"

namespace selat::cop {
namespace {

constexpr std::size_t kEventsKept = 200;
constexpr std::size_t kLogEntriesKept = 500;
constexpr std::size_t kMostNames = 1'000;  // of processes; no system has more
constexpr std::string_view kSupervisor = "up";
// A sender that is started together with the system takes as long.
constexpr Span kFirstConnection = Span::seconds(10);

double per_second(std::uint64_t now, std::uint64_t before, Span between) {
  return now > before && between > Span() ? static_cast<double>(now - before) / between.in_seconds() : 0;
}

std::uint64_t after_gaps(const model::SubscriptionHealth& subscription) {
  return subscription.gaps - std::min(subscription.gaps, subscription.gaps_repaired);
}

}  // namespace

OperationalPicture::OperationalPicture(Places places) : places_(std::move(places)) {}

void OperationalPicture::apply(const model::ProcessHealth& health, Now now) {
  if (processes_.size() >= kMostNames && !processes_.contains(health.process)) {
    return;
  }
  ProcessNow& process = processes_[health.process];
  const model::ProcessHealth& before = process.health;
  const Span between = health.at - before.at;
  const bool is_same_run = before.term == health.term && health.cpu >= before.cpu;
  process.cpu_share =
      is_same_run && between > Span() ? (health.cpu - before.cpu).in_seconds() / between.in_seconds() : 0;
  compare(before, health, now.wall);
  process.health = health;
  process.heard_at = now.steady;
}

void OperationalPicture::compare(const model::ProcessHealth& before, const model::ProcessHealth& after,
                                 Instant now) {
  const bool was_degraded = before.state == model::ProcessState::degraded;
  const bool is_degraded = after.state == model::ProcessState::degraded;
  const bool is_well_again = was_degraded && after.state == model::ProcessState::running;
  if ((is_degraded && !was_degraded) || is_well_again) {
    add_event({after.state_since.value_or(now), ProcessChanged{after.process, is_degraded, after.missing}});
  }
}

// Sentences of AIS and of radars, and records of data blocks.
static std::uint64_t sentences_of(const model::FeedHealth& health) {
  return health.sentences + health.radar.sentences + health.radar.records;
}

void OperationalPicture::apply(const model::FeedTable& table, Instant sent_at, Instant now) {
  std::vector<FeedNow> feeds;
  for (const model::FeedHealth& health : table.feeds) {
    FeedNow feed{.health = health, .first_at = now};
    const auto before =
        std::ranges::find(feeds_, health.name, [](const FeedNow& f) { return f.health.name; });
    if (before != feeds_.end()) {
      feed.sentences_per_s =
          per_second(sentences_of(health), sentences_of(before->health), sent_at - feeds_at_);
      feed.reports_per_s =
          per_second(health.reports + health.radar.reports,
                     before->health.reports + before->health.radar.reports, sent_at - feeds_at_);
      feed.first_at = before->first_at;
      feed.was_up = before->was_up;
      feed.told = before->told;
    }
    feed.was_up = feed.was_up || model::is_well(health.state);
    if (is_news(feed, now)) {
      feed.told = health.state;
      add_event({health.state_since.value_or(now), FeedChanged{health.name, health.state, health.reason}});
    }
    feeds.push_back(std::move(feed));
  }
  feeds_ = std::move(feeds);
  feeds_at_ = sent_at;
}

bool OperationalPicture::is_news(const FeedNow& feed, Instant now) {
  const Instant since = std::min(feed.first_at, feed.health.state_since.value_or(feed.first_at));
  const bool may_yet_connect =
      !feed.was_up && feed.health.state != model::FeedState::failed && now - since < kFirstConnection;
  return feed.told != feed.health.state && !may_yet_connect;
}

void OperationalPicture::apply(const model::Track& track) {
  if (track.state == model::TrackState::ended) {
    tracks_.erase(track.id);
  } else {
    tracks_.put(track.id, track.state);
  }
  if (track.state != model::TrackState::ended && model::is_silent_on_ais(track)) {
    silent_tracks_.put(track.id, track);
  } else {
    silent_tracks_.erase(track.id);
  }
}

void OperationalPicture::begin_track_snapshot() {
  tracks_.begin_snapshot();
  silent_tracks_.begin_snapshot();
}

void OperationalPicture::end_track_snapshot() {
  tracks_.end_snapshot();
  silent_tracks_.end_snapshot();
}

std::vector<const model::Track*> OperationalPicture::silent_tracks() const {
  std::vector<const model::Track*> tracks;
  silent_tracks_.for_each([&](std::uint64_t, const model::Track& track) { tracks.push_back(&track); });
  std::ranges::stable_sort(tracks, std::greater(), [](const model::Track* track) { return track->last_at; });
  return tracks;
}

void OperationalPicture::apply(const model::Alert& alert, Instant now) {
  const model::Alert* const known = alerts_.find(alert.id);
  const bool is_new = known == nullptr;
  const bool was_open = !is_new && model::is_open(*known);
  // An alert that becomes more severe is a new event (a suspected meeting that is confirmed).
  const bool is_graver = !is_new && alert.anomaly.severity > known->anomaly.severity;
  if (alerts_.put(alert.id, alert) == nullptr) {
    return;
  }
  if (is_first_alert_snapshot_) {
    if (on_event_ && model::is_open(alert)) {
      on_event_({alert.raised_at, AlertRaised{alert}});
    }
    return;
  }
  if ((is_new || is_graver) && model::is_open(alert)) {
    add_event({is_new ? alert.raised_at : now, AlertRaised{alert}});
  } else if (was_open && !model::is_open(alert)) {
    add_event({alert.closed_at.value_or(now), AlertOver{alert}});
  }
}

void OperationalPicture::begin_alert_snapshot() {
  alerts_.begin_snapshot();
  is_first_alert_snapshot_ = !has_alert_snapshot_;
}

void OperationalPicture::end_alert_snapshot(Instant now) {
  has_alert_snapshot_ = true;
  is_first_alert_snapshot_ = false;
  alerts_.end_snapshot([&](std::uint64_t, const model::Alert& alert) {
    if (model::is_open(alert)) {
      AlertOver over{alert};
      over.alert.state = model::AlertState::ended;
      add_event({now, std::move(over)});
    }
  });
}

void OperationalPicture::apply(const model::SectorTable& table, Instant now) {
  for (const model::SectorRow& row : table.rows) {
    const auto before =
        std::ranges::find(sectors_.rows, row.assignment.sector,
                          [](const model::SectorRow& known) { return known.assignment.sector; });
    if (before != sectors_.rows.end()) {
      compare(before->assignment, row, now);
    }
  }
  sectors_ = table;
}

void OperationalPicture::compare(const model::Assignment& before, const model::SectorRow& row, Instant now) {
  const model::Assignment& after = row.assignment;
  if (before.state == after.state && before.holder == after.holder) {
    return;
  }
  if (after.state == model::SectorState::held) {
    add_event({after.since.value_or(now), SectorGranted{after}});
  } else if (after.state == model::SectorState::unowned) {
    add_event({after.since.value_or(now), SectorUncovered{row}});
  }
}

void OperationalPicture::apply(const model::LogEntry& entry) {
  // A snapshot, or what a publisher still holds, may name again what is known; a server that has lost its
  // past numbers its entries from the beginning.
  const bool is_first = log_.empty();
  const auto same = std::ranges::find(log_, entry.number, &model::LogEntry::number);
  if (same != log_.end() && same->at == entry.at) {
    return;
  }
  if (!is_first && entry.number <= log_.back().number) {
    if (entry.at <= log_.back().at) {
      return;  // older than what is kept
    }
    log_.clear();
  }
  log_.push_back(entry);
  if (log_.size() > kLogEntriesKept) {
    log_.pop_front();
  }
  // That a sector was accepted, the event of the sector says.
  const bool stood_before = is_log_in_snapshot_ && !has_log_snapshot_;
  if (!stood_before && entry.kind != model::LogKind::accepted) {
    add_event({entry.at, LogWritten{entry}});
    past_lost_told_ = entry.kind == model::LogKind::past_lost ? entry.at : past_lost_told_;
  }
}

// A server may have written that before anybody could hear it.
void OperationalPicture::end_log_snapshot(Instant now) {
  is_log_in_snapshot_ = false;
  const auto lost =
      std::ranges::find(log_ | std::views::reverse, model::LogKind::past_lost, &model::LogEntry::kind);
  const bool is_first = !std::exchange(has_log_snapshot_, true);
  if (is_first && lost != (log_ | std::views::reverse).end() && now - lost->at < kPastLostIsNewsFor &&
      past_lost_told_ != lost->at) {
    add_event({lost->at, LogWritten{*lost}});
  }
}

void OperationalPicture::add_event(Event event) {
  if (on_event_) {
    on_event_(event);
  }
  events_.push_back(std::move(event));
  if (events_.size() > kEventsKept) {
    events_.pop_front();
  }
}

std::vector<const model::Alert*> OperationalPicture::open_alerts() const {
  std::vector<const model::Alert*> open;
  alerts_.for_each([&](std::uint64_t, const model::Alert& alert) {
    if (model::is_open(alert)) {
      open.push_back(&alert);
    }
  });
  std::ranges::sort(open, [](const model::Alert* a, const model::Alert* b) {
    return std::tuple(b->anomaly.severity, model::is_unacknowledged(*b), b->raised_at, a->id) <
           std::tuple(a->anomaly.severity, model::is_unacknowledged(*a), a->raised_at, b->id);
  });
  return open;
}

EnumCounts<model::AlertState> OperationalPicture::open_alerts_by_state() const {
  EnumCounts<model::AlertState> counts;
  alerts_.for_each([&](std::uint64_t, const model::Alert& alert) {
    if (model::is_open(alert)) {
      counts.add(alert.state);
    }
  });
  return counts;
}

std::map<std::string, std::uint64_t, std::less<>> OperationalPicture::alerts_by_rule() const {
  std::map<std::string, std::uint64_t, std::less<>> counts;
  alerts_.for_each(
      [&](std::uint64_t, const model::Alert& alert) { ++counts[std::string(alert.anomaly.rule.view())]; });
  return counts;
}

std::size_t OperationalPicture::tracks(model::TrackState state) const {
  std::size_t count = 0;
  tracks_.for_each([&](std::uint64_t, model::TrackState one) { count += one == state ? 1 : 0; });
  return count;
}

std::size_t OperationalPicture::live_tracks() const {
  return tracks(model::TrackState::tentative) + tracks(model::TrackState::confirmed);
}

std::size_t OperationalPicture::sectors_held() const {
  return static_cast<std::size_t>(std::ranges::count_if(sectors_.rows, [](const model::SectorRow& row) {
    return row.assignment.state == model::SectorState::held;
  }));
}

std::uint64_t OperationalPicture::reports_published() const {
  std::uint64_t sum = 0;
  for (const FeedNow& feed : feeds_) {
    sum += feed.health.reports;
  }
  return sum;
}

const std::vector<model::ChildHealth>* OperationalPicture::children() const {
  const auto up = processes_.find(kSupervisor);
  return up == processes_.end() ? nullptr : &up->second.health.children;
}

const model::ChildHealth* OperationalPicture::child(std::string_view process) const {
  if (const auto* const all = children()) {
    const auto found = std::ranges::find(*all, process, &model::ChildHealth::name);
    return found == all->end() ? nullptr : &*found;
  }
  return nullptr;
}

std::vector<std::string> OperationalPicture::missing(SteadyTime now) const {
  std::vector<std::string> expected = expected_;
  if (const auto* const all = children()) {
    expected.clear();
    std::ranges::transform(*all, std::back_inserter(expected), &model::ChildHealth::name);
  }
  // The simulator is not part of the system and not on the bus.
  std::erase_if(expected, [&](const std::string& name) {
    const auto process = processes_.find(name);
    return name == "simulate" || (process != processes_.end() && !process->second.is_silent(now));
  });
  return expected;
}

bool Accounting::is_every_sentence_accounted_for() const {
  std::uint64_t sum = in_messages + not_yet_decoded + pending;
  for (const auto& [kind, count] : problems) {
    sum += count;
  }
  return sum == sentences;
}

Accounting accounting(const OperationalPicture& picture) {
  Accounting sums;
  for (const FeedNow& feed : picture.feeds()) {
    sums.sentences += feed.health.sentences;
    sums.in_messages += feed.health.sentences_in_messages;
    sums.not_yet_decoded += feed.health.sentences_not_yet_decoded;
    sums.pending += feed.health.sentences_pending;
    for (const model::NamedCount& problem : feed.health.problems) {
      sums.problems[problem.name] += problem.count;
    }
  }
  sums.reports_published = picture.reports_published();
  for (const auto& [name, process] : picture.processes()) {
    for (const model::NamedCount& count : process.health.counters) {
      if (count.name == model::kReportsReceived) {
        sums.reports_received[name] = count.count;
      }
    }
    for (const model::SubscriptionHealth& subscription : process.health.subscriptions) {
      sums.gaps_unrepaired += after_gaps(subscription);
      sums.envelopes_lost += subscription.envelopes_lost;
      sums.unknown_losses += subscription.unknown_losses;
    }
  }
  return sums;
}

}  // namespace selat::cop
