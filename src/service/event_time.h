#pragma once
// The event time that the reports of all feeds have reached, as the detector sees it (detect/engine.h): so
// that ingest can say of which feed reports come too late to be judged. One object for all feeds; one thread.

#include <algorithm>
#include <optional>
#include <variant>

#include "detect/engine.h"
#include "model/report.h"
#include "track/time_jump_filter.h"

namespace selat::service {

class EventTime {
 public:
  explicit EventTime(const detect::EngineOptions& options)
      : lateness_(options.lateness),
        ahead_tolerance_(options.ahead_tolerance),
        trusts_order_(options.trusts_order),
        time_jump_(options.time_jump),
        jumps_(options.time_jump) {}

  // Takes the report's time into account. Whether the detector drops it.
  [[nodiscard]] bool is_too_late(const model::Report& report) {
    const model::ReportHeader& header = model::header_of(report);
    const Instant at = header.observed_at;
    if (std::holds_alternative<model::AlsoHeard>(report) || at > header.received_at + ahead_tolerance_) {
      return false;
    }
    if (reached_ && !trusts_order_ && jumps_.is_ahead(at, *reached_)) {
      for (const model::Report& believed : jumps_.hold(report).believed) {
        reach(model::header_of(believed).observed_at);
      }
      return false;
    }
    if (reached_ && at < *reached_ - lateness_) {
      return true;
    }
    jumps_.count_agreeing();
    reach(at);
    return false;
  }

  // The clock was set back: the detector begins anew too.
  void begin_anew() {
    reached_.reset();
    jumps_ = track::TimeJumpFilter(time_jump_);
  }

 private:
  void reach(Instant at) { reached_ = reached_ ? std::max(*reached_, at) : at; }

  Span lateness_, ahead_tolerance_;
  bool trusts_order_;
  Span time_jump_;
  track::TimeJumpFilter jumps_;
  std::optional<Instant> reached_;
};

}  // namespace selat::service
