#pragma once
// Keeps a wrong clock from moving event time. A report far ahead of all others is held back until more
// reports agree with it than still agree with the watermark; then they are let through together. A value of
// the engine: pure, one thread; at most 64 reports are held (beyond that the oldest is dropped).

#include <cstdint>
#include <vector>

#include "model/report.h"

namespace selat::track {

class TimeJumpFilter {
 public:
  // Reports at most `limit` ahead of the watermark, or of one another, agree.
  explicit TimeJumpFilter(Span limit) : limit_(limit) {}

  struct Held {
    bool is_repeated = false;  // the very same report is held already
    bool has_dropped = false;  // the oldest one was dropped to make room
    // Those that agree with this one, in the order of their time, when they are more than those that agreed
    // with the watermark in the meantime: they are no longer held.
    std::vector<model::Report> believed;
  };

  [[nodiscard]] bool is_ahead(Instant at, Instant watermark) const { return at > watermark + limit_; }
  // A report that agrees with the watermark has arrived.
  void count_agreeing() { ++agreeing_with_watermark_; }
  [[nodiscard]] Held hold(const model::Report& report);
  // Those that the watermark has reached; they are no longer held.
  [[nodiscard]] std::vector<model::Report> take_reached(Instant watermark);

  [[nodiscard]] std::size_t size() const { return held_.size(); }

  template <typename Archive>
  void archive(Archive& archive) {
    archive(held_, agreeing_with_watermark_);
  }

 private:
  struct HeldReport {
    model::Report report;
    std::uint64_t agreeing_before = 0;  // reports that agreed with the watermark before this one arrived
  };
  template <typename Which>
  std::vector<model::Report> take(const Which& which);

  Span limit_;
  std::vector<HeldReport> held_;  // in the order of arrival
  std::uint64_t agreeing_with_watermark_ = 0;
};

}  // namespace selat::track
