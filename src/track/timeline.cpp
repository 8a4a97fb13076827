#include "track/timeline.h"

#include <algorithm>
#include <utility>

#include "base/check.h"

namespace selat::track {

namespace {

// A transponder sends at most one report in two seconds; where a hundred times as many come, to look at all
// of them for each would take all the time there is.
constexpr std::size_t kMostLookedAt = 256;

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
  fixes_.insert(place, fix);
  if (fix.kind == FixKind::position) {
    return {false, is_appended, index};
  }
  if (const auto known = text_of(fix); known != texts_.end()) {
    ++known->uses;
  } else {
    texts_.push_back({fix.fingerprint, fix.message_type, 1, std::make_unique<const model::Report>(report)});
  }
  return {false, is_appended, index};
}

std::vector<Timeline::Text>::iterator Timeline::text_of(const Fix& fix) {
  return std::ranges::find_if(texts_, [&](const Text& text) { return text.is_of(fix); });
}

const model::Report& Timeline::report_of(const Fix& fix) const {
  const auto found = std::ranges::find_if(texts_, [&](const Text& text) { return text.is_of(fix); });
  require(found != texts_.end(), "only static data and safety texts are kept whole");
  return *found->report;
}

void Timeline::drop_oldest() {
  const Fix& oldest = fixes_.front();
  if (oldest.kind != FixKind::position) {
    const auto text = text_of(oldest);
    if (--text->uses == 0) {
      texts_.erase(text);
    }
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
  const auto end = fixes_.begin() + static_cast<std::ptrdiff_t>(count);
  auto place =
      std::upper_bound(fixes_.begin(), end, at, [](Instant when, const Fix& fix) { return when < fix.at(); });
  while (place != fixes_.begin()) {
    --place;
    if (place->is_accepted && place->object == object) {
      return &*place;
    }
  }
  return nullptr;
}

}  // namespace selat::track
