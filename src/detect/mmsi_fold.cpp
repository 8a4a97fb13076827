#include "detect/mmsi_fold.h"

#include <algorithm>
#include <array>
#include <utility>

#include "track/association.h"
#include "track/expected_interval.h"
#include "track/repeated_past.h"

namespace selat::detect {

namespace {

// The same transmission, heard by several stations, arrives within this time.
constexpr Span kCopyWithin = Span::seconds(30);
constexpr std::size_t kAlignment = alignof(std::max_align_t);

std::size_t aligned(std::size_t bytes) {
  return (bytes + kAlignment - 1) / kAlignment * kAlignment;
}

void note_gap(ObjectState& object, const track::Fix& before, Instant next_at) {
  const Span silence = next_at - before.at();
  if (silence < kShortestGap || silence < gap_after(before) || object.gaps[0].before.at() == before.at()) {
    return;
  }
  const Gap gap{before, track::hull_of(object.tracker.vessel().dimensions), next_at};
  object.gaps = {gap, object.gaps[0], object.gaps[1]};
}

class OwnName final : public VesselNames {
 public:
  explicit OwnName(const ObjectState& object) : object_(object) {}
  [[nodiscard]] ShortText<34> name(std::size_t /*vessel*/) const override {
    return object_.tracker.vessel().name.value_or(ShortText<34>());
  }

 private:
  const ObjectState& object_;
};

// Those of a record's objects whose tracks have not ended: few, so kept on the stack.
class LiveObjects {
 public:
  explicit LiveObjects(MmsiState& state) {
    for (ObjectState& object : state.objects) {
      if (!object.is_ended && count_ < entries_.size()) {
        states_[count_] = &object;
        entries_[count_++] = {object.tag, &object.tracker};
      }
    }
  }
  [[nodiscard]] std::span<const track::LiveObject> entries() const { return {entries_.data(), count_}; }
  [[nodiscard]] ObjectState& operator[](std::size_t index) const { return *states_[index]; }
  [[nodiscard]] std::size_t size() const { return count_; }

 private:
  std::array<track::LiveObject, track::kMostObjects> entries_;
  std::array<ObjectState*, track::kMostObjects> states_{};
  std::size_t count_ = 0;
};

// A message that several classes of station send leaves the vessel the class that it has shown.
void keep_class(const MmsiState& state, track::Fix& fix) {
  if (!track::tells_class(fix.message_type) && !state.objects.empty()) {
    fix.transponder = state.objects.back().tracker.vessel().transponder;
  }
}

}  // namespace

MmsiFold::MmsiFold(std::vector<std::unique_ptr<VesselRule>> rules, track::TrackOptions options,
                   const track::SourceTable& sources, const ContextHistory& contexts)
    : memory_bytes_(aligned(rules.size() * sizeof(Instant))),
      options_(options),
      sources_(sources),
      contexts_(contexts) {
  for (auto& rule : rules) {
    const std::size_t bytes = rule->memory_bytes();
    rules_.push_back({std::move(rule), memory_bytes_});
    memory_bytes_ += aligned(bytes);
  }
}

Instant& MmsiFold::wake_of(ObjectState& object, std::size_t rule) const {
  return std::launder(reinterpret_cast<Instant*>(object.memory.data()))[rule];
}

std::byte* MmsiFold::memory_of(ObjectState& object, std::size_t rule) const {
  return object.memory.data() + rules_[rule].offset;
}

ObjectState& MmsiFold::begin_object(MmsiState& state, model::Mmsi mmsi, Instant at) const {
  if (state.objects.empty()) {
    state.context = contexts_.at(at);
  }
  const std::int64_t day = model::track_day(at);
  if (day != state.begun_day) {
    state.begun_day = day;
    state.begun_that_day = 0;
  }
  ObjectState& object = state.objects.emplace_back();
  object.tag =
      std::exchange(state.next_tag, static_cast<track::ObjectTag>((state.next_tag + 1) % track::kNobody));
  object.tracker = track::Tracker(mmsi, model::track_id(mmsi, day, state.begun_that_day++));
  object.findings = FindingLog(object.id());
  object.begun_at = object.heard_at = at;
  object.memory.resize(memory_bytes_);
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    ::new (static_cast<void*>(&wake_of(object, i))) Instant(kNever);
    rules_[i].rule->begin(memory_of(object, i));
  }
  return object;
}

// When an object begins where another's track has ended: how long the MMSI was not heard.
void MmsiFold::end_previous(MmsiState& state, Instant at) const {
  if (state.objects.empty()) {
    return;
  }
  ObjectState& previous = state.objects.back();
  if (const track::Fix* last = previous.tracker.last()) {
    note_gap(previous, *last, at);
  }
}

