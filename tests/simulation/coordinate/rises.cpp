#include "rises.h"

#include <algorithm>
#include <utility>

namespace selat::coordinate::simulation {

Rises::Rises(IndexOf index_of, Believes believes)
    : index_of_(std::move(index_of)), believes_(std::move(believes)) {}

void Rises::rise(Known& known, const model::Alert& alert, std::optional<model::Severity> missed,
                 Instant real) {
  const model::Severity now = alert.anomaly.severity;
  const model::Severity up_to = std::max(missed.value_or(now), now);
  const bool is_rise = !known.level || up_to > *known.level;
  const bool is_known = alert.state == model::AlertState::acknowledged && known.printed >= up_to;
  if (is_rise && !is_known) {
    known.owed_since = known.owed ? known.owed_since : real;
    known.owed = std::max(known.owed, std::optional(up_to));
  }
  // Of an alert that somebody acknowledged a fall counts as little as a rise below that.
  known.level = model::is_unacknowledged(alert) ? now : std::max(known.level.value_or(now), now);
}

void Rises::note_peak(Peak& peak, const model::Anomaly& anomaly) {
  const auto gravest = std::optional(model::gravest(anomaly));
  if (gravest > anomaly.severity && gravest > peak.gravest) {
    peak.missed = gravest;
    ++missed_count_;
  }
  peak.gravest = std::max(peak.gravest, gravest);
}

void Rises::note(const model::Alert& alert, Instant real) {
  auto& known = known_[alert.id];
  Peak& peak = peaks_[alert.id];
  not_saved_.insert(alert.id);
  note_peak(peak, alert.anomaly);
  const auto missed = peak.missed;
  for (const model::AlertRecipient& recipient : alert.recipients) {
    const std::size_t control_point = index_of_(recipient.control_point);
    if (recipient.due && model::is_open(alert)) {
      rise(known[control_point], alert, missed, real);
      peak.missed.reset();
      continue;
    }
    const bool was_told = recipient.told || recipient.sent_change > 0;
    if (!was_told || !believes_(control_point, alert.id)) {
      excuse(known[control_point]);
    }
  }
}

void Rises::saved() {
  for (const std::uint64_t alert : std::exchange(not_saved_, {})) {
    for (Known& known : known_[alert]) {
      known.saved_level = known.level;
      known.saved_owed = known.owed;
    }
    Peak& peak = peaks_[alert];
    peak.saved_gravest = peak.gravest;
    peak.saved_missed = peak.missed;
  }
}

void Rises::crashed() {
  for (const std::uint64_t alert : std::exchange(not_saved_, {})) {
    for (Known& known : known_[alert]) {
      known.level = std::max(known.saved_level, known.printed);
      known.owed = known.saved_owed;
    }
    Peak& peak = peaks_[alert];
    peak.gravest = peak.saved_gravest;
    peak.missed = peak.saved_missed;
  }
}

void Rises::left(std::size_t control_point, std::uint64_t alert, bool by_person) {
  Known& known = known_[alert][control_point];
  if (by_person) {
    known.level.reset();
    known.saved_level.reset();
    known.printed.reset();
  } else {
    excuse(known);
    known.saved_owed.reset();
    known.saved_level = known.printed;
  }
}

// What the person there knows of it goes on to count.
void Rises::excuse(Known& known) {
  known.owed.reset();
  known.level = known.printed;
}

void Rises::forget_all() {
  for (auto& [alert, known] : known_) {
    std::ranges::for_each(known, excuse);
    not_saved_.insert(alert);
  }
  saved();
}

void Rises::printed(std::size_t control_point, std::uint64_t alert, model::Severity severity) {
  Known& known = known_[alert][control_point];
  known.printed = std::max(known.printed, std::optional(severity));
  known.level = std::max(known.level, known.printed);
  for (auto* const owed : {&known.owed, &known.saved_owed}) {
    if (*owed && severity >= **owed) {
      owed->reset();
    }
  }
}

std::vector<std::string> Rises::owed(std::size_t control_point, Instant before) const {
  std::vector<std::string> owed;
  for (const auto& [alert, known] : known_) {
    const Known& here = known[control_point];
    if (here.owed && here.owed_since <= before) {
      owed.push_back("alert " + std::to_string(alert) + " rose to " + std::string(name_of(*here.owed)) +
                     ", and that is not printed");
    }
  }
  return owed;
}

}  // namespace selat::coordinate::simulation
