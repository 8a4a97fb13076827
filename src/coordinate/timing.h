#pragma once
// The spans of the coordination protocol. Safety rests on `lease` and `skew_bound` alone: a holder stops at
// its own expiry less the bound, the server waits for the expiry plus the bound. Everything else is comfort.

#include <cstdint>

#include "units/instant.h"

namespace selat::coordinate {

struct Timing {
  Span lease = Span::seconds(60);
  Span renew_every = Span::seconds(20);      // at least this often; sooner as a sign of life
  Span alive_every = Span::seconds(2);       // a control point's sign of life
  Span silent_after = Span::seconds(6);      // a control point not heard for so long gets no new sector
  Span skew_bound = Span::seconds(2);        // how far two clocks may drift apart within one lease
  Span answer_within = Span::seconds(10);    // an offer's life
  std::uint32_t offer_tries = 3;             // how often it is sent within that life
  Span settle = Span::seconds(2);            // after a start: wait for control points before the first offers
  Span unanswered_rest = Span::seconds(60);  // not offered again to who let the offer pass, if another may
};

}  // namespace selat::coordinate
