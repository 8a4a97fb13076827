#pragma once
// What patrols of other control points report, shown at this one's terminal: each once, when it comes. Those
// of the last twelve hours can be listed.
//
// Thread: that of the io_context. What is passed in must outlive it.

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "base/language.h"
#include "bus/subscription.h"
#include "model/log_entry.h"
#include "terminal/control_point_screen.h"
#include "units/clock.h"

namespace selat::service {

class HeardReports {
 public:
  // `name`: of this control point, whose own reports are not shown.
  HeardReports(terminal::ControlPointScreen& screen, std::string name, Language language, Clock clock)
      : screen_(screen), name_(std::move(name)), language_(language), clock_(std::move(clock)) {}

  // Of the log of the coordination server.
  [[nodiscard]] bus::Subscription subscription();

  // Those of the last twelve hours, the oldest first.
  [[nodiscard]] std::vector<std::string> lines() const;

 private:
  void take(const model::LogEntry& entry);
  void end_snapshot();
  [[nodiscard]] bool is_recent(const model::LogEntry& entry) const;
  [[nodiscard]] std::string line_of(const model::LogEntry& entry) const;

  terminal::ControlPointScreen& screen_;
  std::string name_;
  Language language_;
  Clock clock_;
  std::deque<model::LogEntry> reports_;
  std::uint64_t newest_ = 0;  // number of the newest entry that was read
  Instant newest_at_;
  bool is_first_snapshot_ = true;
};

}  // namespace selat::service
