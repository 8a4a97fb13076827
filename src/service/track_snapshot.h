#pragma once
// All tracks that the detector of a running system has at this moment.
//
// Thread: one; runs an io_context of its own. Errors: throws bus::BusError as the Bus does.

#include <cstdint>
#include <functional>

#include "config/settings.h"
#include "model/track.h"
#include "units/instant.h"

namespace selat::service {

// What was heard of the detector.
enum class Detector : std::uint8_t {
  all_tracks,
  without_tracks,  // it is heard, and has not sent all of them within the patience
  silent,          // other processes are heard
  nothing_heard,   // of any process
};

// Calls `visit` for each track, in the order of their ids, once all were heard; else for none.
[[nodiscard]] Detector read_tracks(const config::Settings& settings, Span patience,
                                   const std::function<void(const model::Track&)>& visit);

}  // namespace selat::service
