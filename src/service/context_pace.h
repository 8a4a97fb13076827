#pragma once
// How often another version of the context may begin in the detection engine. The engine keeps each version
// by which a late report may yet be judged, for some thirteen minutes of event time; so their number must be
// bounded, however often people or a program change the context. Changes that come together are one version.
//
// Pure. One thread.

#include <cstddef>
#include <optional>

#include "units/steady_time.h"

namespace selat::service {

class ContextPace {
 public:
  static constexpr Span kUsually = Span::seconds(1);
  static constexpr std::size_t kMany = 30;  // versions kept: beyond it they follow each other more slowly
  static constexpr Span kThen = Span::seconds(30);
  static constexpr std::size_t kMost = 100;  // reached only while event time stands still

  // `kept`: by the engine.
  [[nodiscard]] bool may_begin(std::size_t kept, SteadyTime now) const {
    return kept < kMost && (!begun_at_ || now - *begun_at_ >= (kept < kMany ? kUsually : kThen));
  }
  void begun(SteadyTime now) { begun_at_ = now; }

 private:
  std::optional<SteadyTime> begun_at_;  // the version that began last
};

}  // namespace selat::service
