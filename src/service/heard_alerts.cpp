#include "service/heard_alerts.h"

namespace selat::service {

bus::Subscription HeardAlerts::subscription() {
  return bus::subscribe<model::Alert>(
      "coordinate",
      {.apply = [this](const model::Alert& alert, const bus::Stamp&) { alerts_.put(alert.id, alert); },
       .begin_snapshot = [this] { alerts_.begin_snapshot(); },
       .end_snapshot = [this](const bus::Stamp&) { alerts_.end_snapshot(); }});
}

model::Notice HeardAlerts::as_it_is_now(model::Notice told) const {
  const model::Alert* const heard = alerts_.find(told.alert.id);
  if (heard == nullptr || heard->change < told.alert.change) {
    return told;
  }
  // The server names the nearest craft of all; of the own one only this is known that was told.
  if (heard->nearest && told.nearest && heard->nearest->control_point == told.nearest->control_point) {
    told.nearest = heard->nearest;
  }
  told.alert = *heard;
  return told;
}

}  // namespace selat::service
