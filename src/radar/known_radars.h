#pragma once
// What is known of the radars of one feed beside what they say: where they stand, how they lie, and by which
// name their reports go from here on. One that may be sent as anything is the only radar of its feed that the
// others are not; where several are heard nobody knows which it is, and it is none of them.
//
// One object a feed; bounded; not thread-safe.

#include <optional>
#include <vector>

#include "geo/position.h"
#include "model/report.h"
#include "units/angle.h"
#include "units/instant.h"

namespace selat::radar {

struct KnownRadar {
  model::SourceName sent_as = {};  // the source that its reports have; empty: whatever they have
  model::SourceName id = {};       // the one that they get; empty: it stays
  // What the feed itself says goes before these.
  std::optional<geo::Position> position = std::nullopt;
  std::optional<Bearing> heading = std::nullopt;
};

// Several sources, of which that radar may be any.
struct UndecidedRadar {
  model::SourceName id;
  std::vector<model::SourceName> sources;
};

class KnownRadars {
 public:
  explicit KnownRadars(std::vector<KnownRadar> radars = {});

  // Whose report of a target that is, now heard from that source; nullptr: of none that is known.
  [[nodiscard]] const KnownRadar* hear(const model::SourceName& source, Instant at);
  // The same of what is no report of a target: only these say which radars there are.
  [[nodiscard]] const KnownRadar* of(const model::SourceName& source) const;
  [[nodiscard]] std::optional<UndecidedRadar> undecided(Instant now) const;

 private:
  // A source that was heard once, long ago, leaves the one that goes on in no doubt.
  static constexpr Span kLasts = Span::minutes(10);
  static constexpr std::size_t kMostSources = 8;
  struct Heard {
    model::SourceName source;
    Instant at;
  };
  [[nodiscard]] const KnownRadar* named(const model::SourceName& source) const;
  void note(const model::SourceName& source, Instant at);

  std::vector<KnownRadar> radars_;  // that say as what they are sent
  std::optional<KnownRadar> any_;   // that does not
  std::vector<Heard> others_;       // which could be that one, each once
};

// What the reports of a source are called.
[[nodiscard]] inline model::SourceName name_given(const KnownRadar* known, const model::SourceName& sent_as) {
  return known != nullptr && !known->id.empty() ? known->id : sent_as;
}

}  // namespace selat::radar
