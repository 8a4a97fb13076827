#include "service/log_query.h"

#include <algorithm>
#include <utility>

#include "base/enum_names.h"
#include "runtime/command_error.h"
#include "service/typed_time.h"
#include "service/watch_terminal.h"
#include "store/audit.h"
#include "store/store_error.h"

namespace selat::service {
namespace {

constexpr std::size_t kMostRead = 1'000'000;
constexpr Span kWatch = Span::hours(8);  // of a handover where nothing is said

bool is_for_relief(model::LogKind kind) {
  switch (kind) {
    case model::LogKind::patrol_report:
    case model::LogKind::watch_log:
    case model::LogKind::acknowledged:
    case model::LogKind::commented:
    case model::LogKind::closed:
    case model::LogKind::escalated:
    case model::LogKind::context_added:
    case model::LogKind::context_ended:
    case model::LogKind::past_lost:
    case model::LogKind::declined:
    case model::LogKind::released:
    case model::LogKind::resumed:
    case model::LogKind::claimed:
    case model::LogKind::sighting:
      return true;
    case model::LogKind::accepted:  // the sheet says who holds which sector since when
    case model::LogKind::told:
    case model::LogKind::terminal_changed:
    case model::LogKind::terminal_began:
      break;
  }
  return false;
}

}  // namespace

Instant since_of(const LogQuery& query, Instant now) {
  if (!query.since.empty()) {
    return past_time_of(query.since, now);
  }
  return query.is_handover ? now - kWatch : Instant();
}

std::vector<model::LogEntry> selected(std::vector<model::LogEntry> entries, const LogQuery& query,
                                      Instant now) {
  const Instant since = since_of(query, now);
  std::erase_if(entries, [&](const model::LogEntry& entry) { return entry.at < since; });
  if (const auto kind = from_name<model::LogKind>(query.kind)) {
    std::erase_if(entries, [&](const model::LogEntry& entry) { return entry.kind != *kind; });
  }
  if (query.is_handover) {
    std::erase_if(entries, [](const model::LogEntry& entry) { return !is_for_relief(entry.kind); });
  }
  if (query.most > 0 && entries.size() > query.most) {
    entries.erase(entries.begin(), entries.end() - static_cast<std::ptrdiff_t>(query.most));
  }
  return entries;
}

std::vector<model::LogEntry> log_entries(const config::Settings& settings, const LogQuery& query,
                                         Instant now) {
  if (query.database.empty()) {
    return selected(WatchTerminal(settings).log(), query, now);
  }
  try {
    return selected(store::read_newest_log(query.database, kMostRead), query, now);
  } catch (const store::StoreError& error) {
    throw runtime::Failure(error.message());
  }
}

}  // namespace selat::service
