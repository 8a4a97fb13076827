#include "service/shown_alerts.h"

#include <algorithm>

#include "coordinate/alert_registry.h"

namespace selat::service {

std::optional<ShownAlert> ShownAlerts::apply(const model::Alert& alert) {
  const ShownAlert* const known = alerts_.find(alert.id);
  const std::uint32_t number = known != nullptr ? known->number : last_number_ + 1;
  if (!model::is_open(alert)) {
    const auto over =
        known == nullptr ? std::nullopt : std::optional(ShownAlert{number, alert, known->alert.sector});
    alerts_.erase(alert.id);
    return over;
  }
  const bool is_news = known == nullptr || known->alert.state != alert.state;
  const ShownAlert* const shown = alerts_.put(alert.id, {number, alert, alert.sector});
  if (shown == nullptr) {
    return std::nullopt;
  }
  last_number_ = std::max(last_number_, number);
  return is_news ? std::optional(*shown) : std::nullopt;
}

std::vector<ShownAlert> ShownAlerts::end_snapshot() {
  std::vector<ShownAlert> over;
  alerts_.end_snapshot([&](std::uint64_t, const ShownAlert& gone) {
    over.push_back(gone);
    over.back().alert.state = model::AlertState::ended;
  });
  return over;
}

}  // namespace selat::service
