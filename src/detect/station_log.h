#pragma once
// What each station (source of reports) told in each minute of event time: all that it heard, whether another
// heard it too or not. Sums, so they do not depend on the order of arrival. One thread; bounded by the
// sources that the source table can number, and by kMinutes.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "geo/position.h"
#include "model/report.h"
#include "track/source_table.h"
#include "units/instant.h"

namespace selat::detect {

struct StationMinute {
  std::uint32_t reports = 0;     // of all kinds; also_heard among them
  std::uint32_t also_heard = 0;  // another station's had been told before
  std::uint32_t positions = 0;
  std::uint32_t low_accuracy = 0;  // positions without the flag for better than 10 m
  std::uint32_t without_raim = 0;
  std::uint32_t dead_reckoning = 0;
  std::uint32_t newcomers = 0;  // MMSIs of which this was the first report
  std::uint32_t borne_out = 0;  // of those newcomers, or of earlier ones, by a report of this minute
  std::int64_t latitude_sum_e7 = 0, longitude_sum_e7 = 0;  // of the positions
  std::uint64_t vessels =
      0;  // a bit for each of 64 classes of MMSIs that was heard: at least so many vessels

  // The middle of the positions; nothing when there is none.
  [[nodiscard]] std::optional<geo::Position> middle() const;
};

class StationLog {
 public:
  // Kept: as far as an area rule may look back, from the oldest minute that late reports can still change.
  static constexpr std::int64_t kMinutes = 64;

  void count(std::uint16_t source, const model::Report& report);
  // The first report of an MMSI is this one, or (-1) a late report shows that it is not.
  void count_newcomer(std::uint16_t source, Instant at, int change);
  // The vessel that the station told first is borne out (newcomer.h) at that time; nothing if that is kNever.
  void count_borne_out(std::uint16_t source, Instant at, int change);
  // The full minute that begins then.
  [[nodiscard]] StationMinute at(std::uint16_t source, Instant minute) const;
  // All stations that have told anything, by name.
  [[nodiscard]] std::vector<std::uint16_t> stations(const track::SourceTable& sources) const;

  template <typename Archive>
  void archive(Archive& archive) {
    archive(stations_);
  }

 private:
  struct Slot {
    std::int64_t minute = -1;
    StationMinute counts;
  };
  // Null if that minute is forgotten.
  StationMinute* minute_at(std::uint16_t source, Instant at);

  std::vector<std::vector<Slot>> stations_;  // by source; empty until it tells something
};

}  // namespace selat::detect
