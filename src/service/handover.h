#pragma once
// `selat log --handover`: asks the running system for all that a relieving officer reads.
//
// Thread: one; runs an io_context of its own while it listens. Errors: as WatchTerminal.

#include <string>

#include "config/settings.h"
#include "service/log_query.h"
#include "units/clock.h"

namespace selat::service {

[[nodiscard]] std::string handover(const config::Settings& settings, const LogQuery& query, bool is_json,
                                   const Clock& clock);

}  // namespace selat::service
