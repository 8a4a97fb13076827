#pragma once
// Reports of distress that come when their own time can be changed no more: they are folded at a later time,
// so that somebody is told, and said to be old. Of one MMSI; bounded; a plain value.

#include <cstdint>
#include <optional>
#include <vector>

#include "model/report.h"
#include "track/fix.h"
#include "units/instant.h"

namespace selat::detect {

// Whether somebody must be told of the report however old it is: an active device, a ship's status of
// distress, a text with words of distress or urgency.
[[nodiscard]] bool tells_distress(const model::Report& report);

class LateDistress {
 public:
  // When a report of that own time is to be folded: as much later than its own time as the one before, where
  // that is possible, so that the way between two is as it was. Nothing
  // when there are too many, or when places of more time than the lateness come at once: the way between two
  // would be none that anything can go.
  [[nodiscard]] std::optional<Instant> place(Instant own, bool has_place, Instant earliest,
                                             Instant latest) const;
  // The fix has the time at which it is folded. Forgets those before `needed_from`.
  void add(const track::Fix& fix, Instant own, Instant needed_from);
  // How much later than its own time the fix is folded: 0 of any other.
  [[nodiscard]] Span by(const track::Fix& fix) const;

  template <typename Archive>
  void archive(Archive& archive) {
    archive(moved_);
  }

 private:
  struct Moved {
    template <typename Archive>
    void archive(Archive& archive) {
      archive(at, by, fingerprint);
    }
    [[nodiscard]] bool is(const track::Fix& fix) const {
      return at == fix.at() && fingerprint == fix.fingerprint;
    }
    Instant at;
    Span by;
    std::uint32_t fingerprint = 0;
  };
  std::vector<Moved> moved_;
};

}  // namespace selat::detect
