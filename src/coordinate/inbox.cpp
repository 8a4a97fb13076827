#include "coordinate/inbox.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "model/request.h"

namespace selat::coordinate {
namespace {

bool concerns_us(const model::Notice& notice) {
  return notice.cause != model::NoticeCause::left && notice.cause != model::NoticeCause::over;
}

bool is_nameless(const std::optional<ToldAlert>& told) {
  return !told || std::ranges::any_of(told->notice.alert.anomaly.vessels,
                                      [](const auto& vessel) { return vessel.name.empty(); });
}

// It is known as it is.
bool stands(const model::Notice& notice, const std::optional<ToldAlert>& before) {
  return before && is_current(*before) && gravest(notice) <= gravest(before->notice) &&
         before->notice.alert.number == notice.alert.number &&
         before->notice.alert.anomaly.severity == notice.alert.anomaly.severity &&
         before->notice.alert.state == notice.alert.state;
}

// The server tells it as new until its receipt comes: here it stands already, and may have become graver.
model::NoticeCause as_known(const model::Notice& notice, const ToldAlert& before) {
  const bool is_told_again = notice.cause == model::NoticeCause::raised && is_current(before) &&
                             before.notice.alert.is_stored &&
                             before.notice.alert.raised_at == notice.alert.raised_at;
  if (!is_told_again) {
    return notice.cause;
  }
  return gravest(notice) > gravest(before.notice) ? model::NoticeCause::graver : model::NoticeCause::standing;
}

// What matters least comes first.
auto importance(const ToldAlert& told) {
  return std::tuple(is_current(told), told.notice.alert.anomaly.severity, told.told_at);
}

}  // namespace

bool is_current(const ToldAlert& told) {
  return model::is_open(told.notice.alert) && concerns_us(told.notice);
}

namespace {

bool is_closed_sighting(const model::Notice& notice) {
  return notice.cause == model::NoticeCause::over && notice.alert.sighting && notice.alert.outcome;
}

}  // namespace

bool must_be_read(const ToldAlert& told) {
  return is_current(told) || is_closed_sighting(told.notice);
}

bool says_something(const model::Notice& notice, const std::optional<ToldAlert>& before) {
  switch (notice.cause) {
    case model::NoticeCause::standing:
      return !stands(notice, before);
    case model::NoticeCause::raised:
    case model::NoticeCause::passed_on:
    case model::NoticeCause::escalated:
      // Told before the server could store it, it comes once more when it can.
      return !stands(notice, before) || before->notice.alert.is_stored ||
             before->notice.alert.sector != notice.alert.sector;
    case model::NoticeCause::left:
    case model::NoticeCause::over:
      return before.has_value() || is_closed_sighting(notice);
    case model::NoticeCause::named:
      return is_nameless(before);  // other names for a known one are shown where it is named next
    default:
      return true;
  }
}

void Inbox::load(std::vector<ToldAlert> told) {
  for (ToldAlert& one : told) {
    const std::uint64_t alert = one.notice.alert.id;
    told_.insert_or_assign(alert, std::move(one));
  }
}

bool Inbox::is_news(const model::Notice& notice, Teller teller) const {
  const ToldAlert* const known = find(notice.alert.id);
  if (known == nullptr) {
    return true;
  }
  const model::Alert& before = known->notice.alert;
  if (!before.is_stored && teller.run != 0 && teller.run != known->run) {
    return true;
  }
  if (before.raised_at != notice.alert.raised_at) {
    // It was raised anew, or by a server that has lost its past and counts anew; its clock may be behind.
    return teller.is_first || notice.alert.raised_at > before.raised_at;
  }
  return notice.alert.change > before.change ||
         (notice.alert.change == before.change && concerns_us(notice) != concerns_us(known->notice));
}

bool Inbox::is_doubtful(const model::Notice& notice) const {
  const ToldAlert* const known = find(notice.alert.id);
  return known != nullptr && notice.alert.raised_at < known->notice.alert.raised_at;
}

Inbox::Taken Inbox::take(model::Notice notice, Instant wall, std::uint64_t run) {
  Taken taken;
  const std::uint64_t alert = notice.alert.id;
  const auto known = told_.find(alert);
  if (known != told_.end()) {
    taken.before = std::move(known->second);
    notice.cause = as_known(notice, *taken.before);
    const bool is_unseen_rise = !taken.before->is_printed && gravest(taken.before->notice) > gravest(notice);
    if (is_unseen_rise) {
      notice.risen_to = gravest(taken.before->notice);
    }
    const bool is_printed = taken.before->is_printed && !says_something(notice, taken.before);
    known->second = {.notice = std::move(notice), .told_at = wall, .is_printed = is_printed, .run = run};
    return taken;
  }
  told_.emplace(alert, ToldAlert{.notice = std::move(notice), .told_at = wall, .run = run});
  if (told_.size() > kMost) {
    const auto least =
        std::ranges::min_element(told_, {}, [](const auto& entry) { return importance(entry.second); });
    taken.dropped.push_back(least->first);
    told_.erase(least);
  }
  return taken;
}

void Inbox::take_again(const model::Notice& notice) {
  const auto known = told_.find(notice.alert.id);
  if (known != told_.end() && known->second.notice.alert.change == notice.alert.change) {
    known->second.notice.alert.is_stored |= notice.alert.is_stored;
  }
}

void Inbox::note_printed(std::uint64_t alert, std::uint32_t change) {
  const auto known = told_.find(alert);
  if (known != told_.end() && known->second.notice.alert.change == change) {
    known->second.is_printed = true;
  }
}

const ToldAlert* Inbox::find(std::uint64_t alert) const {
  const auto known = told_.find(alert);
  return known == told_.end() ? nullptr : &known->second;
}

const ToldAlert* Inbox::with_number(std::uint32_t number, const std::set<std::uint64_t>& named) const {
  const auto rank = [&](const ToldAlert& told) {
    return std::pair(named.contains(told.notice.alert.id), told.notice.alert.raised_at);
  };
  const ToldAlert* best = nullptr;
  for (const auto& [id, told] : told_) {
    if (told.notice.alert.number == number && (best == nullptr || rank(told) > rank(*best))) {
      best = &told;
    }
  }
  return best;
}

std::vector<const ToldAlert*> Inbox::current() const {
  std::vector<const ToldAlert*> current;
  for (const auto& [id, told] : told_) {
    if (is_current(told)) {
      current.push_back(&told);
    }
  }
  std::ranges::stable_sort(current, [](const ToldAlert* a, const ToldAlert* b) {
    const model::Alert& one = a->notice.alert;
    const model::Alert& other = b->notice.alert;
    return std::tuple(other.anomaly.severity, one.raised_at, one.number) <
           std::tuple(one.anomaly.severity, other.raised_at, other.number);
  });
  return current;
}

std::vector<const ToldAlert*> Inbox::not_printed() const {
  std::vector<const ToldAlert*> waiting;
  for (const auto& [id, told] : told_) {
    if (!told.is_printed) {
      waiting.push_back(&told);
    }
  }
  std::ranges::stable_sort(waiting, {}, [](const ToldAlert* told) { return told->told_at; });
  return waiting;
}

std::vector<std::uint64_t> Inbox::not_stored() const {
  std::vector<std::uint64_t> alerts;
  for (const ToldAlert* told : current()) {
    if (!told->notice.alert.is_stored && alerts.size() < model::Renew::kMostHeardAlerts) {
      alerts.push_back(told->notice.alert.id);
    }
  }
  return alerts;
}

std::set<std::uint64_t> Inbox::alerts() const {
  std::set<std::uint64_t> alerts;
  for (const auto& [id, told] : told_) {
    alerts.insert(id);
  }
  return alerts;
}

}  // namespace selat::coordinate
