#pragma once
// All tracks that the detector of a running system has at this moment.
//
// Thread: one; runs an io_context of its own. Errors: throws bus::BusError as the Bus does.

#include <functional>

#include "config/settings.h"
#include "model/track.h"
#include "units/instant.h"

namespace selat::service {

// Calls `visit` for each track, in the order of their ids. False, and nothing is visited, if the detector has
// not sent all of them within `patience`.
[[nodiscard]] bool read_tracks(const config::Settings& settings, Span patience,
                               const std::function<void(const model::Track&)>& visit);

}  // namespace selat::service
