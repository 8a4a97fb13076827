#pragma once
// The alerts as the coordination server publishes them, for a control point's terminal: what it was told of
// an alert says what changed, this says where the alert is now, and what others have done about it.
//
// Thread: that of the io_context. What is passed in must outlive it.

#include <cstdint>

#include "base/replica.h"
#include "bus/subscription.h"
#include "model/order.h"

namespace selat::service {

class HeardAlerts {
 public:
  [[nodiscard]] bus::Subscription subscription();

  // What was told, with the alert as it is now. As it was told where nothing newer was heard.
  [[nodiscard]] model::Notice as_it_is_now(model::Notice told) const;

 private:
  static constexpr std::size_t kMost = 20'000;
  Replica<std::uint64_t, model::Alert> alerts_{kMost};
};

}  // namespace selat::service
