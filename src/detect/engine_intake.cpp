// Reports in the order of arrival: counted, refused, held, or put in their place and folded.
#include <algorithm>
#include <array>
#include <utility>

#include "base/check.h"
#include "detect/engine_impl.h"
#include "detect/newcomer.h"

namespace selat::detect {

namespace {

// Event time advances at most this far between two evaluations.
constexpr Span kMaxUnevaluated = Span::minutes(2);
// At the bound so large a part of the vessels is evicted at once: to find them costs a look at all.
constexpr std::size_t kEvictedPart = 128;

constexpr std::size_t kPrefetched = 64;  // as many reports as a batch of the bus has

bool is_valid(const model::ReportHeader& header) {
  const bool is_time_valid =
      header.observed_at > Instant() && header.observed_at.in_unix_seconds() < std::int64_t{1} << 32;
  return is_time_valid && header.mmsi.number() != 0 && header.mmsi.number() <= 999'999'999;
}

// When the last report of a position that is still kept was sent.
Instant last_place_at(const MmsiRecord& record) {
  for (std::size_t i = record.timeline.size(); i > 0; --i) {
    const track::Fix& fix = record.timeline[i - 1];
    if (fix.kind == track::FixKind::position) {
      return fix.at() - record.late_distress.by(fix);
    }
  }
  return {};
}

}  // namespace

// With tens of thousands of vessels hardly a record is in the processor's cache. Their memory is asked for in
// rounds, each of which follows one more pointer of all records, so that they wait together.
void Engine::Impl::prefetch(std::span<const model::Report> reports) const {
  std::array<const MmsiRecord*, kPrefetched> found;
  const std::size_t count = std::min(reports.size(), found.size());
  for (std::size_t i = 0; i < count; ++i) {
    records.prefetch(model::header_of(reports[i]).mmsi);
  }
  for (std::size_t i = 0; i < count; ++i) {
    found[i] = records.find(model::header_of(reports[i]).mmsi);
    if (found[i] != nullptr) {
      found[i]->prefetch();
    }
  }
  for (std::size_t i = 0; i < count; ++i) {
    if (found[i] != nullptr) {
      found[i]->prefetch_live();
    }
  }
  for (std::size_t i = 0; i < count; ++i) {
    if (found[i] != nullptr) {
      found[i]->prefetch_newest();
    }
  }
}

MmsiRecord& Engine::Impl::record_of(model::Mmsi mmsi) {
  if (MmsiRecord* known = records.find(mmsi)) {
    return *known;
  }
  if (records.size() >= options.max_vessels) {
    for (MmsiRecord* oldest : records.least_needed(std::max<std::size_t>(
             records.size() / kEvictedPart, records.size() - options.max_vessels + 1))) {
      ++counters.vessels_evicted;
      remove(*oldest);
    }
  }
  MmsiRecord& record = records.add(mmsi);
  if (const auto before = begun_before.find(mmsi); before != begun_before.end()) {
    record.live.begun_day = record.checkpoint.begun_day = before->second.day;
    record.live.begun_that_day = record.checkpoint.begun_that_day = before->second.that_day;
    record.first_at = before->second.first_at;
    record.first_source = before->second.first_source;
    record.borne_out_at = before->second.borne_out_at;
    begun_before.erase(before);
  }
  return record;
}

void Engine::Impl::remove(MmsiRecord& record) {
  for (const ObjectState& object : record.live.objects) {
    anomalies.end_open(object.findings);
    grids.erase_everywhere(object.id());
  }
  for (auto& monitor : pair_monitors) {
    monitor->remove(record);
  }
  for (auto& rule : fleet_rules) {
    rule->remove(record);
  }
  // At the bound, those that come again may be given an id again.
  if (record.live.begun_day == model::track_day(clock) && begun_before.size() < options.max_vessels * 8) {
    begun_before[record.mmsi] = {record.live.begun_day, record.live.begun_that_day, record.first_source,
                                 record.first_at, record.borne_out_at};
  }
  keeper->remove(record);
  tracks.remove(record);
  std::erase(updated, &record);
  records.erase(record);
}

void Engine::Impl::set_context(std::shared_ptr<const Context> context, Instant from) {
  if (context->version() == contexts.newest().version()) {
    return;
  }
  require(!has_watermark || from > horizon(), "a version of the context must not begin in the final past");
  evaluate();
  contexts.add(from, std::move(context));
  for (auto& monitor : area_monitors) {
    monitor->mark_dirty(from);
  }
  if (from > std::max(latest_at, clock)) {
    return;  // each record finds the version when it is heard or swept next
  }
  for (MmsiRecord* record : records.records()) {
    record->middle.reset();
    if (record->live.advanced_to >= from || record->live.heard_at() >= from) {
      record->is_dirty = true;
      mark_updated(*record, from);
    }
  }
}

void Engine::Impl::observe(const model::Report& report) {
  ++counters.reports_received;
  const model::ReportHeader& header = model::header_of(report);
  const bool is_ahead =
      has_watermark && !options.trusts_order && time_jumps.is_ahead(header.observed_at, watermark);
  if (!is_valid(header)) {
    ++counters.invalid;
  } else if (std::holds_alternative<model::AlsoHeard>(report)) {
    count_also_heard(report);
  } else if (header.observed_at > header.received_at + options.ahead_tolerance) {
    ++counters.from_future;
  } else if (is_ahead && !header.mmsi.is_distress_device()) {
    hold(report);
  } else {
    admit(report, !is_ahead);
  }
}

// It moves no vessel, but tells that the station hears.
void Engine::Impl::count_also_heard(const model::Report& report) {
  ++counters.also_heard;
  const model::ReportHeader& header = model::header_of(report);
  const bool is_near = has_watermark && header.observed_at >= watermark - options.lateness &&
                       !time_jumps.is_ahead(header.observed_at, watermark);
  if (!is_near) {
    return;
  }
  stations.count(sources.index_of(header.source), report);
  for (auto& monitor : area_monitors) {
    monitor->mark_dirty(header.observed_at);
  }
}

void Engine::Impl::hold(const model::Report& report) {
  const track::TimeJumpFilter::Held held = time_jumps.hold(report);
  counters.repeated += held.is_repeated ? 1U : 0U;
  counters.from_future += held.has_dropped ? 1U : 0U;
  for (const model::Report& believed : held.believed) {
    admit(believed, true);
  }
}

void Engine::Impl::admit(const model::Report& report, bool is_time_believed) {
  const model::ReportHeader& header = model::header_of(report);
  const Instant at = header.observed_at;
  if (has_watermark && at < watermark - options.lateness) {
    admit_late_distress(report);
    return;
  }
  if (is_time_believed) {
    time_jumps.count_agreeing();
  }
  // What is known before a time jump is evaluated before it.
  if (has_watermark && is_time_believed && at - clock > kMaxUnevaluated) {
    evaluate();
  }
  MmsiRecord& record = record_of(header.mmsi);
  const std::size_t finalized = record.timeline.finalized();
  if (finalized > 0 && at <= record.timeline[finalized - 1].at()) {
    ++counters.too_late;
    return;
  }
  if (is_crowded(record) && at <= record.timeline.back().at()) {
    ++counters.too_late;
    return;
  }
  const std::uint16_t source = sources.index_of(header.source);
  const auto inserted = record.timeline.insert(track::fix_of(report, source), report, sources);
  if (inserted.is_copy) {
    ++counters.repeated;
    return;
  }
  ++(inserted.is_appended ? counters.in_order : counters.late);
  if (inserted.index < record.middle_count) {
    record.middle.reset();
  }
  stations.count(source, report);
  note_newcomer(record, source, at);
  note_borne_out(record, inserted);
  latest_at = std::max(latest_at, at);
  advance_watermark(at, is_time_believed);
  fold(record, report, inserted.is_appended);
  if (watermark - clock > kMaxUnevaluated) {
    evaluate();
  }
}

// Of a distress somebody is told, however late it is heard of: it is folded as if it had been sent at a time
// that can still be changed. A place says nothing any more where a newer one is known.
void Engine::Impl::admit_late_distress(const model::Report& report) {
  const model::ReportHeader& header = model::header_of(report);
  if (!tells_distress(report)) {
    ++counters.too_late;
    return;
  }
  MmsiRecord& record = record_of(header.mmsi);
  const std::size_t finalized = record.timeline.finalized();
  const Instant final_until = finalized > 0 ? record.timeline[finalized - 1].at() : Instant();
  const Instant can_change_from = final_until + Span::microseconds(1);
  const Instant earliest = std::max(watermark - options.lateness, can_change_from);
  const bool has_place = std::holds_alternative<model::PositionReport>(report);
  const auto at = record.late_distress.place(header.observed_at, has_place, earliest, watermark);
  if (!at || (has_place && header.observed_at < last_place_at(record))) {
    ++counters.too_late;
    return;
  }
  model::Report moved = report;
  std::visit([&](auto& any) { any.observed_at = *at; }, moved);
  record.late_distress.add(track::fix_of(moved, 0), header.observed_at, can_change_from);
  ++counters.late_distress;
  admit(moved, false);
}

// Of reports of one time, that of the station whose name comes first: the order of arrival does not matter.
void Engine::Impl::note_newcomer(MmsiRecord& record, std::uint16_t source, Instant at) {
  const bool is_first = record.first_at == Instant();
  if (!is_first && at > record.first_at) {
    return;
  }
  if (!is_first) {
    if (at == record.first_at && sources.name_of(source) >= sources.name_of(record.first_source)) {
      return;
    }
    stations.count_newcomer(record.first_source, record.first_at, -1);
    stations.count_borne_out(record.first_source, record.borne_out_at, -1);
  }
  record.first_at = at;
  record.first_source = source;
  stations.count_newcomer(source, at, 1);
  stations.count_borne_out(source, record.borne_out_at, 1);
}

// A late report may be the first, by which all others are judged: so all are looked at again, as long as the
// first is still there.
void Engine::Impl::note_borne_out(MmsiRecord& record, const track::Timeline::Insertion& inserted) {
  const track::Timeline& timeline = record.timeline;
  Instant borne_out = record.borne_out_at;
  if (!inserted.is_appended) {
    borne_out = timeline[0].at() == record.first_at ? borne_out_at(timeline) : borne_out;
  } else if (borne_out == kNever && timeline.back().at() - record.first_at <= kNewcomerFor) {
    borne_out = bears_out(timeline, inserted.index) ? timeline.back().at() : kNever;
  }
  if (borne_out != record.borne_out_at) {
    stations.count_borne_out(record.first_source, record.borne_out_at, -1);
    stations.count_borne_out(record.first_source, borne_out, 1);
    record.borne_out_at = borne_out;
  }
}

// Far more reports than a vessel can send. Each one that is not the newest would have all the others folded
// again: such are refused until there are fewer.
bool Engine::Impl::is_crowded(const MmsiRecord& record) const {
  const std::size_t waiting = record.timeline.size() - record.timeline.finalized();
  return waiting > options.max_reports_per_vessel / 4 * 3;
}

void Engine::Impl::fold(MmsiRecord& record, const model::Report& report, bool is_appended) {
  const Instant at = model::header_of(report).observed_at;
  if (is_appended && !record.is_dirty && at > record.live.advanced_to) {
    keeper->fold_newest(record, happened_until());
    wake_later(record);
  } else {
    record.is_dirty = true;
  }
  mark_updated(record, at);
  if (record.timeline.size() - record.timeline.finalized() > options.max_reports_per_vessel) {
    keeper->finalize_early(record, options.max_reports_per_vessel / 4 + 1, happened_until());
  }
}

// A distress report far ahead of all others is evaluated at once, but does not move the watermark.
void Engine::Impl::advance_watermark(Instant at, bool is_time_believed) {
  if (!has_watermark) {
    clock = stepped_since = floor_to(at - options.lateness, 60);
    for (auto& monitor : pair_monitors) {
      monitor->set_horizon(pair_horizon());
    }
  }
  if (!has_watermark || (at > watermark && is_time_believed)) {
    watermark = at;
  } else {
    anomalies.note_late(at, watermark);
  }
  has_watermark = true;
}

void Engine::Impl::mark_updated(MmsiRecord& record, Instant from) {
  tracks.push(record);
  if (!record.is_updated) {
    record.is_updated = true;
    record.updated_from = from;
    updated.push_back(&record);
  }
  record.updated_from = std::min(record.updated_from, from);
}

}  // namespace selat::detect
