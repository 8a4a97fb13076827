#pragma once
// The open alerts that a control point's terminal shows: each has a short number that does not change.
// Decides which changes of an alert are printed. Pure. Thread: one.

#include <cstdint>
#include <optional>
#include <vector>

#include "base/replica.h"
#include "model/alert.h"

namespace selat::service {

struct ShownAlert {
  std::uint32_t number = 0;
  model::Alert alert;
  // The sector whose holder is informed: the one in which the alert was shown before, otherwise its own.
  model::SectorId told_in;
};

class ShownAlerts {
 public:
  // At this limit further open alerts are not shown.
  static constexpr std::size_t kMost = 10'000;

  // What to print of the alert: it is new, has another state, or is closed. Empty if nothing changed.
  [[nodiscard]] std::optional<ShownAlert> apply(const model::Alert& alert);

  void begin_snapshot() { alerts_.begin_snapshot(); }
  // The alerts that the server no longer holds, to be printed as closed.
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
