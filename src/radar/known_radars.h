#pragma once
// What is known of the radars of one feed beside what they say: where they stand, how they lie, and by which
// name their reports go from here on. Plain values; thread-safe as such.

#include <optional>
#include <utility>
#include <vector>

#include "geo/position.h"
#include "model/report.h"
#include "units/angle.h"

namespace selat::radar {

struct KnownRadar {
  model::SourceName sent_as = {};  // the source that its reports have; empty: whatever they have
  model::SourceName id = {};       // the one that they get; empty: it stays
  // What the feed itself says goes before these.
  std::optional<geo::Position> position = std::nullopt;
  std::optional<Bearing> heading = std::nullopt;
};

class KnownRadars {
 public:
  KnownRadars() = default;
  explicit(false) KnownRadars(std::vector<KnownRadar> radars) : radars_(std::move(radars)) {}

  // The one that is sent as `source`, before one that may be sent as anything; nullptr: none.
  [[nodiscard]] const KnownRadar* of(const model::SourceName& source) const {
    const KnownRadar* any = nullptr;
    for (const KnownRadar& radar : radars_) {
      if (radar.sent_as == source) {
        return &radar;
      }
      any = radar.sent_as.empty() ? &radar : any;
    }
    return any;
  }
  // What its reports are called.
  [[nodiscard]] model::SourceName name_of(const model::SourceName& source) const {
    const KnownRadar* known = of(source);
    return known != nullptr && !known->id.empty() ? known->id : source;
  }

 private:
  std::vector<KnownRadar> radars_;
};

}  // namespace selat::radar
