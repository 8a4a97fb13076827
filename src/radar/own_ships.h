#pragma once
// Where the antennas of one feed are, and how the bows under them point: what a radar measures is told from
// there. Learned from the feed's own sentences, by their source; interpolated to the time of a plot. Bounded
// memory; not thread-safe.

#include <optional>
#include <utility>
#include <vector>

#include "geo/position.h"
#include "model/report.h"
#include "radar/samples.h"
#include "radar/sentence.h"
#include "units/angle.h"
#include "units/instant.h"

namespace selat::radar {

[[nodiscard]] geo::Position moved(geo::Position a, geo::Position b, double by);
[[nodiscard]] Bearing turned(Bearing a, Bearing b, double by);

class OwnShips {
 public:
  void take(const OwnShipSentence& sentence, const model::SourceName& source, Instant at);

  // Of the radar's own source. If that has never had one, and is named as an instrument of IEC 61162-450 is:
  // of the other instruments, where they lie so near each other that they are on one vessel.
  [[nodiscard]] std::optional<geo::Position> position_at(const model::SourceName& radar, Instant when) const;
  // True.
  [[nodiscard]] std::optional<Bearing> heading_at(const model::SourceName& radar, Instant when) const;

 private:
  // As many sources as a vessel has instruments; a further one takes the place of the one unheard for
  // longest.
  static constexpr std::size_t kMostSources = 16;

  struct OwnShip {
    model::SourceName source;
    Instant heard_at;
    Samples<geo::Position, moved> positions;
    Samples<Bearing, turned> headings;
    std::optional<Angle> variation;
  };
  [[nodiscard]] OwnShip& of(const model::SourceName& source);
  // Asks `at` of the sources that may know, in their order; it says nothing where one knows nothing.
  template <typename At>
  [[nodiscard]] auto told_by(const model::SourceName& radar, Instant when, At at) const
      -> decltype(at(std::declval<const OwnShip&>()).at(when));
  // Whether all sources that have a position then are on one vessel.
  [[nodiscard]] bool are_one(Instant when) const;
  [[nodiscard]] std::optional<Angle> variation() const;

  std::vector<OwnShip> ships_;
};

}  // namespace selat::radar
