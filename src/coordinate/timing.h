#pragma once
// The spans of the coordination protocol. Only `lease` and `skew_bound` matter for safety: a holder stops one
// skew bound before its lease ends, and the server waits until one skew bound after that. The others decide
// how soon things happen.

#include <cstdint>

#include "units/instant.h"

namespace selat::coordinate {

struct Timing {
  Span lease = Span::seconds(60);
  Span renew_every = Span::seconds(20);    // the longest time between two renewals of a lease
  Span alive_every = Span::seconds(2);     // how often a control point sends a sign of life
  Span silent_after = Span::seconds(6);    // a control point not heard for this long gets no new sector
  Span skew_bound = Span::seconds(2);      // how far two clocks may drift apart within one lease
  Span answer_within = Span::seconds(60);  // how long an offer waits for a person
  std::uint32_t offer_tries = 3;           // how often an offer is sent within that time
  Span settle = Span::seconds(2);          // from the start to the first offers: control points connect
  // How long an alarm or distress waits for an acknowledgement before the next control point is told too.
  Span escalate_alarm_after = Span::minutes(5);
  Span escalate_distress_after = Span::minutes(2);
  Span unanswered_rest = Span::seconds(60);  // no new offer after one without an answer, if there is another
};

}  // namespace selat::coordinate
