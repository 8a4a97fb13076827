#pragma once
// The open alerts as a control point's terminal shows them: each under a short number that stays with it, and
// what is news of each. Pure. Thread: one.

#include <cstdint>
#include <optional>
#include <vector>

#include "base/replica.h"
#include "model/alert.h"

namespace selat::service {

struct ShownAlert {
  std::uint32_t number = 0;
  model::Alert alert;
  // The sector whose holder is told: where the alert was shown until now, else where it is.
  model::SectorId told_in;
};

class ShownAlerts {
 public:
  // At this many open alerts further ones are not shown.
  static constexpr std::size_t kMost = 10'000;

  // What is to be told of it: a new one, one in another state, one that is over. Nothing when it is no news.
  [[nodiscard]] std::optional<ShownAlert> apply(const model::Alert& alert);

  void begin_snapshot() { alerts_.begin_snapshot(); }
  // What the server no longer holds, to be told as over.
  [[nodiscard]] std::vector<ShownAlert> end_snapshot();

  [[nodiscard]] const ShownAlert* find(std::uint64_t id) const { return alerts_.find(id); }
  // By id.
  template <typename Visit>
  void for_each(Visit&& visit) const {
    alerts_.for_each([&](std::uint64_t, const ShownAlert& shown) { visit(shown); });
  }

 private:
  Replica<std::uint64_t, ShownAlert> alerts_{kMost};
  std::uint32_t last_number_ = 0;
};

}  // namespace selat::service
