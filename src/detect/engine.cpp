#include "detect/engine.h"

#include <algorithm>
#include <array>
#include <list>
#include <unordered_map>
#include <utility>

#include "base/check.h"
#include "detect/anomaly_book.h"
#include "detect/pair_book.h"
#include "detect/rule_table.h"
#include "detect/rules/rules.h"
#include "detect/vessel_fold.h"
#include "detect/vessel_record.h"
#include "detect/watch_follow.h"
#include "detect/zone_context.h"

namespace selat::detect {

namespace {

// Reports that agree on a leap of time before it is believed.
constexpr std::uint64_t kLeapNeeds = 3;
constexpr std::size_t kMostWaiting = 64;
// Settled reports are kept so much longer: copies (30 s) and pairs (a minute's ticks) look back.
constexpr Span kLookBack = Span::minutes(2);
// When nobody is heard for so long, nothing is left to evaluate tick by tick.
constexpr Span kQuiet = Span::minutes(30);
// Stations differ by a second or so in when they pass a report on: a tick waits so long, or most ticks would
// be evaluated twice.
constexpr Span kTickDelay = Span::milliseconds(1'500);
constexpr auto kPairTick_s = kPairTick.in_microseconds() / 1'000'000;
// Each vessel is swept once a minute, at a second of its own: all at once would hold up the reports behind
// them. The second follows from the MMSI, so what has been swept follows from the clock alone.
constexpr std::int64_t kSweepEvery_s = 60;
// With each report of a vessel so many of its old ones are settled: then a sweep finds few.
constexpr int kSettledWithEach = 2;
// Where a vessel was an hour before a meeting must not depend on whether its track ended in between.
constexpr Span kHistory = Span::minutes(80);
// Between two drains event time runs at most so far.
constexpr Span kUndrained = Span::minutes(2);

Instant floor_to(Instant at, std::int64_t step_s) {
  return Instant::unix_seconds(at.in_unix_seconds() / step_s * step_s);
}

// MMSIs often end in zeros: their last digits would crowd a few seconds.
std::int64_t sweep_second(model::Mmsi mmsi) {
  return static_cast<std::int64_t>((mmsi.number() * 2'654'435'761U) >> 16) % kSweepEvery_s;
}

bool is_distress(const model::Report& report) {
  const auto& header = model::header_of(report);
  const auto* position = std::get_if<model::PositionReport>(&report);
  return header.mmsi.is_distress_device() ||
         (position != nullptr && position->status == model::NavigationStatus::distress_device_active);
}

bool is_same(const model::ReportHeader& a, const model::ReportHeader& b) {
  return a.mmsi == b.mmsi && a.observed_at == b.observed_at && a.fingerprint == b.fingerprint &&
         a.source == b.source;
}

track::TrackOptions track_options(const EngineOptions& options) {
  const auto choice = options.rules.find(kPositionJump.id);
  const Thresholds thresholds(kPositionJump.thresholds, choice == options.rules.end()
                                                            ? RuleChoice{}.thresholds
                                                            : choice->second.thresholds);
  track::TrackOptions track;
  track.jump_speed = Speed::knots(thresholds["speed_kn"]);
  track.class_speed_factor = thresholds["class_factor"];
  track.jump_distance = Distance::metres(thresholds["distance_m"]);
  track.jump_sigmas = thresholds["sigmas"];
  track.return_messages = static_cast<std::uint32_t>(thresholds["return_messages"]);
  return track;
}

}  // namespace

struct Engine::Impl {
  explicit Impl(EngineOptions given);

  void observe(const model::Report& report);
  void hold(const model::Report& report);
  void release_waiting();
  template <typename Which>
  void admit_waiting(const Which& which);
  void admit(const model::Report& report, bool is_time_believed);
  void fold_newest(VesselRecord& record);
  void refold(VesselRecord& record);
  void crowd_out(VesselRecord& record);
  void note_change(VesselRecord& record);
  void touch(VesselRecord& record, Instant from);
  void decide();
  void follow_listed();
  void run_clock();
  void begin_minute();
  void sweep_due();
  void sweep(VesselRecord& record);
  void settle(VesselRecord& record, Instant horizon);
  void settle_some(VesselRecord& record);
  [[nodiscard]] Instant swept_at(const VesselRecord& record) const;
  [[nodiscard]] Instant last_tick() const { return floor_to(clock, kPairTick_s); }
  void publish_changed(VesselRecord& record);
  void say_goodbye(const model::Track& before, const VesselRecord& record);
  VesselRecord& record_of(model::Mmsi mmsi);
  VesselRecord* find(model::Mmsi mmsi);
  void forget(VesselRecord& record);

  EngineOptions options;
  ZoneContext zones;
  track::SourceTable sources;
  std::unique_ptr<VesselFold> fold;
  // The most recently heard last.
  std::list<VesselRecord> records;
  std::unordered_map<model::Mmsi, std::list<VesselRecord>::iterator> record_by_mmsi;
  std::array<std::vector<VesselRecord*>, kSweepEvery_s> sweep_lists;  // by second of the minute, then MMSI
  std::unique_ptr<AnomalyBook> anomalies;
  std::vector<std::unique_ptr<PairBook>> pair_books;
  std::unique_ptr<WatchFollow> follow;
  std::vector<VesselRecord*> touched;
  std::list<VesselRecord*> changed;  // waiting for changed_tracks(), the longest first
  std::vector<model::Track> gone;    // ended tracks that nobody was told of
  struct Waiting {
    model::Report report;
    std::uint64_t others = 0;  // reports that agreed with the watermark before it came
  };
  std::vector<Waiting> waiting;
  std::uint64_t agreeing_with_watermark = 0;
  Instant watermark;
  Instant clock;  // all full seconds up to it are evaluated; a little behind the watermark
  bool has_watermark = false;
  EngineCounters counters;
};

Engine::Impl::Impl(EngineOptions given) : options(std::move(given)), zones(std::move(options.zones)) {
  anomalies = std::make_unique<AnomalyBook>(options.max_anomalies, [this](model::Mmsi mmsi) {
    const VesselRecord* record = find(mmsi);
    const auto& name = record == nullptr ? std::nullopt : record->live.tracker.vessel().name;
    return name.value_or(ShortText<34>());
  });
  for (const auto& [id, choice] : options.rules) {
    require(find_rule(id) != nullptr, "settings name a rule that does not exist");
  }
  follow = std::make_unique<WatchFollow>(sources, *anomalies);
  const RuleContext context{zones, options.watch_list};
  std::vector<std::unique_ptr<VesselRule>> vessel_rules;
  for (const RuleDescription& rule : rule_table()) {
    const auto found = options.rules.find(rule.id);
    const RuleChoice choice = found == options.rules.end() ? RuleChoice{} : found->second;
    if (!choice.is_on)
      continue;
    const Thresholds thresholds(rule.thresholds, choice.thresholds);
    if (rule.make_vessel_rule != nullptr)
      vessel_rules.push_back(rule.make_vessel_rule(context, thresholds));
    if (rule.make_pair_rule != nullptr) {
      pair_books.push_back(std::make_unique<PairBook>(rule.make_pair_rule(context, thresholds),
                                                      options.max_pairs, sources, *anomalies));
    }
  }
  fold = std::make_unique<VesselFold>(std::move(vessel_rules), track_options(options));
}

VesselRecord* Engine::Impl::find(model::Mmsi mmsi) {
  const auto found = record_by_mmsi.find(mmsi);
  return found == record_by_mmsi.end() ? nullptr : &*found->second;
}

VesselRecord& Engine::Impl::record_of(model::Mmsi mmsi) {
  if (const auto found = record_by_mmsi.find(mmsi); found != record_by_mmsi.end()) {
    records.splice(records.end(), records, found->second);
    return *found->second;
  }
  if (records.size() >= options.max_vessels) {
    ++counters.vessels_evicted;
    forget(records.front());
  }
  VesselRecord& record = records.emplace_back();
  record.mmsi = mmsi;
  record.checkpoint = fold->first_state(mmsi);
  record.live = record.checkpoint;
  record_by_mmsi.emplace(mmsi, std::prev(records.end()));
  auto& list = sweep_lists[static_cast<std::size_t>(sweep_second(mmsi))];
  list.insert(std::ranges::lower_bound(list, mmsi, {}, &VesselRecord::mmsi), &record);
  return record;
}

void Engine::Impl::forget(VesselRecord& record) {
  for (const Episode& episode : record.live.ledger.episodes()) {
    if (episode.anomaly.ended_at)
      continue;
    model::Anomaly ended = episode.anomaly;
    ended.ended_at = record.live.heard_at;
    anomalies->publish(ended);
  }
  for (auto& book : pair_books) {
    book->forget(record);
  }
  follow->forget(record);
  if (record.live.tracker.is_begun() &&
      (record.waiting || record.live.tracker.state() != model::TrackState::ended)) {
    gone.push_back(record.live.tracker.track());
    gone.back().state = model::TrackState::ended;
  }
  if (record.waiting)
    changed.erase(*record.waiting);
  std::erase(touched, &record);
  std::erase(sweep_lists[static_cast<std::size_t>(sweep_second(record.mmsi))], &record);
  const auto entry = record_by_mmsi.find(record.mmsi);
  records.erase(entry->second);
  record_by_mmsi.erase(entry);
}

void Engine::Impl::observe(const model::Report& report) {
  ++counters.reports_received;
  const model::ReportHeader& header = model::header_of(report);
  const bool is_time_sane =
      header.observed_at > Instant() && header.observed_at.in_unix_seconds() < std::int64_t{1} << 32;
  if (header.mmsi.number() == 0 || header.mmsi.number() > 999'999'999 || !is_time_sane) {
    ++counters.invalid;
  } else if (std::holds_alternative<model::AlsoHeard>(report)) {
    ++counters.also_heard;
  } else if (header.observed_at > header.received_at + options.ahead_tolerance) {
    ++counters.from_future;
  } else if (has_watermark && header.observed_at > watermark + options.leap && !is_distress(report)) {
    hold(report);
  } else {
    admit(report, !has_watermark || header.observed_at <= watermark + options.leap);
  }
}

// A wild clock must not carry the watermark away, or everybody else would be too late: a leap is believed
// when several reports agree on it, and more than still agreed with the watermark in the meantime.
void Engine::Impl::hold(const model::Report& report) {
  const model::ReportHeader& header = model::header_of(report);
  const auto repeats = [&](const Waiting& other) { return is_same(model::header_of(other.report), header); };
  if (std::ranges::any_of(waiting, repeats)) {
    ++counters.repeated;
    return;
  }
  if (waiting.size() >= kMostWaiting) {
    waiting.erase(waiting.begin());
    ++counters.from_future;
  }
  waiting.push_back({report, agreeing_with_watermark});
  const auto agrees = [&](const Waiting& other) {
    const Span apart = model::header_of(other.report).observed_at - header.observed_at;
    return apart <= options.leap && -apart <= options.leap;
  };
  const auto votes = static_cast<std::uint64_t>(std::ranges::count_if(waiting, agrees));
  const std::uint64_t since = std::ranges::find_if(waiting, agrees)->others;
  if (votes >= kLeapNeeds && votes > agreeing_with_watermark - since)
    admit_waiting(agrees);
}

void Engine::Impl::release_waiting() {
  admit_waiting([&](const Waiting& one) {
    return model::header_of(one.report).observed_at <= watermark + options.leap;
  });
}

template <typename Which>
void Engine::Impl::admit_waiting(const Which& which) {
  std::vector<model::Report> admitted;
  for (const Waiting& one : waiting) {
    if (which(one))
      admitted.push_back(one.report);
  }
  std::erase_if(waiting, which);
  std::ranges::stable_sort(admitted, {}, [](const auto& one) { return model::header_of(one).observed_at; });
  for (const model::Report& one : admitted) {
    admit(one, true);
  }
}

void Engine::Impl::admit(const model::Report& report, bool is_time_believed) {
  const Instant at = model::header_of(report).observed_at;
  if (has_watermark && at < watermark - options.lateness) {
    ++counters.too_late;
    return;
  }
  if (is_time_believed)
    ++agreeing_with_watermark;
  // What is known before a leap of time is decided before it.
  if (has_watermark && is_time_believed && at - clock > kUndrained)
    decide();
  VesselRecord& record = record_of(model::header_of(report).mmsi);
  const std::size_t settled = record.timeline.settled();
  if (settled > 0 && at <= record.timeline[settled - 1].fix.at) {
    ++counters.too_late;
    return;
  }
  track::TimelineEntry entry;
  entry.fix = track::fix_of(report, sources.index_of(model::header_of(report).source));
  if (entry.fix.kind != track::FixKind::position)
    entry.text = std::make_unique<const model::Report>(report);
  const auto inserted = record.timeline.insert(std::move(entry), sources);
  if (inserted.is_copy) {
    ++counters.repeated;
    return;
  }
  ++(inserted.is_appended ? counters.in_order : counters.late);
  // A distress that leaps ahead of everybody is decided now, but is not believed about the time.
  if (!has_watermark) {
    clock = floor_to(at - options.lateness, 60);
    for (auto& book : pair_books) {
      book->set_horizon(floor_to(clock - options.lateness, kPairTick_s));
    }
  }
  if (!has_watermark || (at > watermark && is_time_believed))
    watermark = at;
  has_watermark = true;
  const bool is_after_all = inserted.is_appended && !record.is_dirty && at > record.live.told_at;
  if (is_after_all) {
    fold_newest(record);
  } else {
    record.is_dirty = true;
  }
  touch(record, at);
  settle_some(record);
  if (record.timeline.size() - record.timeline.settled() > options.max_reports_per_vessel)
    crowd_out(record);
  if (watermark - clock > kUndrained)
    decide();
}

void Engine::Impl::note_change(VesselRecord& record) {
  if (!record.waiting)
    record.waiting = changed.insert(changed.end(), &record);
}

void Engine::Impl::touch(VesselRecord& record, Instant from) {
  note_change(record);
  if (!record.is_touched) {
    record.is_touched = true;
    record.touched_from = from;
    touched.push_back(&record);
  }
  record.touched_from = std::min(record.touched_from, from);
}

void Engine::Impl::say_goodbye(const model::Track& before, const VesselRecord& record) {
  if (record.live.tracker.is_begun() && record.live.tracker.track_id() == before.id)
    return;
  gone.push_back(before);
  gone.back().state = model::TrackState::ended;
}

void Engine::Impl::fold_newest(VesselRecord& record) {
  const std::size_t newest = record.timeline.size() - 1;
  // A track that ends here is remembered before its successor takes its place.
  const bool may_end = record.live.tracker.is_begun() && !record.live.is_ended_told &&
                       fold->ends_at(record.live) <= record.timeline[newest].fix.at;
  const model::Track before = may_end ? record.live.tracker.track() : model::Track{};
  if (fold->fold(record.live, record.timeline, newest, sources))
    ++counters.copies;
  fold->fold_silence(record.live, swept_at(record));
  if (may_end)
    say_goodbye(before, record);
  publish_changed(record);
}

void Engine::Impl::publish_changed(VesselRecord& record) {
  for (const std::uint64_t id : record.live.ledger.changed()) {
    anomalies->publish(*record.live.ledger.find(id));
  }
  record.live.ledger.clear_changed();
}

void Engine::Impl::refold(VesselRecord& record) {
  ++counters.refolds;
  record.is_dirty = false;
  const bool was_begun = record.live.tracker.is_begun();
  const model::Track before = was_begun ? record.live.tracker.track() : model::Track{};
  const FoldState old = std::exchange(record.live, record.checkpoint);
  for (std::size_t i = record.timeline.settled(); i < record.timeline.size(); ++i) {
    fold->fold(record.live, record.timeline, i, sources);
  }
  fold->fold_silence(record.live, swept_at(record));
  record.live.ledger.clear_changed();
  if (was_begun)
    say_goodbye(before, record);
  anomalies->publish_difference(old.ledger.episodes(), record.live.ledger.episodes());
}

// One vessel (or many that share an MMSI) says more than is kept: its oldest reports are settled early.
void Engine::Impl::crowd_out(VesselRecord& record) {
  if (record.is_dirty)
    refold(record);
  const std::size_t quarter = options.max_reports_per_vessel / 4 + 1;
  for (std::size_t i = 0; i < quarter; ++i) {
    fold->fold(record.checkpoint, record.timeline, record.timeline.settled(), sources);
    record.timeline.settle_one();
    ++counters.reports_crowded_out;
  }
  record.checkpoint.ledger.clear_changed();
  record.forget_before(record.timeline[record.timeline.settled()].fix.at - kLookBack);
}

void Engine::Impl::decide() {
  if (!has_watermark)
    return;
  release_waiting();
  for (VesselRecord* record : touched) {
    if (record->is_dirty)
      refold(*record);
  }
  const auto find_record = [this](model::Mmsi mmsi) { return find(mmsi); };
  for (VesselRecord* record : touched) {
    if (record->touched_from > clock)
      continue;
    for (auto& book : pair_books) {
      book->look_again(*record, record->touched_from, swept_at(*record), find_record);
    }
  }
  follow_listed();
  for (VesselRecord* record : touched) {
    record->is_touched = false;
  }
  touched.clear();
  run_clock();
  for (auto& book : pair_books) {
    book->refold(last_tick());
  }
}

void Engine::Impl::follow_listed() {
  bool is_all_new = false;
  for (const VesselRecord* record : touched) {
    is_all_new = follow->learn(*record, clock) || is_all_new;
  }
  if (is_all_new) {
    for (const VesselRecord& record : records) {
      follow->compare(record, swept_at(record));
    }
  } else if (follow->is_needed()) {
    for (const VesselRecord* record : touched) {
      follow->compare(*record, swept_at(*record));
    }
  }
}

void Engine::Impl::run_clock() {
  const Instant target = floor_to(watermark - kTickDelay, 1);
  const Instant quiet_from = clock + kQuiet;
  while (clock < target) {
    const Instant begin_again = floor_to(watermark - options.lateness, 60) - Span::minutes(1);
    if (clock >= quiet_from && clock + kQuiet < begin_again + Span::minutes(1)) {
      // Nobody was heard for long: go to where reports begin again.
      clock = begin_again;
      for (auto& book : pair_books) {
        book->forget_all(floor_to(clock - options.lateness, kPairTick_s));
      }
    }
    clock = clock + Span::seconds(1);
    for (auto& book : pair_books) {
      book->set_horizon(floor_to(clock - options.lateness, kPairTick_s));
    }
    if (clock.in_unix_seconds() % 60 == 0)
      begin_minute();
    if (clock == last_tick()) {
      for (auto& book : pair_books) {
        book->step(clock);
      }
    }
    sweep_due();
  }
}

void Engine::Impl::begin_minute() {
  for (auto& book : pair_books) {
    book->begin_minute(clock);
  }
  anomalies->forget(clock);
}

Instant Engine::Impl::swept_at(const VesselRecord& record) const {
  const std::int64_t now_s = clock.in_unix_seconds() - sweep_second(record.mmsi);
  return Instant::unix_seconds(now_s / kSweepEvery_s * kSweepEvery_s + sweep_second(record.mmsi));
}

void Engine::Impl::sweep_due() {
  // A copy: a vessel that is forgotten leaves the list.
  const auto due = sweep_lists[static_cast<std::size_t>(clock.in_unix_seconds() % kSweepEvery_s)];
  for (VesselRecord* record : due) {
    sweep(*record);
  }
}

void Engine::Impl::sweep(VesselRecord& record) {
  const Instant horizon = clock - options.lateness;
  const auto find_record = [this](model::Mmsi mmsi) { return find(mmsi); };
  for (auto& book : pair_books) {
    book->look(record, floor_to(clock, 60), find_record);
    book->settle(record, last_tick());
  }
  const auto state_before = record.live.tracker.state();
  fold->fold_silence(record.live, clock);
  if (record.live.tracker.state() != state_before)
    note_change(record);
  publish_changed(record);
  settle(record, horizon);
  follow->settle(record, horizon);
  const bool is_settled = record.timeline.settled() == record.timeline.size();
  const bool is_history = record.live.heard_at + kHistory < horizon;
  if (record.live.is_ended_told && is_settled && is_history && fold->ends_at(record.live) < horizon) {
    forget(record);
  } else if (follow->is_needed()) {
    follow->compare(record, clock);
  }
}

void Engine::Impl::settle(VesselRecord& record, Instant horizon) {
  track::Timeline& timeline = record.timeline;
  while (timeline.settled() < timeline.size() && timeline[timeline.settled()].fix.at < horizon) {
    fold->fold(record.checkpoint, timeline, timeline.settled(), sources);
    timeline.settle_one();
  }
  record.checkpoint.ledger.clear_changed();
  record.checkpoint.ledger.forget_ended(horizon);
  record.live.ledger.forget_ended(horizon);
  record.forget_before(horizon - kLookBack);
}

// Never beyond the checkpoint's track: which tracks are settled changes with a sweep only, or it would depend
// on who was heard when.
void Engine::Impl::settle_some(VesselRecord& record) {
  track::Timeline& timeline = record.timeline;
  FoldState& state = record.checkpoint;
  for (int i = 0; i < kSettledWithEach && timeline.settled() < timeline.size(); ++i) {
    const Instant oldest = timeline[timeline.settled()].fix.at;
    if (!state.is_heard || oldest >= clock - options.lateness || oldest >= fold->ends_at(state))
      return;
    fold->fold(state, timeline, timeline.settled(), sources);
    timeline.settle_one();
  }
}

Engine::Engine(EngineOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Engine::~Engine() = default;

void Engine::observe(const model::Report& report) {
  impl_->observe(report);
}

std::vector<model::Anomaly> Engine::drain() {
  impl_->decide();
  return impl_->anomalies->take_messages();
}

std::vector<model::Track> Engine::changed_tracks(std::size_t at_most) {
  std::vector<model::Track> tracks = std::exchange(impl_->gone, {});
  tracks.reserve(tracks.size() + std::min(at_most, impl_->changed.size()));
  for (; at_most > 0 && !impl_->changed.empty(); --at_most) {
    VesselRecord& record = *impl_->changed.front();
    impl_->changed.pop_front();
    record.waiting.reset();
    if (record.live.tracker.is_begun())
      tracks.push_back(record.live.tracker.track());
  }
  return tracks;
}

std::size_t Engine::tracks_waiting() const {
  return impl_->changed.size();
}

std::vector<model::Track> Engine::tracks() const {
  std::vector<model::Track> all;
  for (const VesselRecord& record : impl_->records) {
    if (record.live.tracker.is_begun())
      all.push_back(record.live.tracker.track());
  }
  std::ranges::sort(all, {}, [](const model::Track& track) { return track.vessel.mmsi; });
  return all;
}

std::vector<model::Anomaly> Engine::anomalies() const {
  return impl_->anomalies->standing();
}
Instant Engine::watermark() const {
  return impl_->watermark;
}

EngineCounters Engine::counters() const {
  EngineCounters counters = impl_->counters;
  counters.waiting = impl_->waiting.size();
  counters.anomalies_forgotten = impl_->anomalies->forgotten_open();
  for (const auto& book : impl_->pair_books) {
    counters.pairs_refused += book->refused();
  }
  return counters;
}

std::vector<RuleCounters> Engine::rule_counters() const {
  return impl_->anomalies->counters();
}

EnumCounts<model::TrackState> Engine::tracks_by_state() const {
  EnumCounts<model::TrackState> counts;
  for (const VesselRecord& record : impl_->records) {
    if (record.live.tracker.is_begun())
      counts.add(record.live.tracker.state());
  }
  return counts;
}

std::size_t Engine::vessels() const {
  return impl_->records.size();
}

std::size_t Engine::pairs() const {
  std::size_t count = 0;
  for (const auto& book : impl_->pair_books) {
    count += book->size();
  }
  return count;
}

}  // namespace selat::detect
