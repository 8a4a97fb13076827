#pragma once
// The stations of a feed whose clocks are wrong: what the feed says of them while they are, and what the log
// says when one is found and when it is right again.

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "base/localized_message.h"
#include "feed/token_bucket.h"
#include "model/report.h"
#include "units/instant.h"
#include "units/steady_time.h"

namespace selat::service {

struct WrongClock {
  model::SourceName station;
  Span behind;  // negative: ahead
};

// What is to be known of the feed; empty if none is wrong.
[[nodiscard]] LocalizedMessage remark_on(const std::vector<WrongClock>& wrong);

// Not thread-safe. Bounded, whatever a feed sends: it follows kMostStations, and writes ten lines at once and
// then ten an hour.
class ClockLog {
 public:
  // To be called each second or so with all that are wrong now. `is_right`: whether the station has told
  // right times lately, and none that is wrong. Gives the lines to write.
  [[nodiscard]] std::vector<std::string> look(const std::vector<WrongClock>& wrong,
                                              const std::function<bool(const model::SourceName&)>& is_right,
                                              SteadyTime now);

 private:
  static constexpr std::size_t kMostStations = 64;

  std::vector<model::SourceName> told_;  // of which the log has said that they are wrong
  feed::TokenBucket lines_{10.0 / 3'600, Span::hours(1)};
};

}  // namespace selat::service
