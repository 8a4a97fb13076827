#pragma once
// The request that the Coordinator is answering; private to its .cpp files.

#include "coordinate/coordinator.h"

namespace selat::coordinate {

struct Coordinator::Question {
  const model::ReceivedRequest& request;
  Now now;
  bool is_watch = false;          // of the watch, not of a control point
  std::size_t control_point = 0;  // index of the sender, unless it is the watch
  Effects effects = {};
};

}  // namespace selat::coordinate
