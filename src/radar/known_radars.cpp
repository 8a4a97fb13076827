#include "radar/known_radars.h"

#include <algorithm>
#include <utility>

namespace selat::radar {

KnownRadars::KnownRadars(std::vector<KnownRadar> radars) : radars_(std::move(radars)) {
  const auto any =
      std::ranges::find_if(radars_, [](const KnownRadar& radar) { return radar.sent_as.empty(); });
  if (any != radars_.end()) {
    any_ = *any;
    std::erase_if(radars_, [](const KnownRadar& radar) { return radar.sent_as.empty(); });
  }
}

const KnownRadar* KnownRadars::named(const model::SourceName& source) const {
  const auto found = std::ranges::find(radars_, source, &KnownRadar::sent_as);
  return found == radars_.end() ? nullptr : &*found;
}

const KnownRadar* KnownRadars::of(const model::SourceName& source) const {
  const KnownRadar* const known = named(source);
  const bool is_the_only =
      any_ && (others_.empty() || (others_.size() == 1 && others_.front().source == source));
  return known == nullptr && is_the_only ? &*any_ : known;
}

const KnownRadar* KnownRadars::hear(const model::SourceName& source, Instant at) {
  if (any_ && named(source) == nullptr) {
    note(source, at);
  }
  return of(source);
}

void KnownRadars::note(const model::SourceName& source, Instant at) {
  std::erase_if(others_, [at](const Heard& other) { return at - other.at > kLasts; });
  const auto found = std::ranges::find(others_, source, &Heard::source);
  if (found != others_.end()) {
    found->at = at;
  } else if (others_.size() < kMostSources) {
    others_.push_back({source, at});
  }
}

std::optional<UndecidedRadar> KnownRadars::undecided(Instant now) const {
  UndecidedRadar radar;
  for (const Heard& other : others_) {
    if (now - other.at <= kLasts) {
      radar.sources.push_back(other.source);
    }
  }
  if (radar.sources.size() < 2) {
    return std::nullopt;
  }
  radar.id = any_->id;
  std::ranges::sort(radar.sources, {}, [](const model::SourceName& source) { return source.view(); });
  return radar;
}

}  // namespace selat::radar
