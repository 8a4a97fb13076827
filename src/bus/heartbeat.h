#pragma once
// The one topic besides those of topic.h: it is numbered on its own and never repaired.

#include <string_view>

namespace selat::bus {

// Subscribed to last, so whoever hears it hears the other topics too.
inline constexpr std::string_view kHeartbeatTopic = "heartbeat";

}  // namespace selat::bus
