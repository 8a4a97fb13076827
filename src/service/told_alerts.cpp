#include "service/told_alerts.h"

#include <algorithm>
#include <array>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <fmt/format.h>

#include "text/measure.h"

namespace selat::service {
namespace {

using coordinate::ToldAlert;
using Tone = terminal::ControlPointScreen::Tone;

constexpr Span kSaveAgainAfter = Span::seconds(5);

}  // namespace

ToldAlerts::ToldAlerts(Surroundings surroundings) : here_(std::move(surroundings)) {
  load();
}

void ToldAlerts::load() {
  inbox_.load(kept());
}

std::vector<ToldAlert> ToldAlerts::kept() {
  if (here_.store == nullptr) {
    return {};
  }
  try {
    return here_.store->told();
  } catch (const store::StoreError& error) {
    here_.screen.print(tr("What was told before cannot be read: {why}"), {{"why", error.message()}},
                       Tone::urgent);
    return {};
  }
}

void ToldAlerts::use(store::TerminalStore* store) {
  here_.store = store;
  if (save(inbox_.alerts(), {})) {
    load();
  }
}

void ToldAlerts::take(const model::Notice& notice, std::uint64_t run) {
  arrived_.emplace_back(notice, run);
  if (arrived_.size() == 1) {
    boost::asio::post(here_.io, [this, is_alive = std::weak_ptr(alive_)] {
      if (!is_alive.expired()) {
        work();
      }
    });
  }
}

void ToldAlerts::work() {
  std::set<std::uint64_t> news;
  std::vector<std::uint64_t> dropped;
  for (auto& [notice, run] : std::exchange(arrived_, {})) {
    const bool is_first = confirmed_.insert(notice.alert.id).second;
    if (!inbox_.is_news(notice, {.run = run, .is_first = is_first})) {
      inbox_.take_again(notice);
      if (!inbox_.is_doubtful(notice)) {
        answer_known(notice);
      }
      continue;
    }
    news.insert(notice.alert.id);
    take_news(std::move(notice), run, dropped);
  }
  keep_and_answer(news, dropped);
}

void ToldAlerts::welcomed() {
  std::set<std::uint64_t> news;
  std::vector<std::uint64_t> dropped;
  for (ToldAlert& told : kept()) {
    if (inbox_.is_news(told.notice)) {
      news.insert(told.notice.alert.id);
      take_news(std::move(told.notice), 0, dropped);
    }
  }
  if (!news.empty() || !dropped.empty()) {
    std::ignore = save(news, dropped);
  }
}

void ToldAlerts::take_news(model::Notice notice, std::uint64_t run, std::vector<std::uint64_t>& dropped) {
  const std::uint64_t alert = notice.alert.id;
  const coordinate::Inbox::Taken taken = inbox_.take(std::move(notice), here_.clock().wall, run);
  for (const std::uint64_t gone : taken.dropped) {
    confirmed_.erase(gone);
    dropped.push_back(gone);
  }
  if (const ToldAlert* const told = inbox_.find(alert)) {
    print(*told, taken.before);
  }
}

void ToldAlerts::print(const ToldAlert& told, const std::optional<ToldAlert>& before) {
  const model::Alert& alert = told.notice.alert;
  if (says_something(told.notice, before)) {
    here_.screen.print_notice(told.notice, before ? std::optional(before->notice) : std::nullopt);
  }
  if (!here_.is_read) {
    return;  // what a person saw before stays seen, and what is new is not
  }
  if (here_.console.is_drained()) {
    inbox_.note_printed(alert.id, alert.change);
  } else {
    unwritten_.insert(alert.id);
  }
}

void ToldAlerts::drained() {
  const auto written = std::exchange(unwritten_, {});
  for (const std::uint64_t alert : written) {
    if (const ToldAlert* told = inbox_.find(alert)) {
      inbox_.note_printed(alert, told->notice.alert.change);
    }
  }
  keep_and_answer(written, {});
}

void ToldAlerts::tick() {
  const SteadyTime now = here_.clock().steady;
  if (!unsaved_.empty() && now >= save_again_at_) {
    keep_and_answer(std::exchange(unsaved_, {}), {});
  }
}

// Stores what is known of these alerts now; then the server gets its receipts.
void ToldAlerts::keep_and_answer(const std::set<std::uint64_t>& alerts,
                                 const std::vector<std::uint64_t>& dropped) {
  if ((alerts.empty() && dropped.empty()) || !save(alerts, dropped)) {
    return;
  }
  for (const std::uint64_t alert : alerts) {
    if (const ToldAlert* told = inbox_.find(alert)) {
      answer(*told);
    }
  }
}

bool ToldAlerts::save(const std::set<std::uint64_t>& alerts, const std::vector<std::uint64_t>& dropped) {
  if (here_.store == nullptr) {
    return true;
  }
  std::vector<ToldAlert> told;
  for (const std::uint64_t alert : alerts) {
    if (const ToldAlert* one = inbox_.find(alert)) {
      told.push_back(*one);
    }
  }
  const auto saved = here_.store->save(told, dropped);
  if (saved) {
    was_told_unsaved_ = false;
    return true;
  }
  unsaved_.insert(alerts.begin(), alerts.end());
  save_again_at_ = here_.clock().steady + kSaveAgainAfter;
  if (!std::exchange(was_told_unsaved_, true)) {
    here_.screen.print(tr("What this terminal is told cannot be kept: {why}. The server is not told that it "
                          "arrived, and goes on to tell others."),
                       {{"why", saved.error().message()}}, Tone::urgent);
  }
  return false;
}

void ToldAlerts::answer(const ToldAlert& told) {
  here_.send({.alert = told.notice.alert.id,
              .change = told.notice.alert.change,
              .is_seen = told.is_printed && here_.console.is_interactive()});
}

// A copy of what is stored, or of what it replaced.
void ToldAlerts::answer_known(const model::Notice& notice) {
  const ToldAlert* const told = inbox_.find(notice.alert.id);
  if (told == nullptr || unsaved_.contains(notice.alert.id)) {
    return;
  }
  here_.send({.alert = notice.alert.id,
              .change = notice.alert.change,
              .is_seen = told->is_printed && here_.console.is_interactive()});
}

void ToldAlerts::print_earlier() {
  std::set<std::uint64_t> printed;
  std::array<std::uint32_t, enum_count<model::Severity>> known{};
  for (const ToldAlert* told : inbox_.not_printed()) {
    if (coordinate::must_be_read(*told)) {
      here_.screen.print_notice(told->notice, std::nullopt);
    }
    printed.insert(told->notice.alert.id);
  }
  std::uint32_t open = 0;
  for (const ToldAlert* told : inbox_.current()) {
    const bool is_old = !printed.contains(told->notice.alert.id);
    known[static_cast<std::size_t>(told->notice.alert.anomaly.severity)] += is_old ? 1 : 0;
    open += is_old ? 1 : 0;
  }
  for (const std::uint64_t alert : printed) {
    inbox_.note_printed(alert, inbox_.find(alert)->notice.alert.change);
  }
  if (!printed.empty()) {
    std::ignore = save(printed, {});
  }
  if (open > 0) {
    here_.screen.print(
        tr("open alerts that were told here before: {n} ({grave} DISTRESS, {alarms} alarms); {show} "
           "lists them"),
        {{"n", open},
         {"grave", known[static_cast<std::size_t>(model::Severity::distress)]},
         {"alarms", known[static_cast<std::size_t>(model::Severity::alarm)]}});
  }
}

model::Notice ToldAlerts::as_it_is_now(const model::Notice& told) const {
  return here_.heard == nullptr ? told : here_.heard->as_it_is_now(told);
}

std::optional<model::Notice> ToldAlerts::with_number(std::uint32_t number) const {
  const ToldAlert* const told = inbox_.with_number(number, confirmed_);
  return told == nullptr ? std::nullopt : std::optional(as_it_is_now(told->notice));
}

std::string ToldAlerts::number_of(std::uint64_t alert) const {
  const ToldAlert* const told = inbox_.find(alert);
  return told == nullptr ? "#?" : fmt::format("#{}", told->notice.alert.number);
}

std::vector<model::Alert> ToldAlerts::to_acknowledge() const {
  std::vector<model::Alert> alerts;
  for (const ToldAlert* told : current(false)) {
    if (told->is_printed && model::is_unacknowledged(told->notice.alert)) {
      alerts.push_back(told->notice.alert);
    }
  }
  return alerts;
}

bool ToldAlerts::is_former(const ToldAlert& told) const {
  const bool is_older = is_past_lost_ || (past_since_ && told.notice.alert.raised_at < *past_since_);
  return is_older && !confirmed_.contains(told.notice.alert.id);
}

bool ToldAlerts::is_former(std::uint32_t number) const {
  const ToldAlert* const told = inbox_.with_number(number, confirmed_);
  return told != nullptr && coordinate::is_current(*told) && is_former(*told);
}

std::vector<const ToldAlert*> ToldAlerts::current(bool is_former_wanted) const {
  std::vector<const ToldAlert*> all = inbox_.current();
  std::erase_if(all, [&](const ToldAlert* told) { return is_former(*told) != is_former_wanted; });
  return all;
}

std::vector<std::string> ToldAlerts::former_lines() const {
  std::vector<std::string> lines;
  for (const ToldAlert* told : current(true)) {
    lines.push_back(here_.screen.alert_line(told->notice));
  }
  return lines;
}

std::size_t ToldAlerts::drop_former() {
  std::vector<std::uint64_t> dropped;
  for (const ToldAlert* told : current(true)) {
    dropped.push_back(told->notice.alert.id);
  }
  std::ranges::for_each(dropped, [this](std::uint64_t alert) { inbox_.drop(alert); });
  if (!dropped.empty()) {
    std::ignore = save({}, dropped);
  }
  return dropped.size();
}

std::vector<std::string> ToldAlerts::lines() const {
  std::vector<std::string> lines;
  for (const ToldAlert* told : current(false)) {
    const bool is_confirmed = confirmed_.contains(told->notice.alert.id);
    lines.push_back(here_.screen.alert_line(as_it_is_now(told->notice)) +
                    (is_confirmed ? std::string()
                                  : here_.screen.words(tr(" (told {age}; the server has not named it since)"),
                                                       {{"age", text::age(told->told_at, here_.clock().wall,
                                                                          here_.screen.language())}})));
  }
  return lines;
}

}  // namespace selat::service
