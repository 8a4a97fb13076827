#pragma once
// The heartbeat topic. It is not in topic.h because it carries no stream: it is numbered separately and never
// repaired.

#include <string_view>

namespace selat::bus {

// Subscribed to last: a subscriber that receives heartbeats also receives its other topics.
inline constexpr std::string_view kHeartbeatTopic = "heartbeat";

}  // namespace selat::bus
