#pragma once
// What a person is told where the coordination server does not answer: where it was looked for, and what it
// says of itself, if it is heard at all.
//
// Thread: any. Pure.

#include <string>
#include <string_view>

#include "base/localized_message.h"
#include "bus/bus.h"
#include "config/settings.h"
#include "model/process_health.h"

namespace selat::service {

// At the terminal of a control point: no server has answered since it was started.
[[nodiscard]] LocalizedMessage absent_server(const bus::Endpoints& endpoints,
                                             const config::Settings& settings,
                                             std::string_view control_point);

// What a server that is heard does not take: its disk fails, and the reason comes first in its health.
[[nodiscard]] LocalizedMessage not_taken(const model::ProcessHealth& server);

}  // namespace selat::service