MmsiFold::Assigned MmsiFold::assign(MmsiState& state, model::Mmsi mmsi, track::Fix& fix,
                                    const model::StaticReport* particulars) const {
  const bool has_live =
      std::ranges::any_of(state.objects, [](const ObjectState& object) { return !object.is_ended; });
  if (!has_live) {
    end_previous(state, fix.at());
    state.candidates.clear();
    begin_object(state, mmsi, fix.at());
  }
  return fix.has_position ? assign_position(state, mmsi, fix)
                          : assign_without_position(state, fix, particulars);
}

MmsiFold::Assigned MmsiFold::assign_position(MmsiState& state, model::Mmsi mmsi, track::Fix& fix) const {
  const LiveObjects live(state);
  std::array<std::optional<track::Fix>, track::kMostObjects> before;
  for (std::size_t i = 0; i < live.size(); ++i) {
    if (const track::Fix* last = live[i].tracker.last()) {
      before[i] = *last;
    }
  }
  const track::Association found = associate(live.entries(), state.candidates, fix, options_);
  if (found.object < live.size()) {
    return {&live[found.object], found.outcome, before[found.object]};
  }
  ObjectState& begun = begin_object(state, mmsi, fix.at());
  begun.tracker.hear(fix);
  if (found.origin && found.origin->particulars) {
    begun.tracker.merge(*found.origin->particulars);
    begun.identifiers.learn(*found.origin->particulars, fix.at());
  }
  begun.tracker.begin(fix, found.origin ? found.origin->fixes - 1 : 0, options_);
  return {&begun, found.outcome, std::nullopt};
}

MmsiFold::Assigned MmsiFold::assign_without_position(MmsiState& state, const track::Fix& fix,
                                                     const model::StaticReport* particulars) {
  const LiveObjects live(state);
  const auto found = associate_without_position(live.entries(), state.candidates, fix, particulars);
  if (!found) {
    return {};
  }
  ObjectState& object = live[*found];
  const track::Fix* last = object.tracker.last();
  return {&object, track::Outcome::no_position, last == nullptr ? std::nullopt : std::optional(*last)};
}

void MmsiFold::hear(ObjectState& object, const track::Fix& fix, track::Outcome outcome) {
  if (outcome == track::Outcome::held) {
    return;
  }
  object.tracker.hear(fix);
  object.heard_at = fix.at();
  object.is_lost = false;
}

// Whether a station has told an old position again, with a fresh time: none of the objects can be there now,
// and one of them was, at this course and speed.
bool MmsiFold::repeats_past(MmsiState& state, const MmsiRecord& record, std::size_t index) const {
  const track::Fix& fix = record.timeline[index];
  if (!fix.has_position) {
    return false;
  }
  const LiveObjects live(state);
  const auto is_elsewhere = [&](const track::LiveObject& object) {
    const track::Fix* last = object.tracker->last();
    return last != nullptr && innovation_of(*last, fix, object.tracker->fastest(), options_).is_jump;
  };
  const auto went_there = [&](const track::LiveObject& object) {
    return track::repeats_past(record.history(object.tag, index), fix);
  };
  return std::ranges::all_of(live.entries(), is_elsewhere) && std::ranges::any_of(live.entries(), went_there);
}

bool MmsiFold::fold(MmsiState& state, MmsiRecord& record, std::size_t index) const {
  track::Fix& fix = record.timeline[index];
  fix.is_accepted = false;
  fix.is_settled = false;
  fix.object = track::kNobody;
  fix.is_copy = record.timeline.is_heard_before(index, kCopyWithin);
  if (fix.is_copy) {
    return true;
  }
  advance(state, record, fix.at(), index);
  fix.is_copy = repeats_past(state, record, index);
  if (fix.is_copy) {
    return true;
  }
  keep_class(state, fix);
  std::optional<model::StaticReport> particulars;
  if (fix.kind == track::FixKind::static_data) {
    particulars = record.timeline.static_data_of(fix).report(fix.transponder);
  }
  const Assigned assigned = assign(state, record.mmsi, fix, particulars ? &*particulars : nullptr);
  if (assigned.object == nullptr) {
    return false;
  }
  ObjectState& object = *assigned.object;
  fix.object = object.tag;
  hear(object, fix, assigned.outcome);
  if (fix.is_accepted && assigned.previous) {
    note_gap(object, *assigned.previous, fix.at());
  }
  if (particulars) {
    object.tracker.merge(*particulars);
    object.identifiers.learn(*particulars, fix.at());
  }
  const bool continues = assigned.previous && assigned.outcome != track::Outcome::initiated;
  const track::TrackHistory history = record.history(object.tag, index + 1);
  const OwnName name(object);
  object.findings.set_names(name);
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    const VesselUpdate update{
        {fix.at(), object.tracker, history, contexts_[state.context], sources_, wake_of(object, i)},
        fix,
        continues ? &*assigned.previous : nullptr,
        assigned.outcome,
        fix.kind == track::FixKind::safety_text ? &record.timeline.safety_text_of(fix) : nullptr,
        record.late_distress.by(fix)};
    rules_[i].rule->observe(update, memory_of(object, i), object.findings);
  }
  find_next_event(object);
  find_next_event(state);
  return false;
}

