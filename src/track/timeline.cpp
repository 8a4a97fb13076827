#include "track/timeline.h"

#include <algorithm>
#include <utility>

#include "base/check.h"

namespace selat::track {

namespace {

// A transponder sends at most one report in two seconds; where a hundred times as many come, to look at all
// of them for each would take all the time there is.
constexpr std::size_t kMostLookedAt = 256;

template <typename Payloads>
auto payload_of(Payloads& payloads, const Fix& fix) {
  return std::ranges::find_if(payloads, [&](const auto& payload) { return payload.is_of(fix); });
}

// Most vessels have two or three: no room is made for more.
template <typename Payloads, typename Content>
void keep(Payloads& payloads, const Fix& fix, const Content& content) {
  if (const auto known = payload_of(payloads, fix); known != payloads.end()) {
    ++known->uses;
    return;
  }
  if (payloads.size() == payloads.capacity()) {
    payloads.reserve(payloads.size() + std::max<std::size_t>(2, payloads.size() / 4));
  }
  payloads.push_back({fix.fingerprint, 1, fix.message_type, content});
}

template <typename Payloads>
void forget(Payloads& payloads, const Fix& fix) {
  const auto payload = payload_of(payloads, fix);
  if (--payload->uses == 0) {
    payloads.erase(payload);
  }
}

template <typename Payloads>
const auto& content_of(const Payloads& payloads, const Fix& fix) {
  const auto payload = payload_of(payloads, fix);
  require(payload != payloads.end(), "only static data and safety texts are kept");
  return payload->content;
}

// Equal times are ordered by the source's name: its number depends on who was heard first.
bool is_before(const Fix& a, const Fix& b, const SourceTable& sources) {
  if (a.at() != b.at()) {
    return a.at() < b.at();
  }
  if (a.fingerprint != b.fingerprint) {
    return a.fingerprint < b.fingerprint;
  }
  if (a.source != b.source) {
    return sources.name_of(a.source) < sources.name_of(b.source);
  }
  return a.message_type < b.message_type;
}

}  // namespace

Timeline::Insertion Timeline::insert(const Fix& fix, const model::Report& report,
                                     const SourceTable& sources) {
  auto place = fixes_.end();
  while (place != fixes_.begin() && !is_before(*(place - 1), fix, sources)) {
    --place;
    if (!is_before(fix, *place, sources)) {
      return {true, false, 0};
    }
  }
  const bool is_appended = place == fixes_.end();
  const auto index = static_cast<std::size_t>(place - fixes_.begin());
  fixes_.insert(index, fix);
  if (const auto* static_report = std::get_if<model::StaticReport>(&report)) {
    keep(static_data_, fix, StaticData(*static_report));
  } else if (const auto* safety = std::get_if<model::SafetyReport>(&report)) {
    keep(safety_texts_, fix, *safety);
  }
  return {false, is_appended, index};
}

const StaticData& Timeline::static_data_of(const Fix& fix) const {
  return content_of(static_data_, fix);
}

const model::SafetyReport& Timeline::safety_text_of(const Fix& fix) const {
  return content_of(safety_texts_, fix);
}

void Timeline::drop_oldest() {
  const Fix& oldest = fixes_.front();
  if (oldest.kind == FixKind::static_data) {
    forget(static_data_, oldest);
  } else if (oldest.kind == FixKind::safety_text) {
    forget(safety_texts_, oldest);
  }
  fixes_.pop_front();
  --finalized_;
}

bool Timeline::is_heard_before(std::size_t index, Span within) const {
  auto place = fixes_.begin() + static_cast<std::ptrdiff_t>(index);
  const Fix& fix = *place;
  for (std::size_t left = kMostLookedAt; left > 0 && place != fixes_.begin(); --left) {
    const Fix& earlier = *--place;
    if (fix.at() - earlier.at() > within) {
      return false;
    }
    if (earlier.fingerprint == fix.fingerprint && earlier.message_type == fix.message_type &&
        !earlier.is_copy) {
      return true;
    }
  }
  return false;
}

const Fix* Timeline::accepted_at(Instant at, ObjectTag object, std::size_t count) const {
  auto place = fixes_.begin() + static_cast<std::ptrdiff_t>(count);
  if (count > 0 && at < (place - 1)->at()) {  // most often asked of now
    place = std::upper_bound(fixes_.begin(), place, at,
                             [](Instant when, const Fix& fix) { return when < fix.at(); });
  }
  while (place != fixes_.begin()) {
    --place;
    if (place->is_accepted && place->object == object) {
      return &*place;
    }
  }
  return nullptr;
}

}  // namespace selat::track
