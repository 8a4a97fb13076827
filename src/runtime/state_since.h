#pragma once
// Since when a state is as it is, where somebody looks at it now and then.
//
// Thread: any. Pure.

#include <optional>

#include "units/instant.h"

namespace selat::runtime {

template <typename State>
class StateSince {
 public:
  void note(State state, Instant now) {
    if (state_ != state) {
      state_ = state;
      since_ = now;
    }
  }
  // Of a state that was not noted yet: now.
  [[nodiscard]] Instant of(State state, Instant now) const { return state_ == state ? since_ : now; }

 private:
  std::optional<State> state_;
  Instant since_;
};

}  // namespace selat::runtime