Instant MmsiFold::silence_due(const ObjectState& object) const {
  if (object.is_ended) {
    return kNever;
  }
  const Span expected = object.tracker.expected_interval();
  return object.heard_at + (object.is_lost ? track::ended_after(expected) : track::lost_after(expected));
}

void MmsiFold::find_next_event(ObjectState& object) const {
  object.next_event = silence_due(object);
  if (object.is_ended) {
    return;
  }
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    object.next_event = std::min(object.next_event, wake_of(object, i));
  }
}

void MmsiFold::find_next_event(MmsiState& state) {
  state.next_event = kNever;
  for (const ObjectState& object : state.objects) {
    state.next_event = std::min(state.next_event, object.next_event);
  }
}

bool MmsiFold::advance(MmsiState& state, const MmsiRecord& record, Instant now, std::size_t count) const {
  for (bool has_happened = false; state.is_heard(); has_happened = true) {
    const Instant context_ends_at = contexts_.ends_at(state.context);
    const Instant next = std::min(state.next_event, context_ends_at);
    if (next > now) {
      return has_happened;
    }
    state.advanced_to = std::max(state.advanced_to, next);
    if (next == context_ends_at) {
      change_context(state, record, count);
    } else {
      const auto first = std::ranges::min_element(state.objects, {}, &ObjectState::next_event);
      fire(*first, record, contexts_[state.context], count);
    }
    find_next_event(state);
  }
  return false;
}

void MmsiFold::fire(ObjectState& object, const MmsiRecord& record, const Context& context,
                    std::size_t count) const {
  const Instant at = object.next_event;
  if (silence_due(object) == at) {
    fall_silent(object, record, context, count);
    return;
  }
  const track::TrackHistory history = record.history(object.tag, count);
  const OwnName name(object);
  object.findings.set_names(name);
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    Instant& wake_at = wake_of(object, i);
    if (wake_at == at) {
      wake_at = kNever;
      rules_[i].rule->wake({at, object.tracker, history, context, sources_, wake_at}, memory_of(object, i),
                           object.findings);
      // A wake-up asked for in the past would never end.
      wake_at = wake_at <= at ? kNever : wake_at;
    }
  }
  find_next_event(object);
}

void MmsiFold::fall_silent(ObjectState& object, const MmsiRecord& record, const Context& context,
                           std::size_t count) const {
  const Instant at = object.next_event;
  const Silence silence = object.is_lost ? Silence::ended : Silence::lost;
  if (silence == Silence::lost) {
    object.is_lost = true;
    object.tracker.lose();
  } else {
    object.is_ended = true;
    object.ended_at = at;
    object.tracker.end();
  }
  const track::TrackHistory history = record.history(object.tag, count);
  const OwnName name(object);
  object.findings.set_names(name);
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    rules_[i].rule->silence(silence, {at, object.tracker, history, context, sources_, wake_of(object, i)},
                            memory_of(object, i), object.findings);
  }
  find_next_event(object);
}

void MmsiFold::change_context(MmsiState& state, const MmsiRecord& record, std::size_t count) const {
  const Instant at = contexts_.ends_at(state.context);
  const Context& before = contexts_[state.context];
  const Context& after = contexts_[++state.context];
  for (ObjectState& object : state.objects) {
    if (object.is_ended) {
      continue;
    }
    const track::TrackHistory history = record.history(object.tag, count);
    const OwnName name(object);
    object.findings.set_names(name);
    for (std::size_t i = 0; i < rules_.size(); ++i) {
      rules_[i].rule->change_context(before,
                                     {at, object.tracker, history, after, sources_, wake_of(object, i)},
                                     memory_of(object, i), object.findings);
    }
    find_next_event(object);
  }
}

}  // namespace selat::detect
