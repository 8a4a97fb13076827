#include "cop/operational_picture.h"

#include <algorithm>
#include <array>
#include <utility>

#include "cop/feed_state.h"
#include "cop/health_words.h"
#include "selat/v1/envelope.pb.h"
#include "text/phrase.h"
#include "text/terminal.h"
#include "text/why.h"
#include "wire/alert.h"
#include "wire/assignment.h"

namespace selat::cop {
namespace {

using text::Phrase;

constexpr std::size_t kEventsKept = 200;
constexpr std::size_t kMostAlerts = 100'000;
constexpr std::size_t kMostTracks = 1'000'000;
constexpr std::size_t kMostNames = 1'000;  // of processes, rules: nobody has more
constexpr Span kSilence = Span::seconds(3);
constexpr std::string_view kSupervisor = "up";

bool is_open(model::AlertState state) {
  return state != model::AlertState::ended && state != model::AlertState::retracted;
}

double per_second(std::uint64_t now, std::uint64_t before, Span between) {
  return now > before && between > Span() ? static_cast<double>(now - before) / between.in_seconds() : 0;
}

std::uint64_t after_gaps(const v1::SubscriptionHealth& subscription) {
  return subscription.gaps() > subscription.gaps_repaired()
             ? subscription.gaps() - subscription.gaps_repaired()
             : 0;
}

}  // namespace

OperationalPicture::OperationalPicture(Language language, Places places)
    : language_(language), places_(std::move(places)) {}

void OperationalPicture::apply(const v1::Envelope& envelope, Instant now) {
  using Body = v1::Envelope::BodyCase;
  // A publisher that was started again sends its state anew; what it said before is history.
  const auto begins_anew = [&](std::string_view topic) {
    const std::string stream = envelope.publisher() + " " + std::string(topic);
    if (terms_.size() >= kMostNames && !terms_.contains(stream)) {
      return false;
    }
    return std::exchange(terms_[stream], envelope.term()) != envelope.term();
  };
  switch (envelope.body_case()) {
    case Body::kProcessHealth:
      apply(envelope.process_health(), now);
      break;
    case Body::kFeedHealth:
      apply(envelope.feed_health(), Instant::unix_microseconds(envelope.sent_at_unix_us()), now);
      break;
    case Body::kTracks:
      if (begins_anew("track")) {
        tracks_.clear();
      }
      apply(envelope.tracks());
      break;
    case Body::kAlert:
      if (begins_anew("alert")) {
        alerts_.clear();
        by_rule_.clear();
      }
      if (const auto alert = wire::from_wire(envelope.alert())) {
        apply(*alert, now);
      } else {
        ++malformed_;
      }
      break;
    case Body::kAssignments:
      apply(envelope.assignments(), now);
      break;
    default:
      break;
  }
}

void OperationalPicture::apply(const v1::ProcessHealth& health, Instant now) {
  if (processes_.size() >= kMostNames && !processes_.contains(health.process())) {
    return;
  }
  ProcessNow& process = processes_[health.process()];
  const Span between = Span::microseconds(health.at_unix_us() - process.health.at_unix_us());
  const bool is_same_run =
      process.health.term() == health.term() && health.cpu_us() >= process.health.cpu_us();
  process.cpu_share = is_same_run ? per_second(health.cpu_us(), process.health.cpu_us(), between) * 1e-6 : 0;
  tell_of_trouble(process.health, health, now);
  process.health = health;
  process.heard_at = now;
}

// That a process works less well than it should (no room for the database), and that it is well again.
void OperationalPicture::tell_of_trouble(const v1::ProcessHealth& before, const v1::ProcessHealth& after,
                                         Instant now) {
  const bool was_degraded = before.state() == v1::PROCESS_STATE_DEGRADED;
  const bool is_degraded = after.state() == v1::PROCESS_STATE_DEGRADED;
  if (was_degraded == is_degraded || (was_degraded && after.state() != v1::PROCESS_STATE_RUNNING)) {
    return;
  }
  std::string state(
      text::phrase(is_degraded ? Phrase::process_degraded : Phrase::process_running, language_));
  for (const std::string& missing : missing_of(after, language_)) {
    state += ": " + missing;
  }
  add_event({now,
             EventKind::process,
             {},
             text::fill(Phrase::event_process, language_,
                        {{"process", text::for_terminal(after.process())}, {"state", state}})});
}

void OperationalPicture::apply(const v1::FeedHealthTable& table, Instant sent_at, Instant now) {
  std::vector<FeedNow> feeds;
  for (const v1::FeedHealth& health : table.feeds()) {
    FeedNow feed{health};
    const auto before =
        std::ranges::find(feeds_, health.name(), [](const FeedNow& f) { return f.health.name(); });
    if (before != feeds_.end()) {
      feed.sentences_per_s = per_second(health.sentences(), before->health.sentences(), sent_at - feeds_at_);
      feed.reports_per_s = per_second(health.reports(), before->health.reports(), sent_at - feeds_at_);
    }
    if (before == feeds_.end() || before->health.state() != health.state()) {
      std::string state(text::phrase(phrase_of(health.state()), language_));
      if (const std::string reason = reason_of(health, language_); !reason.empty()) {
        state += " (" + reason + ")";
      }
      add_event({now,
                 EventKind::feed,
                 {},
                 text::fill(Phrase::event_feed, language_,
                            {{"feed", text::for_terminal(health.name())}, {"state", state}})});
    }
    feeds.push_back(std::move(feed));
  }
  feeds_ = std::move(feeds);
  feeds_at_ = sent_at;
}

void OperationalPicture::apply(const v1::TrackBatch& batch) {
  for (const v1::Track& track : batch.tracks()) {
    const int state = static_cast<int>(track.state()) - 1;
    if (state < 0 || state >= static_cast<int>(enum_count<model::TrackState>)) {
      ++malformed_;
    } else if (static_cast<model::TrackState>(state) == model::TrackState::ended) {
      tracks_.erase(track.id());
    } else if (tracks_.size() < kMostTracks || tracks_.contains(track.id())) {
      tracks_[track.id()] = static_cast<model::TrackState>(state);
    }
  }
}

void OperationalPicture::apply(const model::Alert& alert, Instant now) {
  const auto known = alerts_.find(alert.id);
  const bool is_new = known == alerts_.end();
  const bool was_open = !is_new && is_open(known->second.state);
  // A meeting that was building and now is one, say: told again.
  const bool is_graver = !is_new && alert.anomaly.severity > known->second.anomaly.severity;
  if (is_new && (alerts_.size() >= kMostAlerts || by_rule_.size() >= kMostNames)) {
    return;
  }
  if (is_new) {
    ++by_rule_[std::string(alert.anomaly.rule.view())];
  }
  alerts_.insert_or_assign(alert.id, alert);
  const std::string_view severity = text::name(alert.anomaly.severity, language_);
  if ((is_new || is_graver) && is_open(alert.state)) {
    add_event({now, EventKind::alert, alert.anomaly.severity,
               text::fill(Phrase::event_alert, language_, {{"severity", severity}, {"why", why(alert)}})});
  } else if (was_open && !is_open(alert.state)) {
    const std::string_view state = text::name(alert.state, language_);
    add_event({now, EventKind::alert_over, alert.anomaly.severity,
               text::fill(Phrase::event_alert_over, language_, {{"state", state}, {"why", why(alert)}})});
  }
}

void OperationalPicture::apply(const v1::AssignmentTable& table, Instant now) {
  std::vector<SectorNow> sectors;
  for (const v1::Assignment& row : table.assignments()) {
    const auto assignment = wire::from_wire(row);
    if (!assignment) {
      ++malformed_;
      continue;
    }
    const auto before = std::ranges::find(sectors_, assignment->sector,
                                          [](const SectorNow& sector) { return sector.assignment.sector; });
    tell_of_change(before == sectors_.end() ? nullptr : &before->assignment, *assignment, now);
    const auto traffic = std::ranges::find(table.traffic(), row.sector(), &v1::SectorTraffic::sector);
    sectors.push_back({*assignment, traffic == table.traffic().end() ? 0 : traffic->vessels()});
  }
  sectors_ = std::move(sectors);
  control_points_.clear();
  for (const v1::ControlPointStatus& status : table.control_points()) {
    control_points_.push_back({status.control_point().id(), status.control_point().name(),
                               status.is_connected(), status.sectors_held(),
                               status.control_point().capacity_sectors()});
  }
  plan_version_ = table.plan_version();
  has_sectors_ = true;
}

void OperationalPicture::tell_of_change(const model::Assignment* before, const model::Assignment& after,
                                        Instant now) {
  if (before != nullptr && before->state == after.state && before->holder == after.holder) {
    return;
  }
  const std::string sector = text::for_terminal(sector_name(after.sector.view()));
  const std::string holder = text::for_terminal(after.holder.view());
  const std::string reason = why(after);
  switch (after.state) {
    case model::SectorState::held:
      add_event({now,
                 EventKind::sector,
                 {},
                 text::fill(Phrase::event_granted, language_,
                            {{"sector", sector}, {"holder", holder}, {"why", reason}})});
      break;
    case model::SectorState::unowned:
      if (before != nullptr) {  // at the very start every sector is uncovered: no news
        add_event({now,
                   EventKind::sector_uncovered,
                   {},
                   text::fill(Phrase::event_uncovered, language_, {{"sector", sector}, {"why", reason}})});
      }
      break;
    default:
      break;
  }
}

void OperationalPicture::add_event(Event event) {
  if (tell_) {
    tell_(event);
  }
  events_.push_back(std::move(event));
  if (events_.size() > kEventsKept) {
    events_.pop_front();
  }
}

std::vector<const model::Alert*> OperationalPicture::open_alerts() const {
  std::vector<const model::Alert*> open;
  for (const auto& [id, alert] : alerts_) {
    if (is_open(alert.state)) {
      open.push_back(&alert);
    }
  }
  std::ranges::sort(open, [](const model::Alert* a, const model::Alert* b) {
    return std::tuple(b->anomaly.severity, b->raised_at, a->id) <
           std::tuple(a->anomaly.severity, a->raised_at, b->id);
  });
  return open;
}

std::size_t OperationalPicture::tracks(model::TrackState state) const {
  return static_cast<std::size_t>(std::count_if(tracks_.begin(), tracks_.end(),
                                                [&](const auto& track) { return track.second == state; }));
}

std::size_t OperationalPicture::live_tracks() const {
  return tracks(model::TrackState::tentative) + tracks(model::TrackState::confirmed);
}

std::size_t OperationalPicture::sectors_held() const {
  return static_cast<std::size_t>(std::count_if(
      sectors_.begin(), sectors_.end(),
      [](const SectorNow& sector) { return sector.assignment.state == model::SectorState::held; }));
}

std::uint64_t OperationalPicture::reports_published() const {
  std::uint64_t sum = 0;
  for (const FeedNow& feed : feeds_) {
    sum += feed.health.reports();
  }
  return sum;
}

std::optional<std::uint64_t> OperationalPicture::counter_of_up(std::string_view prefix,
                                                               std::string_view process) const {
  if (const auto up = processes_.find(kSupervisor); up != processes_.end()) {
    for (const v1::Count& count : up->second.health.counters()) {
      if (count.name().starts_with(prefix) &&
          std::string_view(count.name()).substr(prefix.size()) == process) {
        return count.count();
      }
    }
  }
  return std::nullopt;
}

std::optional<std::uint64_t> OperationalPicture::restarts_of(std::string_view process) const {
  return counter_of_up("restarts.", process);
}
std::optional<std::uint64_t> OperationalPicture::pid_of(std::string_view process) const {
  return counter_of_up("pid.", process);
}

std::vector<std::string> OperationalPicture::missing(Instant now) const {
  std::vector<std::string> expected;
  if (const auto up = processes_.find(kSupervisor); up != processes_.end()) {
    for (const v1::Count& count : up->second.health.counters()) {
      if (constexpr std::string_view kPid = "pid."; count.name().starts_with(kPid)) {
        expected.push_back(count.name().substr(kPid.size()));
      }
    }
  } else {
    expected = {"ingest", "detect", "coordinate"};
  }
  // The simulator stands for the sea: it is on no bus.
  std::erase_if(expected, [&](const std::string& name) {
    const auto process = processes_.find(name);
    return name == "simulate" || (process != processes_.end() && now - process->second.heard_at < kSilence);
  });
  return expected;
}

std::string OperationalPicture::place(std::string_view id) const {
  const auto names = places_.names.find(id);
  return names == places_.names.end() ? std::string() : std::string(text::name(names->second, language_));
}

std::string OperationalPicture::why(const model::Alert& alert) const {
  return text::for_terminal(text::why(alert.anomaly, language_, place(alert.anomaly.subject)));
}

std::string OperationalPicture::why(const model::Assignment& assignment) const {
  const bool is_nobodys = assignment.state == model::SectorState::unowned &&
                          places_.nobodys_sectors.contains(assignment.sector.view());
  return is_nobodys ? std::string(text::phrase(Phrase::why_sector_nobody_permitted, language_))
                    : text::for_terminal(text::why(assignment, language_));
}

std::string OperationalPicture::sector_name(std::string_view id) const {
  const std::string name = place(id);
  return name.empty() ? std::string(id) : std::string(id) + " " + name;
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
    sums.sentences += feed.health.sentences();
    sums.in_messages += feed.health.sentences_in_messages();
    sums.not_yet_decoded += feed.health.sentences_not_yet_decoded();
    sums.pending += feed.health.sentences_pending();
    for (const v1::Count& problem : feed.health.problems()) {
      sums.problems[problem.name()] += problem.count();
    }
  }
  sums.reports_published = picture.reports_published();
  for (const auto& [name, process] : picture.processes()) {
    for (const v1::Count& count : process.health.counters()) {
      if (count.name() == "reports_received") {
        sums.reports_received[name] = count.count();
      }
    }
    for (const v1::SubscriptionHealth& subscription : process.health.subscriptions()) {
      sums.gaps_unrepaired += after_gaps(subscription);
      sums.envelopes_lost += subscription.envelopes_lost();
    }
  }
  return sums;
}

}  // namespace selat::cop
