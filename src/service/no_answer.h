#pragma once
// What a person is told where nobody answers, or not all: where it was looked for, what the server says of
// itself, and which of the possible causes can be told from this machine.
//
// Thread: any.

#include <string>
#include <string_view>

#include "base/localized_message.h"
#include "bus/bus.h"
#include "config/settings.h"
#include "model/process_health.h"

namespace selat::service {

// At the terminal of a control point: no server has answered since it was started. `is_heard`: the server
// publishes, so that it runs and the way there is open.
[[nodiscard]] LocalizedMessage absent_server(const bus::Endpoints& endpoints,
                                             const config::Settings& settings, std::string_view control_point,
                                             bool is_heard);

// What a server that is heard does not take: its disk fails, and the reason comes first in its health.
[[nodiscard]] LocalizedMessage not_taken(const model::ProcessHealth& server);
// The same for a tool of another machine, whose key the server may not take.
[[nodiscard]] LocalizedMessage not_taken(const model::ProcessHealth& server,
                                         const config::Settings& settings);

// How long a tool waits for a process before it says that it is not heard: that is told within five seconds
// of the command, and the start of a tool takes its part of them. What runs here may be busy.
[[nodiscard]] Span patience_for(std::string_view process, const config::Settings& settings);

// A tool has heard nothing of any process: nothing runs, what runs does not answer, or the way there is cut.
[[nodiscard]] LocalizedMessage nothing_heard(const config::Settings& settings);

// A tool has heard nothing of this one, though others may be.
[[nodiscard]] LocalizedMessage not_heard(std::string_view process, const config::Settings& settings);

// A process is heard and sends this topic to others, but not here.
[[nodiscard]] LocalizedMessage topic_not_sent(std::string_view process, std::string_view topic,
                                              const config::Settings& settings);

}  // namespace selat::service
