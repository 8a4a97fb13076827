#include "service/heard_reports.h"

#include <algorithm>

#include "text/log_line.h"
#include "text/measure.h"

namespace selat::service {
namespace {

constexpr Span kRecent = Span::hours(12);
constexpr std::size_t kMost = 200;

}  // namespace

bus::Subscription HeardReports::subscription() {
  return bus::subscribe<model::LogEntry>(
      "coordinate", {.apply = [this](const model::LogEntry& entry, const bus::Stamp&) { take(entry); },
                     .begin_snapshot = [] {},
                     .end_snapshot = [this](const bus::Stamp&) { end_snapshot(); }});
}

// A snapshot may begin with what was read before; a server that has lost its past counts from the beginning.
void HeardReports::take(const model::LogEntry& entry) {
  if (entry.number <= newest_ && entry.at <= newest_at_) {
    return;
  }
  newest_ = entry.number;
  newest_at_ = entry.at;
  if (entry.kind != model::LogKind::patrol_report || entry.from.view() == name_) {
    return;
  }
  reports_.push_back(entry);
  if (reports_.size() > kMost) {
    reports_.pop_front();
  }
  if (!is_first_snapshot_) {
    screen_.print(tr("REPORT {what}"), {{"what", line_of(entry)}});
  }
}

void HeardReports::end_snapshot() {
  if (!std::exchange(is_first_snapshot_, false)) {
    return;
  }
  const auto recent = std::ranges::count_if(reports_, [this](const auto& entry) { return is_recent(entry); });
  if (recent > 0) {
    screen_.print(tr("{n} patrol {n:report|reports} of others within twelve hours; {reports} lists them"),
                  {{"n", static_cast<std::uint64_t>(recent)}});
  }
}

bool HeardReports::is_recent(const model::LogEntry& entry) const {
  return clock_().wall - entry.at < kRecent;
}

std::string HeardReports::line_of(const model::LogEntry& entry) const {
  return text::log_line(entry, language_, screen_.place_name(entry.sector.view()));
}

std::vector<std::string> HeardReports::lines() const {
  std::vector<std::string> lines;
  for (const model::LogEntry& entry : reports_) {
    if (is_recent(entry)) {
      lines.push_back(text::time_of_day(entry.at) + "  " + line_of(entry));
    }
  }
  return lines;
}

}  // namespace selat::service
